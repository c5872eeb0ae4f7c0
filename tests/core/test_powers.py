"""Both of a mentoring pair move on; ending is for whoever leads."""

from talkingpiece.core.commands import Close, GoTo, NextPhase
from talkingpiece.core.formats import RoleSpec
from talkingpiece.core.ids import PersonId, RoleId
from talkingpiece.core.powers import advances, has_power, may_advance, who_may_advance
from talkingpiece.errors import Code
from talkingpiece.testing.script import Lay, Playbook, does, refuses, sees
from talkingpiece.testing.small import brief_phase, small_format

ROLES = {
    RoleId("mentor"): RoleSpec(min=1, max=1, powers=("lead", "advance")),
    RoleId("mentee"): RoleSpec(min=1, max=1, powers=("advance",)),
}
PAIR = small_format(*map(brief_phase, ("one", "two", "three")), roles=ROLES, lists={})
BEN = PersonId("ben")


def pair(lay: Lay) -> Playbook:
    """fay, who conducts and so is the mentor, and ben."""
    table: Playbook = lay(PAIR, "ben", facilitator="fay")
    return table


def test_a_power_comes_with_a_role(table: Lay) -> None:
    """ben is the mentee."""
    t = pair(table)
    assert has_power(t.session, BEN, "advance")
    assert not has_power(t.session, BEN, "lead")
    assert may_advance(t.session, BEN)


def test_everybody_with_the_power_is_found(table: Lay) -> None:
    """Also where it comes with the role of everybody who has no other."""
    t = pair(table)
    assert who_may_advance(t.session) == {"fay", "ben"}
    everybody = {RoleId("participant"): RoleSpec(min=1, powers=("advance",))}
    t = table(small_format(brief_phase(), roles=everybody, lists={}), "ada", "ben")
    assert who_may_advance(t.session) == {"ada", "ben"}
    nobody = {RoleId("participant"): RoleSpec(min=1)}
    t = table(small_format(brief_phase(), roles=nobody, lists={}), "ada", "ben")
    assert who_may_advance(t.session) == set()


def test_both_move_on_and_one_ends(table: Lay) -> None:
    """Two taps at the same moment are one step; jumps and the end stay with the lead."""
    t = pair(table)
    step = t.session.step
    assert "next_phase" in t.offers("ben")
    assert "close" not in t.offers("ben")
    t >> does("ben", GoTo, phase="two") << refuses(Code.NOT_THE_FACILITATOR)
    t >> does("ben", NextPhase) << sees(...)
    t >> does("fay", NextPhase, step=step) << refuses(Code.ALREADY_MOVED)
    t >> does("ben", NextPhase, step=step) << refuses(Code.ALREADY_MOVED)
    assert t.phase == "two"
    t.quietly("ben", NextPhase)
    assert not advances(t.session, BEN, t.now)
    t >> does("ben", NextPhase) << refuses(Code.NOT_THE_FACILITATOR)
    t >> does("ben", Close) << refuses(Code.NOT_THE_FACILITATOR)


def test_without_the_power_only_the_lead_moves_on(table: Lay) -> None:
    """As everywhere else."""
    t = table(small_format(brief_phase("one"), brief_phase("two")), "ben", facilitator="fay")
    assert "next_phase" not in t.offers("ben")
    t >> does("ben", NextPhase) << refuses(Code.NOT_THE_FACILITATOR)
