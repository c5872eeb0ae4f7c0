"""Live rooms, with asyncio but without HTTP.

Each room is an actor: a command is decided and queued at once, what queued during the last
commit is committed as one group, and only what is committed is shown. One shared frame per
change for everyone, a small private one for whom it concerns.

Start with ``wire`` (the messages), then ``room`` (the actor), then ``table`` (a room with the
people round it):

- ``rooms``       makes rooms, wakes them by a token, lets idle ones go, erases what is due
- ``crowd``       who comes at the same moment in a large room is shown together
- ``logbook``     a room's log, sealed: groups of records out, the session back in
- ``broadcast``   the shared patch and the private ones; ``built`` and ``patch`` make them
- ``connection``  one browser's outbox and rate; ``presence`` who is connected
- ``greeting``    the first messages; ``wording`` the words; ``seats`` the tokens of a room
- ``farewell``    what outlives a room; ``errands`` writes it; ``sheets`` opens it again
- ``clock``       the one clock, real or virtual; ``timers`` what happens by itself

Not here: what a command means (``core``), sockets (``server``), databases (``storage``).
"""
