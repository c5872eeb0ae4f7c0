"""Joining, leaving, being lost, coming back (formats.md A3.6, A8; decision 16)."""

import msgspec
import pytest

from talkingpiece.core.commands import (
    Admit,
    ArriveToFacilitate,
    Join,
    JustListen,
    Leave,
    Lose,
    NextPhase,
    Remove,
    Rename,
    Return,
)
from talkingpiece.core.events import (
    LeadChanged,
    ListeningChosen,
    PersonJoined,
    PersonLeft,
    PersonReturned,
    PieceGiven,
    PresenterAwaited,
    Renamed,
    TimerResumed,
)
from talkingpiece.core.formats import Capacity
from talkingpiece.errors import Code
from talkingpiece.testing.script import Lay, does, refuses, sees, that
from talkingpiece.testing.small import (
    OPEN_KEYWORD,
    brief_phase,
    round_phase,
    small_format,
    talk_phase,
    topics_loop,
)

FORMAT = small_format(brief_phase(), round_phase(late="listen"), brief_phase("end", late="wait"))


def test_one_tap_is_enough_to_sit_down(table: Lay) -> None:
    """A name, trimmed; the language that the person reads."""
    t = table(FORMAT)
    t >> does("ada", Join, name="  Ada ", locale="fr") << sees(PersonJoined)
    ada = t.session.people["ada"]
    assert (ada.name, ada.locale, ada.role, ada.late) == ("Ada", "fr", "participant", "join")
    t >> does("ada", Join, name="Ada") << refuses(Code.ALREADY_HERE)


def test_somebody_who_comes_and_goes_without_end_gets_no_more_seats(table: Lay) -> None:
    """Each seat stays in the session; a program with a link must not fill the memory."""
    two = Capacity(min=1, ideal=(2, 2), soft_max=2, hard_max=2)
    t = table(msgspec.structs.replace(FORMAT, capacity=two), "ada")
    for number in range(105):
        t.quietly(f"guest{number}", Join, name="guest").quietly(f"guest{number}", Leave)
    t >> does("guest", Join, name="guest") << refuses(Code.ROOM_FULL, max=106)
    t >> does("guest1", Return) << sees(PersonReturned)
    t >> does("fay", ArriveToFacilitate, name="fay") << sees(PersonJoined, ...)


@pytest.mark.parametrize(
    "name, code", [("   ", Code.EMPTY_TEXT), ("x" * 61, Code.TOO_LONG), ("x" * 60, None)]
)
def test_a_name_is_neither_empty_nor_long(table: Lay, name: str, code: Code | None) -> None:
    """Joining and renaming alike."""
    t = table(FORMAT, "ada")
    t >> does("ben", Join, name=name) << (refuses(code) if code else sees(PersonJoined))
    t >> does("ada", Rename, name=name) << (refuses(code) if code else sees(Renamed))
    t >> does("ada", Rename, name=t.session.people["ada"].name) << sees()


def test_the_room_has_so_many_seats_and_one_more_for_who_leads(table: Lay) -> None:
    """Everyone counts; a seat that was left is free again."""
    room = small_format(
        brief_phase(), capacity=Capacity(min=1, ideal=(1, 2), soft_max=2, hard_max=2)
    )
    t = table(room, "ada", "ben")
    t >> does("cem", Join, name="cem") << refuses(Code.ROOM_FULL, max=2)
    t >> does("fay", ArriveToFacilitate, name="fay") << sees(PersonJoined, LeadChanged)
    t.quietly("ada", Leave).quietly("ben", Leave)
    t >> does("cem", Join, name="cem") << sees(PersonJoined)


def test_the_first_with_a_facilitator_link_leads_and_each_further_one_asks(table: Lay) -> None:
    """Decision 16: the lead's yes."""
    t = table(FORMAT)
    (
        t
        >> does("fay", ArriveToFacilitate, name="fay")
        << sees(PersonJoined, that(LeadChanged, to="fay"))
    )
    t >> does("gus", ArriveToFacilitate, name="gus") << sees(PersonJoined)
    gus = t.session.people["gus"]
    assert (gus.role, gus.asks_to_facilitate) == ("participant", True)
    assert "admit_gus" in t.offers("fay")
    t.quietly("fay", Admit, person="gus")
    assert t.session.people["gus"].role == "facilitator"
    assert t.session.lead == "fay"


def test_when_no_facilitator_is_left_a_link_leads_at_once_also_during_a_story(table: Lay) -> None:
    """Somebody has to be able to let people in."""
    t = table(FORMAT, "ada", facilitator="fay").quietly("fay", NextPhase).quietly("fay", NextPhase)
    t.quietly("fay", Lose)
    (
        t
        >> does("gus", ArriveToFacilitate, name="gus")
        << sees(PersonJoined, that(LeadChanged, to="gus"))
    )
    assert t.session.people["gus"].late == "join"


def test_newcomers_may_what_the_running_phase_lets_them(table: Lay) -> None:
    """Join, listen, wait."""
    t = table(FORMAT, facilitator="fay")
    seen = []
    for name in ("ada", "ben", "cem"):
        t.quietly(name, Join, name=name)
        seen.append(t.session.people[name].late)
        if name != "cem":
            t.quietly("fay", NextPhase)
    assert seen == ["join", "listen", "wait"]


def test_whoever_knocks_waits_for_a_yes_and_keeps_nobody_out(table: Lay) -> None:
    """Whatever the phase lets others do, and whichever comes; strangers take up no place."""
    t = table(FORMAT, facilitator="fay")
    for name in ("ada", "ben", "cem", "dan", "eva"):
        t.quietly(name, Join, name=name, knocks=True)
    t >> does("gil", Join, name="gil", knocks=True) << refuses(Code.ROOM_FULL)
    t.quietly("fay", NextPhase)
    assert {t.session.people[name].late for name in ("ada", "ben", "eva")} == {"wait"}
    t.quietly("fay", Admit, person="ada")
    assert t.session.people["ada"].late == "join"
    assert not t.session.people["ada"].knocks
    t.quietly("hal", Join, name="hal")
    assert t.session.people["hal"].here


def test_leaving_twice_is_refused_and_being_lost_twice_is_not(table: Lay) -> None:
    """The house may not know; a person does."""
    t = table(FORMAT, "ada")
    t >> does("ada", Leave) << sees(that(PersonLeft, person="ada"))
    t >> does("ada", Leave) << refuses(Code.NOT_HERE)
    t >> does("ada", Lose) << sees()
    t >> does("zoe", Lose) << refuses(Code.NO_SUCH_PERSON)


def test_coming_back_is_the_same_seat(table: Lay) -> None:
    """With its name, its place in the ring and its late rule; twice is once."""
    t = table(FORMAT, "ada", "ben")
    t.quietly("ada", Leave)
    t >> does("ada", Return) << sees(that(PersonReturned, person="ada", late="join"))
    t >> does("ada", Return) << sees()
    assert t.session.ring == ("ada", "ben")
    assert t.session.people["ada"].gone_since is None


def test_who_is_seen_out_stays_out(table: Lay) -> None:
    """The seat's token does not open the table again; facilitators are not seen out."""
    t = table(FORMAT, "ada", facilitator="fay")
    for nobody in ("fay", "gus"):
        code = Code.NOT_NOW if nobody == "fay" else Code.NO_SUCH_PERSON
        t >> does("fay", Remove, person=nobody) << refuses(code)
    t >> does("fay", Remove, person="ada") << sees(that(PersonLeft, person="ada", removed=True))
    t >> does("fay", Remove, person="ada") << refuses(Code.NOT_NOW)
    t >> does("ada", Return) << refuses(Code.NOT_HERE)


def test_just_listening_is_undone_at_any_time(table: Lay) -> None:
    """The same wish twice changes nothing."""
    t = table(FORMAT, "ada", facilitator="fay")
    t >> does("ada", JustListen) << sees(that(ListeningChosen, on=True))
    t >> does("ada", JustListen) << sees()
    t >> does("ada", JustListen, on=False) << sees(that(ListeningChosen, on=False))


def test_the_presenter_of_a_topic_does_not_just_listen(table: Lay) -> None:
    """They may leave, or put the topic to rest; but they are what it is about."""
    form = small_format(brief_phase(collect=(OPEN_KEYWORD,)), topics_loop(talk_phase()))
    t = table(form, "ada", facilitator="fay")
    t.given("ada", "trust")
    t.quietly("fay", NextPhase)
    t >> does("ada", JustListen) << refuses(Code.NOT_NOW)


def test_a_presenter_who_was_lost_has_the_piece_again_on_return(table: Lay) -> None:
    """A3.6: the talk waits for them; having left, they begin again."""
    form = small_format(brief_phase(collect=(OPEN_KEYWORD,)), topics_loop(talk_phase()))
    t = table(form, "ada", facilitator="fay")
    t.given("ada", "trust")
    t.quietly("fay", NextPhase).quietly("ada", Lose)
    assert t.holder == "ada"
    back = (PersonReturned, that(PresenterAwaited, person=None), TimerResumed)
    t >> does("ada", Return) << sees(*back)
    t.quietly("ada", Leave)
    assert t.holder is None
    t >> does("ada", Return) << sees(*back, that(PieceGiven, to="ada"))


def test_strangers_do_nothing(table: Lay) -> None:
    """Neither rename nor anything else."""
    t = table(FORMAT, "ada")
    t >> does("zoe", Rename, name="Zoe") << refuses(Code.NOT_HERE)
    t.quietly("ada", Leave)
    t >> does("ada", JustListen) << refuses(Code.NOT_HERE)
