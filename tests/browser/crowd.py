"""People without a screen: each with a line of their own into the room, as a browser has one.

Forty Chromium windows would be heavy; what the server tells each of forty people is not. Every
frame that any of them was sent is kept, word for word.
"""

import asyncio
from collections.abc import Sequence
from types import TracebackType
from typing import Any, Self

import aiohttp
from tests.browser.house import House
from tests.server.house import SOON, Browser

from talkingpiece.hub import wire


class Person(Browser):
    """A browser that takes what comes when it comes, whenever the test looks at it.

    A line that nobody reads answers no heartbeat either, and is given up for it.
    """

    def __init__(self, ws: aiohttp.ClientWebSocketResponse) -> None:
        super().__init__(ws)
        self._came: asyncio.Queue[aiohttp.WSMessage] = asyncio.Queue()
        self._taking = asyncio.create_task(self._take())

    async def hear(self) -> dict[str, Any]:
        async with asyncio.timeout(SOON):
            came = await self._came.get()
        if came.type is not aiohttp.WSMsgType.TEXT:
            return {"t": "closed", "code": self.ws.close_code}
        return self.take(came.data)

    async def _take(self) -> None:
        while not self.ws.closed:
            self._came.put_nowait(await self.ws.receive())

    async def close(self) -> None:
        await super().close()
        await self._taking


class Crowd:
    """So many people at one table, who do as they are told. Used with `async with`."""

    def __init__(self, house: House, invitation: str, names: Sequence[str]) -> None:
        self._house = house
        self._token = invitation.split("#", 1)[1]
        self._names = names
        self._http: aiohttp.ClientSession | None = None
        self.people: list[Browser] = []

    async def __aenter__(self) -> Self:
        self._http = aiohttp.ClientSession(self._house.url, headers={"Origin": self._house.url})
        for name in self._names:
            person = Person(await self._http.ws_connect(wire.PATH))
            await person.send(t="hello", protocol=wire.PROTOCOL, token=self._token)
            await person.until("welcome")
            await person.do("join", name=name)
            self.people.append(person)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        for person in self.people:
            await person.close()
        if self._http is not None:
            await self._http.close()

    async def do(self, command: str, **fields: Any) -> None:
        """Everybody does the same."""
        await asyncio.gather(*(person.do(command, **fields) for person in self.people))

    async def listen(self) -> None:
        """Everybody has heard what was under way."""
        await asyncio.gather(*(person.quiet() for person in self.people))

    def person(self, me: str) -> Browser:
        """One of them, by id."""
        return next(one for one in self.people if one.me == me)

    def frames(self) -> list[tuple[str, str]]:
        """Every frame that anybody was sent, with whose it was."""
        return [(person.me, frame) for person in self.people for frame in person.raw]
