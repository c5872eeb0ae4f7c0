"""Decks of cards: a question when one is wanted, for one's own eyes (formats.md B2).

In a round everybody may draw one; in an open talk whoever conducts it. The cards themselves are
words of the catalogue, numbered from 1.
"""

from collections.abc import Callable, Iterator
from typing import Any

from talkingpiece.core import board_asking as c
from talkingpiece.core import board_events as e
from talkingpiece.core.grammar import Moment
from talkingpiece.core.ids import PersonId
from talkingpiece.core.options import DiscussOptions, RoundOptions
from talkingpiece.core.session import Session
from talkingpiece.core.shown import Notice, Offer
from talkingpiece.core.standing import Card
from talkingpiece.core.text import Say
from talkingpiece.errors import Code, Refused

SIZES = {
    "commitments": 8,
    "getting_to_know": 5,
    "mentee_pulse": 2,
    "mentor_questions": 8,
    "mentor_self_check": 5,
    "period_review": 1,
}
"""How many cards each deck has."""


def deck_of(session: Session, person: PersonId) -> str:
    """The deck that *person* may draw from now; empty where there is none."""
    options = session.phase.options
    me = session.people[person]
    if isinstance(options, RoundOptions) and me.plays:
        return options.deck
    conducts = me.role == "facilitator" or session.acting == person
    return options.deck if isinstance(options, DiscussOptions) and conducts else ""


def draw(moment: Moment) -> None:
    """The next card; after the last one the first again."""
    me = moment.me()
    deck = deck_of(moment.session, me.id)
    if deck not in SIZES:
        raise Refused(Code.NOT_NOW)
    before = moment.session.cards.get(me.id, Card(0))
    moment.add(e.CardDrawn(by=me.id, number=before.number % SIZES[deck] + 1))


def put_away(moment: Moment) -> None:
    """Thanks, that will do; the next one drawn is another."""
    me = moment.me()
    card = moment.session.cards.get(me.id)
    if card is None or not card.shown:
        raise Refused(Code.NOT_NOW)
    moment.add(e.CardPutAway(by=me.id))


def notices(session: Session, person: PersonId) -> Iterator[tuple[str, Notice]]:
    """The card that *person* has drawn, seen by nobody else."""
    card, deck = session.cards.get(person), deck_of(session, person)
    if deck and card is not None and card.shown:
        yield "card", Notice(say=Say(f"decks.{deck}.{card.number}"), tone="warm")


def offers(session: Session, person: PersonId) -> Iterator[tuple[str, Offer]]:
    """A question, another one, or enough of them."""
    if deck_of(session, person) not in SIZES:
        return
    card = session.cards.get(person)
    if card is None or not card.shown:
        label = Say("buttons.draw_card")
        yield "draw_card", Offer(command={"do": "draw_card"}, label=label, place="aside", order=25)
        return
    for order, do in enumerate(("draw_card", "put_card_away"), start=1):
        label = Say("buttons.another_card" if do == "draw_card" else f"buttons.{do}")
        yield (
            do,
            Offer(command={"do": do}, label=label, place="notice", order=order, notice="card"),
        )


DESKS: dict[type, Callable[[Moment, Any], None]] = {
    c.DrawCard: lambda moment, command: draw(moment),
    c.PutCardAway: lambda moment, command: put_away(moment),
}
