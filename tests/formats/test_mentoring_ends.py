"""The bundled family `mentoring_101`: its last session, and the talk on demand."""

from tests.formats.test_mentoring import ADHOC, FIRST, LAST, REGISTRY, options, pair, prompt, told

from talkingpiece.core.board_asking import SetStatus, Submit
from talkingpiece.core.commands import Add, GiveRole, GoTo, Leave
from talkingpiece.core.events import PieceGiven, RoundClosed
from talkingpiece.core.options import ArrangeOptions
from talkingpiece.errors import Code
from talkingpiece.testing.script import Playbook, does, refuses, sees, that

# --- the last one ---------------------------------------------------------------------------------


def test_the_last_session_says_why_it_ends() -> None:
    """Traces 2.49, 2.50: the time is up, the goal reached, or it has run its course."""
    assert "run its course" in prompt(LAST, "arrive", "all")
    assert LAST.duration[1] == FIRST.duration[1]


def test_goals_are_looked_at_again() -> None:
    """Traces 2.8, 2.56: the mentee says where each of them is now."""
    table = pair(LAST, "goals_review")
    assert isinstance(options(LAST, "goals_review"), ArrangeOptions)
    assert options(LAST, "goals_review").by == "mentee"
    table >> does("tom", SetStatus, item="i1", status="reached") << refuses(Code.NO_SUCH_ITEM)


def test_looking_back_is_written_apart_and_shown_together() -> None:
    """Traces 2.51, 2.52: takeaways in turn; what helped, differently, thanks, hidden until then."""
    assert options(LAST, "key_takeaways").repeat == "until_all_pass"
    table = pair(LAST, "retrospective")
    assert options(LAST, "retrospective").lanes == ("helped", "differently", "thanks")
    table.quietly("tom", Add, kind="retro_card", text="your patience", lane="thanks")
    assert "your patience" not in told(table, "mia")
    table.quietly("mia", Submit).quietly("tom", Submit)
    assert "your patience" in told(table, "mia")


def test_what_comes_next_is_the_mentee_s_own() -> None:
    """Trace 2.53: future goals, though not together; they go to the mentee's sheet."""
    table = pair(LAST, "whats_next")
    assert "add_future_goal" not in table.offers("mia")
    table.given("tom", "a team of my own", kind="future_goal")
    assert table.session.items["i1"].keep == "personal"
    assert "thank-you" in prompt(LAST, "farewell", "all")


# --- a talk on demand -----------------------------------------------------------------------------


def test_a_talk_on_demand_has_no_programme() -> None:
    """Trace 2.6: a topic, a talk, one thing to keep; nothing for a series."""
    assert [phase.id for phase in ADHOC.phases()] == ["topic", "conversation", "takeaway"]
    kept = {what.keep for phase in ADHOC.phases() for what in phase.collect}
    assert kept == {"personal"}
    assert "No must" in prompt(ADHOC, "takeaway", "all")


def test_a_role_that_goes_to_another_takes_the_turn_with_it() -> None:
    """The round is not over in between: whoever has the role now is asked."""
    table = Playbook(REGISTRY.formats[LAST.id], REGISTRY).seated("tom", "ben", facilitator="mia")
    table.quietly("tom", Leave)
    table.quietly("mia", GoTo, phase="farewell", item=None)
    table >> does("mia", GiveRole, role="mentor", to="ben") << sees(..., that(PieceGiven, to="ben"))
    assert not any(isinstance(event, RoundClosed) for event in table.events)
