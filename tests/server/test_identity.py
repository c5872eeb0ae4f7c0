"""Who somebody is, over the real wire: each way in which a token does not open has its word."""

import pytest
from tests.server.house import START, House

from talkingpiece.core.ids import RoomId
from talkingpiece.hub.rooms import Created
from talkingpiece.sealing import ServerKeys, Token, new_key, new_server_keys, seal_token
from talkingpiece.server.keys import ROOMS, STORE
from talkingpiece.settings import Settings


async def turned_away(house: House, **hello: str) -> str:
    """The reason with which a hello is refused."""
    browser = await house.open(**hello)
    closed = await browser.until("closed")
    assert closed["code"] == 4401
    assert len(browser.raw) == 1, "nothing but the goodbye was sent"
    assert browser.bye is not None
    assert browser.bye["code"] == "not_identified"
    reason: str = browser.bye["reason"]
    return reason


async def let_in(house: House, **hello: str) -> dict[str, object]:
    browser = await house.open(**hello)
    await browser.until("texts")
    return browser.welcome


@pytest.fixture
async def room(house: House) -> Created:
    return await house.room()


async def test_no_token_at_all(house: House) -> None:
    assert await turned_away(house) == "missing"


async def test_no_token_of_ours(house: House) -> None:
    assert await turned_away(house, token="hello there") == "malformed"


async def test_an_altered_token(house: House, room: Created) -> None:
    """One changed character anywhere, and it opens nothing."""
    token = room.invitation
    middle = len(token) // 2
    changed = token[:middle] + ("A" if token[middle] != "A" else "B") + token[middle + 1 :]
    assert await turned_away(house, token=changed) == "altered"


async def test_an_expired_token(house: House, room: Created, settings: Settings) -> None:
    await house.advance(settings.link_ms)
    assert await turned_away(house, token=room.invitation) == "expired"


async def test_a_token_under_a_key_that_is_gone(house: House, room: Created) -> None:
    strangers = new_server_keys(START)
    token = Token(kind="invitation", room=room.room, key=new_key(), expires=START + 1000)
    assert await turned_away(house, token=seal_token(strangers, token)) == "key_gone"


async def test_a_revoked_link(house: House, room: Created) -> None:
    """Raising the room's generation revokes the links of before."""
    await house.app[STORE].set_generation(room.room, 1)
    assert await turned_away(house, token=room.invitation) == "revoked"


@pytest.mark.parametrize("kind", ["token", "seat"])
async def test_a_token_behind_the_address_of_another_room(
    house: House, room: Created, kind: str
) -> None:
    """The page says which room it is; no other opens in it."""
    other = await house.room()
    ann = await house.join(other.invitation, "Ann")
    opens = {"token": other.invitation} if kind == "token" else {"seat": ann.seat}
    assert await turned_away(house, room=room.room, **opens) == "other_room"


async def test_a_token_of_another_room(house: House, room: Created) -> None:
    """A seat here and a link there do not go together."""
    other = await house.room()
    ann = await house.join(room.facilitator, "Ann")
    assert await turned_away(house, seat=ann.seat, token=other.invitation) == "other_room"


async def test_a_key_of_another_room(house: House, room: Created, server_keys: ServerKeys) -> None:
    """Even a token of ours opens no room whose key is not in it."""
    token = Token(kind="invitation", room=room.room, key=new_key(), expires=START + 1000)
    assert await turned_away(house, token=seal_token(server_keys, token)) == "altered"


@pytest.mark.parametrize("place", ["token", "seat"])
async def test_the_wrong_kind_of_token(house: House, room: Created, place: str) -> None:
    assert await turned_away(house, **{place: room.series}) == "wrong_kind"


async def test_an_invitation_is_no_seat(house: House, room: Created) -> None:
    assert await turned_away(house, seat=room.invitation) == "wrong_kind"


async def test_a_seat_of_somebody_the_room_does_not_know(
    house: House, room: Created, server_keys: ServerKeys
) -> None:
    table = house.app[ROOMS]
    await let_in(house, token=room.invitation)
    seats = table.awake[room.room].seats
    nobody = seats.link("seat", seats.person("nobody"))
    assert await turned_away(house, seat=nobody) == "revoked"


async def test_a_room_that_is_gone(house: House, room: Created) -> None:
    await house.app[STORE].forget(room.room)
    assert await turned_away(house, token=room.invitation) == "room_gone"


async def test_a_seat_that_opens_no_more_is_no_obstacle_to_who_has_the_link(
    house: House, room: Created
) -> None:
    welcome = await let_in(house, seat="out of date", token=room.invitation)
    assert "arrival" in welcome
    assert "me" not in welcome


async def test_a_seat_is_tried_before_the_link(house: House, room: Created) -> None:
    bob = await house.join(room.invitation, "Bob")
    welcome = await let_in(house, seat=bob.seat, token=room.invitation)
    assert welcome["me"] == bob.me


async def test_the_link_says_who_comes_to_facilitate(house: House, room: Created) -> None:
    facilitator = await let_in(house, token=room.facilitator)
    guest = await let_in(house, token=room.invitation)
    assert facilitator["arrival"]["facilitator"] is True  # type: ignore[index]
    assert "facilitator" not in guest["arrival"]  # type: ignore[operator]


async def test_a_room_sleeps_until_a_token_wakes_it(house: House, room: Created) -> None:
    """The key is in the token and nowhere else."""
    ann = await house.join(room.facilitator, "Ann")
    await ann.close()
    rooms = house.app[ROOMS]
    await house.advance(3_600_000)
    assert RoomId(room.room) not in rooms.awake
    back = await house.back(ann.seat)
    await back.until("see")
    assert back.view["people"][ann.me]["name"] == "Ann"
