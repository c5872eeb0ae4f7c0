"""New links: the old ones open nothing any more, and whoever sits at the table stays."""

from pathlib import Path

import pytest
from tests.hub.sinks import HeldStore
from tests.hub.test_rooms import Opened

from talkingpiece.core import commands as c
from talkingpiece.core.formats import Format
from talkingpiece.core.ids import RoomId
from talkingpiece.core.session import Plan
from talkingpiece.errors import NotIdentified, StoreUnavailable
from talkingpiece.hub.clock import VirtualClock
from talkingpiece.hub.errands import AGAIN_MS
from talkingpiece.hub.links import page_of
from talkingpiece.hub.rooms import Created, Rooms
from talkingpiece.hub.seats import open_link
from talkingpiece.sealing import ServerKeys
from talkingpiece.settings import load_settings


@pytest.fixture
async def opened(rooms: Rooms, plan: Plan, intervision: Format, server_keys: ServerKeys) -> Opened:
    return Opened(rooms, await rooms.create(plan, intervision), server_keys)


def token_of(path: str) -> str:
    return path.partition("#")[2]


async def wakes(opened: Opened, text: str) -> str:
    """Whether a token opens the room: an empty word, or why not."""
    now = opened.rooms._clock.now()
    token = open_link(opened.keys, text, now, "facilitator", "invitation", "seat")
    try:
        await opened.rooms.wake(token)
    except NotIdentified as error:
        return error.reason
    return ""


async def renewed(opened: Opened) -> tuple[Created, dict[str, str]]:
    """The links of before, and those that a facilitator has made."""
    fay = await opened.join("Fay", facilitates=True)
    ben = await opened.join("Ben")
    assert await opened.do(fay, c.RenewLinks()) == "done"
    await opened.rooms.settled()
    await fay.heard()
    await ben.heard()
    told = [message for message in fay.sink.messages if message["t"] == "links"]
    assert len(told) == 1
    assert not any(message["t"] == "links" for message in ben.sink.messages)
    return opened.created, told[0]


async def test_old_links_open_nothing_and_new_ones_do(opened: Opened) -> None:
    """Both kinds; the paths are those of every link, with the token in the fragment."""
    before, now = await renewed(opened)
    assert await wakes(opened, before.invitation) == "revoked"
    assert await wakes(opened, before.facilitator) == "revoked"
    for kind in ("facilitator", "invitation"):
        assert now[kind].startswith(f"/rooms/{before.room}#")
        assert await wakes(opened, token_of(now[kind])) == ""


@pytest.mark.parametrize(
    "domain, page",
    [
        ("beside.example", "/rooms/{room}/call#"),
        ("hooked.example", "https://hooked.example/Circle#tp={room}."),
        ("elsewhere.example", "/rooms/{room}#"),
    ],
)
def test_a_session_in_a_call_has_its_links_there(tmp_path: Path, domain: str, page: str) -> None:
    """Beside the call, in it where its server shows the panel, or the panel alone."""
    settings = load_settings(
        {"HOME": str(tmp_path)},
        tmp_path,
        jitsi_domains=("beside.example", "hooked.example"),
        jitsi_hooked=("hooked.example",),
    )
    room = RoomId("room-a")
    assert page_of(room, f"https://{domain}/Circle", settings) == page.format(room=room)
    assert page_of(room, "", settings) == "/rooms/room-a#"


async def test_seats_in_use_stay(opened: Opened) -> None:
    """Whoever sat down before the change comes back to the same seat afterwards."""
    await renewed(opened)
    table = next(iter(opened.rooms.awake.values()))
    for person in table.session.people:
        assert await wakes(opened, table.seats.token(person)) == ""
    assert all(person.here for person in table.session.people.values())


async def test_a_revocation_that_could_not_be_kept_is_made_up_for(
    opened: Opened, store: HeldStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The session knows; whoever wakes the room next sees to it that the store does too."""
    kept = store.set_generation

    async def fails(*_: object) -> None:
        raise StoreUnavailable("held")

    fay = await opened.join("Fay", facilitates=True)
    monkeypatch.setattr(store, "set_generation", fails)
    assert await opened.do(fay, c.RenewLinks()) == "done"
    assert not any(message["t"] == "links" for message in fay.sink.messages)
    monkeypatch.setattr(store, "set_generation", kept)
    seat = opened.rooms.awake[opened.created.room].seats.token(fay.me)
    await opened.rooms.stop()
    assert await wakes(opened, seat) == ""
    await opened.rooms.settled()
    assert await wakes(opened, opened.created.invitation) == "revoked"
    await opened.rooms.stop()


async def test_links_that_could_not_be_renewed_at_once_come_as_soon_as_they_can(
    opened: Opened, store: HeldStore, clock: VirtualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who asked was told that it is done, and does not wait for ever; nor do old links open."""

    async def fails(*_: object) -> None:
        raise StoreUnavailable("held")

    fay = await opened.join("Fay", facilitates=True)
    with monkeypatch.context() as patched:
        patched.setattr(store, "set_generation", fails)
        assert await opened.do(fay, c.RenewLinks()) == "done"
        assert await wakes(opened, opened.created.invitation) == "revoked", "the room knows already"
    await clock.advance(AGAIN_MS, opened.rooms.settled)
    (told,) = [message for message in await fay.heard() if message["t"] == "links"]
    assert await wakes(opened, token_of(told["invitation"])) == ""
    row = await store.room(opened.created.room)
    assert row is not None
    assert row.generation == 1
    await opened.rooms.stop()
