"""Who may change the form, and what is done first: a minute of basket, a yes to the pact."""

from collections.abc import Iterator

import pytest
from tests.core.switched import SEALED, WIDE, Offering, to

from talkingpiece.core.commands import (
    Admit,
    ArriveToFacilitate,
    Finish,
    Join,
    Leave,
    Lose,
    NextPhase,
    Return,
)
from talkingpiece.core.events import ItemAdded, Steered, TimerHeld, TimerResumed
from talkingpiece.core.ids import MINUTE_MS
from talkingpiece.core.switch_asking import (
    AcceptPact,
    BasketDone,
    CancelSwitch,
    ChangeNow,
    ShareItem,
    SwitchBack,
    SwitchFormat,
)
from talkingpiece.core.switch_events import (
    FormatSwitched,
    PactAccepted,
    SwitchDropped,
    SwitchProposed,
)
from talkingpiece.errors import Code
from talkingpiece.testing.script import Playbook, after, does, refuses, sees, that


@pytest.fixture
def wide() -> Iterator[Playbook]:
    """A group that is not sealed, with two topics."""
    laid = Playbook(WIDE, Offering.load(None)).seated("ada", "ben", facilitator="fay")
    laid.given("ada", "trust", kind="topic")
    laid.given("ben", "pace", kind="topic")
    yield laid
    laid.finished()


@pytest.fixture
def telling() -> Iterator[Playbook]:
    """A sealed circle in which ada presents her topic."""
    laid = Playbook(SEALED, Offering.load(None)).seated("ada", "ben", facilitator="fay")
    laid.quietly("fay", NextPhase).given("ada", "trust")
    laid.quietly("fay", NextPhase)
    yield laid
    laid.finished()


def test_only_whoever_leads_changes_the_form(telling: Playbook) -> None:
    """A participant, and a facilitator who does not lead, are told why not."""
    t = telling
    t.quietly("gus", ArriveToFacilitate, name="gus").quietly("fay", Admit, person="gus")
    t >> does("ben", SwitchFormat, format="wide") << refuses(Code.NOT_THE_FACILITATOR)
    t >> does("gus", SwitchFormat, format="wide") << refuses(Code.NAME_LEADS)
    t >> does("fay", SwitchFormat, format="waltz") << refuses(Code.FORMAT_UNKNOWN)
    t >> does("fay", SwitchBack) << refuses(Code.NOT_NOW)
    t >> does("fay", ChangeNow) << refuses(Code.NOT_NOW)
    t >> does("fay", CancelSwitch) << refuses(Code.NOT_NOW)


def test_whoever_presents_has_a_minute_first(telling: Playbook) -> None:
    """They gather for themselves alone, and say when they are done."""
    t = telling
    t >> does("fay", SwitchFormat, format="wide") << sees(SwitchProposed)
    assert t.session.format.id == "sealed"
    assert {"add_takeaway", "add_next_action", "basket_done"} <= t.offers("ada")
    step = t.given("ada", "call Noor", kind="next_action")
    assert t.session.items[step].sees == "me"
    t >> does("ben", BasketDone) << refuses(Code.NOT_NOW)
    t >> does("ada", BasketDone) << sees(Steered, FormatSwitched, ...)
    assert t.mine("ada").items[step].text == "call Noor"


def test_the_lead_goes_on_without_waiting_for_the_basket(telling: Playbook) -> None:
    """Nothing happens by itself after the minute: it is the lead's tap."""
    t = telling
    t.quietly("fay", SwitchFormat, format="wide")
    t >> after(minutes=3)
    assert t.session.format.id == "sealed"
    t.quietly("fay", ChangeNow)
    assert t.session.format.id == "wide"


def test_a_topic_that_is_told_to_the_end_needs_no_minute(telling: Playbook) -> None:
    """Whoever leads is not asked either: they chose the moment."""
    t = telling
    t.quietly("ada", Finish).quietly("fay", NextPhase).quietly("fay", NextPhase)
    assert t.session.piece.holder == "ada"
    assert t.session.items["i1"].state == "done"


def test_going_on_otherwise_is_staying(telling: Playbook) -> None:
    """Whoever leads moves on to the next phase: the form stays."""
    t = telling
    t.quietly("fay", SwitchFormat, format="wide")
    t >> does("fay", NextPhase) << sees(SwitchDropped, Steered, ...)
    assert t.session.switching is None


def test_a_stricter_pact_pauses_the_talk_until_everyone_said_yes(wide: Playbook) -> None:
    """Facilitators see how many are still to come; who said yes is kept nowhere."""
    t = wide
    (
        t
        >> does("fay", SwitchFormat, format="sealed")
        << sees(SwitchProposed, SwitchProposed, TimerHeld)
    )
    assert t.mine("fay").notices["switching"].say.values["n"] == 2
    t >> does("fay", ChangeNow) << refuses(Code.TOO_EARLY)
    t >> does("ada", AcceptPact) << sees(that(PactAccepted, person="ada"))
    t >> does("ada", AcceptPact) << refuses(Code.NOT_NOW)
    assert t.session.switching is not None
    assert t.session.switching.pending == ("ben",)
    t.quietly("ben", AcceptPact)
    assert t.session.format.id == "wide", "it is the lead's tap that changes the form"
    t.quietly("fay", ChangeNow)
    assert (t.session.format.id, t.session.pact) == ("sealed", "sealed")


def test_a_change_can_be_cancelled(wide: Playbook) -> None:
    """The talk goes on where it was paused."""
    t = wide
    t.quietly("fay", SwitchFormat, format="sealed").quietly("ada", AcceptPact)
    t >> does("fay", CancelSwitch) << sees(SwitchDropped, TimerResumed)
    assert (t.session.format.id, t.session.pact) == ("wide", None)


def test_a_pact_that_was_accepted_is_not_asked_for_again(wide: Playbook) -> None:
    """There, back, and there again."""
    t = to(wide, "sealed")
    t.quietly("fay", SwitchBack)
    (
        t
        >> does("fay", SwitchFormat, format="sealed")
        << sees(SwitchProposed, Steered, FormatSwitched, ...)
    )


def test_whoever_was_away_says_yes_at_the_door(wide: Playbook) -> None:
    """They are not shown what is sealed before; the next phase does not let them in either."""
    t = wide
    t.quietly("ben", Lose)
    to(t, "sealed")
    t.quietly("ben", Return)
    assert t.mine("ben").waiting
    assert t.offers("ben") == {"accept_pact"}
    assert "pact" in t.mine("ben").notices
    t.quietly("fay", NextPhase)
    assert t.mine("ben").waiting
    t.quietly("ben", AcceptPact)
    assert not t.mine("ben").waiting
    assert t.session.owing == ()


def test_whoever_comes_while_people_are_asked_said_yes_already(wide: Playbook) -> None:
    """Their arrival card shows the pact that is coming; nobody waits for them."""
    t = wide
    t.quietly("fay", SwitchFormat, format="sealed").quietly("cem", Join, name="cem")
    t.quietly("ada", AcceptPact).quietly("ben", Leave)
    t.quietly("fay", ChangeNow)
    assert t.session.format.id == "sealed"


def test_a_topic_comes_only_with_its_owner(wide: Playbook) -> None:
    """And only one that is a topic."""
    t = wide
    note = t.given("ada", "hm", kind="private_note")
    t >> does("fay", SwitchFormat, format="sealed", topic=note) << refuses(Code.NO_SUCH_ITEM)
    t >> does("fay", SwitchFormat, format="sealed", topic="i9") << refuses(Code.NO_SUCH_ITEM)
    t.quietly("ben", Leave)
    t >> does("fay", SwitchFormat, format="sealed", topic="i2") << refuses(Code.NO_SUCH_PERSON)


def test_too_little_time_is_no_reason_to_refuse(wide: Playbook) -> None:
    """Shorter, or a later end, as the lead chose (decision 15)."""
    t = wide
    t >> after(minutes=117)
    end = t.session.plan.end
    to(t, "sealed", topic="i1", fit="later")
    assert t.session.plan.end > end
    t.quietly("fay", SwitchBack)
    t >> after(minutes=(t.session.plan.end - t.now) / MINUTE_MS - 6)
    to(t, "sealed", topic="i1", fit="shorter")
    usual = {phase.id: phase.minutes[1] for phase in t.session.format.phases()}
    assert sum(usual.values()) < sum(phase.minutes[1] for phase in SEALED.phases())
    assert t.session.cursor.item == "i1"


def test_the_owners_own_tap_shows_more(telling: Playbook) -> None:
    """A new item for everyone; the sealed one stays what it was."""
    t = telling
    old = t.given("ada", "what I keep", kind="takeaway")
    note = t.given("ada", "for me", kind="private_note")
    t >> does("ada", ShareItem, item=old) << refuses(Code.NO_SUCH_ITEM)
    to(t, "wide")
    assert f"share_{old}" in t.offers("ada")
    t >> does("ben", ShareItem, item=old) << refuses(Code.NO_SUCH_ITEM)
    t >> does("ada", ShareItem, item=note) << refuses(Code.NO_SUCH_ITEM)
    t >> does("ada", ShareItem, item=old) << sees(ItemAdded)
    assert [item.text for item in t.view().items.values()].count("what I keep") == 1
    assert t.session.items[old].away


def test_formats_do_not_rest_on_formats_for_ever(wide: Playbook) -> None:
    """Six deep nobody knows any more where they are."""
    t = wide
    for _ in range(3):
        to(to(t, "sealed"), "wide")
    t >> does("fay", SwitchFormat, format="sealed") << refuses(Code.TOO_MANY)
