"""A format as people choose it."""

from talkingpiece.registry import Registry
from talkingpiece.rendering.cards import card_of


def test_a_card_shows_the_steps_with_their_minutes() -> None:
    """Those of a topic are marked as repeated, and stand together."""
    registry = Registry.load()
    triage = registry.formats["intervision_triage"]
    card = card_of(triage, registry.texts(triage, "en"))
    loop = next(run for run in card.runs if len(run) > 1)
    assert [step.title for step in loop][:2] == ["Present", "Clarify"]
    assert all(step.repeated for step in loop)
    assert card.needs == ("help_one_person", "share_topics")
