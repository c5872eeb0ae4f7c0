"""Choosing a format by what is needed, by people and by minutes, never by a method's name.

What does not fit stands lower, with the reason, and can be chosen all the same.
"""

from collections.abc import Callable, Iterable

import msgspec
from msgspec.structs import replace

from talkingpiece.core.formats import SESSION_KINDS
from talkingpiece.rendering.cards import Card

Say = Callable[..., str]


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What people look for; what is empty or 0 does not matter to them."""

    need: str = ""
    people: int = 0
    minutes: int = 0


def wish_of(given: dict[str, str]) -> Wish:
    """What stands in an address such as `?need=decide&people=5`; nonsense says nothing."""

    def number(name: str) -> int:
        text = given.get(name, "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0

    return Wish(need=given.get("need", ""), people=number("people"), minutes=number("minutes"))


def ranked(cards: Iterable[Card], wish: Wish, say: Say) -> tuple[Card, ...]:
    """*cards* with the reasons against them, what fits first; otherwise in the order they had."""
    judged = [replace(card, misfits=tuple(_misfits(card, wish, say))) for card in cards]
    return tuple(sorted(judged, key=lambda card: (not _is_for(card, wish), len(card.misfits))))


def _is_for(card: Card, wish: Wish) -> bool:
    return not wish.need or wish.need in card.needs


def _misfits(card: Card, wish: Wish, say: Say) -> Iterable[str]:
    """Why the format does not fit, in the reader's words."""
    if not _is_for(card, wish):
        yield say("choose.other_need")
    least, most = card.people
    if wish.people and wish.people < least:
        yield say("choose.too_few", n=least)
    elif wish.people > most:
        yield say("choose.too_many", n=most)
    if wish.minutes and wish.minutes < card.least:
        yield say("choose.too_short", min=card.least)


def families(cards: Iterable[Card]) -> tuple[Card, ...]:
    """One card for each family: that of its first kind, with all kinds to choose from.

    Kinds of session stand in the order in which people come to them.
    """
    found: dict[str, list[Card]] = {}
    for card in cards:
        found.setdefault(card.family or card.id, []).append(card)
    return tuple(_as_one(family) for family in found.values())


def _as_one(family: list[Card]) -> Card:
    if len(family) == 1:
        return family[0]
    ordered = sorted(family, key=lambda card: _place(card.session_kind))
    return replace(family[0], kinds=tuple((c.id, c.title, c.usual, c.least) for c in ordered))


def _place(kind: str) -> int:
    return SESSION_KINDS.index(kind) if kind in SESSION_KINDS else len(SESSION_KINDS)
