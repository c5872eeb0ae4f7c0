"""The tokens of one room: who one is, and the way back in."""

import msgspec

from talkingpiece.core.ids import Ms, PersonId, RoomId
from talkingpiece.errors import NotIdentified
from talkingpiece.sealing import Kind, ServerKeys, Token, derive_id, open_token, seal_token

ID_CHARS = 12


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
