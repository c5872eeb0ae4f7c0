"""How agreements change a session while it runs."""

from talkingpiece.core import events as e
from talkingpiece.core.evolve import evolve
from talkingpiece.core.ids import Ms
from talkingpiece.core.setting_folds import FOLDS
from talkingpiece.testing.script import START, Lay
from talkingpiece.testing.small import brief_phase, small_format


def test_how_long_a_pair_means_to_go_on_stands_in_the_plan(table: Lay) -> None:
    """Both at once, as they are after the change."""
    t = table(small_format(brief_phase()), "ada")
    after = evolve(t.session, e.SpanAgreed(sessions=6, until=START))
    assert (after.plan.span.sessions, after.plan.span.until) == (6, START)
    assert after.plan.index == t.session.plan.index


def test_the_next_date_is_the_last_one_that_was_set(table: Lay) -> None:
    t = table(small_format(brief_phase()), "ada")
    for at in (START, Ms(START + 1)):
        t.session = evolve(t.session, e.NextDateSet(at=at))
    assert t.session.next_date == START + 1


def test_what_is_agreed_has_its_fold() -> None:
    """Each of the events that are settings."""
    assert {e.FormatAdjusted, e.LinksRenewed, e.MoreTimeAsked, e.RuleShown} <= set(FOLDS)
