"""The ``talkingpiece`` command: parses words, imports a command only when it is called.

A command is a module of this room with ``configure(parser)``, which adds its arguments, and
``run(arguments) -> int``, which gives the exit code: 0 all is well, 1 something was found,
2 it could not be tried.
"""

import argparse
import logging
import sys
from collections.abc import Sequence
from importlib import import_module

from talkingpiece import __version__
from talkingpiece.errors import SettingsError

COMMANDS = {
    "serve": "serve Talking Piece on this machine",
    "demo": "serve it with simulated people to rehearse with, keeping nothing",
    "formats": "list the formats, show one, say why one was set aside",
    "check": "say everything that is wrong with a declaration",
    "simulate": "play a format with simulated people and report",
    "backup": "copy everything that is kept to one file, while the server runs",
    "restore": "put a copy into a new or empty store",
    "forget": "erase a session now, or everything whose time has come",
    "keys": "list, rotate or destroy the server's keys",
    "jitsi": "print what to add to a Jitsi, so that calls show the panel",
    "doctor": "say what is wrong with this server, or with a Jitsi",
}
"""Module of this room → what it does."""


def main(argv: Sequence[str] | None = None) -> int:
    """Entry point of the ``talkingpiece`` command; returns the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    parser = argparse.ArgumentParser(
        prog="talkingpiece",
        description="Structured rounds in a video call, in which each may speak or pass.",
    )
    parser.add_argument("--version", action="version", version=f"talkingpiece {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, summary in COMMANDS.items():
        command = commands.add_parser(
            name, help=summary, description=f"{summary[0].upper()}{summary[1:]}."
        )
        if words[:1] == [name]:
            module = import_module(f"talkingpiece.cli.{name}")
            module.configure(command)
            command.set_defaults(run=module.run)
    arguments = parser.parse_args(words)
    # What a command prints already says what was set aside; `serve` sets up logging of its own.
    logging.getLogger("talkingpiece").addHandler(logging.NullHandler())
    try:
        code: int = arguments.run(arguments)
    except SettingsError as error:
        sys.stderr.write(f"talkingpiece: {error}\n")
        return 2
    except BrokenPipeError:  # `talkingpiece formats | head`
        sys.stderr.close()
        return 1
    return code
