"""Simulated plays: the promises of the bundled formats, in figures."""

from pathlib import Path

import msgspec
import pytest

from talkingpiece.core import events as e
from talkingpiece.core.commands import Pass
from talkingpiece.core.ids import PersonId
from talkingpiece.registry import Registry
from talkingpiece.testing import simulate as simulating
from talkingpiece.testing.simulate import Play, Setting, Table, report, simulate, spread

REGISTRY = Registry.load(None)
TRIAGE = REGISTRY.formats["intervision_triage"]
FORMATS = Path(__file__).parents[1] / "browser/formats"
EVENING = Setting(format=TRIAGE, people=7, minutes=120)


def played(setting: Setting, plays: int = 12, seed: int = 7) -> list[Play]:
    """Some plays."""
    return list(simulate(setting, REGISTRY, plays, seed))


def test_an_evening_is_fair_and_keeps_its_plan() -> None:
    """Two to four and a half topics, no violation, few taps."""
    figures = report(played(EVENING, plays=40))
    assert figures["violation_details"] == []
    assert 2 <= figures["topics_done"]["mean"] <= 4.5
    assert figures["taps_per_person_hour"] <= 12
    assert figures["minutes"]["total"]["max"] <= 120
    assert set(figures["minutes"]["phases"]) >= {"keywords", "clarify", "basket", "closing"}


@pytest.mark.parametrize("trouble", ["late", "leavers", "drops"])
def test_trouble_is_no_excuse(trouble: str) -> None:
    """Who comes late, leaves or is lost makes no round unfair, and costs no topic and no end."""
    plays = played(msgspec.structs.replace(EVENING, **{trouble: True}), plays=25)
    assert report(plays)["violation_details"] == []


@pytest.mark.parametrize("people", [4, 8, 10])
def test_few_and_many_keep_the_time_for_the_end(people: int) -> None:
    """A circle of ten needs more for its rounds: a topic is begun only if that is there."""
    plays = played(msgspec.structs.replace(EVENING, people=people), plays=25, seed=3)
    assert report(plays)["violation_details"] == []
    assert all(play.topics_done for play in plays)


@pytest.mark.parametrize("name", sorted(REGISTRY.formats))
def test_every_bundled_format_can_be_played(name: str) -> None:
    """With as many people as it likes best, in its usual time."""
    declared = REGISTRY.formats[name]
    people, minutes = declared.capacity.ideal[0], declared.duration[1]
    plays = played(Setting(format=declared, people=people, minutes=minutes), plays=8)
    assert report(plays)["violation_details"] == []


def test_the_same_seed_makes_the_same_plays() -> None:
    """A report can be looked into again."""
    assert played(EVENING, plays=2) == played(EVENING, plays=2)
    assert played(EVENING, plays=1) != played(EVENING, plays=1, seed=8)


def test_the_trouble_asked_for_happens() -> None:
    """Some come late, some leave, some are lost and come back."""
    setting = msgspec.structs.replace(EVENING, late=True, leavers=True, drops=True)
    chance = simulating.Random(3)
    table = Table(setting, REGISTRY, chance)
    table.run()
    seen = [type(event) for event in table.events]
    assert e.PersonLeft in seen
    assert e.PersonReturned in seen
    joined = [event.person for event in table.events if isinstance(event, e.PersonJoined)]
    assert any(person.arrived > table.session.plan.start for person in joined)


def test_a_refusal_is_reported() -> None:
    """A simulated person whose tap is refused has misunderstood the table: a fault to look at."""
    table = Table(EVENING, REGISTRY, simulating.Random(1))
    table.send(PersonId("stranger"), Pass())
    (violation,) = table.watcher.violations
    assert violation.rule == "refused"


def test_a_report_adds_up() -> None:
    """Mean, least and most; taps by the time that people were there."""
    one = Play(
        topics_done=2, minutes=60, phases=(("a", 10.0), ("a", 20.0)), taps=30, person_hours=3,
        violations=(),
    )  # fmt: skip
    other = msgspec.structs.replace(one, topics_done=4, taps=50, person_hours=7)
    figures = report([one, other])
    assert figures["plays"] == 2
    assert figures["topics_done"] == spread([2, 4]) == {"mean": 3, "min": 2, "max": 4}
    assert figures["minutes"]["phases"]["a"] == {"mean": 15, "min": 10, "max": 20}
    assert figures["taps_per_person_hour"] == 8


def test_boards_are_played_without_a_violation() -> None:
    """Given apart, without names, arranged, agreed on: nobody is refused, nothing is lost."""
    declared = Registry.load(FORMATS).formats["boards"]
    setting = Setting(format=declared, people=5, minutes=40, late=True, leavers=True, drops=True)
    plays = played(setting, plays=20)
    assert [str(one) for play in plays for one in play.violations] == []
    assert all("compare" in dict(play.phases) for play in plays)
