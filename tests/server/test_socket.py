"""The socket, over the real wire: what each person sees, and what nobody is told."""

import json

from tests.server.house import START, House, holder, keyword_round

from talkingpiece.server.keys import ROOMS


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


async def test_whoever_waits_outside_sees_only_their_own_part(house: House) -> None:
    """In the middle of a story nobody new hears of it; admitted, they see everything."""
    ann, bob = await keyword_round(house, "Ann", "Bob")
    await bob.do("add", kind="keyword", text="canary-4711")
    topic = next(iter(bob.view["items"]))
    seq = await ann.steer("go_to", phase="present", item=topic)
    await bob.until_seq(seq)
    room = next(iter(house.app[ROOMS].awake))
    invitation = house.app[ROOMS].awake[room].seats.link("invitation")
    late = await house.join(invitation, "Liv")
    assert late.mine["waiting"] is True
    await late.quiet()
    assert not any("canary-4711" in raw for raw in late.raw)
    assert late.view == {}
    seq = await bob.do("rename", name="Bobby")
    for since in range(seq + 1):
        curious = await house.back(late.seat, since=since)
        heard = await curious.quiet()
        assert {message["t"] for message in heard} == {"waiting"}
    await ann.do("admit", person=late.me)
    await late.until("see")
    assert late.view["topic"] == topic


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
