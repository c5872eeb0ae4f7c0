"""Giving together: how many each, into which lane, hidden until all are done, and gestures.

The parameters are those of `collect` (formats.md D1). The text of an item is never read.
"""

from collections.abc import Iterator

from msgspec.structs import replace

from talkingpiece.core import board_asking as c
from talkingpiece.core import board_events as e
from talkingpiece.core import tallies
from talkingpiece.core.formats import Collected, Phase, Step
from talkingpiece.core.grammar import Moment
from talkingpiece.core.ids import ItemId, PersonId
from talkingpiece.core.labels import all_see, is_hidden, narrowed
from talkingpiece.core.options import CollectOptions, PollOptions
from talkingpiece.core.remembered import remembered
from talkingpiece.core.sampling import may_write
from talkingpiece.core.session import Item, Session
from talkingpiece.core.whom import is_one, writes_down
from talkingpiece.errors import Code, Refused

ITEM_GESTURES = frozenset({"affinity", "endorse", "resonates"})
"""Collected by a tap on an item: a count without names."""
GESTURES = ITEM_GESTURES | {"ack", "credit_optin", "same_here", "urgent_flag", "topic_state"}
"""Collected by a tap of their own, never as an item with words."""
STATES = frozenset({"action_status", "appointment", "goal_status"})
"""Said by the status of an item, or by the next date."""
HOPE = "hope"
"""What an owner hopes for with a word of theirs: given at that word, see `hopes`."""
MAX_FIELD = 200
"""Most characters of a further field of a card."""


def options_of(session: Session) -> CollectOptions | None:
    """The parameters of the running phase, if people give together in it."""
    options = session.phase.options
    return options if isinstance(options, CollectOptions) else None


@remembered
def wanted(session: Session) -> tuple[Collected, ...]:
    """Everything that may be given now by somebody, with the labels it will get.

    What the phase before collects may still be given where it overlaps with this one.
    """
    found = [*collected_in(session.phase)]
    before = _overlapping(session)
    if before is not None:
        known = {what.kind for what in found}
        found.extend(what for what in collected_in(before) if what.kind not in known)
    return tuple(found)


def collected_in(phase: Phase) -> Iterator[Collected]:
    """What *phase* collects in words, with the labels it will get."""
    options = phase.options
    answers = isinstance(options, PollOptions)  # the first kind is given by answering, not in words
    for what in phase.collect[answers:]:
        yield narrowed(what, options)
    unsaid = all(what.kind != getattr(options, "item", "") for what in phase.collect)
    if isinstance(options, CollectOptions) and unsaid:
        usual = Collected(kind=options.item, by=options.by, sees="group", keep="session")
        yield narrowed(usual, options)


def _overlapping(session: Session) -> Phase | None:
    """The phase before, if giving goes on through this one."""
    path = session.cursor.path
    if len(path) != 1 or path[0] == 0:
        return None
    step = session.format.flow[path[0] - 1]
    return step.phase if isinstance(step, Step) and step.phase.overlap else None


def is_meant(session: Session, person: PersonId, what: Collected) -> bool:
    """Whether *what* is collected from *person*, said or written."""
    if what.kind in GESTURES or what.kind in STATES or what.kind == HOPE:
        return False
    writes = what.by == "speaker" and may_write(session, person)
    if not writes and not is_one(session, person, what.by):
        return False
    options = options_of(session)
    return options is None or what.kind != options.item or is_one(session, person, options.by)


def may_give(session: Session, person: PersonId, what: Collected) -> bool:
    """Whether *person* may write *what* themselves: where it is spoken, scribes write it down."""
    if not is_meant(session, person, what):
        return False
    options = options_of(session)
    if options is None or what.kind != options.item or options.mode != "speak":
        return True
    return writes_down(session, person) or not any(
        writes_down(session, p.id) for p in session.here()
    )


def room_left(session: Session, person: PersonId, kind: str) -> int | None:
    """How many more items of *kind* this person may give in the running phase; None: any number."""
    options = options_of(session)
    if options is None or kind != options.item or not options.per_person_max:
        return None
    given = sum(1 for item in _given(session, kind) if item.owner == person)
    return max(options.per_person_max - given, 0)


def _given(session: Session, kind: str) -> Iterator[Item]:
    """What stands of *kind* in the running phase, on the running topic."""
    for item in session.items.values():
        here = item.phase == session.phase.id and item.topic == session.cursor.item
        if here and item.kind == kind and item.state != "withdrawn":
            yield item


def lanes_of(session: Session, kind: str) -> tuple[str, ...]:
    """The lanes of items of *kind*: those of the running phase, or of the one they came from."""
    options = options_of(session)
    if options is not None:
        return options.lanes if kind == options.item else ()
    before = (phase.options for phase in session.format.phases())
    return next((o.lanes for o in before if isinstance(o, CollectOptions) and o.item == kind), ())


def open_lanes(session: Session, kind: str) -> tuple[str, ...]:
    """Where something of *kind* may be given now; "" is: by itself.

    A list that is worked on is complete but for its empty lanes.
    """
    lanes = lanes_of(session, kind)
    if options_of(session) is not None or not lanes:
        return lanes or ("",)
    items = session.items.values()
    filled = {i.standing.lane for i in items if i.kind == kind and i.state != "withdrawn"}
    return (*(lane for lane in lanes if lane not in filled), "")


def fields_of(session: Session, kind: str) -> tuple[str, ...]:
    """What a card of *kind* may say beside its text: the first field of the phase is the text."""
    options = options_of(session)
    if options is not None and kind == options.item and options.fields:
        return options.fields[1:]
    return next((one.fields for one in session.format.lists.values() if one.item == kind), ())


def checked(
    moment: Moment, owner: PersonId, what: Collected, lane: str, part: ItemId | None
) -> None:
    """Raises `Refused` for one item too many, a lane there is not, a piece of nothing."""
    session = moment.session
    left = room_left(session, owner, what.kind)
    if left is not None and left <= 0:
        raise Refused(Code.ENOUGH_GIVEN)
    lanes = lanes_of(session, what.kind)
    collects = options_of(session) is not None and lanes
    if lane not in (lanes if collects else (*lanes, "")):
        raise Refused(Code.NOT_NOW)
    if part is not None and not may_break_down(session, part, what.kind):
        raise Refused(Code.NO_SUCH_ITEM)


def may_break_down(session: Session, item: ItemId, kind: str) -> bool:
    """Whether something of *kind* may be a smaller piece of *item* now."""
    options, whole = options_of(session), session.items.get(item)
    if options is None or not options.breakdown or whole is None or not all_see(whole):
        return False
    spec = session.format.lists.get(options.breakdown)  # type: ignore[call-overload]
    return whole.kind == options.item and spec is not None and spec.item == kind


def filled_in(session: Session, kind: str, fields: dict[str, str]) -> dict[str, str]:
    """The further fields that say something. Raises `Refused` for one there is not, or too long."""
    known = fields_of(session, kind)
    said = {name: text.strip() for name, text in fields.items() if text.strip()}
    for name, text in said.items():
        if name not in known:
            raise Refused(Code.NOT_NOW)
        if len(text) > MAX_FIELD:
            raise Refused(Code.TOO_LONG, max=MAX_FIELD)
    return said


# --- hidden until all are done ----------------------------------------------------------------


@remembered
def hides(session: Session) -> bool:
    """Whether something is given apart in the running phase, and not shown yet."""
    apart = any(what.sees == "group_on_reveal" for what in wanted(session))
    return apart and not session.unveiled and session.phase.use in ("collect", "arrange")


@remembered
def asks_to_submit(session: Session) -> bool:
    """Whether people say in this phase that they are done."""
    if options_of(session) is None or session.unveiled:
        return False
    return "all_submitted" in session.phase.exit or hides(session)


@remembered
def givers(session: Session) -> tuple[PersonId, ...]:
    """Everybody here who may give something now: those who are waited for."""
    kinds = wanted(session)
    return tuple(
        person.id
        for person in session.here()
        if person.plays and any(may_give(session, person.id, what) for what in kinds)
    )


def all_submitted(session: Session) -> bool:
    """Whether everybody who may give something is done."""
    awaited = givers(session)
    return bool(awaited) and set(awaited) <= set(session.submitted)


def submit(moment: Moment, command: c.Submit) -> None:
    """I'm done; once all are, what was given apart is shown."""
    me = moment.me()
    session = moment.session
    if not asks_to_submit(session) or me.id not in givers(session):
        raise Refused(Code.NOT_NOW)
    if (me.id in session.submitted) != command.on:
        moment.add(e.Submitted(by=me.id, on=command.on))
    unveil_if_all_are_done(moment)


def unveil_if_all_are_done(moment: Moment) -> None:
    """Show what was given apart as soon as nobody is waited for any more."""
    if hides(moment.session) and all_submitted(moment.session):
        unveil(moment)


def unveil(moment: Moment, leaving: bool = False) -> None:
    """Show everybody what was given apart in the running phase, all at once.

    *leaving*: the phase is over, so where there is nothing to be shown nothing happens.
    """
    session = moment.session
    here = session.phase.id
    items = tuple(i.id for i in session.items.values() if is_hidden(i) and i.phase == here)
    if items or (hides(session) and not leaving):
        moment.add(e.Revealed(items=items))


# --- gestures ---------------------------------------------------------------------------------


@remembered
def gestures(session: Session) -> dict[str, tuple[str, ...]]:
    """Which gestures there are now, and on items of which kinds."""
    found: dict[str, tuple[str, ...]] = {}
    options = options_of(session)
    before = _overlapping(session)
    for one in (options, before.options if before is not None else None):
        if isinstance(one, CollectOptions) and one.plus_one:
            found[tallies.PLUS_ONE] = (one.item,)
    given = [what for what in session.phase.collect if what.kind not in GESTURES]
    for what in session.phase.collect:
        if what.kind in ITEM_GESTURES:
            found[what.kind] = tuple(other.kind for other in given)
    return {gesture: kinds for gesture, kinds in found.items() if kinds}


def may_mark(session: Session, person: PersonId, gesture: str) -> bool:
    """Whether *person* may give this gesture in the running phase."""
    if gesture not in gestures(session):
        return False
    by = {what.kind: what.by for what in session.phase.collect}
    return is_one(session, person, by.get(gesture, "everyone"))


def mark(moment: Moment, command: c.Mark) -> None:
    """A gesture on an item that everybody sees, or taken back; once each."""
    me = moment.me()
    session = moment.session
    item = session.items.get(command.item)
    if item is None or not all_see(item):
        raise Refused(Code.NO_SUCH_ITEM)
    kinds = gestures(session).get(command.gesture, ())
    if item.kind not in kinds or not may_mark(session, me.id, command.gesture):
        raise Refused(Code.NOT_NOW)
    if item.owner == me.id:
        raise Refused(Code.YOUR_OWN_ITEM)
    if (me.id in item.marks.get(command.gesture, ())) != command.on:
        moment.add(e.Marked(item=item.id, gesture=command.gesture, by=me.id, on=command.on))


def labelled_like(item: Item, what: Collected, session: Session) -> Item:
    """*item* with what a phase that hides or hides names does to it."""
    options = options_of(session)
    anonymous = options is not None and options.anonymous and options.item == item.kind
    unnamed = anonymous or what.sees == "group_anon"
    return replace(item, unnamed=unnamed, shown=what.sees == "group_on_reveal" and session.unveiled)
