"""Who is in a room's call, who sees to its microphones, and what opens the floor again."""

from typing import Any

import pytest
from tests.hub.sinks import Line

from talkingpiece.core import commands as c
from talkingpiece.core.formats import Format
from talkingpiece.core.ids import PersonId
from talkingpiece.core.session import Session
from talkingpiece.errors import Code, Refused
from talkingpiece.hub import wire
from talkingpiece.hub.calls import Calls
from talkingpiece.hub.clock import VirtualClock
from talkingpiece.registry import Registry
from talkingpiece.testing.script import Playbook

CALL = "https://jitsi.example.org/Circle"


def place(session: Session, person: PersonId) -> wire.CallPlace:
    if not session.people[person].here:
        raise Refused(Code.NOT_HERE)
    return wire.CallPlace(domain="jitsi.example.org", room="Circle", embed=True)


class Call:
    """The call of one table; everybody is in it as `<name>@call`."""

    def __init__(self, laid: Playbook) -> None:
        self.laid = laid
        self.recorded: list[bool] = []
        self.clock = VirtualClock()
        self.calls = Calls(self.clock, place, self.recorded.append)
        self.lines: dict[str, Line] = {}

    def joins(self, name: str, **said: Any) -> None:
        line = self.lines.setdefault(name, Line(burst=1000))
        line.connection.person = PersonId(name)
        told = {"id": f"{name}@call", "binds": said.get("moderator", False)} | said
        self.calls.hear(self.laid.session, line.connection, wire.InCall(**told))

    async def passes(self, seconds: int, *answering: str) -> None:
        """Time passes; whoever is among *answering* says something when asked."""
        for _ in range(seconds):
            await self.clock.advance(1_000)
            for name in answering:
                if any(m["t"] == "still" for m in await self.lines[name].heard()):
                    self.calls.sign(self.lines[name].connection)

    def gone(self, name: str) -> None:
        self.calls.leave(self.laid.session, self.lines[name].connection)

    async def does(self, name: str, command: type, **values: Any) -> None:
        self.laid.quietly(name, command, **values)
        self.calls.show(self.laid.session)

    async def told(self, name: str) -> dict[str, Any]:
        """What *name* was told last."""
        await self.lines[name].heard()
        return [m for m in self.lines[name].sink.messages if m["t"] == "calling"][-1]

    async def acting(self) -> list[str]:
        """Whose browser sees to the microphones of all."""
        return [name for name in self.lines if (await self.told(name)).get("steward")]


@pytest.fixture
async def call(registry: Registry, intervision: Format) -> Call:
    """Ada holds the piece in a round of keywords; all three are in the call, Fay moderates it."""
    laid = Playbook(intervision, registry, call=CALL, level="server")
    laid.seated("ada", "ben", facilitator="fay")
    while laid.phase != "keywords":
        laid.quietly("fay", c.NextPhase)
    call = Call(laid)
    call.joins("fay", moderator=True)
    call.joins("ada")
    call.joins("ben")
    return call


async def test_the_steward_is_told_the_wish_for_everybody(call: Call) -> None:
    """And nobody else is: they have nothing to do but to follow."""
    assert call.laid.holder == "ada"
    told = await call.told("fay")
    assert told["level"] == "server"
    assert told["moderation"] == "on"
    assert told["floor"] == {"fay@call": "free", "ada@call": "open", "ben@call": "closed"}
    assert told["seats"] == {"fay@call": "fay", "ada@call": "ada", "ben@call": "ben"}
    assert "floor" not in await call.told("ben")
    assert await call.acting() == ["fay"]


async def test_the_floor_follows_the_piece(call: Call) -> None:
    await call.does("ada", c.Pass)
    floor = (await call.told("fay"))["floor"]
    assert (floor["ada@call"], floor["ben@call"]) == ("closed", "open")


@pytest.mark.parametrize(
    "said, why",
    [
        ({"moderator": False}, "nobody_moderates"),
        ({"moderator": True, "binds": False}, "everybody_moderates"),
        ({"moderator": True, "breakout": True}, "breakout"),
    ],
)
async def test_where_moderation_cannot_work_each_panel_mutes_its_own(
    call: Call, said: dict[str, Any], why: str
) -> None:
    call.joins("fay", **said)
    told = await call.told("ada")
    assert told["level"] == "self"
    assert told["why"] == why
    assert await call.acting() == []


async def test_a_steward_who_is_gone_is_followed_by_whoever_can(call: Call) -> None:
    """A facilitator first, else anybody who moderates: somebody has to be able to release."""
    call.joins("ben", moderator=True)
    assert await call.acting() == ["fay"]
    call.gone("fay")
    del call.lines["fay"]
    assert await call.acting() == ["ben"]
    assert (await call.told("ben"))["floor"]["ada@call"] == "open"
    call.joins("fay", moderator=True)
    assert await call.acting() == ["ben"], "no snatching back"


async def test_a_steward_whose_line_breaks_without_a_word_is_followed_within_five_seconds(
    call: Call,
) -> None:
    """Nobody has noticed that the socket is gone; whoever acts for all is asked every second."""
    call.joins("ben", moderator=True)
    await call.passes(60, "fay")
    assert await call.acting() == ["fay"], "whoever answers stays"
    await call.passes(5)
    assert await call.acting() == ["ben"]
    assert (await call.told("ben"))["floor"]["ada@call"] == "open"
    await call.passes(60, "ben")
    call.calls.sign(call.lines["fay"].connection)
    assert await call.acting() == ["ben"], "no snatching back"
    await call.passes(5)
    assert await call.acting() == ["fay"], "but ready again, now that Ben is silent"


async def test_before_anything_is_moderated_the_lead_comes_first(call: Call) -> None:
    """Whoever was quicker to be in the call has nothing to hand over yet."""
    await call.does("fay", c.SetLevel, level="guide")
    call.joins("fay", moderator=True, moderation=True)
    call.joins("fay")
    call.joins("ben", moderator=True)
    assert await call.acting() == ["ben"]
    call.joins("fay", moderator=True)
    await call.does("fay", c.SetLevel, level="server")
    assert await call.acting() == ["fay"]


async def test_with_nobody_else_a_silent_steward_stays(call: Call) -> None:
    """Who else could release anybody; perhaps they come back."""
    await call.passes(60)
    assert await call.acting() == ["fay"]
    call.calls.stop()


async def test_nobody_is_asked_where_nothing_is_moderated(call: Call) -> None:
    """Neither before, nor after the floor was opened and the call's moderation went off."""
    call.joins("fay", moderator=True, moderation=True)
    await call.does("fay", c.SetLevel, level="guide")
    call.joins("fay", moderator=True, moderation=False)
    await call.lines["fay"].heard()
    await call.passes(10)
    told = [m["t"] for m in call.lines["fay"].sink.messages]
    assert "still" not in told


async def test_without_a_facilitator_the_floor_is_open(call: Call) -> None:
    """Whoever can still moderate is told to switch it off."""
    call.joins("ben", moderator=True, moderation=True)
    await call.does("fay", c.Leave)
    call.gone("fay")
    del call.lines["fay"]
    told = await call.told("ben")
    assert (told["level"], told["moderation"], told["why"]) == ("guide", "off", "no_facilitator")
    assert await call.acting() == ["ben"]
    assert "floor" not in told


async def test_opening_the_floor_and_the_end_release_everybody(call: Call) -> None:
    await call.does("fay", c.SetLevel, level="guide")
    assert (await call.told("fay"))["moderation"] == "off"
    await call.does("fay", c.SetLevel, level="server")
    assert (await call.told("fay"))["moderation"] == "on"
    await call.does("fay", c.Close, step=call.laid.session.step)
    told = await call.told("fay")
    assert (told["level"], told["moderation"]) == ("guide", "off")


async def test_a_holder_who_is_not_known_in_the_call_is_never_locked(call: Call) -> None:
    """A phone, or a browser that has not joined: for this turn the floor is open."""
    call.gone("ada")
    told = await call.told("fay")
    assert (told["why"], told["moderation"]) == ("holder_unknown", "off")
    call.joins("ada")
    assert (await call.told("fay"))["moderation"] == "on"


async def test_moderation_that_somebody_else_switched_on_is_not_ours(call: Call) -> None:
    """At `guide` no microphone is touched, and no moderation either."""
    await call.does("fay", c.SetLevel, level="guide")
    call.joins("fay", moderator=True, moderation=True)
    call.joins("fay", moderator=True, moderation=False)
    call.joins("fay", moderator=True, moderation=True)
    assert "moderation" not in await call.told("fay")


async def test_nobody_is_somebody_else_in_the_call(call: Call) -> None:
    """Ids are no secret: whoever has said first who they are is not spoken for by another."""
    call.joins("ben", id="ada@call")
    told = await call.told("fay")
    assert told["seats"] == {"fay@call": "fay", "ada@call": "ada"}
    assert told["floor"]["ada@call"] == "open"
    call.gone("ada")
    call.joins("ada", id="ada@call")
    assert (await call.told("fay"))["seats"]["ada@call"] == "ada"


async def test_the_call_is_told_to_whoever_is_at_the_table(call: Call) -> None:
    line = call.lines["ada"]
    call.calls.hear(call.laid.session, line.connection, wire.EnterCall())
    assert (await line.heard())[-1]["room"] == "Circle"
    stranger = Line()
    call.calls.hear(call.laid.session, stranger.connection, wire.EnterCall())
    call.calls.hear(call.laid.session, stranger.connection, wire.InCall(id="x"))
    assert [m["code"] for m in await stranger.heard()] == ["not_here", "not_here"]


async def test_a_recording_is_told_once_however_many_hear_it(call: Call) -> None:
    for name in ("ada", "ben", "fay"):
        call.joins(name, recording=True)
    call.joins("ada")
    assert call.recorded == [True]
    for name in ("ben", "fay"):
        call.joins(name)
    assert call.recorded == [True, False]
