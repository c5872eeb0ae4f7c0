"""Talking Piece: structured rounds in a video call, where each in turn may speak or pass.

The rooms of this house, from the ground up. Each may import those above it in this list,
never those below (import-linter keeps it so), and each room's ``__init__`` is its own guide:

- ``errors``, ``settings``, ``sealing``   what can go wrong, what may be set, encryption
- ``core``         the session as a pure function: commands in, events out, views, buttons
- ``activities``   the ways of taking part (round, talk, collect, ...), pure as well
- ``sdk``          the one door for plugins: declarations, hooks, ports
- ``registry``     finds formats and plugins, sets broken ones aside, asks the right one
- ``storage``, ``rendering``, ``platforms``  the rim: databases; pages and texts; video calls
- ``hub``          rooms as actors: decide, commit, then show; who is connected
- ``server``       HTTP and WebSocket
- ``testing``      playbook, simulated people and conformance checks for format authors
- ``cli``          the ``talkingpiece`` command

To follow a word of the domain, start in ``core``; to write a format, in ``sdk``; to follow a
message on the wire, in ``hub.wire``.
"""

__version__ = "0.1.0"
