"""The core: what a session is, and what may happen in it. Pure: no clock, no chance, no I/O.

Where to start reading: `commands` (what may be asked) and `events` (what may have happened), then
`session` (the state). `decide.play` turns a command into events, `evolve` folds one event into the
next session, `turns` is the turn engine. `views` says what a screen shows, `offers` which buttons.

What may not live here: anything that asks for the time, for chance, for a file or a socket; and
the name of any format.
"""

from talkingpiece.core.decide import decide, open_session, play
from talkingpiece.core.evolve import evolve, replay

__all__ = ["decide", "evolve", "open_session", "play", "replay"]
