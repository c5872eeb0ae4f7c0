"""The bundled family `mentoring_101`, from one session of a series to the next."""

import pytest
from msgspec.structs import replace
from tests.formats.test_mentoring import ADHOC, DAY_MS, FIRST, LAST, REGISTRY, REGULAR, told

from talkingpiece.core.board_asking import Agree, SetStatus, Submit
from talkingpiece.core.commands import Add, AgreeSpan, Close, GoTo, Prepare, Reflect, SetNextDate
from talkingpiece.core.formats import Format
from talkingpiece.core.ids import PersonId
from talkingpiece.core.poll_commands import ShowAnswers, Vote
from talkingpiece.core.relation import proposed
from talkingpiece.core.sheets import SeriesMemory, carried_items, next_plan, series_memory
from talkingpiece.testing.script import START, Playbook


def session(declared: Format, before: SeriesMemory | None = None) -> Playbook:
    """Mia, who conducts and so is the mentor, and Tom: the next session of their series."""
    playable = REGISTRY.formats[declared.id]
    items = carried_items(before, START, playable) if before is not None else ()
    table = Playbook(playable, REGISTRY, items=items)
    if before is not None:
        plan = next_plan(before, table.session.plan)
        table.session = replace(table.session, plan=plan)
    return table.seated("tom", facilitator="mia")


def ended(table: Playbook, before: SeriesMemory | None = None) -> SeriesMemory:
    """What the series keeps once this session is closed."""
    table.quietly("mia", Close)
    return series_memory(table.session, before)


def goes_to(table: Playbook, phase: str) -> None:
    table.quietly("mia", GoTo, phase=phase, item=None)


def first() -> SeriesMemory:
    """A goal with a smaller piece, a line they agree on and one they do not, a date."""
    table = session(FIRST)
    goes_to(table, "goals")
    table.quietly("tom", Add, kind="goal", text="lead a team", lane="career_goal")
    table.quietly("mia", Add, kind="discussion_item", text="say no", part="i1")
    goes_to(table, "sheet")
    table.quietly("mia", Add, kind="commitment", text="every second week", lane="rhythm")
    table.quietly("tom", Add, kind="commitment", text="once a month", lane="rhythm")
    table.quietly("mia", Submit).quietly("tom", Submit)
    goes_to(table, "commitments")
    table.quietly("tom", Agree, item="i3")
    goes_to(table, "next_date")
    table.quietly("tom", SetNextDate, at=table.now + 8 * DAY_MS)
    return ended(table)


def regular(before: SeriesMemory) -> SeriesMemory:
    """Something is parked, and Tom takes a step."""
    table = session(REGULAR, before)
    goes_to(table, "explore")
    table.quietly("mia", Add, kind="parked", text="the office move")
    goes_to(table, "action")
    table.quietly("tom", Add, kind="next_action", text="ask Eva", fields={"when": "Friday"})
    return ended(table, before)


def texts(table: Playbook, name: str) -> list[str]:
    view = table.view()
    return [view.items[item].text for item in view.lists[name]]


def test_goals_and_commitments_come_back_in_the_second_session_and_the_third() -> None:
    """Applied to the letter, the second session would have dropped them."""
    before = regular(first())
    third = session(REGULAR, before)
    assert texts(third, "goals") == ["lead a team"]
    assert texts(third, "items") == ["say no"]
    assert texts(third, "commitments") == ["every second week"], "the wording both agreed on"
    assert texts(third, "actions") == ["ask Eva"]
    assert texts(third, "parked") == ["the office move"]
    assert third.view().items["i2"].part == "i1"
    assert third.session.items["i1"].owner == PersonId("tom")


def test_what_became_of_the_actions_is_asked_once() -> None:
    """Trace 2.35: an action that was taken is done with; one that was not comes back."""
    before = regular(first())
    table = session(REGULAR, before)
    goes_to(table, "since_last")
    action = table.view().lists["actions"][0]
    table.quietly("tom", SetStatus, item=action, status="not_yet")
    later = ended(table, before)
    again = session(REGULAR, later)
    assert texts(again, "actions") == ["ask Eva"]
    goes_to(again, "since_last")
    again.quietly("tom", SetStatus, item=again.view().lists["actions"][0], status="reached")
    assert texts(session(REGULAR, ended(again, later)), "actions") == []


def test_the_last_session_goes_through_the_goals_of_the_first() -> None:
    """Traces 2.8, 2.56; and nothing of the pair stays in the series after it."""
    before = regular(first())
    table = session(LAST, before)
    goes_to(table, "goals_review")
    assert table.view().board.lanes["career_goal"].key == "mentoring_last/terms/career_goal"
    goal = table.view().lists["goals"][0]
    table.quietly("tom", SetStatus, item=goal, status="reached")
    assert table.view().items[goal].status == "reached"
    assert ended(table, before).carried == ()


def test_a_talk_on_demand_in_between_loses_nothing() -> None:
    """Trace 2.6: it has no list of its own, and the series keeps what others left."""
    before = first()
    assert ended(session(ADHOC, before), before).carried == before.carried


def test_the_next_date_comes_along() -> None:
    """Trace 2.20: as the date of the next plan."""
    before = first()
    assert before.next_date == START + 8 * DAY_MS
    assert next_plan(before, session(FIRST).session.plan).index == 2


# --- the kind that is proposed --------------------------------------------------------------------


def kind(memory: SeriesMemory) -> tuple[str, str]:
    found = proposed(memory.relation, memory.carried, memory.index, START)
    return found.kind, found.why


def test_first_then_in_between_then_last_once_the_goals_are_reached() -> None:
    """Trace 2.8: the relation ends when its goal is reached, and the last session is proposed."""
    before = first()
    assert kind(before) == ("regular", "regular")
    table = session(REGULAR, before)
    goes_to(table, "goals")
    table.quietly("tom", SetStatus, item=table.view().lists["goals"][0], status="reached")
    reached = ended(table, before)
    assert kind(reached) == ("last", "reached")
    assert kind(ended(session(LAST, reached), reached)) == ("ad_hoc", "ended")


def test_an_agreed_number_of_sessions_is_counted() -> None:
    """Trace 2.9: agreed in the first session, said again whenever they look ahead."""
    table = session(FIRST)
    goes_to(table, "next_date")
    table.quietly("mia", AgreeSpan, sessions=3)
    before = ended(table)
    assert kind(before) == ("regular", "regular")
    assert kind(regular(before)) == ("last", "sessions")


def test_a_pair_that_meets_when_needed_is_offered_a_talk() -> None:
    """Trace 2.6: by what they decided in the poll about the frame."""
    table = session(FIRST)
    goes_to(table, "frame")
    table.quietly("tom", Vote, choice="ad_hoc").quietly("mia", Vote, choice="ad_hoc")
    table.quietly("mia", ShowAnswers)
    assert kind(ended(table)) == ("ad_hoc", "ad_hoc")


# --- before and after -----------------------------------------------------------------------------


def test_the_sheet_is_filled_in_before_the_first_session() -> None:
    """Trace 2.41, `commitment_prep`: days before, each apart, shown where they compare."""
    table = session(FIRST)
    table.quietly("tom", Prepare, kind="commitment", lane="rhythm", text="once a month")
    assert "once a month" not in told(table, "mia")
    goes_to(table, "sheet")
    table.quietly("mia", Submit).quietly("tom", Submit)
    assert "once a month" in told(table, "mia")


def test_the_topic_and_something_to_read_are_agreed_before_the_session() -> None:
    """Traces 2.47, 2.48, `session_prep`: the mentee's thoughts, links from both; both read them."""
    table = session(REGULAR, first())
    table.quietly("tom", Prepare, kind="focus", text="hard talks")
    table.quietly("mia", Prepare, kind="reading", text="https://example.org/feedback")
    assert "prepare_focus" not in table.offers("mia")
    for words in ("hard talks", "example.org/feedback"):
        assert words in told(table, "tom", "mia")
    goes_to(table, "focus")
    assert set(table.view().board.kinds) >= {"focus", "reading"}


def test_the_last_session_is_prepared_like_the_first() -> None:
    """Trace 2.50: what one wants to say looking back may be written before, apart."""
    table = session(LAST, first())
    table.quietly("tom", Prepare, kind="retro_card", lane="thanks", text="your patience")
    assert "your patience" not in told(table, "mia")


@pytest.mark.parametrize("declared", [FIRST, REGULAR, LAST], ids=lambda one: str(one.id))
def test_each_looks_back_alone_after_every_session(declared: Format) -> None:
    """Traces 2.54 to 2.56: five questions for the mentor, two for the mentee, told to nobody."""
    table = session(declared)
    table.quietly("mia", Close)
    assert sum(name.startswith("reflect_") for name in table.offers("mia")) == 5
    assert sum(name.startswith("reflect_") for name in table.offers("tom")) == 2
    table.quietly("mia", Reflect, question=4, text="I tried to steer")
    assert "tried to steer" not in told(table, "tom")
    assert "tried to steer" not in str(series_memory(table.session))


def test_a_talk_on_demand_asks_nothing_before_or_after() -> None:
    """Trace 2.6: no duty."""
    table = session(ADHOC)
    assert not any(name.startswith("prepare_") for name in table.offers("tom"))
    table.quietly("mia", Close)
    assert not any(name.startswith("reflect_") for name in table.offers("mia"))
