"""``talkingpiece backup``: a copy of everything that is kept, without the keys."""

import argparse
import asyncio
from pathlib import Path

from talkingpiece.settings import load_settings
from talkingpiece.storage.backup import back_up


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("file", type=Path, help="the copy to make; there may be none yet")
    parser.add_argument("--store", help="what to copy (setting: store)")


def run(arguments: argparse.Namespace) -> int:
    """Copy, and say how much."""
    settings = load_settings(store=arguments.store)
    copied = asyncio.run(back_up(settings.store, arguments.file))
    print(
        f"{arguments.file}: {copied.rooms} rooms, {copied.sheets} sheets, {copied.series} series.\n"
        f"The server's keys are not in it; they are in {settings.key_file}. Keep the two apart."
    )
    return 0
