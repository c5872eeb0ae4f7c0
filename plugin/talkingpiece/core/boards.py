"""The desk of boards: which command goes where, and what everybody sees of a board."""

from collections.abc import Callable
from typing import Any

from talkingpiece.core import arranging, gathering
from talkingpiece.core import board_asking as c
from talkingpiece.core.grammar import Moment
from talkingpiece.core.items import listed, spec_of
from talkingpiece.core.labels import all_see
from talkingpiece.core.options import (
    ArrangeOptions,
    AssignOptions,
    CollectOptions,
    PollOptions,
)
from talkingpiece.core.session import Item, Session
from talkingpiece.core.shown import BoardShown
from talkingpiece.core.terms import term
from talkingpiece.core.text import Ref, Say

DESKS: dict[type, Callable[[Moment, Any], None]] = {
    c.Mark: gathering.mark,
    c.Submit: gathering.submit,
    c.MoveItem: arranging.move_item,
    c.Cluster: arranging.cluster,
    c.Merge: arranging.merge,
    c.Split: arranging.split,
    c.Pick: arranging.pick,
    c.ParkItem: arranging.park_item,
    c.SetStatus: arranging.set_status,
    c.Agree: arranging.agree,
    c.NameTheme: arranging.name_theme,
    c.AssignOwner: arranging.assign_owner,
    c.UndoList: lambda moment, command: arranging.undo_list(moment),
}


def list_of(session: Session) -> str:
    """The list that stands in the middle: which the running phase works on, fills or asks about."""
    options = session.phase.options
    if isinstance(options, ArrangeOptions):
        return options.list
    if isinstance(options, PollOptions):
        return options.target if options.target in session.format.lists else ""
    if isinstance(options, AssignOptions):
        return session.format.roles[options.role].from_
    if isinstance(options, CollectOptions):
        for name, spec in session.format.lists.items():
            if spec.item == options.item:
                return name
    return ""


def board(session: Session) -> BoardShown | None:
    """The board in the middle, where the running phase has one; a plain list of cards is none."""
    options = session.phase.options
    if isinstance(options, CollectOptions):
        return _collecting(session, options)
    if isinstance(options, ArrangeOptions) and arranging.STANDINGS.intersection(options.ops):
        return _arranging(session, options)
    return None


def _collecting(session: Session, options: CollectOptions) -> BoardShown:
    asked = gathering.asks_to_submit(session)
    givers = gathering.givers(session) if asked else ()
    spec = spec_of(session, options.item)
    here = (
        i.id
        for i in session.items.values()
        if i.kind == options.item and i.phase == session.phase.id and all_see(i)
    )
    return BoardShown(
        kinds=_kinds(session, options),
        items=() if spec is not None else tuple(here),
        lanes={lane: term(session.format, lane) for lane in options.lanes},
        fields=_fields(session, _kinds(session, options)),
        apart=gathering.hides(session),
        done=len(set(givers) & set(session.submitted)),
        of=len(givers),
        empty=Say("board.for_oneself" if options.reveal == "never" else "board.nobody_yet"),
    )


def _kinds(session: Session, options: CollectOptions) -> tuple[str, ...]:
    """What stands on the board: what is given, and what it is broken down into."""
    spec = session.format.lists.get(options.breakdown)  # type: ignore[call-overload]
    return (options.item,) if spec is None else (options.item, spec.item)


def _fields(session: Session, kinds: tuple[str, ...]) -> dict[str, Say]:
    """What cards say beside their text, by name."""
    names = (name for kind in kinds for name in gathering.fields_of(session, kind))
    return {name: term(session.format, name) for name in names}


def _beside(session: Session) -> tuple[str, ...]:
    """What people put beside the list they work on, such as the focus they choose from it."""
    listed_kinds = {spec.item for spec in session.format.lists.values()}
    seen = (what.kind for what in session.phase.collect if what.sees == "group")
    return tuple(
        kind for kind in seen if kind not in {*listed_kinds, *gathering.GESTURES, *gathering.STATES}
    )


def _empty(session: Session, options: ArrangeOptions, items: tuple[Item, ...]) -> Say:
    """Why nothing stands here: there is nothing, or nothing that all may see."""
    if "schedule" in options.ops:
        return Say("board.a_date_is_enough")
    giver = session.presenter
    if giver is not None and any(item.to == giver and not all_see(item) for item in items):
        return Say("board.for_one", {"name": Ref(person=giver)})
    return Say("board.nothing_here")


def _arranging(session: Session, options: ArrangeOptions) -> BoardShown:
    items = listed(session, options.list)
    declared = gathering.lanes_of(session, session.format.lists[options.list].item)
    lanes = dict.fromkeys((*declared, *(i.standing.lane for i in items if i.standing.lane)))
    return BoardShown(
        kinds=(session.format.lists[options.list].item, *_beside(session)),
        lanes={lane: term(session.format, lane) for lane in lanes},
        fields=_fields(session, (session.format.lists[options.list].item,)),
        compare="compare" in options.ops,
        empty=_empty(session, options, items),
    )
