"""An author lets the presenter keep what they gave, by a tap, or does not."""

from tests.core.casts import case_format

from talkingpiece.core.commands import Close, GiveRole, Lose, NextPhase, RestTopic
from talkingpiece.core.formats import Output
from talkingpiece.core.ids import PersonId
from talkingpiece.core.role_commands import LeaveToPresenter
from talkingpiece.core.role_events import LeftToPresenter
from talkingpiece.core.sheets import sheet_of
from talkingpiece.errors import Code
from talkingpiece.testing.script import Lay, Playbook, does, refuses, sees, that

SHEET = Output(
    id="insight_sheet",
    to="case_giver",
    content=("observation",),
    retention="download_then_24h",
    needs="author_consent",
)
ADA = PersonId("ada")


def observed(table: Lay, *outputs: Output) -> Playbook:
    """ada's case; ben and cem have said what they noticed."""
    form = case_format(outputs=outputs or (SHEET,))
    t: Playbook = table(form, "ada", "ben", "cem", facilitator="fay")
    t.quietly("fay", GiveRole, role="case_giver", to="ada")
    while t.phase != "observe":
        t.quietly("fay", NextPhase)
    t.given("ben", "a pause", "observation")
    t.given("cem", "a smile", "observation")
    return t


def on_sheet(t: Playbook) -> list[tuple[str, bool]]:
    """What stands on ada's sheet, and whether it is from a peer."""
    sheet = sheet_of(t.session, ADA)
    sections = sheet.sections if sheet is not None else ()
    return [(line.text, line.peer) for section in sections for line in section.lines]


def test_by_default_nothing_goes_along(table: Lay) -> None:
    """Though the case giver sees it while the session runs."""
    t = observed(table)
    assert {item.text for item in t.mine("ada").items.values()} == {"a pause", "a smile"}
    t.quietly("fay", Close)
    assert on_sheet(t) == []


def test_whoever_lets_it_gives_it_without_a_name(table: Lay) -> None:
    """One tap each, and taken back as easily."""
    t = observed(table)
    t >> does("ben", LeaveToPresenter) << sees(that(LeftToPresenter, by="ben", on=True))
    t >> does("ben", LeaveToPresenter) << sees()
    t.quietly("cem", LeaveToPresenter).quietly("cem", LeaveToPresenter, on=False)
    assert on_sheet(t) == [("a pause", True)]
    assert "leave_to_presenter" in t.offers("ben")


def test_who_gave_nothing_is_not_asked(table: Lay) -> None:
    """Neither the case giver nor whoever passed."""
    t = observed(table)
    for person in ("ada", "fay"):
        t >> does(person, LeaveToPresenter) << refuses(Code.NOT_NOW)
        assert "leave_to_presenter" not in t.offers(person)


def test_where_the_format_gives_nothing_along_nobody_is_asked(table: Lay) -> None:
    """It is the output that asks for consent."""
    t = observed(
        table, Output(id="other", to="group", content=("observation",), retention="series")
    )
    t >> does("ben", LeaveToPresenter) << refuses(Code.NOT_NOW)


def test_what_was_let_stays_even_if_the_case_giver_goes(table: Lay) -> None:
    """Everything else goes with them."""
    t = observed(table).quietly("ben", LeaveToPresenter)
    t.quietly("ada", Lose).quietly("fay", RestTopic)
    kept = {item.text for item in t.session.items.values() if item.state != "withdrawn"}
    assert kept == {"a pause"}
