"""A Jitsi token for a seat: looked at once, exchanged at once, and kept nowhere (decision 26).

The same person of Jitsi gets the same seat, also after leaving, under another name, with another
id in the call. A token can be exchanged once: whoever reads it later, in a log of Jitsi's web
server for instance, gets nothing for it here.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import aiohttp
import msgspec
from aiohttp import web

from talkingpiece.core.ids import Ms, RoomId
from talkingpiece.core.people import Participant
from talkingpiece.errors import NotIdentified, SettingsError
from talkingpiece.hub.clock import Clock
from talkingpiece.hub.greeting import Minted
from talkingpiece.hub.rooms import Rooms
from talkingpiece.platforms.jitsi.meetings import meeting
from talkingpiece.platforms.jitsi.tokens import (
    LEEWAY_MS,
    JitsiTrust,
    JitsiUser,
    key_id,
    mint,
    public_key,
    verify,
)
from talkingpiece.sdk.ports import Store
from talkingpiece.server.api import Api, as_json
from talkingpiece.server.bodies import Body, read_body
from talkingpiece.server.visiting import read_text
from talkingpiece.settings import Settings

PATH = "/api/jitsi"
MAX_TOKEN_CHARS = 8192
KEYS_MS = 3_600_000
"""How long keys that were fetched are believed."""
MISSED_MS = 60_000
"""How long a key that was not there is not asked for again."""
MAX_KEYS = 64
"""So many answers of a key server are remembered: anybody may name a key."""
PATIENCE = aiohttp.ClientTimeout(total=5)
MAX_KEY_BYTES = 64 * 1024
EVERYBODY = {"Access-Control-Allow-Origin": "*"}
"""A sandboxed panel has no origin; what counts is the token in the body."""


class SeatWanted(Body, frozen=True, kw_only=True):
    """A seat in *room* for whom *token*, one of Jitsi's, names."""

    room: Annotated[str, msgspec.Meta(min_length=4, max_length=64)]
    token: Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_TOKEN_CHARS)]


class Exchange:
    """The handler; `routes()` for the table, empty where no tokens are believed."""

    def __init__(
        self, api: Api, rooms: Rooms, store: Store, settings: Settings, clock: Clock
    ) -> None:
        self._api = api
        self._rooms = rooms
        self._store = store
        self._clock = clock
        self._keys = Keys(settings.jitsi_keys, clock)
        self._trust = trust(settings)

    def routes(self) -> Iterable[web.RouteDef]:
        """Where a token may be brought."""
        if not self._trust.issuers[0]:
            return ()
        return (web.post(PATH, self._api.answering(self.seat)), web.options(PATH, self.ask_first))

    async def ask_first(self, _: web.Request) -> web.Response:
        """Yes, JSON may be sent from a panel in a call."""
        allowed = {"Access-Control-Allow-Headers": "content-type", "Access-Control-Max-Age": "600"}
        return web.Response(status=204, headers=EVERYBODY | allowed)

    async def seat(self, request: web.Request) -> web.Response:
        """Exchange a Jitsi token for the way to one's seat; the same token only once."""
        wanted = await read_body(request, SeatWanted)
        table = self._rooms.awake.get(RoomId(wanted.room))
        if table is None or not table.session.plan.call:
            raise NotIdentified("jitsi_no_room")
        now = self._clock.now()
        kid = key_id(wanted.token, self._trust)
        key = public_key(await self._keys.find(kid), kid) if kid else None
        user = verify(wanted.token, self._trust, meeting(table.session.plan.call).room, now, key)
        await self._use(user)
        way = table.seats.way_for(table.session, user.id)
        return as_json({way.kind: way.token, "name": user.name})

    async def _use(self, user: JitsiUser) -> None:
        """Once in its life, on whichever node; a restart does not make it good again."""
        mark = hashlib.sha256(f"jitsi {user.mark}".encode()).hexdigest()
        if not await self._store.use_once(mark, Ms(user.until + LEEWAY_MS + 1)):
            raise NotIdentified("jitsi_used")


def trust(settings: Settings) -> JitsiTrust:
    """Whose tokens are believed, and how ours are made."""
    return JitsiTrust(
        issuers=(settings.jitsi_issuer,),
        audiences=(settings.jitsi_audience,),
        subject=settings.jitsi_subject,
        secret=settings.jitsi_secret,
    )


def minting(settings: Settings, clock: Clock) -> Minted | None:
    """Makes tokens for the call beside our panel; facilitators moderate there.

    None where this server holds neither the secret nor a key.

    Raises:
        SettingsError: the file of the private key cannot be read.
    """
    private = ""
    if settings.jitsi_private_key:
        private = _read(settings.jitsi_private_key)
        if not private:
            problem = f"cannot read {settings.jitsi_private_key}; name a PEM file"
            raise SettingsError("jitsi_private_key", problem)
    if not settings.jitsi_issuer or not (settings.jitsi_secret or private):
        return None

    def minted(room: str, person: Participant) -> str:
        return mint(
            trust(settings),
            room,
            person=person.id,
            name=person.name,
            moderator=person.role == "facilitator",
            now=clock.now(),
            private_key=private,
            key_id=settings.jitsi_key_id,
        )

    return minted


class Keys:
    """Public keys by their id: of a JWKS address, of a folder of PEM files, or of one file."""

    def __init__(self, where: str, clock: Clock) -> None:
        self._where = where
        self._clock = clock
        self._fetched: dict[str, tuple[int, str]] = {}
        """What was found at an address, and until when that holds."""

    async def find(self, kid: str) -> str:
        """The text that holds key *kid*; empty where there is none."""
        if not self._where:
            return ""
        if "://" not in self._where:
            return _read(self._where)
        url = self._where
        if url.endswith("/"):  # Jitsi's own key servers
            url += f"{hashlib.sha256(kid.encode()).hexdigest()}.pem"
        until, text = self._fetched.get(url, (0, ""))
        if self._clock.now() > until:
            text = await _fetch(url)
            self._remember(url, text)
        return text

    def _remember(self, url: str, text: str) -> None:
        """Also that there is none; of too many answers, those that were none go first."""
        self._fetched[url] = (self._clock.now() + (KEYS_MS if text else MISSED_MS), text)
        if len(self._fetched) > MAX_KEYS:
            none = (each for each, (_, found) in self._fetched.items() if not found)
            del self._fetched[next(none, next(iter(self._fetched)))]


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError:
        return ""


async def _fetch(url: str) -> str:
    """What is at *url* itself: a redirect could lead anywhere, also into our own network."""
    try:
        async with (
            aiohttp.ClientSession(timeout=PATIENCE) as session,
            session.get(url, allow_redirects=False) as answer,
        ):
            if answer.status != 200:
                return ""
            text = await read_text(answer, MAX_KEY_BYTES + 1)
    except (aiohttp.ClientError, TimeoutError):
        return ""
    return text if len(text) <= MAX_KEY_BYTES else ""
