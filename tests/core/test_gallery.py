"""A demonstration: who watches sees the form, and whose case it is has the last word."""

import msgspec
import pytest
from tests.core.casts import case_format

from talkingpiece.core import commands as c
from talkingpiece.core import events as e
from talkingpiece.core.decide import HOUSE
from talkingpiece.core.formats import Format, RoleSpec
from talkingpiece.core.gallery import room_for, shown
from talkingpiece.core.gallery_commands import AskNodes, GiveUpNodes, LetWatch, OpenGallery
from talkingpiece.core.gallery_events import (
    GalleryOpened,
    NodesAsked,
    NodesGivenUp,
    WatchersCounted,
    WatchingAnswered,
)
from talkingpiece.core.ids import RoleId
from talkingpiece.errors import Code
from talkingpiece.registry import Registry
from talkingpiece.testing.script import Lay, Playbook, does, refuses, sees, that

CANARY = "plumage"
"""Stands in everything anybody gives here."""


def watched_format(room: int = 30) -> Format:
    cases = case_format()
    gallery = RoleSpec(max=room, only_if="demo")
    return msgspec.structs.replace(cases, roles={**cases.roles, RoleId("gallery"): gallery})


@pytest.fixture
def laid(table: Lay) -> Playbook:
    """ada offers a case, before people who watch."""
    t = table(watched_format(), "ada", "ben", "cem", facilitator="fay", demo=True)
    t.quietly("fay", c.NextPhase)
    t.given("ada", f"my {CANARY}", "case_offer")
    return t


def watch(t: Playbook, now: int) -> Playbook:
    """The house has counted."""
    return t.quietly(HOUSE, c.CountWatchers, now=now)


def at_the_case(t: Playbook, who: str = "ada") -> Playbook:
    t.quietly("fay", c.GiveRole, role="case_giver", to=who)
    while t.phase != "case":
        t.quietly("fay", c.NextPhase)
    return t


def said(t: Playbook, who: str) -> str:
    """What *who* reads of those who watch; empty if nothing."""
    notice = t.mine(who).notices.get("gallery")
    return notice.say.key if notice is not None else ""


def why(t: Playbook) -> str:
    return shown(t.session).why


def test_only_a_format_with_a_gallery_can_be_watched(registry: Registry) -> None:
    assert room_for(registry.formats["peer_coaching_45"]) == 30
    assert room_for(registry.formats["intervision_triage"]) == 0


def test_a_session_that_is_no_demonstration_shows_nothing(table: Lay) -> None:
    """Whatever the house would count; and nobody reads of a gallery there is not."""
    t = table(watched_format(), "ada", facilitator="fay")
    watch(t, 3)
    assert (why(t), said(t, "ada")) == ("shut", "")
    t >> does("ada", LetWatch, on=True) << refuses(Code.NOT_NOW)
    t >> does("fay", OpenGallery, on=True) << refuses(Code.NOT_NOW)


def test_everybody_reads_that_others_watch(laid: Playbook) -> None:
    """Before anybody offers a case, and how many there are (trace 1.20)."""
    assert {said(laid, who) for who in ("ada", "ben", "fay")} == {"gallery.watched"}
    laid >> does(HOUSE, c.CountWatchers, now=2) << sees(that(WatchersCounted, now=2))
    laid >> does(HOUSE, c.CountWatchers, now=2) << sees()
    assert laid.mine("ben").notices["gallery"].say.values == {"n": 2}


def test_who_watches_at_several_nodes_is_counted_together(laid: Playbook) -> None:
    """A node that died is counted no more, once it has not answered."""
    laid >> does(HOUSE, c.CountWatchers, now=2, by="a") << sees(that(WatchersCounted, by="a"))
    laid >> does(HOUSE, AskNodes, by="a") << sees()
    laid.quietly(HOUSE, c.CountWatchers, now=3, by="b")
    assert laid.mine("ben").notices["gallery"].say.values == {"n": 5}
    laid >> does(HOUSE, AskNodes, by="a") << sees(that(NodesAsked, nodes=("b",)))
    assert laid.mine("ben").notices["gallery"].say.values == {"n": 5}
    laid >> does(HOUSE, c.CountWatchers, now=3, by="b") << sees(that(WatchersCounted, by="b"))
    laid >> does(HOUSE, GiveUpNodes) << sees()
    laid.quietly(HOUSE, AskNodes, by="a")
    laid >> does(HOUSE, GiveUpNodes) << sees(that(NodesGivenUp, nodes=("b",)))
    assert laid.mine("ben").notices["gallery"].say.values == {"n": 2}


def test_whose_case_it_is_agrees_once_more_on_reading_how_many(laid: Playbook) -> None:
    """Two equal buttons; until the answer the circle is not shown."""
    at_the_case(watch(laid, 2))
    assert (said(laid, "ada"), said(laid, "ben"), why(laid)) == (
        "gallery.asked", "gallery.watched", "asking",
    )  # fmt: skip
    offers = laid.mine("ada").offers
    both = [offers[name] for name in ("let_watch_0", "let_watch_1")]
    assert [offer.command["on"] for offer in both] == [True, False]
    assert both[0].tone == both[1].tone
    assert shown(laid.session).seats == 0
    (laid >> does("ada", LetWatch, on=True) << sees(that(WatchingAnswered, person="ada", on=True)))
    assert (why(laid), shown(laid.session).seats) == ("", 4)
    assert said(laid, "ada") == "gallery.watched"
    laid >> does("ada", LetWatch, on=True) << sees()


def test_a_no_is_enough_and_a_mind_may_be_changed(laid: Playbook) -> None:
    at_the_case(watch(laid, 1)).quietly("ada", LetWatch, on=False)
    assert (why(laid), said(laid, "ada")) == ("declined", "gallery.declined")
    laid.quietly("ada", LetWatch, on=True)
    assert why(laid) == ""
    laid.quietly("ada", LetWatch, on=False)
    assert why(laid) == "declined"


def test_nobody_answers_for_somebody_else_and_the_next_one_is_asked_anew(laid: Playbook) -> None:
    at_the_case(watch(laid, 1)).quietly("ada", LetWatch, on=True)
    for other in ("ben", "fay"):
        laid >> does(other, LetWatch, on=False) << refuses(Code.NOT_NOW)
    laid.quietly("fay", c.GiveRole, role="case_giver", to="ben")
    assert (why(laid), said(laid, "ben")) == ("asking", "gallery.asked")


def test_nobody_is_asked_while_nobody_watches(laid: Playbook) -> None:
    """The first one who comes is not shown the circle before the answer."""
    at_the_case(laid)
    assert said(laid, "ada") == "gallery.watched"
    assert not {"let_watch_0", "let_watch_1"} & laid.offers("ada")
    watch(laid, 1)
    assert (said(laid, "ada"), why(laid)) == ("gallery.asked", "asking")


def test_facilitators_shut_it_and_open_it_again(laid: Playbook) -> None:
    laid >> does("ben", OpenGallery, on=False) << refuses(Code.NOT_THE_FACILITATOR)
    laid >> does("fay", OpenGallery, on=False) << sees(that(GalleryOpened, on=False))
    assert (why(laid), said(laid, "ben")) == ("shut", "")
    laid >> does("fay", OpenGallery, on=False) << sees()
    laid >> does("fay", OpenGallery, on=True) << sees(that(GalleryOpened, on=True))
    assert why(laid) == ""


def test_the_gallery_sees_steps_and_a_circle_without_names(laid: Playbook) -> None:
    """No id, no name, no word: from the first phase to the end of the session."""
    at_the_case(watch(laid, 1)).quietly("ada", LetWatch, on=True)
    laid.given("ben", CANARY, "private_note")
    seen = []
    while laid.session.closed is None:
        holder = laid.session.piece.holder
        if holder is not None and not laid.session.piece.speaking:
            laid.quietly(holder, c.Speak)
        seen.append(shown(laid.session))
        step = c.NextPhase if "next_phase" in laid.offers("fay") else c.Close
        laid.quietly("fay", step)
    seen.append(shown(laid.session))
    everything = msgspec.json.encode(seen).decode()
    assert CANARY not in everything
    assert not [who for who in ("ada", "ben", "cem", "fay") if f'"{who}"' in everything]
    assert max(one.holder for one in seen) > 0
    assert seen[-1].why == "over"


def test_whoever_watches_cannot_tell_a_pass_from_a_turn(laid: Playbook) -> None:
    """Passing is shown to nobody, not even without a name (decision 14)."""
    at_the_case(watch(laid, 1)).quietly("ada", LetWatch, on=True)
    while laid.session.phase.use != "round":
        laid.quietly("fay", c.NextPhase)
    before, holder = shown(laid.session), laid.session.piece.holder
    assert holder is not None
    laid.quietly(holder, c.Speak)
    assert shown(laid.session) == before


def test_a_sentence_that_names_somebody_is_not_shown(table: Lay) -> None:
    """What is read aloud to the table may be filled in with a name or a keyword."""
    t = table(watched_format(), "ada", facilitator="fay", demo=True)
    phase = t.session.phase
    for words, told in (("Listen.", True), ("Listen to {name}.", False), ("{keyword}", False)):
        prompts = {**phase.prompts, "listener": {"en": words}}
        one = msgspec.structs.replace(phase, prompts=prompts)
        session = msgspec.structs.replace(t.session)
        session.__dict__["phase"] = one
        assert (shown(session).read is not None) is told


def test_after_the_end_nobody_is_counted(laid: Playbook) -> None:
    laid.quietly("fay", c.Close)
    laid >> does(HOUSE, c.CountWatchers, now=5) << sees()
    assert isinstance(laid.events[-1], e.Closed)
