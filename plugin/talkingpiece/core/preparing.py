"""Before a session begins: what each may write down beforehand, seen by whom its label says.

A phase with `prepare` may be prepared while people are still in the first phase: the room stands
open from the moment it was made. What is given then is given to that phase, under its labels: a
sheet that is filled in apart stays hidden until it is shown there (formats.md B2).
"""

from collections.abc import Iterator

from talkingpiece.core import gathering, items
from talkingpiece.core.board_offers import card_fields, form
from talkingpiece.core.events import ItemAdded
from talkingpiece.core.formats import Collected, Phase
from talkingpiece.core.grammar import Moment
from talkingpiece.core.ids import ItemId, PersonId
from talkingpiece.core.options import CollectOptions
from talkingpiece.core.pair_commands import Prepare
from talkingpiece.core.people import Participant
from talkingpiece.core.session import Item, Session
from talkingpiece.core.shown import BoardShown, Offer
from talkingpiece.core.standing import Standing
from talkingpiece.core.terms import term
from talkingpiece.core.text import Say
from talkingpiece.core.whom import is_one
from talkingpiece.errors import Code, Refused

MOST_EACH = 10
"""Most things of one kind that somebody prepares where the phase has no number of its own."""


def phases(session: Session) -> tuple[Phase, ...]:
    """What may be prepared now: nothing once the first phase is behind."""
    at_first = session.phase.id == session.format.phases()[0].id
    if session.closed is not None or session.stack or not at_first:
        return ()
    return tuple(phase for phase in session.format.phases()[1:] if phase.prepare)


def _wanted(session: Session, person: PersonId) -> Iterator[tuple[Phase, Collected]]:
    """Everything *person* may prepare, with the labels it will get."""
    for phase in phases(session):
        for what in gathering.collected_in(phase):
            if what.kind in gathering.GESTURES or what.kind in gathering.STATES:
                continue
            options = phase.options
            by = (
                options.by
                if isinstance(options, CollectOptions) and options.item == what.kind
                else ""
            )
            if is_one(session, person, what.by) and (not by or is_one(session, person, by)):
                yield phase, what


def lanes(phase: Phase, kind: str) -> tuple[str, ...]:
    """The lanes in which *kind* is given in that phase; "" is: by itself."""
    options = phase.options
    own = options.lanes if isinstance(options, CollectOptions) and options.item == kind else ()
    return own or ("",)


def _room_left(session: Session, person: PersonId, phase: Phase, kind: str) -> int:
    options = phase.options
    most = (
        options.per_person_max
        if isinstance(options, CollectOptions) and options.item == kind
        else 0
    )
    return (most or MOST_EACH) - sum(1 for _ in _mine(session, person, phase, kind))


def _mine(session: Session, person: PersonId, phase: Phase, kind: str) -> Iterator[Item]:
    for item in session.items.values():
        here = item.phase == phase.id and item.kind == kind
        if here and item.owner == person and item.state != "withdrawn":
            yield item


def prepare(moment: Moment, command: Prepare) -> None:
    """Somebody writes something down for a later phase."""
    me, session = moment.me(), moment.session
    for phase, what in _wanted(session, me.id):
        if what.kind == command.kind and command.lane in lanes(phase, what.kind):
            break
    else:
        raise Refused(Code.NOT_NOW)
    if _room_left(session, me.id, phase, what.kind) <= 0:
        raise Refused(Code.ENOUGH_GIVEN)
    spec = items.spec_of(session, what.kind)
    moment.add(
        ItemAdded(
            item=Item(
                id=ItemId(f"i{session.next_item}"),
                kind=what.kind,
                text=items.cleaned(command.text, items.longest(session, what)),
                owner=me.id,
                at=moment.at,
                sees=what.sees,
                keep=what.keep,
                phase=phase.id,
                rank=session.next_rank if spec is not None else 0,
                unnamed=what.sees == "group_anon",
                standing=Standing(lane=command.lane),
            )
        )
    )


def offers(session: Session, me: Participant) -> Iterator[tuple[str, Offer]]:
    """A form for each thing and each line of it that I have not filled in."""
    order = 10
    for phase, what in _wanted(session, me.id):
        if _room_left(session, me.id, phase, what.kind) <= 0:
            continue
        filled = {item.standing.lane for item in _mine(session, me.id, phase, what.kind)}
        for lane in lanes(phase, what.kind):
            if lane and lane in filled:
                continue
            command: dict[str, str | int | bool] = {"do": "prepare", "kind": what.kind}
            if lane:
                command["lane"] = lane
            name = f"prepare_{what.kind}_{lane}" if lane else f"prepare_{what.kind}"
            text = card_fields(session, what)[:1]
            yield name, form("buttons.add", "middle", order, command, text)
            order += 1


def board(session: Session) -> BoardShown | None:
    """What stands in the middle while people arrive: what comes back, and what is prepared."""
    coming = phases(session)
    brought = any(item.standing.by for item in session.items.values())
    arrives = session.phase.id == session.format.phases()[0].id and session.phase.use == "brief"
    if not arrives or session.closed is not None or not (coming or brought):
        return None
    kinds = [what.kind for phase in coming for what in gathering.collected_in(phase)]
    named = (lane for phase in coming for kind in kinds for lane in lanes(phase, kind))
    stands = (i.standing.lane for i in session.items.values())
    known = dict.fromkeys(lane for lane in (*named, *stands) if lane)
    return BoardShown(
        kinds=tuple(dict.fromkeys(k for k in kinds if k not in gathering.STATES)),
        lanes={lane: term(session.format, lane) for lane in known},
        apart=any(
            what.sees == "group_on_reveal" for p in coming for what in gathering.collected_in(p)
        ),
        before=True,
        empty=Say("board.nobody_yet"),
    )
