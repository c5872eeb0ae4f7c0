"""The socket, over the real wire: what each person sees, and what nobody is told."""

import json

import pytest
from tests.server.house import START, Browser, House

from talkingpiece.server import socket
from talkingpiece.server.keys import ROOMS


async def keyword_round(house: House, *names: str) -> list[Browser]:
    """A table in its first round of keywords: the facilitator first, who speaks last."""
    room = await house.room()
    people = [await house.join(room.facilitator, names[0])]
    people += [await house.join(room.invitation, name) for name in names[1:]]
    seq = await people[0].steer("go_to", phase="keywords")
    for browser in people:
        await browser.until_seq(seq)
    return people


def holder(browser: Browser) -> str:
    """Who has the piece, as this browser sees it."""
    person: str = browser.view["piece"].get("holder", "")
    return browser.view["people"][person]["name"] if person else ""


async def test_two_people_pass_the_piece(house: House) -> None:
    """Bob passes, Ann gives a word, and each sees the same circle at each step."""
    ann, bob = await keyword_round(house, "Ann", "Bob")
    assert holder(ann) == holder(bob) == "Bob"
    seq = await bob.do("pass")
    await ann.until_seq(seq)
    assert holder(ann) == holder(bob) == "Ann"
    assert "pass" not in {o["command"]["do"] for o in bob.mine["offers"].values()}
    seq = await ann.do("add", kind="keyword", text="balance")
    await bob.until_seq(seq)
    assert ann.view == bob.view
    assert [item["text"] for item in bob.view["items"].values()] == ["balance"]


async def test_a_command_out_of_turn_is_refused_to_the_asker_alone(house: House) -> None:
    ann, bob = await keyword_round(house, "Ann", "Bob")
    await bob.quiet()
    answer = await ann.ask("pass")
    assert (answer["t"], answer["code"]) == ("refusal", "not_your_turn")
    assert await bob.quiet() == []


async def test_the_same_id_twice_has_one_effect(house: House) -> None:
    ann, bob = await keyword_round(house, "Ann", "Bob")
    first = await bob.ask("pass", id="once")
    again = await bob.ask("pass", id="once")
    assert again == first
    await ann.until_seq(first["seq"])
    assert holder(ann) == "Ann"


async def test_two_people_may_choose_the_same_id(house: House) -> None:
    ann, bob = await keyword_round(house, "Ann", "Bob")
    await bob.do("pass", id="mine")
    assert (await ann.ask("pass", id="mine"))["t"] == "done"


async def test_a_join_sent_again_after_a_loss_is_the_same_seat(house: House) -> None:
    """The line breaks before the answer comes; the widget sends the command again."""
    room = await house.room()
    ann = await house.join(room.facilitator, "Ann")
    lost = await house.open(token=room.invitation)
    await lost.until("texts")
    unguessable = "3141592653-5897932384"
    await lost.do("join", id=unguessable, name="Bob")
    await lost.close()
    back = await house.open(token=room.invitation)
    await back.until("texts")
    await back.do("join", id=unguessable, name="Bob")
    assert back.me == lost.me
    await ann.whole()
    assert len(ann.view["people"]) == 2


async def test_whoever_missed_nothing_of_their_own_gets_only_the_changes(house: House) -> None:
    """Somebody else's private note moves the session on and shows nobody anything."""
    ann, bob, cai = await keyword_round(house, "Ann", "Bob", "Cai")
    await cai.close()
    await bob.do("add", kind="private_note", text="for me")
    seq = await bob.do("add", kind="private_note", text="for me too")
    back = await house.back(cai.seat, since=cai.seq)
    back.seq, back.view, back.mine = cai.seq, cai.view, cai.mine
    heard = await back.quiet()
    assert [message["t"] for message in heard] == ["change", "change"]
    assert back.seq == seq
    await ann.until_seq(seq)
    assert back.view == ann.view


async def test_whoever_missed_something_of_their_own_gets_everything(house: House) -> None:
    _, bob, cai = await keyword_round(house, "Ann", "Bob", "Cai")
    await cai.close()
    seq = await bob.do("pass")
    back = await house.back(cai.seat, since=cai.seq)
    seen = await back.until("see")
    assert seen["seq"] == seq
    assert back.mine["turn"] == "speaker"


async def test_coming_back_with_nothing_missed_shows_nothing_again(house: House) -> None:
    """A drop of five seconds is only a small dot."""
    ann, bob = await keyword_round(house, "Ann", "Bob")
    await bob.do("add", kind="private_note", text="for me")
    await bob.close()
    await house.advance(5_000)
    back = await house.back(bob.seat, since=bob.seq)
    assert await back.quiet() == []
    await ann.whole()
    assert ann.view["people"][bob.me]["here"] is True


async def test_a_seq_from_the_future_gets_everything(house: House) -> None:
    _, bob = await keyword_round(house, "Ann", "Bob")
    back = await house.back(bob.seat, since=10_000)
    assert (await back.until("see"))["seq"] == bob.seq


async def test_patches_always_add_up_to_the_whole(house: House) -> None:
    """After each of many commands, what each browser has patched together is the whole view."""
    ann, bob, cai = people = await keyword_round(house, "Ann", "Bob", "Cai")
    script = [
        (bob, "add", {"kind": "keyword", "text": "trust"}),
        (cai, "come_back_later", {}),
        (ann, "add", {"kind": "keyword", "text": "rest"}),
        (cai, "pass", {}),
        (bob, "add", {"kind": "private_note", "text": "mine alone"}),
        (cai, "just_listen", {"on": True}),
        (ann, "hold", {}),
        (ann, "resume", {}),
        (cai, "just_listen", {"on": False}),
        (bob, "rename", {"name": "Bobby"}),
        (ann, "extend", {"minutes": 5}),
        (cai, "leave", {}),
    ]
    for browser, command, fields in script:
        if command == "leave":
            await cai.ask("leave")
            people.remove(cai)
        else:
            await browser.do(command, **fields)
        for each in people:
            await each.quiet()
            patched = (each.seq, each.view, each.mine)
            await each.whole()
            assert patched == (each.seq, each.view, each.mine), command
    seq = await ann.steer("undo")
    await bob.until_seq(seq)
    patched = bob.view
    await bob.whole()
    assert bob.view == patched


async def test_nothing_on_the_wire_is_null(house: House) -> None:
    """A merge patch means "gone" by null, so views hold none."""
    people = await keyword_round(house, "Ann", "Bob")
    for browser in people:
        for raw in browser.raw:
            if json.loads(raw)["t"] == "see":
                assert "null" not in raw


async def test_nobody_gets_what_is_somebody_elses(house: House) -> None:
    """What Bob notes for himself is in no frame to anybody else, in no part of it."""
    ann, bob, cai = await keyword_round(house, "Ann", "Bob", "Cai")
    arriving = await house.open(token=(await house.room()).invitation)
    await bob.do("add", kind="private_note", text="canary-4711")
    await bob.do("pass")
    for browser in (ann, cai):
        await browser.quiet()
        await browser.whole()
        assert not any("canary-4711" in raw for raw in browser.raw)
    assert any("canary-4711" in raw for raw in bob.raw)
    await arriving.quiet()
    assert not any("canary" in raw or "Bob" in raw for raw in arriving.raw)


async def test_the_arrival_card_tells_nothing_of_who_is_there(house: House) -> None:
    room = await house.room(title="Tuesday circle")
    await house.join(room.facilitator, "Ann-Sophie")
    stranger = await house.open(token=room.invitation, locale="fr-CH")
    await stranger.until("texts")
    arrival = stranger.welcome["arrival"]
    assert arrival["title"] == "Tuesday circle"
    assert arrival["start"] == START
    assert arrival["pact"][0] == "pacts.sealed.1"
    await stranger.quiet()
    assert not any("Ann" in raw for raw in stranger.raw)
    texts = json.loads(stranger.raw[1])["texts"]
    assert texts["intervision_triage/title"]
    refused = await stranger.ask("next_phase", step=0)
    assert refused["code"] == "not_here"


async def test_facilitators_see_how_many_are_arriving(house: House) -> None:
    room = await house.room()
    ann = await house.join(room.facilitator, "Ann")
    stranger = await house.open(token=room.invitation)
    await stranger.until("texts")
    await ann.quiet()
    assert ann.mine["figures"]["arriving"] == 1
    await stranger.do("join", name="Bob")
    await ann.quiet()
    assert "arriving" not in ann.mine["figures"]


async def test_two_facilitators_press_next_at_once_and_it_is_one_step(house: House) -> None:
    room = await house.room()
    ann = await house.join(room.facilitator, "Ann")
    eve = await house.join(room.facilitator, "Eve")
    await ann.do("admit", person=eve.me)
    await eve.quiet()
    step = ann.view["step"]
    for browser in (ann, eve):
        await browser.send(t="do", id="next", command={"do": "next_phase", "step": step})
    answers = [await browser.until("done", "refusal") for browser in (ann, eve)]
    assert sorted(answer["t"] for answer in answers) == ["done", "refusal"]
    refusal = next(answer for answer in answers if answer["t"] == "refusal")
    assert refusal["code"] in ("already_moved", "name_leads")
    await ann.whole()
    assert ann.view["step"] == step + 1


async def test_a_person_who_stays_away_is_lost_and_comes_back_to_the_same_seat(
    house: House,
) -> None:
    ann, bob = await keyword_round(house, "Ann", "Bob")
    await bob.close()
    await house.advance(29_000)
    await ann.whole()
    assert ann.view["people"][bob.me]["here"] is True
    await house.advance(2_000)
    await ann.whole()
    assert "here" not in ann.view["people"][bob.me]
    back = await house.back(bob.seat, since=bob.seq)
    await back.until("see")
    assert back.me == bob.me
    assert back.view["people"][bob.me]["here"] is True
    await ann.quiet()
    assert ann.view == back.view


async def test_a_second_tab_is_the_same_seat(house: House) -> None:
    """Closing one of two tabs is no loss, and both show the same."""
    ann, bob = await keyword_round(house, "Ann", "Bob")
    tab = await house.back(bob.seat)
    await tab.until("see")
    await bob.close()
    await house.advance(60_000)
    await ann.whole()
    assert ann.view["people"][tab.me]["here"] is True
    assert len(ann.view["people"]) == 2


async def test_whoever_leaves_is_seen_out_and_may_come_back(house: House) -> None:
    ann, bob = await keyword_round(house, "Ann", "Bob")
    await bob.do("leave")
    assert (await bob.until("closed"))["code"] == 4410
    assert bob.bye == {"t": "bye", "code": "gone"}
    back = await house.back(bob.seat)
    await back.until("see")
    assert back.me == bob.me
    await ann.whole()
    assert ann.view["people"][bob.me]["here"] is True


async def test_whoever_is_removed_is_told_so(house: House) -> None:
    ann, bob = await keyword_round(house, "Ann", "Bob")
    await ann.do("remove", person=bob.me)
    assert (await bob.until("closed"))["code"] == 4403
    assert bob.bye == {"t": "bye", "code": "removed"}
    back = await house.open(seat=bob.seat)
    assert (await back.until("closed"))["code"] == 4403
    await ann.whole()
    assert "here" not in ann.view["people"].get(bob.me, {})


async def test_whoever_waits_outside_sees_only_their_own_part(house: House) -> None:
    """In the middle of a story nobody new hears of it; admitted, they see everything."""
    ann, bob = await keyword_round(house, "Ann", "Bob")
    await bob.do("add", kind="keyword", text="canary-4711")
    topic = next(iter(bob.view["items"]))
    seq = await ann.steer("go_to", phase="present", item=topic)
    await bob.until_seq(seq)
    room = next(iter(house.app[ROOMS].awake))
    invitation = house.app[ROOMS].awake[room]._seats.link("invitation")
    late = await house.join(invitation, "Liv")
    assert late.mine["waiting"] is True
    await late.quiet()
    assert not any("canary-4711" in raw for raw in late.raw)
    assert late.view == {}
    await ann.do("admit", person=late.me)
    await late.until("see")
    assert late.view["topic"] == topic


GARBAGE = [
    "",
    "hello",
    "[]",
    '{"t": "nothing"}',
    '{"t": "do", "id": "x", "command": {"do": "tick"}}',
    '{"t": "do", "id": "x", "command": {"do": "lose"}}',
    '{"t": "do", "id": "x", "command": {"do": "pass", "more": 1}}',
    '{"t": "do", "id": "", "command": {"do": "pass"}}',
    '{"t": "hello", "protocol": 1, "token": ""}',
    "[" * 5_000,
]


@pytest.mark.parametrize("frame", GARBAGE)
async def test_a_frame_that_is_no_message_is_refused_and_everything_goes_on(
    house: House, frame: str
) -> None:
    ann, bob = await keyword_round(house, "Ann", "Bob")
    await bob.ws.send_str(frame)
    refusal = await bob.until("refusal")
    assert (refusal["id"], refusal["code"]) == ("", "not_a_message")
    seq = await bob.do("pass")
    await ann.until_seq(seq)
    assert holder(ann) == "Ann"


async def test_a_frame_that_is_too_large_is_refused_and_everything_goes_on(house: House) -> None:
    _, bob = await keyword_round(house, "Ann", "Bob")
    await bob.ws.send_str("x" * 70_000)
    assert (await bob.until("refusal"))["code"] == "too_large"
    await bob.ws.send_bytes(b"\x00\x01")
    assert (await bob.until("refusal"))["code"] == "not_a_message"
    await bob.do("pass")


async def test_an_enormous_frame_ends_that_connection_only(house: House) -> None:
    ann, bob = await keyword_round(house, "Ann", "Bob")
    await bob.ws.send_str("x" * 1_000_000)
    assert (await bob.until("closed"))["t"] == "closed"
    await ann.do("hold")
    back = await house.back(bob.seat)
    await back.until("see")
    await back.do("pass")


@pytest.mark.parametrize(
    "first",
    ["nonsense", "{}", '{"t": "whole"}', '{"t": "do", "id": "1", "command": {"do": "pass"}}'],
)
async def test_a_connection_that_does_not_begin_with_hello_is_closed(
    house: House, first: str
) -> None:
    stranger = Browser(await house.client.ws_connect("/socket"))
    await stranger.ws.send_str(first)
    assert (await stranger.until("closed"))["code"] == 4400
    assert stranger.bye is not None
    assert stranger.bye["code"] == "wire"


async def test_a_connection_that_says_nothing_is_closed(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "HELLO_SECONDS", 0.01)
    stranger = Browser(await house.client.ws_connect("/socket"))
    assert (await stranger.until("closed"))["code"] == 4400


async def test_another_protocol_is_refused_by_name(house: House) -> None:
    room = await house.room()
    old = await house.open(token=room.invitation, protocol=99)
    assert (await old.until("closed"))["code"] == 4400
    assert old.bye is not None
    assert old.bye["code"] == "protocol"


async def test_a_flood_of_commands_is_refused_and_recovers(house: House) -> None:
    ann, bob = await keyword_round(house, "Ann", "Bob")
    for number in range(100):
        command = {"do": "rename", "name": f"Bob {number}"}
        await bob.send(t="do", id=f"r{number}", command=command)
    answers = [await bob.until("done", "refusal") for _ in range(100)]
    refused = [answer for answer in answers if answer["t"] == "refusal"]
    assert {answer["code"] for answer in refused} == {"too_many"}
    assert 55 < len(refused) < 65
    await house.advance(1_000)
    await bob.do("pass")
    await ann.quiet()
    assert holder(ann) == "Ann"


async def test_a_page_of_another_site_may_not_connect(house: House) -> None:
    """A browser says which page a socket belongs to; only ours may."""
    for origin, allowed in (("https://evil.example", False), (None, True)):
        headers = {"Origin": origin} if origin else {}
        answer = await house.client.get("/socket", headers=headers)
        assert (answer.status == 403) is not allowed
    own = f"http://{house.client.host}:{house.client.port}"
    ws = await house.client.ws_connect("/socket", origin=own)
    assert not ws.closed
    await ws.close()


async def test_the_clock_is_told_for_the_offset(house: House) -> None:
    _, bob = await keyword_round(house, "Ann", "Bob")
    await bob.send(t="probe", c=12.5)
    assert await bob.until("time") == {"t": "time", "c": 12.5, "s": START}


async def test_a_stopping_server_says_so(house: House) -> None:
    _, bob = await keyword_round(house, "Ann", "Bob")
    await house.app[ROOMS].stop()
    assert (await bob.until("closed"))["code"] == 1012
    assert bob.bye == {"t": "bye", "code": "stopping"}
