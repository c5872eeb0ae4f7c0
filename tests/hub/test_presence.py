"""Who is connected: several tabs are one seat, and a short loss is none."""

import pytest
from tests.hub.sinks import Line

from talkingpiece.core.ids import PersonId
from talkingpiece.hub.clock import VirtualClock
from talkingpiece.hub.presence import Presence

GRACE_MS = 30_000
ANN = PersonId("ann")


@pytest.fixture
def lost() -> list[PersonId]:
    return []


@pytest.fixture
def presence(clock: VirtualClock, lost: list[PersonId]) -> Presence:
    return Presence(clock, GRACE_MS, lost.append)


async def test_whoever_stays_away_longer_than_the_grace_time_is_lost_once(
    presence: Presence, clock: VirtualClock, lost: list[PersonId]
) -> None:
    line = Line()
    presence.sit(line.connection, ANN)
    presence.leave(line.connection)
    await clock.advance(GRACE_MS - 1)
    assert lost == []
    await clock.advance(GRACE_MS)
    assert lost == [ANN]


async def test_coming_back_in_time_is_no_loss(
    presence: Presence, clock: VirtualClock, lost: list[PersonId]
) -> None:
    first, second = Line(), Line()
    presence.sit(first.connection, ANN)
    presence.leave(first.connection)
    await clock.advance(GRACE_MS - 1)
    presence.sit(second.connection, ANN)
    await clock.advance(10 * GRACE_MS)
    assert lost == []


async def test_closing_one_of_two_tabs_is_no_loss(
    presence: Presence, clock: VirtualClock, lost: list[PersonId]
) -> None:
    first, second = Line(), Line()
    presence.sit(first.connection, ANN)
    presence.sit(second.connection, ANN)
    presence.leave(first.connection)
    await clock.advance(10 * GRACE_MS)
    assert lost == []
    assert presence.seats[ANN] == {second.connection}


async def test_after_a_restart_everybody_has_the_grace_time_to_come_back(
    presence: Presence, clock: VirtualClock, lost: list[PersonId]
) -> None:
    presence.await_return(ANN)
    presence.await_return(PersonId("bob"))
    presence.sit(Line().connection, ANN)
    await clock.advance(GRACE_MS)
    assert lost == ["bob"]


async def test_leaving_without_a_seat_is_nobodys_loss(
    presence: Presence, clock: VirtualClock, lost: list[PersonId]
) -> None:
    line = Line()
    presence.arrive(line.connection)
    assert presence
    presence.leave(line.connection)
    presence.leave(line.connection)
    assert not presence
    await clock.advance(10 * GRACE_MS)
    assert lost == []


async def test_a_room_that_is_let_go_loses_nobody(
    presence: Presence, clock: VirtualClock, lost: list[PersonId]
) -> None:
    presence.await_return(ANN)
    presence.stop()
    await clock.advance(10 * GRACE_MS)
    assert lost == []
