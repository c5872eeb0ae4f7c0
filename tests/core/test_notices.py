"""Sentences to one person about what is unusual now."""

from talkingpiece.core.commands import (
    Add,
    Admit,
    ArriveToFacilitate,
    Claim,
    Join,
    Keep,
    Leave,
    Lose,
    NextPhase,
    Pass,
    Stay,
    TakeLead,
)
from talkingpiece.core.events import LeadMissed
from talkingpiece.core.formats import Format
from talkingpiece.core.ids import Ms
from talkingpiece.core.sheets import carried_items, series_memory
from talkingpiece.core.text import Ref
from talkingpiece.testing.script import START, Lay, Playbook, after, sees
from talkingpiece.testing.small import begun, round_phase


def told(t: Playbook, who: str) -> set[str]:
    """The ids of somebody's notices."""
    return set(t.mine(who).notices)


def evening(table: Lay, triage: Format, at: str) -> Playbook:
    """A triage table in phase *at*: ada's topic first, then ben's."""
    t: Playbook = table(triage, "ada", "ben", facilitator="fay")
    t.quietly("fay", NextPhase).quietly("fay", NextPhase)
    t.quietly("fay", Add, kind="keyword", text="trust", owner="ada")
    t.quietly("fay", Add, kind="keyword", text="pace", owner="ben")
    while t.phase != at:
        t.quietly("fay", NextPhase)
    return t


def test_mostly_there_is_nothing_to_say(table: Lay) -> None:
    """No notice while all is well."""
    t = begun(table, round_phase(), "ada", "ben")
    assert told(t, "ada") == told(t, "fay") == set()


def test_who_waits_hears_how_long(table: Lay, triage: Format) -> None:
    """An honest time: until the running phase should be over, at least a minute."""
    t = evening(table, triage, "present").quietly("dua", Join, name="dua")
    notice = t.mine("dua").notices["wait"]
    assert notice.say.values == {"min": 8}
    t >> after(minutes=30)
    assert t.mine("dua").notices["wait"].say.values == {"min": 1}
    someone = t.mine("fay").notices["waits_dua"].say
    assert someone.values == {"name": "dua"}, "not in the shared view, so by name"
    assert told(t, "ada") == set()


def test_who_listens_hears_until_when(table: Lay, triage: Format) -> None:
    """Full from the next topic."""
    t = evening(table, triage, "clarify").quietly("dua", Join, name="dua")
    assert told(t, "dua") == {"listen"}


def test_facilitators_hear_that_the_holder_is_away(table: Lay) -> None:
    """And others do not need to."""
    t = begun(table, round_phase(), "ada", "ben").quietly("ada", Lose)
    assert told(t, "fay") == {"holder_away"}
    assert t.mine("fay").notices["holder_away"].say.values == {"name": Ref(person="ada")}
    assert told(t, "ben") == set()


def test_the_lead_hears_who_wants_to_lead_or_facilitate(table: Lay) -> None:
    """Each with what can be done about it."""
    t = begun(table, round_phase(), "ada").quietly("gus", ArriveToFacilitate, name="gus")
    assert told(t, "fay") == {"asks_gus"}
    t.quietly("fay", Admit, person="gus").quietly("gus", TakeLead)
    assert told(t, "fay") == {"wants_to_lead"}
    assert told(t, "gus") == set()
    t.quietly("gus", Leave)
    assert told(t, "fay") == set()


def test_everybody_hears_that_nobody_facilitates_and_that_it_goes_on(table: Lay) -> None:
    """With the button to stay."""
    t = begun(table, round_phase(), "ada").quietly("fay", Leave)
    assert told(t, "ada") == {"facilitator_lost"}
    t.quietly("ada", Pass)
    assert told(t, "ada") == {"facilitator_lost", "moving_on"}
    t.quietly("ada", Stay)
    assert told(t, "ada") == {"facilitator_lost"}
    t >> after(minutes=1) << sees(LeadMissed)
    assert told(t, "ada") == {"facilitator_lost"}


def test_a_session_that_never_had_a_facilitator_has_lost_none(table: Lay, triage: Format) -> None:
    """Before somebody with the link has come."""
    assert told(table(triage, "ada"), "ada") == set()


def test_no_topics_is_said_to_all_and_is_no_failure(table: Lay, triage: Format) -> None:
    """After a loop that had nothing to go through."""
    t = table(triage, "ada", facilitator="fay")
    while t.phase != "closing":
        assert told(t, "ada") == set()
        t.quietly("fay", NextPhase)
    assert told(t, "ada") == {"no_topics"}
    t = evening(table, triage, "closing")
    assert told(t, "ada") == set()


def test_owners_hear_that_their_topic_waits(table: Lay, triage: Format) -> None:
    """Until they have decided."""
    t = evening(table, triage, "basket")
    t >> after(minutes=110) << sees(...)
    t.quietly("fay", NextPhase)
    assert t.phase == "carry_over"
    assert told(t, "ben") == {"out_of_time_i2"}
    assert told(t, "ada") == set()
    t.quietly("ben", Keep, item="i2")
    assert told(t, "ben") == set()


def test_a_claim_is_told_to_facilitators(table: Lay, triage: Format) -> None:
    """With the name and the word."""
    first = evening(table, triage, "urgency")
    items = carried_items(series_memory(first.session), Ms(START), triage)
    t = table(triage, "ada", facilitator="fay", items=items).quietly("ada", Claim, item="i1")
    assert t.mine("fay").notices["claims_i1"].say.values == {
        "name": Ref(person="ada"), "keyword": "trust",
    }  # fmt: skip
    assert told(t, "ada") == set()


def test_after_the_end_nothing_is_urgent(table: Lay) -> None:
    """No notice stands on the end screen."""
    t = begun(table, round_phase(), "ada").quietly("ada", Lose).quietly("fay", NextPhase)
    assert told(t, "fay") == set()
