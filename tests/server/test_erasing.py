"""Delete now: after the end, by a facilitator, down to the last record."""

from tests.server.house import Browser, House

from talkingpiece.core.ids import RoomId
from talkingpiece.server.keys import STORE


async def ended(house: House) -> tuple[RoomId, Browser, Browser]:
    """A session that is over, with a facilitator and a peer still on the page."""
    room = await house.room()
    fay = await house.join(room.facilitator, "Fay")
    ann = await house.join(room.invitation, "Ann")
    await ann.do("add", kind="private_note", text="canary")
    await fay.steer("close")
    return room.room, fay, ann


async def test_nothing_is_erased_before_the_end(house: House) -> None:
    """Its people would lose their words."""
    room = await house.room()
    fay = await house.join(room.facilitator, "Fay")
    assert (await fay.ask("erase"))["code"] == "too_early"


async def test_only_a_facilitator_erases(house: House) -> None:
    _, _, ann = await ended(house)
    assert (await ann.ask("erase"))["code"] == "not_the_facilitator"
    assert "erase" not in ann.mine["offers"]


async def test_what_is_erased_is_gone_and_everybody_is_told(house: House) -> None:
    """The room, its names and words; a sheet stays with whoever has its link."""
    room, fay, ann = await ended(house)
    assert "erase" in fay.mine["offers"]
    await fay.do("erase")
    for browser in (fay, ann):
        await browser.until("closed")
        assert browser.bye is not None
        assert browser.bye["code"] == "gone"
    assert await house.app[STORE].room(room) is None
    snapshot, blobs = await house.app[STORE].read(room, 0)
    assert snapshot is None
    assert list(blobs) == []
