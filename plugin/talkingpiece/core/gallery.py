"""A demonstration: others watch how a session goes, and nothing of the people in it (B1, A2).

The gallery sees the steps, a circle without names, and which seat in it has the piece; not whether
somebody speaks, so that a pass looks like any turn. It hears nothing from us, gives nothing, and no
word or name of anybody's reaches it. Everybody reads that it is there. Whose case it is agrees
twice: by offering it where everybody reads so, and once more on reading how many watch; until then,
and without a yes, the circle is not shown.
"""

from collections.abc import Iterator

from msgspec.structs import replace

from talkingpiece.core import table_shown
from talkingpiece.core.circle import shown_order
from talkingpiece.core.formats import Format, Phase
from talkingpiece.core.gallery_commands import (
    AskNodes,
    CountWatchers,
    GiveUpNodes,
    LetWatch,
    OpenGallery,
)
from talkingpiece.core.gallery_events import (
    GalleryOpened,
    NodesAsked,
    NodesGivenUp,
    WatchersCounted,
    WatchingAnswered,
)
from talkingpiece.core.gallery_folds import watching
from talkingpiece.core.gallery_shown import GalleryShown, Why
from talkingpiece.core.grammar import Moment
from talkingpiece.core.ids import PersonId
from talkingpiece.core.options import RoundOptions
from talkingpiece.core.people import Participant
from talkingpiece.core.session import Session
from talkingpiece.core.shown import Notice, Offer
from talkingpiece.core.steering import facilitator
from talkingpiece.core.text import Say, prompt_key, title_key
from talkingpiece.errors import Code, Refused

ONLY_IF = "demo"
"""A role that is there `only_if: demo` is the gallery."""


def room_for(chosen: Format) -> int:
    """How many may watch a demonstration of *chosen*; 0 where the format has no gallery."""
    return max((role.max for role in chosen.roles.values() if role.only_if == ONLY_IF), default=0)


def is_demonstration(session: Session) -> bool:
    """Whether others may watch, as it was agreed, in the form that runs now."""
    return session.plan.demo and room_for(session.format) > 0


# --- asking -------------------------------------------------------------------------------------


def count(moment: Moment, command: CountWatchers) -> None:
    """A node tells how many watch there, for the first time or because it was asked."""
    gallery = moment.session.gallery
    if command.now != gallery.counts.get(command.by, 0) or command.by in gallery.doubted:
        moment.add(WatchersCounted(now=command.now, by=command.by))


def ask_nodes(moment: Moment, command: AskNodes) -> None:
    """A node asks after the others: one that died is not heard of otherwise."""
    nodes = tuple(node for node in moment.session.gallery.counts if node != command.by)
    if nodes:
        moment.add(NodesAsked(nodes=nodes))


def give_up_nodes(moment: Moment, command: GiveUpNodes) -> None:
    """Those who have not answered are counted no more."""
    nodes = tuple(sorted(moment.session.gallery.doubted))
    if nodes:
        moment.add(NodesGivenUp(nodes=nodes))


def let_watch(moment: Moment, command: LetWatch) -> None:
    """Whose case it is answers, and may change their mind at any time."""
    me = moment.me()
    session = moment.session
    if not is_demonstration(session) or session.presenter != me.id:
        raise Refused(Code.NOT_NOW)
    if _answer(session) is not command.on:
        moment.add(WatchingAnswered(person=me.id, on=command.on))


def open_gallery(moment: Moment, command: OpenGallery) -> None:
    """Facilitators shut it for all, and open it again."""
    facilitator(moment)
    if not is_demonstration(moment.session):
        raise Refused(Code.NOT_NOW)
    if moment.session.gallery.shut is command.on:
        moment.add(GalleryOpened(on=command.on))


def _answer(session: Session) -> bool | None:
    """What the one whose case it is has said; None: nothing yet."""
    gallery = session.gallery
    return gallery.agreed if gallery.answered == session.presenter else None


# --- what those at the table read -----------------------------------------------------------------


def notices(session: Session, person: PersonId) -> Iterator[tuple[str, Notice]]:
    """Everybody reads that others may watch; whose case it is, that they are asked."""
    if not is_demonstration(session) or session.gallery.shut:
        return
    counted = {"n": watching(session.gallery)}
    if session.presenter != person:
        yield "gallery", Notice(say=Say("gallery.watched", {**counted}))
    elif _answer(session) is None and watching(session.gallery):
        yield "gallery", Notice(say=Say("gallery.asked", {**counted}), tone="warm")
    else:
        said = "gallery.declined" if _answer(session) is False else "gallery.watched"
        yield "gallery", Notice(say=Say(said, {**counted}))


def offers(session: Session, me: Participant) -> Iterator[tuple[str, Offer]]:
    """Two equal buttons for whose case it is; to shut and to open for facilitators."""
    if not is_demonstration(session):
        return
    if session.presenter == me.id and not session.gallery.shut:
        answer = _answer(session)
        asked = answer is None and watching(session.gallery) > 0
        for order, on in enumerate((True, False)):
            if answer is not on and (asked or answer is not None):
                yield f"let_watch_{order}", _tap("let_watch", on, "notice", order)
    if me.role == "facilitator":
        yield "open_gallery", _tap("open_gallery", session.gallery.shut, "more", 90)


def _tap(do: str, on: bool, place: str, order: int) -> Offer:
    return Offer(
        command={"do": do, "on": on},
        label=Say(f"buttons.{do if on else f'{do}_not'}"),
        place=place,  # type: ignore[arg-type]
        order=order,
        notice="gallery" if place == "notice" else "",
    )


# --- what the gallery sees ------------------------------------------------------------------------


def shown(session: Session) -> GalleryShown:
    """What everybody sees who watches."""
    phase, why = session.phase, _why_not(session)
    form = GalleryShown(
        title=f"{session.format.id}/title",
        steps=table_shown.steps(session),
        phase=title_key(session.format.id, phase.id),
        read=_read(session, phase),
        why=why,
    )
    return form if why else _with_circle(session, form)


def _why_not(session: Session) -> Why:
    if session.closed is not None:
        return "over"
    if not is_demonstration(session) or session.gallery.shut:
        return "shut"
    if session.presenter is None or _answer(session):
        return ""
    return "asking" if _answer(session) is None else "declined"


def _with_circle(session: Session, form: GalleryShown) -> GalleryShown:
    """With the seats of the round, or of everybody where there is none."""
    in_turn = isinstance(session.phase.options, RoundOptions)
    order = shown_order(session) if in_turn else tuple(one.id for one in session.here())
    holder = session.piece.holder
    return replace(form, seats=len(order), holder=order.index(holder) + 1 if holder in order else 0)


def _read(session: Session, phase: Phase) -> Say | None:
    """The sentence for those who listen, or for all.

    None that would be filled in with something of the session.
    """
    for role in ("listener", "all"):
        words = phase.prompts.get(role, {})
        if words and not any("{" in one for one in words.values()):
            return Say(prompt_key(session.format.id, phase.id, role))
    return None
