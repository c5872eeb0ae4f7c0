"""Every address and every command has a rule of who may; one that is added without fails here."""

import random
from typing import Any

import msgspec
import pytest
from tests.server import frames
from tests.server.asking import plan
from tests.server.conftest import OpenHouse
from tests.server.house import START, Browser, House, keyword_round

from talkingpiece.sealing import ServerKeys, Token, new_id, new_key, seal_token
from talkingpiece.settings import Settings

EVERYBODY = "everybody; the same for all, nothing of any room"
HELLO = "a token in the first frame, and a page that may embed us"
SHEET = "the token of a sheet, in the body"
SERIES = "the token of a series, in the body"
HARVEST = "the token of notes or a page, in the body"
KEEPER = "the token of whoever keeps a page, in the body"
SEAT = "the seat of a facilitator, in the body"
RATED = "everybody, so often an hour from one address"
TESTS = "only where a setting opens it, for tests"

ROUTES = {
    ("GET", "/"): EVERYBODY,
    ("GET", "/about"): EVERYBODY,
    ("GET", "/help"): EVERYBODY,
    ("GET", "/harvest"): EVERYBODY,
    ("GET", "/icon.svg"): EVERYBODY,
    ("GET", "/manifest.json"): EVERYBODY,
    ("GET", "/health"): EVERYBODY,
    ("GET", "/panel/{room}"): EVERYBODY,
    ("GET", "/pictures/{name}"): EVERYBODY,
    ("GET", "/privacy"): EVERYBODY,
    ("GET", "/ready"): EVERYBODY,
    ("GET", "/rooms/{room}"): EVERYBODY,
    ("GET", "/rooms/{room}/call"): EVERYBODY,
    ("GET", "/rooms/{room}/watch"): EVERYBODY,
    ("GET", "/series"): EVERYBODY,
    ("GET", "/sheet"): EVERYBODY,
    ("GET", "/static/{name}"): EVERYBODY,
    ("GET", "/texts/{locale}.json"): EVERYBODY,
    ("GET", "/theme.css"): EVERYBODY,
    ("GET", "/api/formats"): EVERYBODY,
    ("POST", "/api/calendar"): EVERYBODY,
    ("POST", "/api/qr"): EVERYBODY,
    ("POST", "/api/sessions"): RATED,
    ("POST", "/api/rehearsals"): RATED,
    ("GET", "/socket"): HELLO,
    ("POST", "/api/sheet"): SHEET,
    ("POST", "/api/sheet/erase"): SHEET,
    ("POST", "/api/series"): SERIES,
    ("POST", "/api/harvest"): HARVEST,
    ("POST", "/api/harvest/comment"): HARVEST,
    ("POST", "/api/harvest/comment/looked-at"): KEEPER,
    ("POST", "/api/harvest/unpublish"): KEEPER,
    ("POST", "/api/format"): SEAT,
    ("POST", "/api/switch"): SEAT,
    ("GET", "/test/clock"): TESTS,
    ("POST", "/test/clock"): TESTS,
}
KINDS = {SHEET: "sheet", SERIES: "series", SEAT: "seat", HARVEST: "harvest", KEEPER: "harvest"}

MORE = {
    "/api/switch": {"format": "check_in_circle"},
    "/api/harvest/comment": {"text": "Well said."},
    "/api/harvest/comment/looked-at": {"comment": "c1", "do": "show"},
}
"""What is asked for beside the token."""
LINK = frozenset({"join"})
"""Whoever has a link to the room, and no seat yet."""
FACILITATORS = frozenset((
    "add_seat", "admit", "another_round", "cancel_switch", "change_now", "close",
    "confirm_seat", "erase", "extend", "give_piece", "give_role", "go_on_recorded", "go_to",
    "hand_over", "hold", "insert_phase", "keep_lead", "leave_out", "next_person",
    "next_phase", "open_gallery", "publish", "unpublish", "not_now", "nudge", "put_first", "remove",
    "renew_links", "rest_topic", "resume", "reveal", "set_aside", "set_level",
    "set_minutes", "set_next_date", "set_words", "show_answers", "show_rule", "switch_back",
    "switch_format", "switch_phase", "take_lead", "tap_for", "undo",
))  # fmt: skip
"""Who leads or facilitates; in a pair, `next_phase` by both (tests/core/test_powers.py)."""
ITEMS = frozenset((
    "agree", "assign_owner", "claim", "cluster", "confirm_claim", "edit", "flag", "keep",
    "mark", "merge", "move_item", "name_theme", "park_item", "pick", "restore",
    "set_status", "share_item", "split", "withdraw",
))  # fmt: skip
"""Who may see that item, and then whom it belongs to or who works on its list."""
OWN = frozenset((
    "abstain", "accept_pact", "add", "agree_span", "answered", "ask_turn", "basket_done",
    "call_thumbs", "credit", "come_back_later", "count_votes", "decline", "dismiss_nudge",
    "draw_lots", "enough", "extend_talk", "finish", "go_by_rota", "hand_on", "hold_thumb",
    "just_listen", "lay_down_role", "leave", "leave_to_presenter", "let_watch", "lower_hand",
    "more_time", "object", "offer_to_lead", "park_topic", "pass", "pick_person", "prepare",
    "raise_hand", "raise_urgent", "reflect", "rename", "ring_bell", "same_here", "set_pace",
    "show_answer", "speak", "stay", "submit", "take_role", "undo_list", "volunteer", "vote",
    "word_question",
))  # fmt: skip
"""Whoever has a seat, for themselves; what the moment allows is the activity's to say."""


def addresses(house: House) -> set[tuple[str, str]]:
    return {
        (route.method, route.resource.canonical)
        for route in house.app.router.routes()
        if route.method != "HEAD" and route.resource is not None
    }


# --- addresses --------------------------------------------------------------------------------


async def test_every_address_has_a_rule(open_house: OpenHouse, settings: Settings) -> None:
    whole = msgspec.structs.replace(settings, allow_simulated=True, allow_virtual_clock=True)
    assert addresses(await open_house(settings=whole)) == set(ROUTES)


async def test_what_a_setting_opens_is_shut_without_it(house: House) -> None:
    shut = {route for route, rule in ROUTES.items() if rule == TESTS}
    assert addresses(house) == set(ROUTES) - shut - {("POST", "/api/rehearsals")}


@pytest.mark.parametrize("path, rule", [(p, r) for (_, p), r in ROUTES.items() if r in KINDS])
async def test_a_token_of_any_other_kind_opens_nothing(
    house: House, server_keys: ServerKeys, path: str, rule: str
) -> None:
    """Nor does none, nor a made-up one; and a token in an address is not even looked at."""
    more = MORE.get(path, {})

    async def status(token: str) -> int:
        return (await house.client.post(path, json={"token": token, **more})).status

    for kind in ("facilitator", "invitation", "seat", "sheet", "series", "harvest", "gallery"):
        if kind != KINDS[rule]:
            token = Token(kind=kind, room=new_id(), key=new_key(), expires=START + 10**9)  # type: ignore[arg-type]
            assert await status(seal_token(server_keys, token)) == 401
    assert await status("made-up") == 401
    assert await status("") == 400
    assert (await house.client.post(path, json=more)).status == 400
    assert (await house.client.post(f"{path}?token=x", json=more)).status == 400
    assert (await house.client.get(path)).status == 405


@pytest.mark.parametrize("path", ["/api/format", "/api/switch"])
async def test_a_participants_seat_does_not_do_where_a_facilitators_is_wanted(
    house: House, path: str
) -> None:
    _, bob = await keyword_round(house, "Ann", "Bob")
    more = MORE.get(path, {})
    answer = await house.client.post(path, json={"token": bob.seat, **more})
    assert (answer.status, (await answer.json())["code"]) == (409, "not_the_facilitator")


async def test_no_address_tells_whether_there_is_a_room(house: House) -> None:
    """Guessing a room's name is of no use: page and socket answer alike."""
    room = await house.room()
    pages = [
        await (await house.client.get(f"/rooms/{name}")).text()
        for name in (room.room, "abcdef123456")
    ]
    assert pages[0].replace(room.room, "abcdef123456") == pages[1]
    byes = []
    for name in (room.room, "abcdef123456"):
        stranger = await house.open(token="made-up", room=name)
        await stranger.until("closed")
        byes.append(stranger.bye)
    assert byes[0] == byes[1]


async def test_only_named_sites_may_frame_us_and_connect(
    open_house: OpenHouse, settings: Settings
) -> None:
    """Exactly those of the setting, besides us; `null` is a sandboxed panel in the page of one."""
    jitsi = "https://jitsi.example.org"
    house = await open_house(settings=msgspec.structs.replace(settings, trusted_origins=(jitsi,)))
    for path in ("/", "/rooms/x", "/health", "/texts/en.json", "/static/none.js", "/nowhere"):
        policy = (await house.client.get(path)).headers["Content-Security-Policy"]
        rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
        assert rules["frame-ancestors"] == f"'self' {jitsi}"
        assert rules["script-src"] == rules["style-src"] == "'self'"
        assert rules["default-src"] == rules["base-uri"] == "'none'"
    for origin, status in (
        (jitsi, 101), ("null", 101), ("https://jitsi.example.org.evil.example", 403),
        ("http://jitsi.example.org", 403), ("https://jitsi.example.org:8443", 403),
    ):  # fmt: skip
        upgrade = {
            "Origin": origin, "Upgrade": "websocket", "Connection": "Upgrade",
            "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        }  # fmt: skip
        answer = await house.client.get("/socket", headers=upgrade)
        assert answer.status == status
        answer.close()


async def test_no_form_of_another_site_reaches_us(house: House) -> None:
    """What a page of another site may send without asking us first is not even read."""
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        answer = await house.client.post(
            "/api/sessions", data=msgspec.json.encode(plan()), headers={"Content-Type": kind}
        )
        assert answer.status == 415
    asked = await house.client.options("/api/sessions", headers={"Origin": "https://evil.example"})
    assert "Access-Control-Allow-Origin" not in asked.headers


# --- commands ---------------------------------------------------------------------------------


def made(tag: str, **more: Any) -> dict[str, Any]:
    """A command with every field filled in."""
    maker = frames.Maker(random.Random(1), lambda place: "made-up")  # noqa: S311
    return {**maker.command(frames.commands()[tag]), **more}


async def answer_to(browser: Browser, command: dict[str, Any]) -> str:
    """The code of the refusal, or "done"."""
    fields = {name: value for name, value in command.items() if name != "do"}
    answer = await browser.ask(command["do"], **fields)
    return str(answer.get("code", answer["t"]))


def test_every_command_has_a_rule_and_only_one() -> None:
    rules = (LINK, FACILITATORS, ITEMS, OWN)
    assert sum(map(len, rules)) == len(LINK | FACILITATORS | ITEMS | OWN)
    assert set(frames.commands()) == LINK | FACILITATORS | ITEMS | OWN


async def test_nobody_without_a_seat_may_do_anything_but_sit_down(house: House) -> None:
    room = await house.room()
    stranger = await house.open(token=room.facilitator)
    await stranger.until("texts")
    for number, tag in enumerate(sorted(set(frames.commands()) - LINK)):
        await stranger.send(t="do", id=f"s{number}", command=made(tag))
        answer = await stranger.until("refusal", "done")
        assert answer["code"] in ("not_here", "too_many"), tag


async def test_what_facilitators_do_nobody_else_may(
    open_house: OpenHouse, settings: Settings
) -> None:
    limits = msgspec.structs.replace(settings.limits, commands_burst=1000)
    house = await open_house(settings=msgspec.structs.replace(settings, limits=limits))
    ann, bob = await keyword_round(house, "Ann", "Bob")
    for tag in sorted(FACILITATORS):
        command = made(tag)
        if "step" in command:
            command["step"] = bob.view["step"]
        assert await answer_to(bob, command) == "not_the_facilitator", tag
    assert ann.view["phase"]["id"] == "keywords"


async def test_somebody_elses_note_is_as_if_it_were_not_there(
    open_house: OpenHouse, settings: Settings
) -> None:
    """No command tells that there is one, whether it comes from a guest or a facilitator."""
    limits = msgspec.structs.replace(settings.limits, commands_burst=1000)
    house = await open_house(settings=msgspec.structs.replace(settings, limits=limits))
    ann, bob, cai = await keyword_round(house, "Ann", "Bob", "Cai")
    await cai.do("add", kind="private_note", text="for my eyes only")
    await cai.quiet()
    (note,) = cai.mine["items"]
    for browser in (ann, bob):
        for tag in sorted(ITEMS):
            about = await answer_to(browser, made(tag, item=note))
            assert about == await answer_to(browser, made(tag, item="made-up")), tag
            assert about != "done", tag
    assert cai.mine["items"][note]["text"] == "for my eyes only"


async def test_who_was_seen_out_may_do_nothing_any_more(house: House) -> None:
    ann, bob = await keyword_round(house, "Ann", "Bob")
    await ann.do("remove", person=bob.me)
    await bob.until("closed")
    again = await house.open(seat=bob.seat)
    await again.until("closed")
    assert again.bye is not None
    assert again.bye["code"] in ("removed", "not_identified")


async def test_the_house_alone_may_do_what_the_house_does(house: House) -> None:
    """Ticks, losses and returns are no frames, whoever sends them."""
    ann, _ = await keyword_round(house, "Ann", "Bob")
    for tag in ("tick", "lose", "return", "arrive_to_facilitate"):
        await ann.send(t="do", id="x", command={"do": tag})
        assert (await ann.until("refusal"))["code"] == "not_a_message"
