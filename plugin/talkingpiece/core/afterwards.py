"""After a session: questions that each role of a pair asks itself, answered for one's own eyes.

A format names a deck per role (formats.md B2, debrief and pulse). Answers are private notes: they
stand on their owner's sheet and nowhere else, and no question has to be answered. The debrief is
"alone, or together if both wish": an answer is shown to the other by its owner's own tap, as an
item of its own (A7), and taken back by another.
"""

from collections.abc import Iterator

import msgspec

from talkingpiece.core import items, roles
from talkingpiece.core.events import ItemAdded, ItemEdited, ItemMoved
from talkingpiece.core.grammar import Moment
from talkingpiece.core.ids import ItemId, PersonId
from talkingpiece.core.pair_commands import Reflect, ShowAnswer
from talkingpiece.core.session import Item, Session
from talkingpiece.core.shown import Field, Offer
from talkingpiece.core.text import Say
from talkingpiece.errors import Code, Refused

KIND = "self_check"
"""The kind of all answers, whatever the deck."""
SHOWN = "shown_answer"
"""The kind of those that were shown to the other."""


def deck_of(session: Session, person: PersonId) -> tuple[str, int]:
    """The deck that *person* looks back with, and how many questions it has; none before the end.

    Whoever has no role that is asked gets none.
    """
    if session.closed is None:
        return "", 0
    for role, asked in session.format.afterwards.items():
        if roles.has(session, person, role):
            return asked.deck, asked.questions
    return "", 0


def asked(item: Item) -> str:
    """The key of the question that *item* answers; empty for anything else."""
    question = item.fields.get("question", "")
    return f"decks.{item.fields.get('deck')}.{question}" if item.kind == KIND and question else ""


def reflect(moment: Moment, command: Reflect) -> None:
    """Answer a question, or word it anew; no words take the answer back."""
    me, session = moment.actor, moment.session
    deck, questions = deck_of(session, me)
    if not 1 <= command.question <= questions:
        raise Refused(Code.NOT_NOW)
    given = _answer(session, me, deck, command.question)
    if not command.text.strip():
        if given is not None:
            moment.add(ItemMoved(item=given.id, state="withdrawn"))
        return
    text = items.cleaned(command.text, items.MAX_NOTE_LENGTH)
    if given is not None:
        moment.add(ItemEdited(item=given.id, text=text))
        return
    item = Item(
        id=ItemId(f"i{session.next_item}"),
        kind=KIND,
        text=text,
        owner=me,
        at=moment.at,
        sees="me",
        keep="personal",
        phase=session.phase.id,
        fields={"deck": deck, "question": str(command.question)},
    )
    moment.add(ItemAdded(item=item))


def show(moment: Moment, command: ShowAnswer) -> None:
    """Show an answer as it is now, or take it back; what was not answered cannot be shown."""
    me, session = moment.actor, moment.session
    deck, questions = deck_of(session, me)
    if not 1 <= command.question <= questions:
        raise Refused(Code.NOT_NOW)
    given = _answer(session, me, deck, command.question)
    shown = _answer(session, me, deck, command.question, SHOWN)
    if not command.on:
        if shown is not None:
            moment.add(ItemMoved(item=shown.id, state="withdrawn"))
    elif given is None:
        raise Refused(Code.NOT_NOW)
    elif shown is not None:
        moment.add(ItemEdited(item=shown.id, text=given.text))
    else:
        item = msgspec.structs.replace(
            given, id=ItemId(f"i{session.next_item}"), kind=SHOWN, at=moment.at, sees="group",
            keep="session",
        )  # fmt: skip
        moment.add(ItemAdded(item=item))


def _answer(
    session: Session, person: PersonId, deck: str, question: int, kind: str = KIND
) -> Item | None:
    fields = {"deck": deck, "question": str(question)}
    mine = (
        item
        for item in session.items.values()
        if item.kind == kind and item.owner == person and item.state != "withdrawn"
    )
    return next((item for item in mine if item.fields == fields), None)


def offers(session: Session, person: PersonId) -> Iterator[tuple[str, Offer]]:
    """One form for each question, with what was answered so far."""
    deck, questions = deck_of(session, person)
    for question in range(1, questions + 1):
        given = _answer(session, person, deck, question)
        text = Field(
            name="text",
            label=Say(f"decks.{deck}.{question}"),
            kind="text",
            max=items.MAX_NOTE_LENGTH,
            value="" if given is None else given.text,
            optional=True,
        )
        yield (
            f"reflect_{question}",
            Offer(
                command={"do": "reflect", "question": question},
                label=Say("buttons.save"),
                place="after",
                order=2 * question,
                fields=(text,),
            ),
        )
        yield from _showing(session, person, question, given)


def _showing(
    session: Session, person: PersonId, question: int, given: Item | None
) -> Iterator[tuple[str, Offer]]:
    """To show an answer to the other, as long as they have not got it as it is."""
    deck, _ = deck_of(session, person)
    shown = _answer(session, person, deck, question, SHOWN)
    news = given is not None and (shown is None or shown.text != given.text)
    for on, label, wanted in ((True, "show_answer", news), (False, "hide_answer", shown)):
        if wanted:
            command: dict[str, str | int | bool] = {
                "do": "show_answer", "question": question, "on": on,
            }  # fmt: skip
            offer = Offer(
                command=command,
                label=Say(f"buttons.{label}"),
                place="after",
                order=2 * question + 1,
            )
            yield f"{label}_{question}", offer
