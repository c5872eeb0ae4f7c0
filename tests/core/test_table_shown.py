"""What everybody sees of the people is taken over where nothing about them has changed."""

from tests.core.evening import keywords

from talkingpiece.core.commands import Join, JustListen, Lose, Pass
from talkingpiece.core.difference import Difference
from talkingpiece.core.formats import Format
from talkingpiece.core.views import shared
from talkingpiece.testing.script import Lay


def test_people_are_taken_over_while_only_the_piece_goes_round(table: Lay, triage: Format) -> None:
    laid = keywords(table, triage)
    before, view = laid.session, laid.view()
    laid.quietly(laid.holder, Pass)
    after = shared(laid.session, laid.now, (Difference(before, laid.session), view))
    assert after.people is view.people
    assert after == shared(laid.session, laid.now)


def test_whoever_comes_goes_or_listens_is_shown_so(table: Lay, triage: Format) -> None:
    laid = keywords(table, triage)
    changes = ("dan", Join, {"name": "dan"}), ("ben", JustListen, {"on": True}), ("ada", Lose, {})
    for who, change, fields in changes:
        before, view = laid.session, laid.view()
        laid.quietly(who, change, **fields)
        after = shared(laid.session, laid.now, (Difference(before, laid.session), view))
        assert after.people != view.people
        assert after == shared(laid.session, laid.now)
