"""``talkingpiece keys``: the server's keys, by epoch: list, rotate, destroy."""

import argparse
import datetime as dt
import time

from talkingpiece.sealing import ServerKeys, destroy_keys, load_keys, rotate_keys
from talkingpiece.settings import load_settings

DAY_MS = 86_400_000


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "deed",
        nargs="?",
        choices=("list", "rotate", "destroy"),
        default="list",
        help="rotate: a new key seals from now on, older ones still open; "
        "destroy: older ones open nothing any more, for good",
    )
    parser.add_argument(
        "--older-than",
        type=int,
        metavar="DAYS",
        help="destroy those replaced so long ago (default: link_days, after which no link opens)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Do it, and say which keys there are."""
    settings = load_settings()
    now = int(time.time() * 1000)
    if arguments.deed == "rotate":
        keys = rotate_keys(settings.key_file, now)
        print("A new key seals from the next start of the server on; restart it now.")
    elif arguments.deed == "destroy":
        days = settings.link_days if arguments.older_than is None else arguments.older_than
        before = load_keys(settings.key_file, now)
        keys = destroy_keys(settings.key_file, now - days * DAY_MS)
        gone = len(before.epochs) - len(keys.epochs)
        print(f"Destroyed {gone}; what they sealed opens for nobody any more. Restart the server.")
    else:
        keys = load_keys(settings.key_file, now)
    _show(keys, now)
    return 0


def _show(keys: ServerKeys, now: int) -> None:
    """Ids and ages; never a key."""
    for epoch in keys.epochs:
        made = dt.datetime.fromtimestamp(epoch.made / 1000, dt.UTC)
        seals = ", seals" if epoch == keys.newest else ""
        print(f"{epoch.id}  made {made:%Y-%m-%d}, {(now - epoch.made) // DAY_MS} days ago{seals}")
