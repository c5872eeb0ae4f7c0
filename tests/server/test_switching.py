"""Changing the form over the real wire: a private look, one confirm, the words of the new form."""

from tests.server.asking import ask, refusal
from tests.server.house import House

from talkingpiece.hub.rooms import IDLE_MS

CANARY = "tulip-canary"


async def test_only_a_facilitator_looks_and_nobody_notices(house: House) -> None:
    """What comes along and what stops, in the asker's language; the session stays as it was."""
    room = await house.room()
    ann = await house.join(room.facilitator, "Ann")
    bob = await house.join(room.invitation, "Bob")
    answer = await ask(
        house, "/api/switch", token=ann.seat, format="check_in_circle", language="fr"
    )
    told = await answer.json()
    assert told["preview"]["format"] == "check_in_circle"
    assert told["card"]["runs"]
    assert answer.headers["Cache-Control"] == "no-store"
    refused = await ask(house, "/api/switch", token=bob.seat, format="check_in_circle")
    assert await refusal(refused) == (409, "not_the_facilitator")
    unknown = await ask(house, "/api/switch", token=ann.seat, format="waltz")
    assert await refusal(unknown) == (422, "format_unknown")
    await bob.whole()
    assert bob.view["format"] == "intervision_triage"


async def test_everyone_gets_the_words_of_the_new_form_first(house: House) -> None:
    """Nobody ever sees a key; the words of the form that rests stay for the way back."""
    room = await house.room()
    ann = await house.join(room.facilitator, "Ann")
    bob = await house.join(room.invitation, "Bob", locale="de")
    step = ann.view["step"]
    await ann.send(
        t="do",
        id="x",
        command={"do": "switch_format", "step": step, "format": "check_in_circle"},
    )
    told = await bob.until("texts")
    assert told["locale"] == "de"
    assert "check_in_circle/title" in told["texts"]
    assert "intervision_triage/title" in told["texts"]
    await bob.until("change")
    await bob.whole()
    assert bob.view["format"] == "check_in_circle"
    assert "switch_format" in bob.mine["notices"]


async def test_a_switched_session_wakes_where_it_was(house: House) -> None:
    """From its records alone: the form, what is one's own, the way back."""
    room = await house.room()
    ann = await house.join(room.facilitator, "Ann")
    await ann.do("add", kind="private_note", text=CANARY)
    await ann.do("switch_format", step=ann.view["step"], format="check_in_circle")
    await ann.close()
    await house.advance(IDLE_MS + 60_000)
    again = await house.back(ann.seat)
    await again.until("see")
    assert again.view["format"] == "check_in_circle"
    assert CANARY in {item["text"] for item in again.mine["items"].values()}
    await again.do("switch_back", id="back", step=again.view["step"])
    await again.whole()
    assert again.view["format"] == "intervision_triage"
    assert again.view["phase"]["id"] == "lobby"
