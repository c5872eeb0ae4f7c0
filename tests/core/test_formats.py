"""A declaration as data."""

from talkingpiece.core.formats import Format
from talkingpiece.testing.small import (
    arrange_phase,
    brief_phase,
    round_phase,
    small_format,
    talk_phase,
    topics_loop,
)


def test_phases_in_the_order_of_the_flow() -> None:
    """A loop unrolled once."""
    form = small_format(brief_phase(), topics_loop(talk_phase(), round_phase("react")),
                        arrange_phase("work"))  # fmt: skip
    assert [phase.id for phase in form.phases()] == ["start", "present", "react", "work"]
    assert [phase.use for phase in form.phases()] == ["brief", "talk", "round", "arrange"]


def test_its_languages_are_those_of_its_title(triage: Format) -> None:
    """Every prompt stands in each of them."""
    assert triage.languages == ("en", "fr", "de")
