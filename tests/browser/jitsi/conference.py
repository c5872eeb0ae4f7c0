"""The server of a call that never was: who is in it, who moderates, and whose microphone is on.

It plays Prosody and Jicofo for the pages of `inside.mjs`, as they were read and tried: the first to
come moderates; moderation binds everybody but moderators; approval is taken away by its own order;
nobody is ever unmuted by somebody else.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import BrowserContext, Frame, Page, Route
from playwright.async_api import Error as PlaywrightError
from tests.browser.jitsi import real

ORIGIN = "https://jitsi.test"
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Jitsi</title><style>
html,body{{height:100%;margin:0;background:#141414;color:#fff;font:16px sans-serif}}
#react{{height:100%;display:flex;flex-wrap:wrap;gap:8px;padding:16px;box-sizing:border-box}}
.tile{{flex:1 1 40%;display:grid;place-items:center;border-radius:8px}}
.tile{{background:#292929}}
.tile[data-muted=false]{{outline:3px solid #4687ed}}
</style><script>{config}</script></head><body>{body}<div id="react"></div>
<script>{inside}</script>{late}</body></html>"""


@dataclass
class Member:
    """One browser in the call."""

    id: str
    name: str
    frame: Frame
    role: str = "participant"
    muted: bool = True
    approved: bool = False
    hand: float = 0
    joined_with: dict[str, Any] = field(default_factory=dict)

    def card(self) -> dict[str, Any]:
        return {"id": self.id, "name": self.name, "role": self.role, "muted": self.muted}


class Conference:
    """All calls at `https://jitsi.test`; members by their name, in order of arrival."""

    def __init__(self) -> None:
        self.members: dict[str, Member] = {}
        self.commands: list[tuple[str, str, tuple[Any, ...]]] = []
        """(who, the wire's name, arguments) of every command that reached a page, in order."""
        self.opened: list[tuple[str, str]] = []
        """(who, by a `command` or by their `own` hand) of every microphone that went on."""
        self.requested: list[str] = []
        """Every address below the origin that a page asked for."""
        self.moderation = False
        self.moderators: Callable[[int], bool] = lambda place: place == 0
        self.starts_muted = True
        self.config = ""
        self.body = ""
        self.late = ""
        self.serve: Callable[[Route, str], Any] | None = None
        """Answers what is no page of Jitsi's, such as the paths of a reverse proxy."""
        self._count = 0

    async def opens_to(self, context: BrowserContext) -> None:
        """Everybody in *context* reaches Jitsi."""
        await context.expose_binding("prosody", self._hears)
        await context.route(f"{ORIGIN}/**", self._answer)

    async def _answer(self, route: Route) -> None:
        path = route.request.url.removeprefix(ORIGIN)
        self.requested.append(path)
        if path.split("?")[0] == "/external_api.js":
            await route.fulfill(body=real.external_api(), content_type="text/javascript")
        elif self.serve is not None and path.startswith("/facilitate/"):
            await self.serve(route, path)
        elif route.request.resource_type == "document":
            page = PAGE.format(
                config=self.config, body=self.body, inside=real.inside(), late=self.late
            )
            await route.fulfill(body=page, content_type="text/html")
        else:
            await route.fulfill(status=404)

    # --- what a page says -----------------------------------------------------------------------

    async def _hears(self, source: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
        frame: Frame = source["frame"]
        if said["kind"] == "join":
            return await self._join(frame, said)
        who = next((m for m in self.members.values() if m.frame == frame), None)
        if who is None:
            return {"done": False}
        answer = await getattr(self, f"_{said['kind']}")(who, said)
        return answer or {"done": True}

    async def _join(self, frame: Frame, said: dict[str, Any]) -> dict[str, Any]:
        for name in [n for n, m in self.members.items() if m.frame == frame]:
            await self.gone(name)  # the page was loaded once more
        place = self._count
        self._count += 1
        others = [m.card() for m in self.members.values()]
        name = said["name"] or f"Somebody {place}"
        role = "moderator" if self.moderators(place) else "participant"
        who = Member(f"{place:04x}cafe", name, frame, role, self.starts_muted, joined_with=said)
        self.members[name] = who
        await self._all("joined", {"who": who.card()}, but=who)
        if self.members.get(name) is who:  # its page has not been loaded once more meanwhile
            await self._all("role", {"id": who.id, "role": role}, but=who)
        return {
            "me": who.id, "name": name, "role": role, "muted": who.muted,
            "moderation": self.moderation, "people": others,
        }  # fmt: skip

    async def _log(self, who: Member, said: dict[str, Any]) -> None:
        self.commands.append((who.name, said["name"], tuple(said["args"])))

    async def _audio(self, who: Member, said: dict[str, Any]) -> dict[str, Any]:
        bound = self.moderation and who.role != "moderator" and not who.approved
        if not said["muted"] and bound:
            return {"done": False}
        who.muted = said["muted"]
        if not who.muted:
            self.opened.append((who.name, said["cause"]))
        await self._all("audio", {"id": who.id, "muted": who.muted}, but=who)
        return {"done": True}

    async def _moderation(self, who: Member, said: dict[str, Any]) -> None:
        if who.role != "moderator":
            return
        self.moderation = said["enable"]
        for member in self.members.values():
            member.approved = False
        await self._all("moderation", {"enabled": self.moderation})
        if self.moderation:
            for member in list(self.members.values()):
                if member is not who and member.role != "moderator":
                    await self._silence(member, quiet=True)

    async def _approve(self, who: Member, said: dict[str, Any]) -> None:
        other = self._by_id(said["id"])
        if other is not None and self.moderation:
            other.approved = True
            await self._all("approved", {"id": other.id})

    async def _reject(self, who: Member, said: dict[str, Any]) -> None:
        other = self._by_id(said["id"])
        if other is not None:
            other.approved = False
            await self._all("rejected", {"id": other.id})

    async def _mute(self, who: Member, said: dict[str, Any]) -> None:
        other = self._by_id(said["id"])
        if other is not None and who.role == "moderator":
            await self._silence(other, quiet=False)

    async def _mute_everyone(self, who: Member, said: dict[str, Any]) -> None:
        if who.role == "moderator":
            for member in list(self.members.values()):
                if member is not who:
                    await self._silence(member, quiet=False)

    async def _hand(self, who: Member, said: dict[str, Any]) -> None:
        who.hand = said["at"]
        await self._all("hand", {"id": who.id, "at": who.hand})

    async def _rename(self, who: Member, said: dict[str, Any]) -> None:
        self.members = {said["name"] if m is who else n: m for n, m in self.members.items()}
        who.name = said["name"]
        await self._all("renamed", {"id": who.id, "name": who.name})

    async def _chat(self, who: Member, said: dict[str, Any]) -> None:
        other = self._by_id(said["to"])
        if other is not None:
            await self._tell(other, "chat", {"from": who.id, "text": said["text"]})

    async def _endpoint(self, who: Member, said: dict[str, Any]) -> None:
        for member in list(self.members.values()):
            if member is not who and said["to"] in ("", member.id):
                await self._tell(member, "endpoint", {"from": who.id, "text": said["text"]})

    async def _json(self, who: Member, said: dict[str, Any]) -> None:
        message, other = said["message"], self._by_id(said["to"])
        if other is None:
            return
        if message["name"] == "lower-hand-message" and who.role == "moderator":
            await self._hand(other, {"at": 0})
        elif message["name"] == "endpoint-text-message":
            await self._tell(other, "endpoint", {"from": who.id, "text": message["text"]})

    async def _leave(self, who: Member, said: dict[str, Any]) -> None:
        await self.gone(who.name)

    # --- what happens in the call ---------------------------------------------------------------

    async def gone(self, name: str) -> None:
        """*name* has left; the next in line moderates when nobody else does."""
        who = self.members.pop(name)
        await self._all("left", {"id": who.id})
        if self.members and not any(m.role == "moderator" for m in self.members.values()):
            heir = next(iter(self.members.values()))
            await self.moderates(heir.name)

    async def moderates(self, name: str, role: str = "moderator") -> None:
        """*name* becomes moderator, or is one no more."""
        self.members[name].role = role
        await self._all("role", {"id": self.members[name].id, "role": role})

    async def records(self, on: bool) -> None:
        """Somebody starts or stops a recording."""
        await self._all("recording", {"on": on, "mode": "file", "transcription": False})

    async def transcribes(self, on: bool) -> None:
        """Somebody starts or stops a transcription, which is no recording."""
        await self._all("transcribing", {"on": on})

    async def tells(self, name: str, script: str) -> None:
        """*name* does something in Jitsi itself: `hand.toggle()`."""
        async with asyncio.timeout(30):  # a page that never answers is a fault, not a wait
            await self.members[name].frame.evaluate(script)

    def audible(self) -> set[str]:
        """Whose microphone is on."""
        return {m.name for m in self.members.values() if not m.muted}

    def locked(self) -> set[str]:
        """Who could not switch their microphone on now."""
        bound = self.moderation
        return {
            m.name
            for m in self.members.values()
            if bound and m.role != "moderator" and not m.approved
        }

    def of(self, name: str) -> list[tuple[Any, ...]]:
        """The commands that reached the page of *name*: (wire's name, *arguments)."""
        return [(command, *args) for who, command, args in self.commands if who == name]

    async def until(self, so: Callable[[], bool]) -> None:
        """Wait until it is so in the call."""
        async with asyncio.timeout(30):
            while not so():  # noqa: ASYNC110 (a call tells nobody)
                await asyncio.sleep(0.02)

    async def _silence(self, member: Member, *, quiet: bool) -> None:
        member.muted = True
        await self._tell(member, "silenced", {"quiet": quiet})
        await self._all("audio", {"id": member.id, "muted": True}, but=member)

    def _by_id(self, member_id: object) -> Member | None:
        return next((m for m in self.members.values() if m.id == member_id), None)

    async def _all(self, kind: str, said: dict[str, Any], but: Member | None = None) -> None:
        for member in list(self.members.values()):
            if member is not but:
                await self._tell(member, kind, said)

    async def _tell(self, member: Member, kind: str, said: dict[str, Any]) -> None:
        try:
            await member.frame.evaluate("said => window.fromProsody(said)", {"kind": kind, **said})
        except PlaywrightError:
            if self.members.get(member.name) is member:
                self.members.pop(member.name)  # its page is gone


async def jitsi_page(page: Page, room: str, name: str, fragment: str = "") -> None:
    """*name* opens the call itself, in a page of its own."""
    await page.goto(f"{ORIGIN}/{room}#userInfo.displayName=%22{name}%22{fragment}")
