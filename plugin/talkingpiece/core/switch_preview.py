"""What whoever leads sees before the form is changed: what comes along, what stops (A9).

It is private, and nothing has happened yet. Where time is short it says what would be needed, and
never that it is impossible (decision 15).
"""

from talkingpiece.core.forecast import remaining_minutes
from talkingpiece.core.formats import Format
from talkingpiece.core.ids import ItemId, Ms, PersonId
from talkingpiece.core.session import Session
from talkingpiece.core.shown import Shown
from talkingpiece.core.switch_desk import basket_of, to_ask
from talkingpiece.core.switch_time import needed_minutes
from talkingpiece.core.switching import changed, movable, pact_of, stricter_of


class TopicAlong(Shown, frozen=True, kw_only=True):
    """A topic that may come along."""

    id: ItemId
    text: str
    here: bool = True
    """Its owner is here, so it can be the one topic to go on with."""
    minutes: int
    """How long the other format usually takes with this topic alone."""


class SwitchPreview(Shown, frozen=True, kw_only=True):
    """What a change to *format* would bring."""

    step: int
    """The step it was made for; the change is asked for from there."""
    format: str
    privacy: str
    stricter: bool = False
    """Everybody is asked to say yes to its pact first."""
    keeps: str = ""
    """The stricter pact that stays for what was said, where the format is less strict."""
    asked: int = 0
    """How many are asked."""
    topics: tuple[TopicAlong, ...] = ()
    stays: dict[str, int] = {}
    """How many items of which kind are put away meanwhile."""
    needed: int
    """Usual minutes, with one topic."""
    left: int
    """Minutes until the planned end."""
    people: int
    basket: PersonId = PersonId("")
    """Who has a minute first."""


def preview(session: Session, target: Format, lead: PersonId, at: Ms) -> SwitchPreview:
    """What *lead* would bring about by changing from *session*'s form to *target*."""
    pact = pact_of(session)
    strictest = stricter_of(pact, target.privacy)
    stays: dict[str, int] = {}
    for item in changed(session, target, None):
        if item.away and item.state != "withdrawn":
            stays[item.kind] = stays.get(item.kind, 0) + 1
    return SwitchPreview(
        step=session.step,
        format=target.id,
        privacy=target.privacy,
        stricter=strictest != pact,
        keeps=pact if strictest == pact and pact != target.privacy else "",
        asked=sum(1 for p in to_ask(session, target, lead) if session.people[p].here),
        topics=_topics(session, target),
        stays=stays,
        needed=needed_minutes(session, target, None),
        left=int(remaining_minutes(session, at)),
        people=len(session.here()),
        basket=basket_of(session, lead) or PersonId(""),
    )


def _topics(session: Session, target: Format) -> tuple[TopicAlong, ...]:
    found = []
    for item in movable(session, target):
        owner = session.people.get(item.owner) if item.owner else None
        here = owner is not None and owner.here
        minutes = needed_minutes(session, target, item.id)
        found.append(TopicAlong(id=item.id, text=item.text, here=here, minutes=minutes))
    return tuple(found)
