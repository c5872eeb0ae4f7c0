"""What a screen shows: the shared view of a room, and the private part of one person.

Labels decide, never the format (decision 19): the shared view holds only what the whole group may
see; a private item is in its owner's part and in no other.
"""

from msgspec.structs import replace

from talkingpiece.core import (
    arranging,
    board_offers,
    boards,
    cases,
    floor_views,
    forecast,
    harvesting,
    pace,
    preparing,
    table_shown,
    tallies,
)
from talkingpiece.core.adjusting import planned
from talkingpiece.core.carrying import outworded
from talkingpiece.core.circle import is_hushed, shown_order
from talkingpiece.core.difference import Difference
from talkingpiece.core.hopes import rests
from talkingpiece.core.ids import ItemId, ListId, Ms, PersonId
from talkingpiece.core.items import listed, may
from talkingpiece.core.labels import all_see, is_nameless
from talkingpiece.core.microphones import microphone, rule_of
from talkingpiece.core.notices import notices
from talkingpiece.core.offers import offers
from talkingpiece.core.options import ArrangeOptions, BriefOptions, RoundOptions, TalkOptions
from talkingpiece.core.poll_views import ballot, shared_poll
from talkingpiece.core.prompts import place, prompt, script, upcoming
from talkingpiece.core.session import Item, Session
from talkingpiece.core.shown import (
    Figures,
    ItemShown,
    Mine,
    PhaseShown,
    PieceShown,
    Turn,
    View,
)
from talkingpiece.core.text import title_key
from talkingpiece.core.turns import awaits_start, responder

ALOUD = frozenset({"round", "talk", "discuss", "brief"})
"""Where a list only stands beside what is said: of a line, the wording that was agreed on."""


def shared(session: Session, at: Ms, last: tuple[Difference, View] | None = None) -> View:
    """What everybody at the table sees alike.

    *last*: how a session before was shown, and how this one differs from it; what has not changed
    since is taken from there.
    """
    since, view = last if last is not None and last[0].quiet else (None, None)
    before = None if since is None else since.before
    if view is not None and since is not None and since.words_alone:
        items = view.items | {
            item.id: replace(view.items[item.id], text=item.text, fields=item.fields)
            for item in since.reworded or ()
            if item.id in view.items
        }
        return replace(view, seq=session.seq, items=items, fits=_fits(session, at))
    return View(
        seq=session.seq,
        step=session.step,
        room=table_shown.room(session) if view is None else view.room,
        format=session.format.id,
        title=f"{session.format.id}/title",
        steps=table_shown.steps(session) if view is None else view.steps,
        phase=_phase(session) if view is None else view.phase,
        topic=_topic(session),
        presenter=session.presenter or PersonId(""),
        people=table_shown.people(session, last and (last[0].before, last[1])),
        items=_items(session, before, view),
        lists={name: _list(session, name) for name in session.format.lists},
        piece=_piece(session),
        checklist=_checklist(session),
        held=session.clock.held,
        bell=session.clock.until,
        rule=session.rule_at,
        fits=_fits(session, at),
        poll=shared_poll(session),
        floor=floor_views.shown(session),
        board=boards.board(session) or preparing.board(session) if session.closed is None else None,
    )


def _fits(session: Session, at: Ms) -> int:
    """How many topics fit, where the format shows it to all."""
    shows = isinstance(session.phase.options, ArrangeOptions) and may(session, "flag_urgent")
    return forecast.fits(session, at) if shows else 0


def _items(session: Session, before: Session | None, view: View | None) -> dict[ItemId, ItemShown]:
    """What people gave and all may see; taken from *view*, where only other items have changed."""
    if before is None or view is None or before.people is not session.people:
        return {i.id: _item(session, i) for i in session.items.values() if all_see(i)}
    return {
        item.id: view.items[item.id]
        if before.items.get(item.id) is item and item.id in view.items
        else _item(session, item)
        for item in session.items.values()
        if all_see(item)
    }


def _topic(session: Session) -> ItemId:
    """What is talked about: the open topic, or what a case giver put before all."""
    focus = cases.put_before_all(session)
    return session.cursor.item or (ItemId("") if focus is None else focus.id)


def mine(session: Session, person: PersonId, at: Ms, arriving: int = 0) -> Mine:
    """What only *person* sees. *arriving*: people with the page open who have not sat down."""
    me = session.people[person]
    facilitates = me.role == "facilitator"
    frames = facilitates or session.acting == person
    waiting = me.late == "wait"
    own = {} if waiting else _own_items(session, person)
    return Mine(
        me=person,
        facilitator=facilitates,
        lead=session.lead == person,
        prompt=prompt(session, person, at),
        script=script(session, at) if frames else None,
        place=place(session, person),
        turn=_turn(session, person),
        offers=offers(session, person, at, arriving),
        items=own,
        marks=board_offers.marked_by(session, me),
        mic=microphone(session, person),
        figures=_figures(session, at, arriving) if frames else None,
        notices=notices(session, person, at),
        plan=dict(planned(session)) if facilitates and session.closed is None else {},
        waiting=waiting,
        sheet=any(i.keep == "personal" and i.owner == person for i in session.items.values()),
        outputs=harvesting.shown_outputs(session, person),
        warm=session.warm_at if session.presenter == person else None,
        ballot=None if waiting else ballot(session, person),
        deck=floor_views.deck(session, person),
    )


def _phase(session: Session) -> PhaseShown:
    phase = session.phase
    clock = session.clock
    return PhaseShown(
        id=phase.id,
        title=title_key(session.format.id, phase.id),
        use=phase.use,
        rules=phase.rules,
        contribution="" if phase.contribution == "free" else phase.contribution,
        card=_card(session),
        list=boards.list_of(session),
        started=clock.started,
        usual_ms=clock.usual_ms,
        most_ms=clock.most_ms,
        time_display=rule_of(session).time_display,
    )


def _card(session: Session) -> str:
    """What stands in the middle of a brief; where nobody explains, a pause."""
    options = session.phase.options
    if not isinstance(options, BriefOptions):
        return ""
    return options.card or ("pause" if options.who == "none" else "")


def _list(session: Session, name: ListId) -> tuple[ItemId, ...]:
    """A list in its order; where people work on it, what is done stands below what is left."""
    shown = [item for item in listed(session, name) if all_see(item)]
    if isinstance(session.phase.options, ArrangeOptions) and session.phase.options.list == name:
        shown.sort(key=lambda item: item.state == "done")
    elif session.phase.use in ALOUD:
        others = outworded(session, shown)
        shown = [item for item in shown if item.id not in others]
    return tuple(item.id for item in shown)


def _item(session: Session, item: Item, person: PersonId | None = None) -> ItemShown:
    standing = item.standing
    return ItemShown(
        kind=item.kind,
        text=item.text,
        order=int(item.id[1:]),
        state=item.state,
        owner=PersonId("") if is_nameless(item) or item.owner is None else item.owner,
        mine=person is not None and item.owner == person,
        urgent=item.urgent,
        dots=item.dots,
        topic=item.topic or ItemId(""),
        phase=item.phase,
        fields=item.fields,
        part=item.part or ItemId(""),
        counts=tallies.counts(session, item) if all_see(item) else {},
        lane=standing.lane,
        cluster=standing.cluster,
        theme=standing.theme,
        into=standing.into,
        picked=standing.picked,
        status=standing.status,
        agreed=len(standing.agreed),
        settled=bool(standing.agreed) and arranging.agreed_by_all(session, item),
        doer=standing.doer,
    )


def _own_items(session: Session, person: PersonId) -> dict[ItemId, ItemShown]:
    """A person's own private items, and their withdrawn ones so that they can be put back.

    What is for the owner of the topic reaches the one whose topic it is, and its author. Whoever
    gave something without a name knows that it is theirs, and nobody else does.
    """
    found = {}
    for item in session.items.values():
        owner = item.owner == person
        if (all_see(item) and not (owner and is_nameless(item))) or rests(session, item):
            continue
        if item.sees == "owner" and item.topic is not None:
            owner = owner or session.items[item.topic].owner == person
        owner = owner or item.to == person
        if item.sees == "facilitators":
            owner = owner or session.people[person].role == "facilitator"
        if owner:
            found[item.id] = _item(session, item, person)
    return found


def _piece(session: Session) -> PieceShown:
    piece = session.piece
    soft, hard = pace.turn_times_ms(session)
    waiting = {*piece.queue, piece.holder}
    hushed = is_hushed(session)
    round_ = isinstance(session.phase.options, RoundOptions)
    return PieceShown(
        order=shown_order(session),
        holder=piece.holder or PersonId(""),
        picks=piece.picks or PersonId(""),
        speaking=piece.speaking,
        responder=responder(session) or PersonId(""),
        had={p: True for p in shown_order(session) if p not in waiting},
        next=(upcoming(session) or PersonId("")) if round_ and not hushed else PersonId(""),
        hushed=hushed,
        round=piece.round,
        closed=piece.closed or "",
        starts=awaits_start(session),
        since=piece.since,
        soft_ms=soft,
        hard_ms=hard,
    )


def _checklist(session: Session) -> tuple[PersonId, ...]:
    """Everyone who had a turn in the round before, spoken or passed alike (B0 basket)."""
    options = session.phase.options
    if isinstance(options, TalkOptions) and options.checklist == "contributors":
        return session.contributors
    return ()


def _turn(session: Session, person: PersonId) -> Turn:
    piece = session.piece
    if piece.holder == person:
        return "speaker"
    if responder(session) == person:
        return "presenter"
    if piece.holder is not None and upcoming(session) == person:
        return "next"
    return "listener" if piece.order else ""


def _figures(session: Session, at: Ms, arriving: int) -> Figures:
    return Figures(
        fits=forecast.fits(session, at),
        has_topics=forecast.loop_at(session) is not None,
        remaining_at=session.plan.end,
        target_ms=pace.target_ms(session, at),
        behind_ms=pace.behind_ms(session, at),
        arriving=arriving,
        waiting=tuple(p.id for p in session.people.values() if p.here and p.late == "wait"),
    )
