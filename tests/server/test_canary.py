"""A sealed session with planted words in every field: where they are, and where they never are.

One server process is filled, killed, started again, led into another form and back, asked for
things that do not exist, copied, closed and erased. Only its own people ever see the words.
"""

import asyncio
import random
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from tests.server import frames
from tests.server.canary import MARK, Canaries, Disk, heard, strange_requests
from tests.server.house import HOUR_MS, Browser
from tests.server.process import Process, connect, free_port

DAY_MS = 24 * HOUR_MS
ENDING = {"leave", "close", "erase", "remove", "renew_links", "switch_format", "change_now"}
"""Commands that need no planted word and would end the scene; each is played on purpose below."""


@pytest_asyncio.fixture
async def server(tmp_path: Path) -> AsyncIterator[Process]:
    figures = f"127.0.0.1:{free_port()}"
    process = Process(tmp_path, log_level="debug", allow_virtual_clock="true", metrics=figures)
    await asyncio.to_thread(process.start)
    yield process
    process.end()


class Scene:
    """A table of four whose every word is planted."""

    def __init__(self, server: Process, http: aiohttp.ClientSession) -> None:
        self.server = server
        self.http = http
        self.canaries = Canaries()
        self.links: dict[str, str] = {}
        self.people: list[Browser] = []
        self.gone: list[Browser] = []
        self.private: dict[str, set[str]] = {}
        """Words that nobody but these (by seat) may ever be sent."""

    async def begin(self) -> None:
        now = (await (await self.http.get("/test/clock")).json())["now"]
        plan = {
            "title": self.canaries.word("title"), "format": "intervision_triage",
            "start": now, "end": now + 2 * HOUR_MS, "zone": "UTC", "language": "en",
        }  # fmt: skip
        made = await (await self.http.post("/api/sessions", json=plan)).json()
        self.links = {kind: url.split("#")[-1] for kind, url in made.items()}
        for number in range(4):
            kind = "invitation" if number else "facilitator"
            browser = await connect(self.http, token=self.links[kind])
            await browser.do("join", name=self.canaries.word("name"))
            self.people.append(browser)
        await self.see()

    async def see(self) -> None:
        for browser in self.people:
            await browser.whole()

    def by(self, person: str) -> Browser:
        return next(browser for browser in self.people if browser.me == person)

    async def to(self, phase: str, **more: Any) -> None:
        lead = self.people[0]
        await lead.whole()
        await lead.do("go_to", step=lead.view["step"], phase=phase, **more)
        await self.see()

    async def note_apart(self) -> None:
        """Everybody notes something that is nobody else's business."""
        for browser in self.people:
            word = self.canaries.word("private note")
            self.private[word] = {browser.me}
            await browser.do("add", kind="private_note", text=word)

    async def hope_apart(self) -> None:
        """Everybody notes what they hope for with a keyword of theirs, and one has their time."""
        await self.see()
        for browser in self.people:
            for item, shown in browser.view["items"].items():
                if shown.get("owner") == browser.me:
                    word = self.canaries.word("hope")
                    self.private[word] = {browser.me}
                    await browser.do("add", kind="hope", text=word, part=item)
        await self.to("present", item=item)
        presenter = self.by(self.people[0].view["presenter"])
        told = presenter.mine["notices"]["hope"]["say"]["values"]["text"]
        assert self.private[told] == {presenter.me}

    async def round_of(self, kind: str) -> None:
        """Each has a turn and gives something."""
        for _ in self.people:
            lead = self.people[0]
            await lead.whole()
            holder = lead.view["piece"].get("holder")
            if holder is None:
                return
            word = self.canaries.word(kind)
            await self.by(holder).ask("add", kind=kind, text=word)
            await self.by(holder).ask("hand_on")

    async def try_everything(self) -> None:
        """Every command with every field planted, by somebody who leads and somebody who does not.

        What is refused was nobody's business: not even its asker is sent the word again.
        """
        lead, guest = self.people[0], self.people[1]
        kinds = [kind for tag, kind in frames.commands().items() if tag not in ENDING]
        for browser in (guest, lead):
            for kind in kinds:
                before = set(self.canaries.planted)
                maker = frames.Maker(random.Random(1), self.canaries.word)  # noqa: S311
                command = maker.command(kind)
                if "step" in command:
                    await browser.whole()
                    command["step"] = browser.view["step"]
                answer = await browser.ask(command.pop("do"), **command)
                if answer["t"] == "refusal":
                    words = set(self.canaries.planted) - before
                    self.private |= {word: set() for word in words}
        await lead.ask("resume")
        await self.see()

    async def killed(self) -> None:
        """`kill -9`, and everybody is back."""
        self.gone += self.people
        self.server.stop(signal.SIGKILL)
        await asyncio.to_thread(self.server.start)
        self.people = [await connect(self.http, seat=browser.seat) for browser in self.people]
        for browser, before in zip(self.people, self.gone[-len(self.people) :], strict=True):
            browser.seat, browser._ids = before.seat, before._ids
            await browser.until("see")

    async def turn(self, by_ms: int) -> None:
        answer = await self.http.post("/test/clock", json={"advance_ms": by_ms})
        assert answer.status == 200

    async def close(self) -> None:
        lead = self.people[0]
        await lead.whole()
        await lead.do("close", step=lead.view["step"])

    async def nobody_heard_too_much(self) -> None:
        """Frame by frame, since they came."""
        told = await heard(*self.people)
        for browser in self.gone:
            told[browser.me] += "\n".join(browser.raw)
        wrong = [
            (self.canaries.planted[word], person)
            for word, allowed in self.private.items()
            for person, text in told.items()
            if word in text and person not in allowed
        ]
        assert wrong == []

    def nothing_is_readable(self) -> None:
        """In no file: database, write-ahead log, index, copies, the server's log."""
        bytes_ = self.server.readable()
        assert len(bytes_) > 10_000
        assert self.canaries.found_in(bytes_) == []
        links = [self.links[kind] for kind in ("facilitator", "invitation", "series")]
        tokens = [*links, *(browser.seat for browser in self.people if browser.seat)]
        assert [token for token in tokens if token.encode() in bytes_] == []
        log = (self.server.folder / "server.log").read_text()
        assert not any(id_ in log for id_ in (self.links["room"], self.people[0].me, "Traceback"))


@pytest_asyncio.fixture
async def scene(server: Process) -> AsyncIterator[Scene]:
    async with aiohttp.ClientSession(server.url) as http:
        scene = Scene(server, http)
        await scene.begin()
        yield scene
        for browser in scene.people:
            await browser.close()


async def sheets(scene: Scene) -> dict[str, str]:
    """Each person's own sheet as a file, by the token in its private link."""
    files = {}
    for browser in scene.people:
        await browser.send(t="sheet")
        answer = await browser.until("sheet_link", "refusal")
        if answer["t"] == "refusal":
            continue
        token = answer["url"].split("#")[1]
        wanted = {"token": token, "format": "markdown"}
        files[token] = await (await scene.http.post("/api/sheet", json=wanted)).text()
        strange = [
            scene.canaries.planted[word]
            for word, allowed in scene.private.items()
            if word in files[token] and browser.me not in allowed
        ]
        assert strange == []
    return files


@pytest.mark.slow
async def test_words_of_a_sealed_session_are_nowhere_but_with_its_people(
    server: Process, scene: Scene
) -> None:
    await scene.note_apart()
    await scene.to("keywords")
    await scene.round_of("keyword")
    await scene.hope_apart()
    await scene.to("keywords")
    await scene.try_everything()
    await scene.to("keywords")
    disk = Disk(server, scene.links["invitation"])
    assert MARK in disk.opened(), "with the key it reads: what is looked for is there"
    scene.nothing_is_readable()

    await scene.killed()
    scene.nothing_is_readable()
    lead = scene.people[0]
    await lead.do("switch_format", step=lead.view["step"], format="check_in_circle")
    await scene.see()
    await lead.ask("change_now", step=lead.view["step"])  # whoever spoke had a minute
    await scene.see()
    assert lead.view["format"] == "check_in_circle"
    await scene.note_apart()
    await scene.round_of("share")
    await scene.try_everything()
    await scene.killed()
    await strange_requests(scene.http, scene.canaries)
    await scene.nobody_heard_too_much()

    copied = server.run("backup", "copy.db")
    assert copied.returncode == 0, copied.stderr
    assert scene.canaries.found_in(copied.stdout + copied.stderr) == []
    for page in (f"http://{server.settings.metrics}/metrics", f"{server.url}/health"):
        async with aiohttp.ClientSession() as http, http.get(page) as answer:
            assert answer.status == 200
            assert scene.canaries.found_in(await answer.text()) == []

    await scene.close()
    files = await sheets(scene)
    assert len(files) == len(scene.people)
    assert all("private note" in scene.canaries.found_in(file) for file in files.values())
    assert not any("hope" in scene.canaries.found_in(file) for file in files.values())
    await scene.nobody_heard_too_much()
    scene.nothing_is_readable()
    await erased_in_time(scene, disk, files)


async def erased_in_time(scene: Scene, disk: Disk, files: dict[str, str]) -> None:
    """A day later room and sheets are gone to the last byte, and no link opens anything."""
    kept = disk.blobs()
    assert disk.left_of(kept) > len(files)
    await scene.turn(DAY_MS + HOUR_MS)
    [series] = disk.blobs()
    assert disk.left_of([blob for blob in kept if blob != series]) == 0
    assert disk.opened() == "[]"
    for token in files:
        answer = await scene.http.post("/api/sheet", json={"token": token})
        assert answer.status == 401
    for hello in ({"token": scene.links["invitation"]}, {"seat": scene.people[0].seat}):
        late = Browser(await scene.http.ws_connect("/socket"))
        await late.send(**{"t": "hello", "protocol": 1, "token": "", **hello})
        await late.until("closed")
        assert late.bye is not None
        assert late.bye["code"] == "not_identified"
    await scene.turn(31 * DAY_MS)
    assert disk.blobs() == []
    assert disk.left_of(kept) == 0
    scene.nothing_is_readable()


@pytest.mark.slow
async def test_forgetting_by_hand_leaves_no_byte_while_the_server_runs(
    server: Process, scene: Scene
) -> None:
    """`talkingpiece forget`, with people at the table: their room closes, its records are gone."""
    await scene.note_apart()
    await scene.to("keywords")
    await scene.round_of("keyword")
    disk = Disk(server, scene.links["invitation"])
    kept = disk.blobs()
    assert disk.left_of(kept) > 0
    done = server.run("forget", scene.links["room"])
    assert done.returncode == 0, done.stderr
    assert disk.left_of(kept) == 0
    assert scene.canaries.found_in(done.stdout + done.stderr) == []
    await scene.people[0].send(t="do", id="x", command={"do": "rename", "name": "late"})
    await scene.people[0].until("closed")
    assert scene.people[0].bye == {"t": "bye", "code": "gone"}
    assert disk.blobs() == []
