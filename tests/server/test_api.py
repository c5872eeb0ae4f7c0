"""What pages may ask of the server, what they get, and how it says no."""

import logging
from typing import Any

import msgspec
import pytest
from icalendar import Calendar
from tests.server.asking import ask, plan, refusal
from tests.server.house import HOUR_MS, START, House

from talkingpiece.sealing import ServerKeys, open_token
from talkingpiece.server.bodies import MAX_BODY_BYTES
from talkingpiece.settings import Settings

CANARY = "tulip-canary"


# --- sessions ---------------------------------------------------------------------------------


async def test_a_new_session_hands_out_three_links(house: House, server_keys: ServerKeys) -> None:
    """Each link is a path with its own kind of token in the fragment."""
    answer = await ask(house, "/api/sessions", **plan())
    made = await answer.json()
    assert answer.status == 200
    for name, kind in (("facilitator", "facilitator"), ("invitation", "invitation")):
        path, token = made[name].split("#")
        assert path == f"/rooms/{made['room']}"
        assert open_token(server_keys, token, START).kind == kind
    path, token = made["series"].split("#")
    assert (path, open_token(server_keys, token, START).kind) == ("/series", "series")


async def test_people_come_in_by_both_links(house: House) -> None:
    made = await (await ask(house, "/api/sessions", **plan())).json()
    ann = await house.join(made["facilitator"].split("#")[1], "Ann")
    bob = await house.join(made["invitation"].split("#")[1], "Bob")
    assert ann.view["room"]["title"] == bob.view["room"]["title"] == "Tuesday"
    assert ann.mine["facilitator"]
    assert not bob.mine.get("facilitator")


async def test_a_session_without_a_title_gets_a_neutral_one(house: House) -> None:
    made = await (await ask(house, "/api/sessions", **plan(title="  "))).json()
    assert made["title"] == "Échange"


@pytest.mark.parametrize(
    "wrong,status,code",
    [
        ({"end": START}, 422, "end_before_start"),
        ({"end": START + 20 * HOUR_MS}, 422, "too_long"),
        ({"start": START - 3 * HOUR_MS, "end": START - HOUR_MS}, 422, "past"),
        ({"start": START + 9000 * HOUR_MS, "end": START + 9001 * HOUR_MS}, 422, "too_far"),
        ({"zone": "Mars/Olympus"}, 422, "unknown_zone"),
        ({"zone": "../../etc/passwd"}, 422, "unknown_zone"),
        ({"language": "tlh"}, 422, "unknown_language"),
        ({"format": "no_such_format"}, 422, "format_unknown"),
        ({"title": "x" * 101}, 400, "other"),
        ({"start": "soon"}, 400, "other"),
        ({"start": -1}, 400, "other"),
        ({"surprise": 1}, 400, "other"),
        ({"series": "not-a-token"}, 401, "link_unknown"),
    ],
)
async def test_a_session_that_cannot_be_is_refused_with_a_reason(
    house: House, wrong: dict[str, Any], status: int, code: str
) -> None:
    assert await refusal(await ask(house, "/api/sessions", **plan(**wrong))) == (status, code)


async def test_a_session_shorter_than_usual_is_not_refused(house: House) -> None:
    """The page says that it is tight; people know what they do."""
    answer = await ask(house, "/api/sessions", **plan(end=START + HOUR_MS + 20 * 60_000))
    assert answer.status == 200


async def test_sentences_come_in_the_askers_language(house: House) -> None:
    answer = await house.client.post(
        "/api/sessions", json=plan(end=START), headers={"Accept-Language": "de"}
    )
    assert (await answer.json())["sentence"].startswith("Das Ende liegt vor dem Beginn")


async def test_one_address_opens_only_so_many_rooms_in_an_hour(
    open_house: Any, settings: Settings
) -> None:
    limits = msgspec.structs.replace(settings.limits, rooms_per_hour=2)
    house: House = await open_house(settings=msgspec.structs.replace(settings, limits=limits))
    answers = [await ask(house, "/api/sessions", **plan()) for _ in range(3)]
    assert [answer.status for answer in answers] == [200, 200, 429]
    await house.advance(HOUR_MS)
    later = plan(start=START + 2 * HOUR_MS, end=START + 4 * HOUR_MS)
    assert (await ask(house, "/api/sessions", **later)).status == 200


# --- bodies -----------------------------------------------------------------------------------

POSTS = ("sessions", "sheet", "sheet/erase", "series", "qr", "calendar")


@pytest.mark.parametrize("name", POSTS)
async def test_a_body_that_does_not_do_is_refused(house: House, name: str) -> None:
    """Not JSON by its type (another site's form), no JSON, the wrong shape, too much."""
    path, json_type = f"/api/{name}", {"Content-Type": "application/json"}
    assert await refusal(await house.client.post(path, data={"a": "b"})) == (415, "not_json")
    for body in (b"{", b"[]", b"null", b'{"a":', b"\xff\xfe", b"[" * 9000):
        answer = await house.client.post(path, data=body, headers=json_type)
        assert await refusal(answer) == (400, "other")
    much = b'"' + b"x" * MAX_BODY_BYTES + b'"'
    answer = await house.client.post(path, data=much, headers=json_type)
    assert await refusal(answer) == (413, "too_large")


async def test_a_refusal_never_repeats_what_was_sent(house: House) -> None:
    for body in ({"token": CANARY}, {"token": 7, CANARY: 1}):
        assert CANARY not in await (await ask(house, "/api/sheet", **body)).text()


# --- calendar, QR, texts ----------------------------------------------------------------------


async def test_a_calendar_file_is_neutral(house: House) -> None:
    """A title in the language asked for, and no link unless it was given."""
    dates = {"start": START, "end": START + HOUR_MS, "zone": "Europe/Paris", "language": "fr"}
    answer = await ask(house, "/api/calendar", **dates)
    assert answer.content_type == "text/calendar"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    (event,) = Calendar.from_ical(await answer.read()).walk("VEVENT")
    assert str(event["SUMMARY"]) == "Échange"
    assert not {"ATTENDEE", "ORGANIZER", "DESCRIPTION", "URL", "LOCATION"} & set(event)
    with_link = await ask(house, "/api/calendar", **dates, link="https://x.example/rooms/a#t")
    (event,) = Calendar.from_ical(await with_link.read()).walk("VEVENT")
    assert str(event["URL"]) == "https://x.example/rooms/a#t"
    assert str(event["DESCRIPTION"]).endswith(": https://x.example/about?lang=fr")


@pytest.mark.parametrize("link", ["javascript:alert(1)", "https://x y", "https://x\r\nATTENDEE:a"])
async def test_a_calendar_file_takes_only_web_links(house: House, link: str) -> None:
    answer = await ask(house, "/api/calendar", start=START, end=START + HOUR_MS, link=link)
    assert await refusal(answer) == (400, "other")


async def test_calendar_files_differ_in_their_ids(house: House) -> None:
    """Nobody can tell from two files that they belong together."""
    files = [
        await (await ask(house, "/api/calendar", start=START, end=START + HOUR_MS)).read()
        for _ in range(2)
    ]
    uids = {str(Calendar.from_ical(file).walk("VEVENT")[0]["UID"]) for file in files}
    assert len(uids) == 2


async def test_a_link_becomes_a_code(house: House) -> None:
    answer = await ask(house, "/api/qr", text="https://x.example/rooms/a#t")
    assert answer.content_type == "image/svg+xml"
    assert (await answer.text()).startswith("<svg")
    assert await refusal(await ask(house, "/api/qr", text="x" * 5000)) == (400, "other")
    assert await refusal(await ask(house, "/api/qr", text="")) == (400, "other")


async def test_texts_are_kept_until_they_change(house: House) -> None:
    first = await house.client.get("/texts/de.json")
    assert (await first.json())["buttons.pass"] == "Passen"
    tag = first.headers["ETag"]
    again = await house.client.get("/texts/de.json", headers={"If-None-Match": tag})
    assert again.status == 304
    other = await house.client.get("/texts/fr.json", headers={"If-None-Match": tag})
    assert (await other.json())["buttons.pass"] == "Je passe"


async def test_texts_of_an_unknown_language_fall_back(house: House) -> None:
    answer = await house.client.get("/texts/ja.json")
    assert (await answer.json())["buttons.pass"] == "Pass"


async def test_formats_are_listed_in_the_readers_language(house: House) -> None:
    told = await (await house.client.get("/api/formats?lang=de")).json()
    titles = {each["id"]: each["title"] for each in told["formats"]}
    assert titles["intervision_triage"] == "Intervision im Triage-Stil"


# --- nothing leaks ----------------------------------------------------------------------------


async def test_no_token_and_no_title_reaches_a_log_or_a_page(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    """What is asked in bodies stays there: not in logs, not in any page of the server."""
    with caplog.at_level(logging.DEBUG):
        made = await (await ask(house, "/api/sessions", **plan(title=CANARY))).json()
        tokens = [made[name].split("#")[1] for name in ("facilitator", "invitation", "series")]
        for token in tokens:
            await ask(house, "/api/series", token=token)
            await ask(house, "/api/sheet", token=token)
            await ask(house, "/api/qr", text=f"https://x.example/rooms/{made['room']}#{token}")
        pages = [
            await (await house.client.get(path)).text()
            for path in ("/", "/sheet", "/series", f"/rooms/{made['room']}")
        ]
    logged = "\n".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records)
    for secret in (CANARY, *tokens):
        assert secret not in logged
        assert not any(secret in page for page in pages)
