"""How simulated people go along with another form: they gather for a moment, and say yes."""

from typing import TYPE_CHECKING

from talkingpiece.core.commands import AnyCommand
from talkingpiece.core.switch_asking import AcceptPact, BasketDone
from talkingpiece.core.switch_state import Switching

if TYPE_CHECKING:  # people agree, and agreeing is about people
    from talkingpiece.hub.simulated import Person


def go_along(person: "Person", asked: Switching) -> None:
    """Whoever is in the middle of something takes some of their minute; all read the pact."""
    if asked.basket == person.id:
        person.world.soon(person.seconds(5, 20), lambda: _tap(person, BasketDone()))
    elif asked.basket is None and person.id in asked.pending:
        person.world.soon(person.seconds(4, 15), lambda: _tap(person, AcceptPact()))


def _tap(person: "Person", command: AnyCommand) -> None:
    """If it still makes sense: the lead may have gone on, or stayed in this form."""
    asked = person.session.switching
    if asked is None:
        return
    mine = asked.basket == person.id if isinstance(command, BasketDone) else asked.basket is None
    if mine and (isinstance(command, BasketDone) or person.id in asked.pending):
        person.world.send(person.id, command)
