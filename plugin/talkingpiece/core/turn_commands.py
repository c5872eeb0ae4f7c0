"""What whoever has the piece may ask beside speaking and passing."""

from talkingpiece.core.asking import Command, Id


class PickPerson(Command, frozen=True, tag="pick_person", kw_only=True):
    """Over to somebody who has not had a turn: by whoever has the piece, or has just had it."""

    to: Id


TurnCommand = PickPerson
