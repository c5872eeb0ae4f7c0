"""The people at the table."""

from typing import Literal

import msgspec

from talkingpiece.core.formats import Late
from talkingpiece.core.ids import Ms, PersonId

Role = Literal["facilitator", "participant"]
"""Power in the tool. A format's own roles (presenter, mentor) are something else."""


class Participant(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """One person at the table.

    `here` is true while the person is in the widget or in the call; a short loss of the connection
    does not change it. `late` is what a newcomer may do: everything (`join`), listen until the next
    topic (`listen`), or wait outside (`wait`). `listening` is the person's own wish to sit out.
    """

    id: PersonId
    name: str
    role: Role = "participant"
    locale: str = "en"
    arrived: Ms
    here: bool = True
    gone_since: Ms | None = None
    late: Late = "join"
    listening: bool = False
    removed: bool = False
    """Seen out by a facilitator; the seat's token does not open the table again."""
    seat: PersonId | None = None
    """Whose seat they turned out to have: they sit there now ("yes, that's Noor")."""
    widget: bool = True
    """False: a seat without widget, on the phone; facilitators tap what they say."""
    credited: bool = False
    """Wishes their name to stand with what they gave, on a page for everybody."""
    knocks: bool = False
    """Came from the call by a name of their own, without a link: a facilitator's yes is needed."""
    asks_to_facilitate: bool = False
    """Came with a facilitator link while another leads: the lead's yes is needed (decision 16)."""

    @property
    def seated(self) -> bool:
        """At the table and able to see it: here, and not waiting outside."""
        return self.here and self.late != "wait"

    @property
    def plays(self) -> bool:
        """May be given a turn now."""
        return self.here and self.late == "join" and not self.listening
