"""A case that one person gives for the whole session: its offers, and what if its giver goes (B1).

Pure, and blind to words: an offer is an item of the list that the presenter's role comes from.
"""

from talkingpiece.core import flow, forecast
from talkingpiece.core.events import ItemMoved
from talkingpiece.core.formats import Collected, Phase, Step
from talkingpiece.core.grammar import Moment
from talkingpiece.core.ids import ListId, PersonId
from talkingpiece.core.items import collected, listed, spec_of
from talkingpiece.core.labels import all_see
from talkingpiece.core.options import ArrangeOptions, AssignOptions
from talkingpiece.core.role_events import RoleLaidDown
from talkingpiece.core.roles import PRESENTER, kept, named
from talkingpiece.core.session import Cursor, Item, Session


def offers(session: Session) -> tuple[Item, ...]:
    """What people offered to give as their case, in order, also what is being heard."""
    spec = kept(session.format).get(session.presenter_role)
    if spec is None or spec.from_ not in session.format.lists:
        return ()
    return listed(session, ListId(spec.from_))


def put_before_all(session: Session) -> Item | None:
    """What the presenter of the whole session put before everybody last, such as a focus."""
    role = session.presenter_role
    if not role or session.cursor.item is not None:
        return None
    asked = {
        what.kind
        for phase in session.format.phases()
        for what in phase.collect
        if what.sees == "group" and named(session.format, what.by) in (role, PRESENTER)
    }
    given = [item for item in session.items.values() if item.kind in asked and all_see(item)]
    return given[-1] if given and given[-1].owner == session.presenter else None


def told(session: Session, person: PersonId) -> tuple[Item, ...]:
    """What stands on the running phase's list for *person* alone, such as observations."""
    options = session.phase.options
    if not isinstance(options, ArrangeOptions):
        return ()
    items = listed(session, options.list)
    return tuple(i for i in items if i.sees == "owner" and i.to == person and not all_see(i))


def chosen_kind(session: Session, person: PersonId) -> Collected | None:
    """What *person* may put before everybody out of what they were told, such as a focus."""
    given = (what for what in collected(session, person) if what.sees == "group")
    return next((what for what in given if spec_of(session, what.kind) is None), None)


def waiting(session: Session, besides: PersonId | None = None) -> tuple[Item, ...]:
    """The offers that could be heard now: open, and their owner is here and takes part."""
    return tuple(
        offer
        for offer in offers(session)
        if offer.state == "open"
        and offer.owner is not None
        and offer.owner != besides
        and session.people[offer.owner].plays
    )


def follow(moment: Moment) -> None:
    """The offer of whoever has the presenter's role is being heard, and nobody else's is."""
    giver = moment.session.presenter
    for offer in offers(moment.session):
        if offer.state == "now" and offer.owner != giver:
            moment.add(ItemMoved(item=offer.id, state="open"))
    mine = [offer for offer in offers(moment.session) if offer.owner == giver is not None]
    heard = any(offer.state == "now" for offer in mine)
    ahead = next((offer for offer in mine if offer.state == "open"), None)
    if ahead is not None and not heard:
        moment.add(ItemMoved(item=ahead.id, state="now"))


def close(moment: Moment) -> None:
    """The session ends: the case that was heard is done, and no series brings it up again."""
    for offer in offers(moment.session):
        if offer.state == "now":
            moment.add(ItemMoved(item=offer.id, state="done"))


def rest(moment: Moment) -> None:
    """The presenter is gone for good: what was for them goes with them, and people go on (B1).

    What authors chose to leave for them stays. With another offer and time enough for it, people
    choose again; otherwise they close early. Near the end nothing has to be undone: they go on.
    """
    session = moment.session
    gone, role = session.presenter, session.presenter_role
    ahead = flow.following(session, moment.at)
    if gone is None or session.phase.protected_time:
        if ahead is not None:
            flow.enter(moment, ahead)
        return
    for item in session.items.values():
        meant = item.to == gone and item.state != "withdrawn" and item.owner != gone
        if meant and item.keep == "session" and item.owner not in session.leaves:
            moment.add(ItemMoved(item=item.id, state="withdrawn"))
    for offer in offers(session):
        if offer.owner == gone and offer.state == "now":
            moment.add(ItemMoved(item=offer.id, state="parked"))
    moment.add(RoleLaidDown(role=role, by=gone, steered=True))
    again = _choosing(moment.session)
    minutes = forecast.remaining_minutes(moment.session, moment.at)
    if again is not None and waiting(moment.session, gone):
        least = sum(phase.minutes[0] for phase in _from(moment.session, again))
        if minutes >= least:
            flow.enter(moment, again)
            return
    flow.enter(moment, _last(moment.session))


def _choosing(session: Session) -> Cursor | None:
    """The phase in which people find whose case is heard."""
    for index, step in enumerate(session.format.flow):
        options = step.phase.options if isinstance(step, Step) else None
        if isinstance(options, AssignOptions) and options.role == session.presenter_role:
            return Cursor((index,))
    return None


def _from(session: Session, cursor: Cursor) -> list[Phase]:
    later = session.format.flow[cursor.path[0] :]
    return [step.phase for step in later if isinstance(step, Step) and step.phase.default_on]


def _last(session: Session) -> Cursor:
    """The last phase of the format, in which people close."""
    for index in range(len(session.format.flow) - 1, session.cursor.path[0], -1):
        if isinstance(session.format.flow[index], Step):
            return Cursor((index,))
    return session.cursor
