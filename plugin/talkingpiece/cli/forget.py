"""``talkingpiece forget``: erase now, down to the bytes, what is kept of a session."""

import argparse
import asyncio
import sys
import time

from talkingpiece.core.ids import Ms, RoomId
from talkingpiece.errors import StoreUnavailable
from talkingpiece.sdk.ports import Store
from talkingpiece.settings import load_settings
from talkingpiece.storage import open_store


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "room", nargs="*", help="the id of a room: what stands in its address before the #"
    )
    parser.add_argument(
        "--due", action="store_true", help="everything whose time has come, as the server does"
    )


def run(arguments: argparse.Namespace) -> int:
    """Erase; 1 if one of the rooms is not there."""
    if not arguments.room and not arguments.due:
        sys.stderr.write("talkingpiece forget: name a room, or --due\n")
        return 2
    settings = load_settings()
    try:
        return asyncio.run(_forget(settings.store, arguments))
    except StoreUnavailable as error:
        sys.stderr.write(f"talkingpiece: {error}; nothing certain was erased, try again\n")
        return 2


async def _forget(url: str, arguments: argparse.Namespace) -> int:
    store = await open_store(url)
    try:
        missing = [room for room in arguments.room if not await _erase(store, RoomId(room))]
        if arguments.due:
            erased = await store.forget_due(Ms(int(time.time() * 1000)))
            print(
                f"Erased what was due: {len(erased.rooms)} rooms, {len(erased.sheets)} sheets, "
                f"{len(erased.series)} series."
            )
    finally:
        await store.close()
    return 1 if missing else 0


async def _erase(store: Store, room: RoomId) -> bool:
    if await store.room(room) is None:
        print(f"{room}: there is no such room (any more).")
        return False
    await store.forget(room)
    print(f"{room}: erased. Personal sheets stay with whoever has their links until they expire.")
    return True
