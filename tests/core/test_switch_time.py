"""How long another format takes from here, and what is left of it when time is short."""

from tests.core.switched import SEALED, WIDE, Offering

from talkingpiece.core.ids import ItemId
from talkingpiece.core.switch_time import needed_minutes, shortened
from talkingpiece.core.switching import begin_at
from talkingpiece.registry import Registry
from talkingpiece.testing.script import Playbook


def test_what_is_needed_counts_from_where_it_would_begin() -> None:
    """One topic; no lobby, and nothing before the topic if one is chosen."""
    session = Playbook(WIDE, Offering.load(None)).seated("ada", facilitator="fay").session
    assert begin_at(SEALED, None).path == (1,)
    assert needed_minutes(session, SEALED, ItemId("i1")) < needed_minutes(session, SEALED, None)


def test_shorter_keeps_protected_time_and_stays_sound() -> None:
    """The basket never loses its minimum; the reserve shrinks with the rest (A4)."""
    registry = Registry.load(None)
    triage = registry.formats["intervision_triage"]
    short = shortened(triage, 0.4)
    before = {phase.id: phase for phase in triage.phases()}
    for phase in short.phases():
        least, usual, most = phase.minutes
        assert least <= usual <= most
        assert usual <= before[phase.id].minutes[1]
        if phase.protected_time:
            assert least == before[phase.id].minutes[0]
    assert short.reserve_closing < triage.reserve_closing
    assert not registry.wrong_with(short)
    assert not next(p for p in short.phases() if p.id == "breath").default_on
