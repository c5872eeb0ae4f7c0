"""One case for the whole session: its offers, and what if its giver goes."""

from tests.core.casts import SEEN, case_format

from talkingpiece.core.cases import offers, waiting
from talkingpiece.core.commands import (
    Add,
    Close,
    Edit,
    GiveRole,
    Leave,
    Lose,
    NextPhase,
    RestTopic,
    Return,
    Withdraw,
)
from talkingpiece.core.events import AwaitEnded, PersonLeft, PresenterAwaited, TimerHeld
from talkingpiece.core.formats import Collected, ListSpec
from talkingpiece.core.ids import ItemId, ListId, PersonId
from talkingpiece.core.options import ArrangeOptions
from talkingpiece.core.sheets import series_memory
from talkingpiece.testing.script import Lay, Playbook, after, does, sees
from talkingpiece.testing.small import brief_phase, phase, round_phase

FOCUS = Collected(kind="focus", by="case_giver", sees="group", keep="session")


def heard(table: Lay, at: str, minutes: int = 60, leads: bool = True) -> Playbook:
    """ada's case, in phase *at*; ben observed something, cem offered a case as well."""
    t: Playbook = table(case_format(), "ada", "ben", "cem", facilitator="fay", minutes=minutes)
    t.quietly("fay", NextPhase)
    t.given("cem", "saying no", "case_offer")
    t.quietly("fay", GiveRole, role="case_giver", to="ada")
    while t.phase != at:
        t.quietly("fay", NextPhase)
        if t.phase == "observe":
            t.given("ben", "a pause", "observation")
    return t


def test_offers_are_the_items_of_the_list_the_role_comes_from(table: Lay) -> None:
    """Those of people who are here can be heard now."""
    t = heard(table, "case")
    assert [offer.text for offer in offers(t.session)] == ["saying no"]
    assert waiting(t.session) == offers(t.session)
    assert not waiting(t.session, PersonId("cem"))
    t.quietly("cem", Leave)
    assert not waiting(t.session)


def test_people_wait_for_a_case_giver_three_minutes(table: Lay) -> None:
    """Quietly; back in time, the story goes on."""
    t = heard(table, "case")
    t >> does("ada", Lose) << sees(PersonLeft, TimerHeld, PresenterAwaited)
    assert "rest_topic" in t.offers("fay")
    t >> does("ada", Return) << sees(...)
    assert t.session.awaited is None
    t.quietly("ada", Lose)
    t >> after(minutes=3) << sees(AwaitEnded)


def test_nobody_waits_for_the_case_giver_in_the_last_round(table: Lay) -> None:
    """Their case is closed; they are one of the circle."""
    t = heard(table, "closing")
    t >> does("ada", Lose) << sees(PersonLeft)


def test_with_time_and_another_offer_people_choose_again(table: Lay) -> None:
    """What was gathered for the one who is gone goes with them."""
    t = heard(table, "observe")
    item = next(i for i in t.session.items.values() if i.kind == "observation")
    assert item.to == "ada"
    assert item.id in t.mine("ada").items
    t.quietly("ada", Lose).quietly("fay", RestTopic)
    assert t.phase == "choose"
    assert t.session.items[item.id].state == "withdrawn"
    assert t.session.presenter is None


def test_without_time_people_close_early(table: Lay) -> None:
    """Nobody begins a case that cannot be heard."""
    t = heard(table, "observe", minutes=10)
    t.quietly("ada", Lose).quietly("fay", RestTopic)
    assert t.phase == "closing"


def test_near_the_end_people_just_go_on(table: Lay) -> None:
    """The insight is theirs; what was given stays theirs."""
    t = heard(table, "insight")
    t.quietly("ada", Lose).quietly("fay", RestTopic)
    assert t.phase == "closing"
    assert all(item.state != "withdrawn" for item in t.session.items.values())


def test_without_anybody_who_leads_it_happens_by_itself(table: Lay) -> None:
    """After three minutes."""
    t = heard(table, "case")
    t.quietly("cem", Leave)
    t.quietly("fay", Leave).quietly("ada", Lose)
    t >> after(minutes=3, seconds=1) << sees(...)
    assert t.phase == "closing"


def test_offers_that_were_not_heard_come_first_next_time(table: Lay) -> None:
    """What was heard is done; words without names, in their order."""
    t = heard(table, "closing")
    t.quietly("fay", Close)
    memory = series_memory(t.session)
    assert [topic.text for topic in memory.topics] == ["saying no"]


def test_a_focus_is_before_everybody_until_the_end(table: Lay) -> None:
    """What the case giver chose stands where a topic would."""
    choose = phase(
        "focus",
        ArrangeOptions(list=ListId("cases"), ops=("pick",), by="case_giver"),
        collect=(FOCUS,),
    )
    t = table(
        case_format(brief_phase(), choose, brief_phase("on")), "ada", "ben", facilitator="fay"
    )
    t.quietly("fay", GiveRole, role="case_giver", to="ada").quietly("fay", NextPhase)
    assert not t.view().topic
    focus = t.given("ada", "why do I laugh?", "focus")
    t.quietly("fay", NextPhase)
    assert t.view().topic == focus
    t.quietly("fay", GiveRole, role="case_giver", to="ben")
    assert not t.view().topic


def choosing_a_focus(table: Lay) -> Playbook:
    """ben and cem told ada what they noticed; she chooses what to go on with."""
    choose = phase(
        "focus",
        ArrangeOptions(list=ListId("seen"), ops=("pick", "edit"), by="case_giver"),
        collect=(FOCUS,),
        exit=("presenter_done", "facilitator"),
    )
    observe = round_phase(
        "observe", "observation", who="observers", facilitator_turn="none", collect=(SEEN,)
    )
    lists = {
        ListId("cases"): ListSpec(item="case_offer", scope="series"),
        ListId("seen"): ListSpec(item="observation"),
    }
    format_ = case_format(brief_phase(), observe, choose, brief_phase("on"), lists=lists)
    t: Playbook = table(format_, "ada", "ben", "cem", facilitator="fay")
    t.quietly("fay", GiveRole, role="case_giver", to="ada").quietly("fay", NextPhase)
    for person, seen in (("ben", "a pause"), ("cem", "you laughed")):
        t.given(person, seen, "observation")
    t.quietly("fay", NextPhase)
    return t


def test_what_a_case_giver_was_told_is_taken_up_as_it_stands(table: Lay) -> None:
    """ "This one": the words are in the line already, for the case giver and nobody else."""
    t = choosing_a_focus(table)
    pause, laugh = (i for i in t.session.items.values() if i.kind == "observation")
    offer = t.mine("ada").offers[f"take_up_{laugh.id}"]
    assert offer.command == {"do": "add", "kind": "focus"}
    assert offer.item == offer.fields[0].of == laugh.id
    assert offer.label.key == "buttons.pick"
    for person in ("ben", "cem", "fay"):
        assert not any(name.startswith("take_up_") for name in t.offers(person))
    focus = t.given("ada", "you laughed", "focus")
    assert t.view().topic == focus
    assert t.session.items[focus].owner == "ada"
    assert laugh.id not in t.view().items, "what was told stays with the one it was told to"
    again = t.mine("ada").offers[f"take_up_{pause.id}"]
    assert again.command == {"do": "edit", "item": focus}
    t.quietly("ada", Edit, item=focus, text="a pause")
    assert [i.text for i in t.session.items.values() if i.kind == "focus"] == ["a pause"]


def test_what_was_taken_up_is_taken_back(table: Lay) -> None:
    """And may be written in one's own words all along, or chosen anew."""
    t = choosing_a_focus(table)
    focus = t.given("ada", "you laughed", "focus")
    assert {f"withdraw_{focus}", "add_focus"} <= t.offers("ada")
    t.quietly("ada", Withdraw, item=focus)
    assert not t.view().topic
    offers = t.mine("ada").offers
    taken = [offer for name, offer in offers.items() if name.startswith("take_up_")]
    assert [offer.command["do"] for offer in taken] == ["add", "add"]
    t.quietly("fay", NextPhase)
    assert not any(name.startswith("take_up_") for name in t.offers("ada"))


def test_whoever_was_told_nothing_takes_nothing_up(table: Lay) -> None:
    """What came to a case giver before them stays theirs."""
    t = choosing_a_focus(table)
    t.quietly("fay", GiveRole, role="case_giver", to="ben")
    assert not any(name.startswith("take_up_") for name in t.offers("ben"))


def test_a_facilitator_writes_down_the_focus_if_asked(table: Lay) -> None:
    """For the case giver, whose it is; nobody else does, and there is one."""
    t = choosing_a_focus(table)
    offer = t.mine("fay").offers["scribe_focus"]
    assert offer.command == {"do": "add", "kind": "focus", "owner": "ada"}
    for person in ("ada", "ben"):
        assert "scribe_focus" not in t.offers(person)
    t.quietly("fay", Add, kind="focus", owner="ada", text="the pause")
    assert t.session.items[ItemId(t.view().topic)].owner == "ada"
    assert "scribe_focus" not in t.offers("fay")
    t.quietly("ada", Withdraw, item=t.view().topic)
    assert "scribe_focus" in t.offers("fay")
