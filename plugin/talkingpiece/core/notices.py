"""Sentences to one person about what is unusual now; what can be done stands among the offers."""

from talkingpiece.core import gallery, hopes, recordings, situation_notices, switch_offers
from talkingpiece.core.formats import ForEach
from talkingpiece.core.ids import MINUTE_MS, Ms, PersonId
from talkingpiece.core.items import listed, may
from talkingpiece.core.options import ArrangeOptions
from talkingpiece.core.people import Participant
from talkingpiece.core.remembered import remembered
from talkingpiece.core.session import Session
from talkingpiece.core.shown import Notice
from talkingpiece.core.text import Ref, Say, Value


def notices(session: Session, person: PersonId, at: Ms) -> dict[str, Notice]:
    """Everything *person* should be told now, by id."""
    if session.closed is not None:
        return {}
    me = session.people[person]
    told: dict[str, Notice] = {}
    if me.late == "wait":
        told.update(switch_offers.at_the_door(session, person))
        if told:
            return told
        told["wait"] = Notice(say=Say("situations.wait_lobby", {"min": _wait_minutes(session, at)}))
        return told
    if me.late == "listen":
        told["listen"] = Notice(say=Say("situations.late_listen"))
    if me.role == "facilitator":
        told.update(_for_facilitators(session))
        told.update(situation_notices.for_facilitators(session, person, at))
    if me.role == "facilitator" or session.acting == person:
        told.update(_for_the_frame(session, person))
    told.update(recordings.notices(session))
    told.update(gallery.notices(session, person))
    told.update(_for_everybody(session))
    told.update(situation_notices.for_everybody(session, person))
    told.update(_for_owners(session, person))
    told.update(hopes.notices(session, person))
    told.update(switch_offers.notices(session, person))
    return told


def _wait_minutes(session: Session, at: Ms) -> int:
    """An honest waiting time: until the running phase should be over, at least one minute."""
    left = session.clock.started + session.clock.usual_ms - at
    return max(round(left / MINUTE_MS), 1)


def called(person: Participant) -> Value:
    """A person's name for a sentence; whoever waits is not in the shared view, so it is said."""
    return person.name if person.late == "wait" else Ref(person=person.id)


def _for_facilitators(session: Session) -> dict[str, Notice]:
    told: dict[str, Notice] = {}
    for person in session.people.values():
        if not person.here:
            continue
        name = {"name": called(person)}
        if person.asks_to_facilitate:
            told[f"asks_{person.id}"] = Notice(say=Say("situations.asks_to_facilitate", name))
        elif person.late == "wait":
            told[f"waits_{person.id}"] = Notice(say=Say("situations.someone_waits", name))
    for item in session.items.values():
        if item.claimed_by is not None:
            values: dict[str, Value] = {
                "name": Ref(person=item.claimed_by),
                "keyword": item.text,
            }
            told[f"claims_{item.id}"] = Notice(say=Say("situations.claims", values))
    return told


def _for_the_frame(session: Session, me: PersonId) -> dict[str, Notice]:
    """What facilitators hear, and whoever holds the frame in their place."""
    told: dict[str, Notice] = {}
    holder = session.piece.holder
    waited = session.awaited.person if session.awaited is not None else None  # told already
    if holder is not None and holder != waited and not session.people[holder].here:
        say = Say("situations.holder_away", {"name": Ref(person=holder)})
        told["holder_away"] = Notice(say=say, tone="warm")
    if session.more_time:
        told["more_time"] = Notice(say=Say("situations.more_time"), tone="warm")
    wish = session.lead_wish
    if wish is not None and session.lead == me:
        say = Say("situations.wants_to_lead", {"name": Ref(person=wish.by)})
        told["wants_to_lead"] = Notice(say=say, tone="urgent")
    return told


@remembered
def _for_everybody(session: Session) -> dict[str, Notice]:
    told: dict[str, Notice] = {}
    if not session.led:
        had_one = any(person.role == "facilitator" for person in session.people.values())
        if had_one:
            told["facilitator_lost"] = Notice(say=Say("situations.facilitator_lost"), tone="warm")
        if session.lit is not None and not session.lit.stay:
            told["moving_on"] = Notice(say=Say("panel.moving_on"))
    if _no_topics(session):
        told["no_topics"] = Notice(say=Say("situations.no_topics"))
    return told


def _no_topics(session: Session) -> bool:
    """The loop before this phase had nothing to go through at all.

    Phases in between that only work on such a list were passed over.
    """
    for before in reversed(session.format.flow[: session.cursor.path[0]]):
        if isinstance(before, ForEach):
            return not listed(session, before.for_each)
        phase = before.phase
        if not isinstance(phase.options, ArrangeOptions) or "list_empty" not in phase.exit:
            return False
    return False


def _for_owners(session: Session, person: PersonId) -> dict[str, Notice]:
    """Whose topic was not reached learns that it comes first next time, if they wish."""
    options = session.phase.options
    if not isinstance(options, ArrangeOptions) or not may(session, "keep_next"):
        return {}
    return {
        f"out_of_time_{item.id}": Notice(say=Say("situations.out_of_time", {"keyword": item.text}))
        for item in listed(session, options.list)
        if item.owner == person and item.state == "open"
    }
