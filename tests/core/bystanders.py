"""What a change shows to those whom it does not concern: nothing new, whatever they look at."""

from talkingpiece.core.concerned import concerned
from talkingpiece.core.difference import Difference
from talkingpiece.core.ids import Ms
from talkingpiece.core.session import Session
from talkingpiece.core.views import mine, shared


def holds_of_the_others(before: Session, after: Session, at: Ms) -> None:
    """Whoever is not concerned is shown the same as before; what is taken over is as made anew."""
    assert shared(after, at, (Difference(before, after), shared(before, at))) == shared(after, at)
    whom = concerned(Difference(before, after))
    if whom is None:
        return
    for person in after.people.keys() - whom:
        assert mine(before, person, at) == mine(after, person, at), person
