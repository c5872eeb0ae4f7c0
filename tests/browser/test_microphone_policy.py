"""Which commands leave Jitsi's own class, in which order, for each rule, level and person.

Nobody's microphone is ever opened but by their own tap, and after every ending nobody is locked.
"""

from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser
from tests.browser.jitsi.policy import FIRST, Left, Policy

from talkingpiece.core import commands as c
from talkingpiece.core.rules import PRESETS, Level
from talkingpiece.registry import Registry

NOBODY: set[str] = set()
ALL_BUT_FACILITATORS = {"max", "ben", "cem", "ada", "dua"}
ALL_BUT_CEM = {"max", "ben", "ada", "dua"}
EVERYBODY = {*FIRST, "dua"}

CLOSED: dict[str, set[str]] = {
    "settle": NOBODY,
    "frame": ALL_BUT_FACILITATORS,
    "stage": ALL_BUT_CEM,
    "one_voice": ALL_BUT_CEM,
    "ring": ALL_BUT_CEM,
    "ring_answer": ALL_BUT_CEM - {"ben"},
    "witness": ALL_BUT_CEM,
    "queue": ALL_BUT_CEM,
    "queue_write": ALL_BUT_CEM,
    "open_floor": NOBODY,
    "quiet": EVERYBODY,
    "quiet_poll": EVERYBODY,
    "seats": ALL_BUT_CEM,
    "pair": NOBODY,
    "pair_listen": NOBODY,
}
"""Whose microphone is wished closed, while Cem has the piece and asks Ben (formats.md A5)."""
OF_THE_PIECE = {"stage", "one_voice", "ring", "ring_answer", "witness", "queue", "queue_write"}
BOUND = [name for name in FIRST if name not in ("fay", "max")]
"""Whom the call's moderation binds: whoever does not moderate."""
ON = ("fay", "toggle-moderation", True, "audio")
OFF = ("fay", "toggle-moderation", False, "audio")


def asks(name: str) -> tuple[str, ...]:
    return ("fay", "ask-to-unmute", name)


def silences(name: str) -> Left:
    """The permission first, else who does not obey keeps sending."""
    orders = ("reject-participant", "mute-remote-participant")
    return [("fay", order, name, "audio") for order in orders]


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.load(None)


@pytest_asyncio.fixture(loop_scope="session")
async def seats(
    browser: Browser, registry: Registry
) -> AsyncIterator[Callable[..., Coroutine[Any, Any, Policy]]]:
    made: list[Policy] = []

    async def sit(level: Level, *people: str, **said: Any) -> Policy:
        made.append(Policy(registry, level, **said))
        await made[-1].begin(browser, *people)
        return made[-1]

    yield sit
    for policy in made:
        await policy.context.close()


async def cell(policy: Policy, preset: str) -> dict[str, Left]:
    """One rule: it begins while all speak; a turn ends; somebody comes late; the phase is over."""
    laid = policy.laid.session
    await policy.everybody_speaks()
    left = {"begins": await policy.becomes(preset)}
    left["turn"] = await policy.does("cem", c.Pass)
    policy.laid.session = laid
    await policy.becomes(preset)
    left["late"] = await policy.comes_late("dua")
    left["unmutes"] = await policy.unmutes("dua")
    assert [one for one in policy.conference.opened if one != ("dua", "own")] == []
    await policy.dies("dua")
    policy.laid.session = laid
    left["over"] = await policy.becomes("settle")
    assert policy.conference.locked() == set()
    return left


async def test_every_rule_has_its_row() -> None:
    assert set(CLOSED) == set(PRESETS)


async def test_guide_touches_no_microphone(seats: Any) -> None:
    policy = await seats("guide")
    for preset in CLOSED:
        left = await cell(policy, preset)
        assert set(map(tuple, left.values())) == {()}, preset


async def test_at_self_each_panel_closes_its_own(seats: Any) -> None:
    """Moderators and facilitators like everybody else; whoever opens again is closed again."""
    policy = await seats("self")
    for preset, closed in CLOSED.items():
        left = await cell(policy, preset)
        assert sorted(left["begins"]) == sorted((n, "toggle-audio") for n in closed - {"dua"}), (
            preset
        )
        mine = [("cem", "toggle-audio")] if preset in OF_THE_PIECE else []
        assert left["turn"] == mine, preset
        assert left["late"] == [], "whoever joins is muted already"
        assert left["unmutes"] == ([("dua", "toggle-audio")] if "dua" in closed else []), preset
        assert left["over"] == []


async def test_whoever_did_not_agree_is_left_alone(seats: Any) -> None:
    policy = await seats("self", consents=False)
    for preset in ("ring", "quiet", "frame"):
        assert set(map(tuple, (await cell(policy, preset)).values())) == {()}


async def test_at_server_one_browser_sees_to_all(seats: Any) -> None:
    """Moderation once, who may speak is asked; at the end of a turn the next; then all is free."""
    policy = await seats("server")
    for preset, closed in CLOSED.items():
        left = await cell(policy, preset)
        if not closed:
            assert set(map(tuple, left.values())) == {()}, preset
            continue
        assert left["begins"] == [ON, *(asks(n) for n in BOUND if n not in closed)], preset
        moves = preset in OF_THE_PIECE
        assert left["turn"] == ([*silences("cem"), asks("ada")] if moves else []), preset
        assert left["late"] == left["unmutes"] == [], "moderation binds whoever comes"
        assert left["over"] == [OFF], preset


async def test_only_the_own_tap_opens(seats: Any) -> None:
    """Asked, and then by the tap; nobody else can, and the end of the turn closes it."""
    policy = await seats("server")
    await policy.becomes("ring")
    assert policy.conference.audible() == set()
    assert await policy.taps("ada") == [("ada", "toggle-audio")]
    assert policy.conference.audible() == set()
    assert await policy.taps("cem") == [("cem", "toggle-audio")]
    assert policy.conference.audible() == {"cem"}
    assert await policy.does("cem", c.Pass) == [*silences("cem"), asks("ada")]
    assert policy.conference.audible() == set()
    assert policy.conference.opened == [("cem", "command")]


async def leaves(policy: Policy) -> Left:
    for name in ("gil", "fay"):
        await policy.does(name, c.Leave)
    return await policy.dies("fay")


async def gone_with_the_server(policy: Policy) -> Left:
    await policy.loses_the_server()
    return await policy.dies("fay")


ENDINGS: dict[str, Callable[[Policy], Coroutine[Any, Any, Left]]] = {
    "the phase is over": lambda p: p.becomes("settle"),
    "the session is over": lambda p: p.does("fay", c.Close),
    "the floor is opened": lambda p: p.does("fay", c.SetLevel, level="guide"),
    "each panel mutes its own": lambda p: p.does("fay", c.SetLevel, level="self"),
    "nobody facilitates": leaves,
    "the server is gone": lambda p: p.loses_the_server(),
    "the steward is gone, and the server": gone_with_the_server,
    "the holder is lost": lambda p: p.dies("cem"),
}


@pytest.mark.parametrize("ending", ENDINGS)
async def test_after_every_ending_nobody_is_locked(seats: Any, ending: str) -> None:
    policy = await seats("server")
    await policy.becomes("ring")
    assert policy.conference.locked() >= {"ada", "ben"}
    await ENDINGS[ending](policy)
    assert policy.conference.locked() == set()
    assert policy.conference.moderation is False
    assert policy.conference.opened == [], "released is not opened"


async def test_a_steward_who_dies_is_followed_in_the_middle_of_a_turn(seats: Any) -> None:
    """Whoever follows does not know whom the last one has let speak: everybody is set anew."""
    policy = await seats("server")
    await policy.becomes("ring")
    left = await policy.dies("fay")
    assert policy.conference.locked() == {"ben", "ada"}
    assert [one[1:] for one in left if one[1] == "ask-to-unmute"] == [
        ("ask-to-unmute", "gil"), ("ask-to-unmute", "cem"),
    ]  # fmt: skip
    assert {one[0] for one in left} == {"max"}
    left = await policy.does("cem", c.Pass)
    assert policy.conference.locked() == {"ben", "cem"}
    assert left[-1] == ("max", "ask-to-unmute", "ada")


async def test_a_steward_whose_line_breaks_is_followed_and_holds_still(seats: Any) -> None:
    """Within five seconds, and also where Jitsi itself still has them: one acts, not two."""
    policy = await seats("server")
    await policy.becomes("ring")
    left = await policy.falls_silent("fay", 5)
    assert {one[0] for one in left} == {"max"}
    assert policy.conference.locked() == {"ben", "ada"}
    left = await policy.does("cem", c.Pass)
    assert {one[0] for one in left} == {"max"}
    assert policy.conference.locked() == {"ben", "cem"}
    assert policy.conference.opened == []


async def test_nobody_but_one_acts_where_two_moderate(seats: Any) -> None:
    policy = await seats("server")
    left = await policy.becomes("ring")
    assert {one[0] for one in left} == {"fay"}
    assert policy.conference.locked() == {"ben", "ada"}


async def test_where_everybody_moderates_each_panel_mutes_its_own(seats: Any) -> None:
    policy = await seats("server")
    for name in FIRST:
        await policy.conference.moderates(name)
    await policy.everybody_speaks()
    left = await policy.becomes("ring")
    assert sorted(left) == sorted((n, "toggle-audio") for n in ALL_BUT_CEM - {"dua"})
    assert policy.lines["fay"].told is not None
    assert policy.lines["fay"].told.why == "everybody_moderates"
    assert policy.conference.moderation is False


async def test_moderation_by_hand_has_the_last_word_in_a_phase(seats: Any) -> None:
    """Whoever switches it off in Jitsi itself is not overruled before the next phase."""
    policy = await seats("server")
    await policy.becomes("ring")
    await policy.conference.tells(
        "max", "prosody({kind: 'moderation', room: 'Circle', enable: false})"
    )
    await policy.quiet()
    assert policy.conference.moderation is False
    assert await policy.does("cem", c.Pass) == []
    assert ON in await policy.becomes("one_voice")
