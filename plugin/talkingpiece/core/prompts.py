"""The sentence for me: which prompt of the running phase a person reads.

Precedence for one person: speaker, then format role, owner, facilitator, listener, all
(decision 8). Where the format gives none of these, the kernel's default for the activity.
"""

from collections.abc import Iterator

from talkingpiece.core.flow import following
from talkingpiece.core.formats import Phase
from talkingpiece.core.ids import Ms, PersonId
from talkingpiece.core.items import listed
from talkingpiece.core.options import (
    ArrangeOptions,
    BriefOptions,
    CollectOptions,
    RoundOptions,
)
from talkingpiece.core.roles import PRESENTER, roles_of
from talkingpiece.core.session import Session
from talkingpiece.core.text import Ref, Say, Value, prompt_key, script_key
from talkingpiece.core.turns import responder

DEFAULTS = {
    "brief": ("facilitator", "all"),
    "talk": ("facilitator", "listener"),
    "round": ("facilitator", "speaker", "listener"),
    "collect": ("facilitator", "all"),
    "arrange": ("facilitator", "listener"),
    "poll": ("facilitator", "all"),
    "assign": ("facilitator", "all"),
    "discuss": ("facilitator", "all"),
}
"""Which default prompts the kernel has, per activity (`defaults.<activity>.<role>`)."""


def prompt(session: Session, person: PersonId, at: Ms) -> Say:
    """The prompt that *person* reads now."""
    if session.phase.use == "round" and _no_turn_comes(session, person):
        return Say("defaults.talk.listener")
    roles = tuple(_roles(session, person))
    phase = session.phase
    spent = has_spoken_once(session, person)
    for role in roles:
        words = phase.prompts.get(role)
        if words and not (spent and role in session.format.roles and role != "facilitator"):
            key = prompt_key(session.format.id, phase.id, role)
            return Say(key, _values(session, at, " ".join(words.values())))
    if isinstance(phase.options, BriefOptions) and phase.options.who == "none":
        return Say("defaults.brief.pause")
    for role in roles:
        over = session.piece.closed or turn_is_over(session, person)
        if role == "listener" and session.phase.use == "round" and over:
            return Say("defaults.talk.listener")
        if role == "facilitator" and _is_spoken(phase):
            continue  # nobody has to keep the silence where people may speak
        if role == "facilitator" and _round_has_begun(session):
            return Say(f"defaults.round.facilitator_{'over' if session.piece.closed else 'on'}")
        if role in DEFAULTS.get(phase.use, ()):
            return Say(f"defaults.{phase.use}.{role}")
    return Say("panel.nothing_to_do")


def _is_spoken(phase: Phase) -> bool:
    """Whether people give aloud in *phase*, if they like, and all see it at once."""
    options = phase.options
    return (
        isinstance(options, CollectOptions)
        and options.mode != "write"
        and (options.reveal == "now")
    )


def _no_turn_comes(session: Session, person: PersonId) -> bool:
    """Whether the rounds of this topic go by without somebody who came late, or only listens."""
    return session.people[person].late == "listen" or session.people[person].listening


def _round_has_begun(session: Session) -> bool:
    """Whether there is no more to be said on who starts and which way round."""
    piece = session.piece
    return session.phase.use == "round" and bool(piece.had or piece.round > 1 or piece.closed)


def turn_is_over(session: Session, person: PersonId) -> bool:
    """Whether a round has nothing more for *person*: it is for others, or had its one turn."""
    return person not in session.piece.order or has_spoken_once(session, person)


def has_spoken_once(session: Session, person: PersonId) -> bool:
    """Whether *person* had the one turn of a round that goes once: what it asked for is past."""
    options = session.phase.options
    once = isinstance(options, RoundOptions) and options.repeat == "once"
    return once and person in session.piece.had


def script(session: Session, at: Ms) -> Say | None:
    """What a facilitator may read aloud in the running phase, if the format says it."""
    words = session.phase.script
    if not words or session.closed is not None:
        return None
    key = script_key(session.format.id, session.phase.id)
    return Say(key, _values(session, at, " ".join(words.values())))


def _roles(session: Session, person: PersonId) -> Iterator[str]:
    """What *person* is at this moment, most specific first."""
    if session.piece.holder == person:
        yield "speaker"
    roles = roles_of(session, person)
    if session.presenter == person:
        yield from (roles[0], PRESENTER)
    yield from roles
    options = session.phase.options
    if isinstance(options, ArrangeOptions) and _owns(session, person, options):
        yield "owner"
    if session.people[person].role == "facilitator":
        yield "facilitator"
    yield "listener"
    yield "all"


def _owns(session: Session, person: PersonId, options: ArrangeOptions) -> bool:
    return any(i.owner == person and i.state == "open" for i in listed(session, options.list))


def _values(session: Session, at: Ms, words: str) -> dict[str, Value]:
    """What the placeholders that occur in *words* mean now.

    Only those, so that a prompt without them does not change while the piece goes round.
    """
    values: dict[str, Value] = {}
    topic = session.cursor.item
    if "{keyword}" in words and topic is not None:
        values["keyword"] = session.items[topic].text
    if "{next_keyword}" in words:
        ahead = following(session, at)
        if ahead is not None and ahead.item is not None:
            values["next_keyword"] = session.items[ahead.item].text
    if "{name}" in words:
        name = session.piece.holder or session.presenter
        if name is not None:
            values["name"] = Ref(person=name)
    if "{start}" in words:
        values["start"] = Ref(time=session.plan.start)
    if "{end}" in words:
        values["end"] = Ref(time=session.plan.end)
    return values


def place(session: Session, person: PersonId) -> Say | None:
    """Where *person* is in the round, when that is soon: next, or asked by somebody."""
    piece = session.piece
    if piece.picks == person:
        return Say("panel.pick_next")
    if piece.holder is None or piece.holder == person:
        return None
    if responder(session) == person:
        return Say("panel.asks_you", {"name": Ref(person=piece.holder)})
    if upcoming(session) == person:
        return Say("turns.you_are_next", {"name": Ref(person=piece.holder)})
    return None


def upcoming(session: Session) -> PersonId | None:
    """Who gets the piece after the holder, in the running round; unknown where people pick."""
    able = [person for person in session.piece.queue if session.people[person].plays]
    options = session.phase.options
    picked = isinstance(options, RoundOptions) and options.order == "popcorn"
    return able[0] if able and (not picked or len(able) == 1) else None
