"""What those see who watch a demonstration: the form, and nothing of the people in it."""

from typing import Literal

from talkingpiece.core.showing import Shown
from talkingpiece.core.shown import StepShown
from talkingpiece.core.text import Say

Why = Literal["", "asking", "declined", "shut", "over"]
"""Why nothing of the circle is shown now; empty where it is.

`asking`: whose case it is has not said yes. `declined`: they would rather not be watched. `shut`:
whoever facilitates has shut the gallery, or the group goes on in a form that has none. `over`: the
session has ended.
"""


class GalleryShown(Shown, frozen=True, kw_only=True):
    """The same for everybody who watches. No name, no word of anybody's, no id."""

    title: str
    """The format's title, a text key."""
    steps: tuple[StepShown, ...]
    phase: str
    """The running phase's title, a text key."""
    read: Say | None = None
    """What those at the table read, where it names nobody and nothing."""
    seats: int = 0
    """How many sit in the circle."""
    holder: int = 0
    """Which of them, from 1, has the piece; 0: nobody."""
    why: Why = ""
