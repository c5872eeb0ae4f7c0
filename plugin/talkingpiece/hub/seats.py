"""The tokens of one room: who one is, and the way back in."""

from typing import Literal

import msgspec
from msgspec.structs import replace

from talkingpiece.core.ids import Ms, PersonId, RoomId
from talkingpiece.core.session import Session
from talkingpiece.errors import NotIdentified
from talkingpiece.sealing import Kind, ServerKeys, Token, derive_id, open_token, seal_token

ID_CHARS = 12
KNOCK = "knock"
"""In a hello's place for a token: I am in the call, have no link, and ask to be let in."""
KNOWN = "v-"
"""Begins the id of whoever a call's token has named: verified (decision 26)."""


def is_known(person: PersonId) -> bool:
    """Whether a call's token has named *person*, and not they themselves."""
    return person.startswith(KNOWN)


class Way(msgspec.Struct, frozen=True):
    """A token that leads in."""

    kind: Literal["seat", "invitation"]
    token: str

    def __repr__(self) -> str:
        return f"<Way {self.kind}>"


class Seats(msgspec.Struct, frozen=True, kw_only=True):
    """Makes a room's links and seat tokens."""

    keys: ServerKeys
    room: RoomId
    key: bytes
    generation: int
    expires: Ms

    def token(self, person: PersonId) -> str:
        """What *person* comes back with."""
        return self.link("seat", person)

    def link(self, kind: Kind, person: PersonId | None = None) -> str:
        """The token of a link into the room."""
        token = Token(
            kind=kind,
            room=self.room,
            key=self.key,
            expires=self.expires,
            generation=self.generation,
            person=person,
        )
        return seal_token(self.keys, token)

    def known(self, somebody: str) -> PersonId:
        """The id of whom a call's token names: the same one whenever they come."""
        return PersonId(KNOWN + derive_id(self.key, "known", somebody)[: ID_CHARS - len(KNOWN)])

    def way_for(self, session: Session, somebody: str) -> Way:
        """How *somebody*, whom a call's token names, comes in: to their seat, or to be seated."""
        seats, person = replace(self, generation=session.links), self.known(somebody)
        kind: Literal["seat", "invitation"] = "seat" if person in session.people else "invitation"
        return Way(kind, seats.link(kind, person))

    def person(self, asked_as: str) -> PersonId:
        """The id of whoever sits down with this command id: the same one for the same id."""
        return PersonId(derive_id(self.key, "person", asked_as)[:ID_CHARS])

    def __repr__(self) -> str:
        return "<Seats>"


def open_link(keys: ServerKeys, text: str, now: Ms, *kinds: Kind) -> Token:
    """The token that stood behind the `#` of a link, if it is of one of these kinds.

    Raises:
        NotIdentified: `missing`, `wrong_kind`, or as `sealing.open_token`.
    """
    if not text:
        raise NotIdentified("missing")
    token = open_token(keys, text, now)
    if token.kind not in kinds:
        raise NotIdentified("wrong_kind")
    return token


def check_link(token: Token, generation: int) -> None:
    """Raise `NotIdentified` (`revoked`) for a link of before *generation*; seats stay."""
    if token.kind != "seat" and token.generation < generation:
        raise NotIdentified("revoked")
