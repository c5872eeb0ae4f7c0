"""Who may ask what: every command goes to its desk, and comes back as events or as `Refused`."""

from collections.abc import Callable
from typing import Any

from talkingpiece.core import (
    adjusting,
    afterwards,
    arrivals,
    boards,
    casting,
    consent,
    deadlines,
    flow,
    forecast,
    gallery,
    gallery_commands,
    harvest_commands,
    harvesting,
    hopes,
    items,
    levels,
    preparing,
    recordings,
    rehearsing,
    relation,
    situations,
    steering,
    switch_desk,
)
from talkingpiece.core import commands as c
from talkingpiece.core import events as e
from talkingpiece.core.evolve import opened
from talkingpiece.core.formats import Format
from talkingpiece.core.grammar import Grammar, Moment
from talkingpiece.core.ids import MINUTE_MS, Ms, PersonId, RoomId
from talkingpiece.core.pair_commands import ShowAnswer
from talkingpiece.core.session import Item, Plan, Session
from talkingpiece.errors import Code, Refused

HOUSE = PersonId("")
"""The actor of what the house does by itself."""


def open_session(
    room: RoomId, plan: Plan, format_: Format, at: Ms, items: tuple[Item, ...] = ()
) -> tuple[e.AnyEvent, ...]:
    """The events with which a session begins: opened, and in its first phase.

    *items* are topics carried over from the session before, with their ranks.
    """
    cursor = flow.first(format_)
    first = e.Opened(room=room, at=at, plan=plan, format=format_, cursor=cursor, items=items)
    phase = opened(first).phase
    usual = forecast.usual_minutes(format_, phase, 0)
    entered = e.PhaseEntered(
        cursor=cursor,
        at=at,
        usual_ms=int(usual * MINUTE_MS),
        most_ms=phase.minutes[2] * MINUTE_MS,
    )
    return first, entered


def decide(
    session: Session, command: c.AnyCommand | c.HouseCommand, stamp: c.Stamp, grammar: Grammar
) -> tuple[e.AnyEvent, ...]:
    """What follows from *command*. Raises `Refused`, and then nothing has happened."""
    return play(session, command, stamp, grammar)[0]


def play(
    session: Session, command: c.AnyCommand | c.HouseCommand, stamp: c.Stamp, grammar: Grammar
) -> tuple[tuple[e.AnyEvent, ...], Session]:
    """As `decide`, with the session that the events make. *session* itself is never changed."""
    moment = Moment(session, stamp, grammar)
    if session.closed is not None:
        _after_the_end(moment, command)
        return tuple(moment.events), moment.session
    if isinstance(command, c.Steering) and type(command) not in _DESKS:
        steering.steer(moment, command)
    else:
        desk = _DESKS.get(type(command))
        if desk is None:
            moment.me()
            moment.kind.handle(moment, command)  # type: ignore[arg-type]
        else:
            desk(moment, command)
    _light(moment)
    return tuple(moment.events), moment.session


def _light(moment: Moment) -> None:
    """Light the way to the next phase when one of its exits is reached."""
    session = moment.session
    if session.closed is not None or session.lit is not None:
        return
    why = moment.kind.ended(session, moment.at)
    if why is not None:
        moment.add(e.ExitReached(why=why, at=moment.at))


def _after_the_end(moment: Moment, command: object) -> None:
    """After the end people may still note something for themselves, come and go."""
    match command:
        case c.Add(kind=items.PRIVATE_NOTE.kind):
            items.add(moment, command)
        case c.Reflect() | ShowAnswer():
            _DESKS[type(command)](moment, command)
        case c.Edit() | c.Withdraw() | c.Restore():
            item, do = moment.session.items.get(command.item), type(command).__name__.lower()
            if not harvesting.is_open_to(item, do):
                raise Refused(Code.ALREADY_CLOSED)
            _DESKS[type(command)](moment, command)
        case c.Leave() | c.Lose():
            moment.add(e.PersonLeft(person=moment.person(moment.actor).id, at=moment.at))
        case c.Return():
            person = moment.person(moment.actor)
            if person.removed:
                raise Refused(Code.NOT_HERE)
            moment.add(e.PersonReturned(person=person.id, late=person.late))
        case _ if isinstance(command, harvest_commands.HarvestCommand):
            _DESKS[type(command)](moment, command)
        case c.Erase():
            steering.facilitator(moment)  # the house erases, once this is committed
        case c.Tick() | c.NoticeRecording():
            pass
        case _ if isinstance(command, gallery_commands.NodeCommand):
            pass
        case _:
            raise Refused(Code.ALREADY_CLOSED)


def _erase(moment: Moment, command: c.Erase) -> None:
    """Only a session that is over is erased by hand; before, its people would lose their words."""
    steering.facilitator(moment)
    raise Refused(Code.TOO_EARLY)


def _stay(moment: Moment, command: c.Stay) -> None:
    moment.me()
    if moment.session.lit is None or moment.session.led:
        raise Refused(Code.NOT_NOW)
    moment.add(e.StayChosen())


def _same_here(moment: Moment, command: c.SameHere) -> None:
    """Where the phase collects it, and not from the one it is for."""
    me = moment.me()
    gestures = {what.kind for what in moment.phase.collect}
    if "same_here" not in gestures or me.id == moment.session.presenter:
        raise Refused(Code.NOT_NOW)
    moment.add(e.Warmed(at=moment.at))


_DESKS: dict[type, Callable[[Moment, Any], None]] = {
    c.Join: arrivals.join,
    c.ArriveToFacilitate: arrivals.arrive_to_facilitate,
    c.Rename: arrivals.rename,
    c.Leave: lambda moment, command: arrivals.leave(moment),
    c.Lose: lambda moment, command: arrivals.lose(moment),
    c.Return: lambda moment, command: arrivals.return_(moment),
    c.JustListen: arrivals.just_listen,
    c.Remove: arrivals.remove,
    c.Add: hopes.add,
    c.Edit: items.edit,
    c.Withdraw: items.withdraw,
    c.Restore: items.restore,
    c.Flag: items.flag,
    c.Keep: items.keep,
    c.Claim: items.claim,
    c.ConfirmClaim: items.confirm_claim,
    c.Hold: lambda moment, command: steering.hold(moment),
    c.Resume: lambda moment, command: steering.resume(moment),
    c.RingBell: steering.ring_bell,
    c.Extend: steering.extend,
    c.Admit: steering.admit,
    c.HandOver: steering.hand_over,
    c.TakeLead: lambda moment, command: steering.take_lead(moment),
    c.KeepLead: lambda moment, command: steering.keep_lead(moment),
    c.SetNextDate: steering.set_next_date,
    c.AgreeSpan: relation.agree_span,
    c.Prepare: preparing.prepare,
    c.Reflect: afterwards.reflect,
    ShowAnswer: afterwards.show,
    c.SetPace: rehearsing.set_pace,
    c.TakeRole: casting.take,
    c.LayDownRole: casting.lay_down,
    c.LeaveToPresenter: consent.choose,
    c.SameHere: _same_here,
    c.Stay: _stay,
    c.ParkTopic: lambda moment, command: items.park(moment),
    c.RaiseUrgent: situations.raise_urgent,
    c.PutFirst: situations.put_first,
    c.SetAside: situations.set_aside,
    c.Nudge: situations.nudge,
    c.DismissNudge: lambda moment, command: situations.dismiss_nudge(moment),
    c.AddSeat: situations.add_seat,
    c.TapFor: situations.tap_for,
    c.ConfirmSeat: situations.confirm_seat,
    c.OfferToLead: lambda moment, command: situations.offer_to_lead(moment),
    c.Object: lambda moment, command: situations.object_(moment),
    c.MoreTime: lambda moment, command: situations.ask_more_time(moment),
    c.NotNow: lambda moment, command: situations.not_now(moment),
    c.ShowRule: lambda moment, command: situations.show_rule(moment),
    c.SetLevel: levels.set_level,
    c.NoticeRecording: recordings.notice,
    c.GoOnRecorded: recordings.go_on,
    gallery_commands.CountWatchers: gallery.count,
    gallery_commands.AskNodes: gallery.ask_nodes,
    gallery_commands.GiveUpNodes: gallery.give_up_nodes,
    gallery_commands.LetWatch: gallery.let_watch,
    gallery_commands.OpenGallery: gallery.open_gallery,
    c.RenewLinks: lambda moment, command: situations.renew_links(moment),
    c.SetMinutes: adjusting.set_minutes,
    c.SetWords: adjusting.set_words,
    c.SwitchPhase: adjusting.switch_phase,
    c.InsertPhase: adjusting.insert_phase,
    **switch_desk.DESKS,
    c.Erase: _erase,
    **boards.DESKS,
    **harvesting.DESKS,
    c.Tick: lambda moment, command: deadlines.tick(moment),
}
"""Commands of every phase; whatever is not here belongs to the running activity."""
