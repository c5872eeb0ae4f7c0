"""The bundled family `mentoring_101`, from one session of a series to the next."""

from tests.formats.test_mentoring import ADHOC, DAY_MS, FIRST, LAST, REGISTRY, REGULAR

from talkingpiece.core.board_asking import Agree, SetStatus, Submit
from talkingpiece.core.commands import Add, Close, GoTo, SetNextDate
from talkingpiece.core.formats import Format
from talkingpiece.core.ids import PersonId
from talkingpiece.core.sheets import SeriesMemory, carried_items, next_plan, series_memory
from talkingpiece.testing.script import START, Playbook


def session(declared: Format, before: SeriesMemory | None = None) -> Playbook:
    """Mia, who conducts and so is the mentor, and Tom: the next session of their series."""
    playable = REGISTRY.formats[declared.id]
    items = carried_items(before, START, playable) if before is not None else ()
    table = Playbook(playable, REGISTRY, items=items, index=before.index + 1 if before else 1)
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
