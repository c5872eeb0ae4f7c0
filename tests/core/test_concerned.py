"""A change is worked out again for whom it may concern, and for nobody else."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from tests.core.evening import keywords, presenting

from talkingpiece.core.commands import Add, Edit, Hold, Join, Lose, NextPhase, Pass, Speak
from talkingpiece.core.concerned import concerned
from talkingpiece.core.difference import Difference
from talkingpiece.core.formats import Format
from talkingpiece.core.options import CollectOptions
from talkingpiece.testing.script import Lay, Playbook
from talkingpiece.testing.small import phase, small_format


def told(laid: Playbook, change: Callable[[Playbook], object]) -> set[str] | None:
    """Whom *change* may concern; None: all."""
    before = laid.session
    change(laid)
    whom = concerned(Difference(before, laid.session))
    return None if whom is None else {str(person) for person in whom}


@pytest.fixture
def round_(table: Lay, triage: Format) -> Playbook:
    """A round of keywords of five, the first of whom has spoken."""
    laid = table(triage, "ada", "ben", "cem", "dan", facilitator="fay")
    laid.quietly("fay", NextPhase).quietly("fay", NextPhase)
    return laid.quietly(laid.holder, Pass)


def test_a_pass_concerns_who_had_it_who_gets_it_and_who_is_next(round_: Playbook) -> None:
    view = round_.view().piece
    had, gets = view.holder, view.next
    whom = told(round_, lambda laid: laid.quietly(had, Pass))
    assert whom == {had, gets, round_.view().piece.next, "fay"}
    assert len(whom) < len(round_.session.people)


def test_beginning_to_speak_concerns_the_one_who_does(round_: Playbook) -> None:
    holder, after = round_.holder, round_.view().piece.next
    assert told(round_, lambda laid: laid.quietly(holder, Speak)) == {holder, after, "fay"}


def test_another_phase_concerns_everybody(round_: Playbook) -> None:
    assert told(round_, lambda laid: laid.quietly("fay", NextPhase)) is None


def test_a_pause_concerns_everybody(round_: Playbook) -> None:
    assert told(round_, lambda laid: laid.quietly("fay", Hold)) is None


def test_a_new_item_concerns_everybody(table: Lay, triage: Format) -> None:
    laid = keywords(table, triage)
    holder = laid.holder
    assert told(laid, lambda t: t.quietly(holder, Add, kind="keyword", text="trust")) is None


def test_other_words_for_all_to_see_are_in_nobodys_own_part(table: Lay, triage: Format) -> None:
    laid = keywords(table, triage)
    holder = laid.holder
    item = laid.given(holder, "scope")
    assert told(laid, lambda t: t.quietly(holder, Edit, item=item, text="size")) == {"fay"}


def test_other_words_of_a_note_concern_whoever_wrote_them(table: Lay, triage: Format) -> None:
    laid = keywords(table, triage)
    holder = laid.holder
    note = laid.given(holder, "scope", kind="private_note")
    assert told(laid, lambda t: t.quietly(holder, Edit, item=note, text="size")) == {holder, "fay"}


def test_words_that_a_sentence_names_concern_everybody(table: Lay, triage: Format) -> None:
    """The open topic stands in what all read, where the format says so."""
    laid = presenting(table, triage)
    topic = laid.session.cursor.item
    named = any(
        "{keyword}" in text
        for words in laid.session.phase.prompts.values()
        for text in words.values()
    )
    assert named
    before = laid.session
    item = before.items[topic]  # type: ignore[index]
    after = replace(before, items={**before.items, item.id: replace(item, text="other")})
    assert concerned(Difference(before, after)) is None


def test_a_newcomer_concerns_themselves_and_facilitators(table: Lay, triage: Format) -> None:
    laid = presenting(table, triage)
    assert told(laid, lambda t: t.quietly("eve", Join, name="eve")) == {"eve", "fay"}
    assert told(laid, lambda t: t.quietly("eve", Lose)) == {"eve", "fay"}


def test_where_nobody_leads_a_newcomer_concerns_themselves(table: Lay) -> None:
    """A large gathering whose people come one by one is not worked out anew for each of them."""
    laid = table(
        small_format(phase("words", CollectOptions(item="card", mode="write"))), "ada", "ben"
    )
    assert told(laid, lambda t: t.quietly("eve", Join, name="eve")) == {"eve"}
    assert told(laid, lambda t: t.quietly("eve", Lose)) == {"eve"}


def test_where_anybody_writes_down_what_is_said_a_newcomer_concerns_everybody(table: Lay) -> None:
    laid = table(
        small_format(phase("words", CollectOptions(item="card", mode="speak"))), "ada", "ben"
    )
    assert told(laid, lambda t: t.quietly("eve", Join, name="eve")) is None


def test_whoever_is_called_like_somebody_else_concerns_everybody(
    table: Lay, triage: Format
) -> None:
    laid = presenting(table, triage)
    assert told(laid, lambda t: t.quietly("another", Join, name="Ben")) is None


def test_the_loss_of_whoever_leads_concerns_everybody(table: Lay, triage: Format) -> None:
    laid = presenting(table, triage)
    assert told(laid, lambda t: t.quietly("fay", Lose)) is None
