"""The buttons at the items of a board: order, cluster, merge, pick, park, agree, what became."""

from collections.abc import Iterator

from talkingpiece.core import arranging, cases, gathering
from talkingpiece.core import items as item_rules
from talkingpiece.core.board_offers import Named, card_fields, form
from talkingpiece.core.formats import Collected
from talkingpiece.core.labels import all_see
from talkingpiece.core.options import ArrangeOptions
from talkingpiece.core.people import Participant
from talkingpiece.core.roles import roles_of
from talkingpiece.core.session import Item, Session
from talkingpiece.core.shown import Field, Offer
from talkingpiece.core.standing import STATUSES, Status
from talkingpiece.core.terms import kind_name
from talkingpiece.core.text import Say


def at_items(session: Session, me: Participant) -> Iterator[Named]:
    """What this person may do with the items of the running board."""
    yield from _pieces(session, me)
    options = session.phase.options
    if not isinstance(options, ArrangeOptions):
        if arranging.may_schedule(session, me.id):
            yield "schedule", _schedule(session, "aside")
        return
    items = [item for item in item_rules.listed(session, options.list) if all_see(item)]
    for place, item in enumerate(items):
        for op in options.ops:
            if arranging.may_work(session, me.id, op, item):
                yield from _OPS.get(op, _nothing)(session, me, item, place, len(items))
    if "pick" in options.ops:
        yield from _taken_up(session, me)
        yield from _written_down(session, me)
    if "merge" in options.ops:
        yield from _splits(session, me, options)
    yield from _list_buttons(session, me, options)


def _pieces(session: Session, me: Participant) -> Iterator[Named]:
    """Something that was given may be broken down into smaller pieces."""
    options = gathering.options_of(session)
    if options is None or not options.breakdown:
        return
    for what in item_rules.collected(session, me.id):
        for item in session.items.values():
            if gathering.may_break_down(session, item.id, what.kind):
                command: dict[str, str | int | bool] = {"do": "add", "kind": what.kind}
                command["part"] = item.id
                fields = card_fields(session, what)
                more = {"item": item.id}
                yield (
                    f"break_down_{item.id}",
                    form("buttons.break_down", "item", 2, command, fields, **more),
                )


def _at(item: Item, do: str, order: int, say: Say | None = None, **more: object) -> Offer:
    command: dict[str, str | int | bool] = {"do": do, "item": item.id}
    command.update(more.pop("with_", {}))  # type: ignore[call-overload]
    label = say or Say(f"buttons.{do}")
    return Offer(command=command, label=label, place="item", order=order, item=item.id, **more)  # type: ignore[arg-type]


def _order(s: Session, me: Participant, item: Item, place: int, many: int) -> Iterator[Named]:
    if place > 0:
        up = Say("buttons.move_up")
        yield f"up_{item.id}", _at(item, "move_item", 20, up, with_={"up": True})
    if place < many - 1:
        down = Say("buttons.move_down")
        yield f"down_{item.id}", _at(item, "move_item", 21, down, with_={"up": False})


def _cluster(s: Session, me: Participant, item: Item, place: int, many: int) -> Iterator[Named]:
    if arranging.first_of(s, item).id != item.id:
        alone = Say("buttons.stand_alone")
        yield f"alone_{item.id}", _at(item, "cluster", 12, alone)
    if many > 1:
        to = Field(name="to", label=Say("board.with_which"), kind="item")
        yield f"cluster_{item.id}", _at(item, "cluster", 11, fields=(to,))


def _merge(s: Session, me: Participant, item: Item, place: int, many: int) -> Iterator[Named]:
    if many > 1:
        into = Field(name="into", label=Say("board.with_which"), kind="item")
        yield f"merge_{item.id}", _at(item, "merge", 13, fields=(into,))


def _pick(s: Session, me: Participant, item: Item, place: int, many: int) -> Iterator[Named]:
    picked = item.standing.picked
    say = Say("buttons.unpick" if picked else "buttons.pick")
    yield f"pick_{item.id}", _at(item, "pick", 1, say, with_={"on": not picked})


def _taken_up(session: Session, me: Participant) -> Iterator[Named]:
    """This one, of what only I was told: its words are there to begin with, and mine to put.

    Nobody else sees them before I say so. What I chose before gets the new words.
    """
    what = cases.chosen_kind(session, me.id)
    if what is None:
        return
    chosen = cases.put_before_all(session)
    command: dict[str, str | int | bool] = {"do": "add", "kind": what.kind}
    if chosen is not None and chosen.kind == what.kind:
        command = {"do": "edit", "item": chosen.id}
    name, longest = kind_name(session.format, what.kind), item_rules.longest(session, what)
    for item in cases.told(session, me.id):
        words = Field(name="text", label=name, kind="line", max=longest, of=item.id)
        yield f"take_up_{item.id}", form("buttons.pick", "item", 1, command, (words,), item=item.id)


def _written_down(session: Session, me: Participant) -> Iterator[Named]:
    """A facilitator who has no part of their own writes down what was chosen, if they are asked."""
    giver = session.presenter
    if giver is None or me.role != "facilitator" or roles_of(session, me.id):
        return
    what = cases.chosen_kind(session, giver)
    if what is None or cases.put_before_all(session) is not None:
        return
    command: dict[str, str | int | bool] = {"do": "add", "kind": what.kind, "owner": giver}
    fields = card_fields(session, what)
    yield f"scribe_{what.kind}", form("buttons.write_down", "middle", 70, command, fields)


def _park(s: Session, me: Participant, item: Item, place: int, many: int) -> Iterator[Named]:
    if item.state == "open":
        yield f"park_{item.id}", _at(item, "park_item", 15)


def _status(s: Session, me: Participant, item: Item, place: int, many: int) -> Iterator[Named]:
    for order, status in enumerate(STATUSES):
        on = item.standing.status == status
        chosen: Status = "" if on else status
        say = Say(f"status.{status}")
        yield (
            f"status_{status}_{item.id}",
            _at(item, "set_status", order, say, with_={"status": chosen}, on=on),
        )


def _agree(s: Session, me: Participant, item: Item, place: int, many: int) -> Iterator[Named]:
    if item.owner == me.id:
        return
    on = me.id in item.standing.agreed
    say = Say("buttons.disagree" if on else "buttons.agree")
    yield f"agree_{item.id}", _at(item, "agree", 1, say, with_={"on": not on})


def _theme(s: Session, me: Participant, item: Item, place: int, many: int) -> Iterator[Named]:
    if arranging.first_of(s, item).id == item.id and arranging.with_it(s, item):
        words = Field(
            name="text",
            label=Say("board.theme"),
            kind="line",
            max=arranging.MAX_THEME,
            value=item.standing.theme,
        )
        yield f"theme_{item.id}", _at(item, "name_theme", 10, fields=(words,))


def _doer(s: Session, me: Participant, item: Item, place: int, many: int) -> Iterator[Named]:
    who = Field(name="to", label=Say("board.who_does"), kind="person", value=item.standing.doer)
    yield f"doer_{item.id}", _at(item, "assign_owner", 14, fields=(who,))


def _edit(s: Session, me: Participant, item: Item, place: int, many: int) -> Iterator[Named]:
    """Whoever works on the list mends the words of others; agreeing needs each one's own."""
    if item.owner == me.id or item.state not in ("open", "now", "kept"):
        return
    if item_rules.may(s, "agree"):
        return
    what = Collected(kind=item.kind, by="everyone", sees=item.sees, keep=item.keep)
    longest = item_rules.longest(s, what)
    name = kind_name(s.format, item.kind)
    words = Field(name="text", label=name, kind="line", max=longest, of=item.id)
    yield f"edit_{item.id}", _at(item, "edit", 4, fields=(words,))


def _nothing(s: Session, me: Participant, item: Item, place: int, many: int) -> Iterator[Named]:
    yield from ()


_OPS = {
    "agree": _agree,
    "assign_owner": _doer,
    "cluster": _cluster,
    "edit": _edit,
    "merge": _merge,
    "name_theme": _theme,
    "order": _order,
    "park": _park,
    "pick": _pick,
    "set_status": _status,
}


def _splits(session: Session, me: Participant, options: ArrangeOptions) -> Iterator[Named]:
    for item in item_rules.members(session, options.list):
        merged = item.standing.into and all_see(item)
        if merged and arranging.may_work(session, me.id, "merge", item):
            yield f"split_{item.id}", _at(item, "split", 12)


def _schedule(session: Session, place: str) -> Offer:
    """When we meet again."""
    value = str(session.next_date) if session.next_date else ""
    at = Field(name="at", label=Say("buttons.set_next_date"), kind="time", value=value)
    return form("buttons.save", place, 80, {"do": "set_next_date"}, (at,))


def _list_buttons(session: Session, me: Participant, options: ArrangeOptions) -> Iterator[Named]:
    point = session.list_undo
    if point is not None and arranging.may_undo(session, me.id):
        command: dict[str, str | int | bool] = {"do": "undo_list"}
        yield (
            "undo_list",
            Offer(command=command, label=Say("buttons.undo_list"), place="middle", order=90),
        )
    if arranging.may_schedule(session, me.id):
        yield "schedule", _schedule(session, "middle")
    if arranging.may_finish(session, me.id):
        finish = Offer(
            command={"do": "finish"},
            label=Say("buttons.finish"),
            place="turn",
            order=7,
            tone="main",
        )
        yield "finish", finish
