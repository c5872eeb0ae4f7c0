"""``talkingpiece restore``: a copy becomes a store again, of the same kind or another."""

import argparse
import asyncio
from pathlib import Path

from talkingpiece.settings import load_settings
from talkingpiece.storage.backup import restore


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("file", type=Path, help="a copy that `talkingpiece backup` made")
    parser.add_argument("--store", help="where to put it, new or empty (setting: store)")


def run(arguments: argparse.Namespace) -> int:
    """Put it back, and say how much."""
    settings = load_settings(store=arguments.store)
    copied = asyncio.run(restore(arguments.file, settings.store))
    print(f"Put back: {copied.rooms} rooms, {copied.sheets} sheets, {copied.series} series.")
    return 0
