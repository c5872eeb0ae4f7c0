"""``talkingpiece jitsi snippet``: what to add to a Jitsi, for its administrator to read and run."""

import argparse
import sys

from talkingpiece.platforms.jitsi.snippets import CannotSay, Snippet


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("deed", choices=("snippet",), help="print it, as lines for a shell")
    parser.add_argument(
        "--door",
        choices=("ssi", "config"),
        default="ssi",
        help="ssi: nginx puts the hook into Jitsi's page; config: a line is appended to config.js",
    )
    parser.add_argument(
        "--platform", choices=("docker", "debian"), default="docker", help="how Jitsi is installed"
    )
    parser.add_argument("--domain", required=True, help="Jitsi's name, as jitsi.example.org")
    parser.add_argument(
        "--sidecar",
        default="",
        metavar="URL",
        help="where Talking Piece is: https://… as browsers reach it, http://… as Jitsi's web "
        "server reaches it (default: beside it on the same machine)",
    )
    parser.add_argument(
        "--room",
        action="append",
        default=[],
        metavar="NAME=ID",
        help="this room of Jitsi always belongs to this session; may be given several times",
    )
    parser.add_argument("--remove", action="store_true", help="print how to take it away again")


def run(arguments: argparse.Namespace) -> int:
    """Print it; 2 if it cannot be made of these arguments."""
    snippet = Snippet(
        door=arguments.door,
        platform=arguments.platform,
        domain=arguments.domain.strip().lower(),
        sidecar=arguments.sidecar,
        rooms=dict(room.partition("=")[::2] for room in arguments.room),
    )
    try:
        snippet.check()
    except CannotSay as wrong:
        sys.stderr.write(f"talkingpiece: {wrong}\n")
        return 2
    print(snippet.remove() if arguments.remove else snippet.add(), end="")
    return 0
