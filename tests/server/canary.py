"""Planted words: each stands in one field only, so that a word found somewhere names its way."""

import sqlite3
from contextlib import closing
from pathlib import Path

import aiohttp
from tests.server.house import Browser
from tests.server.process import Process

from talkingpiece.core.events import Record
from talkingpiece.hub.logbook import Kept
from talkingpiece.sealing import load_keys, open_token
from talkingpiece.storage import codec

MARK = "canary"
PIECE = 48
"""Bytes of a sealed record that cannot stand somewhere else by chance."""


class Canaries:
    """Hands out words, and remembers what each was planted in."""

    def __init__(self) -> None:
        self.planted: dict[str, str] = {}

    def word(self, place: str) -> str:
        """A word of its own for *place*; letters and digits, so that nothing escapes it."""
        word = f"{MARK}{len(self.planted):05}q"
        self.planted[word] = place
        return word

    def found_in(self, text: str | bytes) -> list[str]:
        """The places whose words are there; quick where there is none."""
        text = text.decode("latin-1") if isinstance(text, bytes) else text
        if MARK not in text:
            return []
        return [place for word, place in self.planted.items() if word in text]


class Disk:
    """What is kept, as somebody with the disk, a link and the server's keys finds it."""

    def __init__(self, process: Process, token: str) -> None:
        self._process = process
        keys = load_keys(process.settings.key_file, 0)
        opened = open_token(keys, token, 0)
        self._room, self._key = opened.room, opened.key

    @property
    def _database(self) -> Path:
        return Path(self._process.settings.store.removeprefix("sqlite:"))

    def blobs(self) -> list[bytes]:
        """Every sealed record, snapshot, sheet and series."""
        tables = ("record", "snapshot", "sheet", "series")
        with closing(sqlite3.connect(f"file:{self._database}?mode=ro", uri=True)) as reader:
            return [
                blob
                for table in tables
                for (blob,) in reader.execute(f"SELECT blob FROM {table}")  # noqa: S608
            ]

    def opened(self) -> str:
        """The room as these three together read it: what the links are good for."""
        with closing(sqlite3.connect(f"file:{self._database}?mode=ro", uri=True)) as reader:
            one = "SELECT number FROM room WHERE id = ?"
            snapshots = reader.execute(
                f"SELECT seq, blob FROM snapshot WHERE room_number = ({one})",  # noqa: S608
                (self._room,),
            ).fetchall()
            records = reader.execute(
                f"SELECT seq, blob FROM record WHERE room_number = ({one})",  # noqa: S608
                (self._room,),
            ).fetchall()
        read: list[object] = []
        for seq, blob in snapshots:
            read.append(codec.decode_snapshot(blob, self._key, self._room, seq, Kept))
        for seq, blob in records:
            read.append(codec.decode_group(blob, self._key, self._room, seq, Record))
        return str(read)

    def left_of(self, blobs: list[bytes]) -> int:
        """How many of these are still there in part, in any byte of database, log or index."""
        folder = self._database.parent
        left = b"".join(file.read_bytes() for file in folder.glob(f"{self._database.name}*"))
        pieces = (blob[at : at + PIECE] for blob in blobs for at in range(0, len(blob), 256))
        return sum(piece in left for piece in pieces if len(piece) == PIECE)


async def heard(*people: Browser) -> dict[str, str]:
    """Everything that each has ever been sent, by name."""
    for browser in people:
        await browser.quiet()
    return {browser.me: "\n".join(browser.raw) for browser in people}


async def strange_requests(http: aiohttp.ClientSession, canaries: Canaries) -> None:
    """Everything a stranger may send: the answers quote none of it, and neither does the log."""
    word = canaries.word
    answers = []
    for accept in ("text/html", "application/json"):
        head = {"Accept": accept, "Referer": f"http://{word('referer')}.example/"}
        for path in ("/{}", "/rooms/{}/x", "/static/{}", "/texts/{}.json", "/health?x={}"):
            answers += [await http.get(path.format(word("path")), headers=head)]
        origin = {"Origin": f"http://{word('origin')}.example"}
        answers += [await http.get("/socket", headers=origin)]
        for path in ("sessions", "sheet", "sheet/erase", "series", "format", "switch"):
            for body in ({"token": word("token")}, {"token": 1, word("member"): word("value")}):
                answers += [await http.post(f"/api/{path}", json=body, headers=head)]
            raw = f'{{"{word("broken")}'
            answers += [await http.post(f"/api/{path}", data=raw, headers=head)]
    for answer in answers:
        assert canaries.found_in(await answer.text()) == []
        assert canaries.found_in(str(answer.headers)) == []
    for hello in ({"token": word("token")}, {"seat": word("seat")}, {"room": word("room")}):
        stranger = Browser(await http.ws_connect("/socket"))
        await stranger.send(**{"t": "hello", "protocol": 1, "token": "", **hello})
        await stranger.until("closed")
        assert canaries.found_in("".join(stranger.raw)) == []
