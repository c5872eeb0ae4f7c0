"""What the turn wishes for each microphone; only a tap of one's own ever opens one."""

from collections.abc import Callable

import pytest

from talkingpiece.core.commands import Add, HandOn, Hold, NextPhase, RingBell
from talkingpiece.core.formats import Format
from talkingpiece.core.microphones import rule_of
from talkingpiece.core.rules import PRESETS, ModerationRule
from talkingpiece.testing.script import Lay, Playbook
from talkingpiece.testing.small import begun, brief_phase, round_phase, small_format

Evening = Callable[[str], Playbook]


@pytest.fixture
def evening_at(table: Lay, triage: Format) -> Evening:
    """A triage table in some phase of ada's topic."""

    def lay(at: str) -> Playbook:
        t: Playbook = table(triage, "ada", "ben", "cem", facilitator="fay")
        t.quietly("fay", NextPhase).quietly("fay", NextPhase)
        t.quietly("fay", Add, kind="keyword", text="trust", owner="ada")
        while t.phase != at:
            t.quietly("fay", NextPhase)
        return t

    return lay


def wishes(t: Playbook) -> dict[str, str]:
    """Everybody's wish: its state."""
    return {person: t.mine(person).mic.state for person in t.session.people}


@pytest.mark.parametrize(
    "at, ada, ben, cem",
    [
        ("urgency", "closed", "closed", "closed"),
        ("present", "open", "closed", "closed"),
        ("clarify", "open", "open", "closed"),
        ("react", "closed", "open", "closed"),
        ("basket", "open", "closed", "closed"),
    ],
)
def test_one_voice_and_in_questions_the_answer(
    evening_at: Evening, at: str, ada: str, ben: str, cem: str
) -> None:
    """As the rule of the phase says; facilitators may always say a word about the frame."""
    assert wishes(evening_at(at)) == {"ada": ada, "ben": ben, "cem": cem, "fay": "free"}


def test_reasons_are_told(evening_at: Evening) -> None:
    """Why a microphone should be closed, as a text key."""
    t = evening_at("react")
    assert t.mine("ada").mic.why == "mic.presenter_listens"
    assert t.mine("cem").mic.why == "mic.someone_speaks"
    assert t.mine("ben").mic.why == "mic.your_turn"


def test_between_turns_nobody_is_silenced(table: Lay) -> None:
    """People sort out aloud what comes next."""
    t = begun(table, round_phase(rules="ring"), "ada")
    t.quietly("ada", HandOn).quietly("fay", HandOn)
    assert set(wishes(t).values()) == {"free"}


def test_in_a_bell_all_are_silent_and_in_a_hold_nobody_is(table: Lay) -> None:
    """A pause is a pause; a hold is for talking about it."""
    t = begun(table, round_phase(rules="ring"), "ada").quietly("ada", RingBell)
    assert set(wishes(t).values()) == {"closed"}
    t.quietly("fay", Hold)
    assert wishes(t) == {"fay": "free", "ada": "open"}


@pytest.mark.parametrize(
    "rules, ada, fay", [("settle", "free", "free"), ("quiet", "closed", "closed"),
                        ("seats", "free", "free"), ("frame", "closed", "free")],
)  # fmt: skip
def test_rules_without_a_holder(table: Lay, rules: str, ada: str, fay: str) -> None:
    """Open, silent, or the facilitator's."""
    t = table(small_format(brief_phase(rules=rules)), "ada", facilitator="fay")
    assert wishes(t) == {"ada": ada, "fay": fay}


def test_after_the_end_microphones_are_everybody_s_own(table: Lay) -> None:
    """Whatever the last rule was."""
    t = table(small_format(brief_phase(rules="quiet")), "ada", facilitator="fay")
    t.quietly("fay", NextPhase)
    assert set(wishes(t).values()) == {"free"}


def test_a_format_may_bring_its_own_rule_and_name_one_that_is_gone(table: Lay) -> None:
    """Its own first, then the presets, then nothing is forced."""
    own = ModerationRule(id="ring", mic="none")
    t = table(small_format(brief_phase(rules="ring"), rules={"ring": own}), "ada")
    assert rule_of(t.session) is own
    assert rule_of(table(small_format(brief_phase(rules="gone"))).session) is PRESETS["settle"]
