"""What stands round every request: headers, answers to errors, and a log without content."""

import json
import logging

import msgspec
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient
from tests.server.house import House

from talkingpiece.errors import Code, NotIdentified, Refused, StoreUnavailable, WireError
from talkingpiece.rendering.locales import Catalogue
from talkingpiece.server.keys import CATALOGUE, ERROR_PAGE, SETTINGS
from talkingpiece.server.logs import JsonLines
from talkingpiece.server.middleware import add_headers, answer_errors, security_headers
from talkingpiece.settings import Settings

SECRET = "canary-4711"


class Strange(Exception):
    pass


RAISED: dict[str, Exception] = {
    "identity": NotIdentified("expired"),
    "refused": Refused(Code.TOO_LONG, max=40),
    "wire": WireError("not_a_message"),
    "store": StoreUnavailable("SQLite"),
    "bug": Strange(SECRET),
    "missing": web.HTTPNotFound(text=SECRET),
    "away": web.HTTPMethodNotAllowed("PUT", ["GET"]),
}


@pytest.fixture
async def client(aiohttp_client: object, settings: Settings) -> TestClient:
    async def fail(request: web.Request) -> web.Response:
        raise RAISED[request.match_info["name"]]

    async def fine(request: web.Request) -> web.Response:
        return web.Response(text="fine", headers={"Cache-Control": "public"})

    app = web.Application(middlewares=[answer_errors])
    app[SETTINGS] = settings
    app[CATALOGUE] = Catalogue.load()
    add_headers(app)
    app.add_routes([web.get("/fail/{name}", fail), web.get("/fine/{id}", fine)])
    return await aiohttp_client(app)  # type: ignore[operator,no-any-return]


@pytest.mark.parametrize(
    "name, status, code",
    [
        ("identity", 401, "not_identified"),
        ("refused", 409, "too_long"),
        ("wire", 400, "bad_request"),
        ("store", 503, "store_unavailable"),
        ("bug", 500, "server_error"),
        ("missing", 404, "not_found"),
        ("away", 405, "not_allowed"),
    ],
)
async def test_each_error_has_a_code_and_a_sentence(
    client: TestClient, name: str, status: int, code: str
) -> None:
    answer = await client.get(f"/fail/{name}")
    assert answer.status == status
    content = await answer.json()
    assert content["code"] == code
    assert content["sentence"]
    assert content["request"] == answer.headers["X-Request-Id"]
    assert SECRET not in await answer.text()


async def test_a_refusal_is_told_in_the_browsers_language(client: TestClient) -> None:
    answer = await client.get("/fail/refused", headers={"Accept-Language": "fr-CH,fr;q=0.9"})
    assert (await answer.json())["sentence"] == "Trop long\u00a0: 40 caractères au plus."


async def test_a_person_gets_the_error_page_where_there_is_one(
    aiohttp_client: object, settings: Settings
) -> None:
    def page(request: web.Request, status: int, code: str, sentence: str) -> web.Response:
        return web.Response(status=status, text=f"<p>{code}</p>", content_type="text/html")

    app = web.Application(middlewares=[answer_errors])
    app[SETTINGS], app[CATALOGUE], app[ERROR_PAGE] = settings, Catalogue.load(), page
    client = await aiohttp_client(app)  # type: ignore[operator]
    answer = await client.get("/nowhere", headers={"Accept": "text/html,*/*"})
    assert (answer.status, await answer.text()) == (404, "<p>not_found</p>")


async def test_every_response_has_the_security_headers(client: TestClient) -> None:
    """Errors too; a handler may say itself how long its answer is kept."""
    fine = await client.get("/fine/1")
    for answer in (fine, await client.get("/fail/bug"), await client.get("/nowhere")):
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert fine.headers["Cache-Control"] == "public"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_server_with_https_says_so_to_browsers(settings: Settings) -> None:
    """For a year; one that is tried out on this machine does not."""
    name = "Strict-Transport-Security"
    assert name not in security_headers(settings)
    outside = msgspec.structs.replace(settings, public_url="https://circle.example.org")
    assert security_headers(outside)[name] == "max-age=31536000"


async def test_the_log_has_routes_and_no_paths_queries_or_messages(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    """What somebody types into an address, or an error quotes, is not kept."""
    with caplog.at_level(logging.DEBUG, "talkingpiece"):
        await client.get(f"/fine/{SECRET}?token={SECRET}", headers={"Referer": SECRET})
        await client.get("/fail/bug")
    lines = [JsonLines().format(r) for r in caplog.records if r.name.startswith("talkingpiece")]
    assert lines
    assert not any(SECRET in line for line in lines)
    first = json.loads(lines[0])
    assert (first["route"], first["status"], first["method"]) == ("/fine/{id}", 200, "GET")
    failed = next(json.loads(line) for line in lines if "error" in line)
    assert failed["error"][0] == "Strange"
    assert any("fail" in place for place in failed["error"])


async def test_a_whole_session_leaves_no_names_tokens_or_words_in_the_log(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        room = await house.room(title=SECRET)
        ann = await house.join(room.facilitator, "Ann-Sophie")
        await ann.do("add", kind="private_note", text="something private")
        await ann.ask("pass")
        await ann.close()
        back = await house.back(ann.seat)
        await back.until("see")
        await (await house.open(token="not-a-token")).until("closed")
    lines = "\n".join(JsonLines().format(record) for record in caplog.records)
    secrets = (SECRET, "Ann-Sophie", "private", room.room, room.facilitator, ann.seat, ann.me)
    assert [secret for secret in secrets if secret in lines] == []
    assert "not-a-token" not in lines
