"""The presets of moderation."""

import pytest

from talkingpiece.core.formats import Format
from talkingpiece.core.rules import PRESETS


@pytest.mark.parametrize("name", sorted(PRESETS))
def test_a_preset_goes_by_its_own_name(name: str) -> None:
    """Phases refer to it."""
    assert PRESETS[name].id == name


def test_a_format_brings_the_rules_its_phases_name(triage: Format) -> None:
    """Copied in, so that a room is replayed without the plugin."""
    assert {phase.rules for phase in triage.phases()} == set(triage.rules)
