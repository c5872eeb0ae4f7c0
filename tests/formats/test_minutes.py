"""What leaves each bundled format for several people: played, and read as they would read it."""

import msgspec
import pytest
from tests.formats.test_mentoring import DAY_MS, FIRST, LINES, REGISTRY, pair

import talkingpiece_lean_coffee
from talkingpiece.core.board_asking import Submit
from talkingpiece.core.commands import Add, Close, NextPhase, SetNextDate
from talkingpiece.core.harvest import harvest_of, output_named, shared_outputs
from talkingpiece.core.harvested import Harvest, Part
from talkingpiece.core.ids import Ms, PersonId
from talkingpiece.core.poll_commands import ShowAnswers, Vote
from talkingpiece.rendering.harvest import leaflet, markdown
from talkingpiece.rendering.locales import Catalogue
from talkingpiece.testing.script import Playbook

CATALOGUE = Catalogue.load()
CANARY = "tulip-canary"
SEALED = ("intervision_triage", "peer_coaching_45", "check_in_circle")


def minutes(table: Playbook, name: str) -> Harvest:
    """An output of the session, which has something in it."""
    output = output_named(table.session, name)
    assert output is not None
    found = harvest_of(table.session, output)
    assert found is not None
    return found


def by_kind(found: Harvest) -> dict[str, Part]:
    return {part.kind: part for part in found.parts}


def read(found: Harvest, locale: str = "en") -> str:
    """As a Markdown file in a language."""
    return markdown(leaflet(found, CATALOGUE, locale, forgotten=Ms(1)), CATALOGUE, locale, "UTC")


def test_lean_coffee_leaves_results_and_no_names() -> None:
    """Topics, notes and next steps for the group."""
    (declared,) = talkingpiece_lean_coffee.register_formats()
    people = ("ada", "ben", "cem")
    table = Playbook(REGISTRY.formats[declared.id], REGISTRY).seated(*people, facilitator="fay")
    while not any(what.kind == "topic" for what in table.session.phase.collect):
        table.quietly("fay", NextPhase)
    table.given("ada", "code reviews", kind="topic")
    table.given("ben", CANARY, kind="private_note")
    while not any(what.kind == "next_action" for what in table.session.phase.collect):
        table.quietly("fay", NextPhase)
    table.given("cem", "pair on Monday", kind="next_action")
    table.quietly("fay", Close)
    for person in ("fay", *people):
        assert set(table.mine(person).outputs) == {"notes"}
    found = minutes(table, "notes")
    assert found.audience == "group"
    text = read(found)
    assert "## Topics" in text
    assert "pair on Monday" in text
    assert "### code reviews" in text, "a next step stands under its topic"
    written = msgspec.json.encode(found).decode() + text
    assert not [word for word in (*people, "fay", CANARY) if word in written]
    assert "Prochaines actions" in read(found, "fr")


def fills_in(table: Playbook) -> None:
    """Mia and Tom do what the running phase of a first session asks for."""
    phase = table.session.phase
    kinds = {what.kind for what in phase.collect}
    if "choice" in kinds:
        for person in ("mia", "tom"):
            table.quietly(person, Vote, choice="goal_oriented")
        table.quietly("mia", ShowAnswers)
    if "goal" in kinds and phase.use == "collect":
        table.quietly("tom", Add, kind="goal", text="lead a team", lane="career_goal")
        table.quietly("tom", Add, kind="private_note", text=CANARY)
    if "commitment" in kinds and phase.use == "collect":
        for person in ("mia", "tom"):
            table.quietly(person, Add, kind="commitment", text="every two weeks", lane=LINES[0])
            table.quietly(person, Submit)
    if "appointment" in kinds:
        table.quietly("mia", SetNextDate, at=table.now + 14 * DAY_MS)


def test_the_sheet_of_a_pair_holds_frame_goals_commitments_and_the_next_date() -> None:
    """For the two of them; nothing of what either noted for themselves."""
    table = pair(FIRST)
    while table.phase != FIRST.phases()[-1].id:
        fills_in(table)
        table.quietly("mia", NextPhase)
    fills_in(table)
    table.quietly("mia", Close)
    for person in ("mia", "tom"):
        assert "mentoring_sheet" in table.mine(person).outputs
    found = minutes(table, "mentoring_sheet")
    assert found.audience == "pair"
    parts = by_kind(found)
    assert {"choice", "goal", "commitment", "appointment"} <= set(parts)
    assert parts["appointment"].date == table.session.next_date
    (bars,) = parts["choice"].bars
    assert bars.outcome == "goal_oriented"
    text = read(found)
    for words in ("lead a team", "every two weeks", "We meet again"):
        assert words in text
    assert CANARY not in text


@pytest.mark.parametrize("name", SEALED)
def test_a_sealed_session_leaves_nothing_for_several_people(name: str) -> None:
    """Neither notes nor a page, whatever was said and whoever asks."""
    table = Playbook(REGISTRY.formats[name], REGISTRY).seated("ada", "ben", facilitator="fay")
    table.quietly("ada", Add, kind="private_note", text=CANARY).quietly("fay", Close)
    assert shared_outputs(table.session) == ()
    for person in table.session.people:
        assert table.mine(PersonId(person)).outputs == {}
        assert not [offer for offer in table.offers(person) if "publish" in offer]
