"""``talkingpiece doctor``: is this installation, or a Jitsi, fit to be used, and what is to do?"""

import argparse
import asyncio
import sys
import textwrap
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec

from talkingpiece.hub.wire import PROTOCOL
from talkingpiece.platforms.jitsi import deployment, privacy
from talkingpiece.platforms.jitsi.claims import read_token
from talkingpiece.platforms.jitsi.findings import Finding, exit_code
from talkingpiece.server import installation
from talkingpiece.server.visiting import visit
from talkingpiece.settings import load_settings

MARKS = {"ok": "ok     ", "note": "note   ", "bad": "BAD    ", "unknown": "unknown"}


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "url",
        nargs="?",
        default="",
        metavar="URL",
        help="a Jitsi, as https://jitsi.example.org; without it, this installation is examined",
    )
    parser.add_argument(
        "--token",
        default="",
        metavar="FILE",
        help="a file with a Jitsi token (- for standard input): what it says is examined as well",
    )
    parser.add_argument("--privacy", action="store_true", help="print what Jitsi itself keeps")
    parser.add_argument("--json", action="store_true", help="for programs")


def run(arguments: argparse.Namespace) -> int:
    """Print what was found; 1 if something does not work, 2 if it could not be tried."""
    if arguments.privacy and not (arguments.url or arguments.token):
        print(msgspec.json.encode(privacy.KEPT).decode() if arguments.json else privacy.told())
        return 0
    settings = load_settings()
    findings: list[Finding] = []
    if arguments.url:
        seen = asyncio.run(visit(arguments.url, settings.public_url, PROTOCOL))
        findings += deployment.examine(seen)
    if arguments.token:
        text = sys.stdin.read() if arguments.token == "-" else Path(arguments.token).read_text()
        findings += read_token(text.strip(), int(time.time()))
    if not (arguments.url or arguments.token):
        findings += asyncio.run(installation.examine(settings))
    if arguments.json:
        print(msgspec.json.encode({"url": arguments.url, "findings": findings}).decode())
    else:
        print("\n".join(_lines(findings)))
    if arguments.privacy:
        print(f"\n{privacy.told()}")
    return exit_code(findings)


def _lines(findings: Sequence[Finding]) -> list[str]:
    lines: list[str] = []
    indent = " " * 9
    for each in findings:
        lines += textwrap.wrap(each.says, 96, initial_indent=f"{MARKS[each.state]}  ",
                               subsequent_indent=indent)  # fmt: skip
        if each.do:
            lines += textwrap.wrap(each.do, 96, initial_indent=f"{indent}→ ",
                                   subsequent_indent=f"{indent}  ")  # fmt: skip
    wrong = sum(each.state == "bad" for each in findings)
    told = {0: "All is well.", 1: "One thing does not work."}.get(wrong)
    return [*lines, "", told or f"{wrong} things do not work."]
