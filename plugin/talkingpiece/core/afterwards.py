"""After a session: questions that each role of a pair asks itself, answered for one's own eyes.

A format names a deck per role (formats.md B2, debrief and pulse). Answers are private notes: they
stand on their owner's sheet and nowhere else, and no question has to be answered.
"""

from collections.abc import Iterator

from talkingpiece.core import items, roles
from talkingpiece.core.events import ItemAdded, ItemEdited, ItemMoved
from talkingpiece.core.grammar import Moment
from talkingpiece.core.ids import ItemId, PersonId
from talkingpiece.core.pair_commands import Reflect
from talkingpiece.core.session import Item, Session
from talkingpiece.core.shown import Field, Offer
from talkingpiece.core.text import Say
from talkingpiece.errors import Code, Refused

KIND = "self_check"
"""The kind of all answers, whatever the deck."""


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


def _answer(session: Session, person: PersonId, deck: str, question: int) -> Item | None:
    fields = {"deck": deck, "question": str(question)}
    mine = (
        item
        for item in session.items.values()
        if item.kind == KIND and item.owner == person and item.state != "withdrawn"
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
                order=question,
                fields=(text,),
            ),
        )
