"""A demonstration on the wire: who watches is sent the form, and no frame that others get."""

import pytest
from tests.server.asking import plan
from tests.server.conftest import OpenHouse
from tests.server.house import Browser, House

from talkingpiece.hub.gallery import BACK_MS
from talkingpiece.hub.rooms import Created
from talkingpiece.server.keys import ROOMS
from talkingpiece.storage import MemoryStore

CANARY = "plumage"


@pytest.fixture
async def made(house: House) -> Created:
    return await house.room("peer_coaching_45", demo=True)


async def watches(house: House, made: Created) -> Browser:
    """Somebody opens the link for those who watch; what they see first."""
    browser = await house.open(token=made.gallery.split("#")[1], room=made.room)
    browser.view = (await browser.until("watched"))["shown"]
    return browser


async def seen(watcher: Browser) -> dict[str, object]:
    """What a watcher sees once everything under way has come."""
    for message in await watcher.quiet():
        if message["t"] == "watched":
            watcher.view = message["shown"]
    return watcher.view


async def test_the_link_to_watch_is_handed_out_for_demonstrations_alone(house: House) -> None:
    async def asked(**more: object) -> tuple[int, dict[str, str]]:
        answer = await house.client.post("/api/sessions", json=plan(**more))
        return answer.status, await answer.json()

    status, links = await asked(format="peer_coaching_45", demo=True)
    assert (status, links["gallery"].split("#")[0]) == (200, f"/rooms/{links['room']}/watch")
    status, links = await asked(format="peer_coaching_45")
    assert (status, links["gallery"]) == (200, "")
    status, refused = await asked(format="intervision_triage", demo=True)
    assert (status, refused["code"]) == (422, "no_gallery")
    assert refused["sentence"].startswith("This format has no place for people who watch.")


async def test_who_watches_hears_no_name_and_no_word(house: House, made: Created) -> None:
    """Raw frames, while people sit down, write, and a case is told."""
    watcher = await watches(house, made)
    fay = await house.join(made.facilitator, f"Fay {CANARY}")
    ann = await house.join(made.invitation, f"Ann {CANARY}")
    bob = await house.join(made.invitation, f"Bob {CANARY}")
    await fay.steer("go_to", phase="choose_case")
    await ann.do("add", kind="case_offer", text=f"How do I say no? {CANARY}")
    await bob.do("add", kind="private_note", text=CANARY)
    await ann.do("volunteer")
    await fay.whole()
    await fay.steer("go_to", phase="case")
    await ann.do("let_watch", on=True)
    view = await seen(watcher)
    assert (view["seats"], view["holder"]) == (3, 2)
    heard = "".join(watcher.raw)
    assert CANARY not in heard
    assert not [who for who in (fay, ann, bob) if who.me in heard]


async def test_what_a_facilitator_writes_for_this_session_stays_at_the_table(
    house: House, made: Created
) -> None:
    """Neither who watches already nor who comes later is sent it; the form's own words they are."""
    fay = await house.join(made.facilitator, "Fay")
    early = await watches(house, made)
    phase = fay.view["phase"]["id"]
    await fay.do("set_words", phase=phase, role="all", text=f"Noor, begin. {CANARY}")
    await fay.quiet()
    assert CANARY in "".join(fay.raw)
    late = await watches(house, made)
    for watcher in (early, late):
        await watcher.quiet()
        heard = "".join(watcher.raw)
        assert CANARY not in heard
        assert "/case/title" in heard
        assert "/case/listener" in heard


async def test_who_watches_may_do_nothing(house: House, made: Created) -> None:
    """Not even sit down; the line lives on."""
    watcher = await watches(house, made)
    for command in ("join", "pass", "close"):
        fields = {"name": "Eve"} if command == "join" else {}
        fields |= {"step": 0} if command == "close" else {}  # type: ignore[dict-item]
        assert (await watcher.ask(command, **fields))["code"] == "not_here"
    await watcher.send(t="whole")
    assert (await watcher.until("refusal"))["code"] == "not_here"
    await watcher.send(t="enter_call")
    assert (await watcher.until("refusal"))["code"] == "not_here"
    await watcher.ws.send_str("no message")
    assert (await watcher.until("refusal"))["code"] == "not_a_message"
    assert (await seen(watcher))["phase"]


async def test_people_read_how_many_watch_and_say_yes_to_it_on_arriving(
    house: House, made: Created
) -> None:
    one, _ = await watches(house, made), await watches(house, made)
    stranger = await house.open(token=made.invitation)
    arrival = (await stranger.until("welcome"))["arrival"]
    assert "pacts.demo.1" in arrival["pact"]
    ann = await house.join(made.invitation, "Ann")
    await ann.quiet()
    assert ann.mine["notices"]["gallery"]["say"]["values"] == {"n": 2}
    await one.close()
    while ann.mine["notices"]["gallery"]["say"]["values"] != {"n": 1}:
        await ann.hear()


def watching(person: Browser) -> int:
    """How many watch, as *person* reads it."""
    number: int = person.mine["notices"]["gallery"]["say"]["values"]["n"]
    return number


async def test_after_a_crash_only_those_who_came_back_are_counted(open_house: OpenHouse) -> None:
    """They have a while for it, in which the number does not waver."""
    store = MemoryStore()
    before = await open_house(store=store)
    made = await before.room("peer_coaching_45", demo=True)
    ann = await before.join(made.invitation, "Ann")
    for _ in range(3):
        await watches(before, made)
    await ann.quiet()
    assert watching(ann) == 3
    after = await open_house(store=store)
    ann = await after.back(ann.seat)
    await watches(after, made)
    await after.advance(BACK_MS - 1)
    await ann.quiet()
    assert watching(ann) == 3
    await after.advance(1)
    await ann.quiet()
    assert watching(ann) == 1


async def test_where_another_node_has_counted_fewer_those_here_count(
    open_house: OpenHouse,
) -> None:
    """It has been started while three watch at this one."""
    store = MemoryStore()
    here, there = await open_house(store=store), await open_house(store=store)
    made = await here.room("peer_coaching_45", demo=True)
    ann = await here.join(made.invitation, "Ann")
    for _ in range(3):
        await watches(here, made)
    await ann.quiet()
    bob = await there.join(made.invitation, "Bob")
    await there.advance(BACK_MS)
    await bob.quiet()
    assert watching(bob) == 0
    for house in (here, there):
        house.app[ROOMS].awake[made.room].room.hear(None)
        await house.app[ROOMS].settled()
    for person in (ann, bob):
        await person.quiet()
        assert watching(person) == 3


async def test_who_watches_at_another_node_is_counted_too(open_house: OpenHouse) -> None:
    """And no more once that node is not heard of."""
    store = MemoryStore()
    here, there = await open_house(store=store), await open_house(store=store)
    made = await here.room("peer_coaching_45", demo=True)

    async def told() -> None:
        for _ in range(3):  # a question, the answers to it
            for house in (here, there):
                house.app[ROOMS].awake[made.room].room.hear(None)
                await house.app[ROOMS].settled()

    ann = await here.join(made.invitation, "Ann")
    bob = await there.join(made.invitation, "Bob")
    await watches(here, made)
    for _ in range(2):
        await watches(there, made)
    await told()
    for person in (ann, bob):
        await person.quiet()
        assert watching(person) == 3
    await watches(here, made)  # the other node is asked, and has not heard of it: it may be dead
    await ann.quiet()
    assert watching(ann) == 3
    await here.advance(BACK_MS)
    await ann.quiet()
    assert watching(ann) == 2
    await told()
    await ann.quiet()
    assert watching(ann) == 4, "it was only behind"


async def test_an_ordinary_session_is_watched_by_nobody(house: House) -> None:
    room = await house.room("peer_coaching_45")
    assert room.gallery == ""
    arrival = (await (await house.open(token=room.invitation)).until("welcome"))["arrival"]
    assert "pacts.demo.1" not in arrival["pact"]


async def test_no_more_watch_than_the_format_has_room_for(house: House, made: Created) -> None:
    """Thirty; one more is told so, and the others do not notice."""
    first = await watches(house, made)
    for _ in range(29):
        await watches(house, made)
    late = await house.open(token=made.gallery.split("#")[1])
    await late.until("closed")
    assert late.bye is not None
    assert late.bye["reason"] == "too_many"
    assert (await seen(first))["phase"]


async def test_new_links_shut_the_old_one_to_watch(house: House, made: Created) -> None:
    fay = await house.join(made.facilitator, "Fay")
    await fay.do("renew_links")
    links = await fay.until("links")
    old = await house.open(token=made.gallery.split("#")[1])
    await old.until("closed")
    assert old.bye is not None
    assert (old.bye["code"], old.bye["reason"]) == ("not_identified", "revoked")
    new = await house.open(token=links["gallery"].split("#")[1])
    assert (await new.until("watched"))["shown"]["phase"]


async def test_when_the_session_is_over_those_who_watch_are_told(
    house: House, made: Created
) -> None:
    watcher = await watches(house, made)
    fay = await house.join(made.facilitator, "Fay")
    await fay.steer("close")
    assert (await seen(watcher))["why"] == "over"
