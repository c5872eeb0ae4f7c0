"""What differs between two sessions is said exactly, and nothing is called quiet that is not."""

import pytest
from msgspec.structs import replace
from tests.core.evening import keywords

from talkingpiece.core.commands import Add, Edit, Hold, Pass, Withdraw
from talkingpiece.core.difference import Difference
from talkingpiece.core.formats import Format
from talkingpiece.testing.script import Lay, Playbook


@pytest.fixture
def laid(table: Lay, triage: Format) -> Playbook:
    """A round of keywords, and one keyword given in it."""
    laid = keywords(table, triage)
    laid.given(laid.holder, "scope")
    return laid


def test_nothing_differs_from_itself(laid: Playbook) -> None:
    same = Difference(laid.session, laid.session)
    assert same.quiet
    assert same.words_alone
    assert same.reworded == []


def test_other_words_are_named(laid: Playbook) -> None:
    before = laid.session
    [item] = (each for each in before.items.values() if each.text == "scope")
    laid.quietly(item.owner, Edit, item=item.id, text="size")
    found = Difference(before, laid.session)
    assert found.words_alone
    assert found.reworded == [laid.session.items[item.id]]


def test_words_beside_a_turn_are_not_alone(laid: Playbook) -> None:
    before = laid.session
    laid.quietly(laid.holder, Pass)
    found = Difference(before, laid.session)
    assert found.quiet
    assert found.reworded == []
    assert not found.words_alone


def test_an_item_more_or_another_state_is_more_than_words(laid: Playbook) -> None:
    before = laid.session
    [item] = (each for each in before.items.values() if each.text == "scope")
    laid.quietly(item.owner, Withdraw, item=item.id)
    assert Difference(before, laid.session).reworded is None
    between = laid.session
    laid.quietly(item.owner, Add, kind="private_note", text="mine")
    assert Difference(between, laid.session).reworded is None


def test_others_in_the_place_of_some_are_more_than_words(laid: Playbook) -> None:
    before = laid.session
    [key] = before.items
    other = replace(before.items[key], id="i99", text="other")
    after = replace(before, items={other.id: other})
    assert Difference(before, after).reworded is None


def test_a_pause_is_not_quiet(laid: Playbook) -> None:
    before = laid.session
    laid.quietly("fay", Hold)
    found = Difference(before, laid.session)
    assert not found.quiet
    assert not found.words_alone
