"""An evening at one table whose nodes die and whose store misbehaves, as one seed has it."""

import asyncio
import random

from tests.hub.guests import Guest
from tests.hub.nodes import Node
from tests.hub.troubled import Ledger, Trouble

from talkingpiece.core import commands as c
from talkingpiece.core.ids import PhaseId, RoomId
from talkingpiece.core.session import Plan
from talkingpiece.hub.clock import VirtualClock
from talkingpiece.hub.logbook import Kept, Logbook
from talkingpiece.registry import Registry
from talkingpiece.sealing import ServerKeys, new_server_keys, open_token
from talkingpiece.settings import Settings
from talkingpiece.storage import MemoryStore
from talkingpiece.storage.memory import Shelf

FORMATS = ("intervision_triage", "peer_coaching_45", "open_space_session", "lean_coffee")
NAMES = ("Fay", "Ann", "Bob", "Cai")
ACTS, STEPS = 3, 25
"""The store misbehaves in each act, and after each everything must be as it should."""
NODES = 2
HOUR_MS = 3_600_000
ROUNDS = 20
PATIENCE = 3000
"""Turns of the loop after which what is still under way never ends."""


class Evening:
    """One run."""

    def __init__(self, seed: int, start: int, registry: Registry, settings: Settings) -> None:
        self.chance = random.Random(seed)  # noqa: S311  so that it can be had again
        self.clock = VirtualClock(start)
        self.trouble = Trouble(self.chance)
        self.shelf, self.ledger = Shelf(), Ledger()
        self.registry, self.settings = registry, settings
        self.keys: ServerKeys = new_server_keys(start)
        self.format = registry.formats[self.chance.choice(FORMATS)]
        self.phases = [phase.id for phase in self.format.phases()]
        self.nodes: list[Node] = []
        self.guests: list[Guest] = []
        self.logbook: Logbook | None = None
        self.wrote = 0

    async def live(self) -> None:
        """All of it; raises if anything was lost, doubled or shown wrongly."""
        self.nodes = [self._node() for _ in range(NODES)]
        now = self.clock.now()
        plan = Plan(title="Evening", start=now, end=now + 2 * HOUR_MS)  # type: ignore[arg-type]
        made = await self.nodes[0].rooms.create(plan, self.format)
        key = open_token(self.keys, made.invitation, now).key
        self.logbook = Logbook(MemoryStore(self.shelf), RoomId(made.room), key)
        links = [made.facilitator] + [made.invitation] * (len(NAMES) - 1)
        self.guests = [Guest(*each, self.chance) for each in zip(NAMES, links, strict=True)]
        for _ in range(ACTS):
            self.trouble.over = False
            for _ in range(STEPS):
                await self._step()
            await self._calm()
            await self._check()
        for node in self.nodes:
            await node.others.stop()
            await node.rooms.stop()

    def _node(self) -> Node:
        return Node(
            self.shelf,
            self.trouble,
            self.ledger,
            clock=self.clock,
            keys=self.keys,
            registry=self.registry,
            settings=self.settings,
        )

    # --- while it goes wrong ----------------------------------------------------------------------

    async def _step(self) -> None:
        chance = self.chance
        guest = chance.choice(self.guests)
        for _ in range(chance.randint(1, 3)):
            match chance.randint(0, 19):
                case 0:
                    guest.lose_line()
                case 1:
                    await self._kill()
                case 2:
                    chance.choice(self.nodes).store.be_told()
                case 3 | 4:
                    await self.clock.advance(
                        chance.choice((10, 1100, 5000, 70_000, 700_000)), self._turns
                    )
                case 5:
                    guest.ask_for_sheet()
                case 6 | 7 | 8:
                    guest.ask_again()
                case _:
                    self._act(guest)
        await self._turns()
        for each in self.guests:
            await each.listen()
            if each.line is None and chance.random() < 0.5:
                each.come(chance.choice(self.nodes))

    def _act(self, guest: Guest) -> None:
        chance = self.chance
        if not guest.seated:
            return
        self.wrote += 1
        words = f"{guest.name} {self.wrote}"
        leads = guest is self.guests[0]
        if guest.holds and chance.random() < 0.5:
            guest.ask(chance.choice((c.Pass(), c.HandOn())))
        elif leads and chance.random() < 0.3:
            guest.ask(c.GoTo(step=guest.step, phase=PhaseId(chance.choice(self.phases))))
        elif leads and chance.random() < 0.2:
            guest.ask(c.NextPhase(step=guest.step))
        elif leads and chance.random() < 0.2 and all(each.has_seat for each in self.guests):
            guest.ask(c.RenewLinks())
        elif chance.random() < 0.2:
            guest.ask(c.Add(kind="keyword", text=words))
        else:
            guest.ask(c.Add(kind="private_note", text=words))

    async def _kill(self) -> None:
        place = self.chance.randrange(len(self.nodes))
        dead = self.nodes[place]
        await dead.kill()
        for guest in self.guests:
            if guest.node is dead:
                guest.lose_line()
        self.nodes[place] = self._node()

    async def _turns(self) -> None:
        for _ in range(self.chance.randint(1, 12)):
            await asyncio.sleep(0)

    # --- afterwards -------------------------------------------------------------------------------

    async def _calm(self) -> None:
        """The trouble is over; everybody comes back and is answered."""
        self.trouble.over = True
        for node in self.nodes:
            node.store.be_told()
        for _ in range(ROUNDS):
            await self.clock.advance(1500, self._rest)
            for guest in self.guests:
                guest.ask_again()
                guest.come(self.chance.choice(self.nodes))
            await self._rest()
            if all(guest.content for guest in self.guests):
                break

    async def _rest(self) -> None:
        """Until nothing is under way, nor set going by what was."""
        idle = 0
        for _ in range(PATIENCE):
            await asyncio.sleep(0)
            idle = 0 if self._busy() else idle + 1
            if idle == 4:
                break
        else:
            raise AssertionError("something goes on for ever")
        for guest in self.guests:
            await guest.listen()

    def _busy(self) -> bool:
        running = asyncio.all_tasks() - {asyncio.current_task()}
        return bool(running - {node.others._listening for node in self.nodes})

    async def _check(self) -> None:
        assert self.logbook is not None
        kept = await self.logbook.read()
        assert kept == self._replayed(), "a snapshot is what the groups before it give"
        for node in self.nodes:
            for table in node.rooms.awake.values():
                assert table.session == kept.session
        for guest in self.guests:
            guest.check(kept.session)
        self._check_done(kept)

    def _replayed(self) -> Kept:
        """What all groups give that were ever kept, whatever has become of them."""
        assert self.logbook is not None
        kept: Kept | None = None
        for blob in self.ledger.blobs[self.logbook.room]:
            kept = self.logbook._fold(kept, blob)
        assert kept is not None
        return kept

    def _check_done(self, kept: Kept) -> None:
        """What was answered as done is there; and nothing is there twice."""
        texts = [item.text for item in kept.session.items.values() if item.text]
        assert len(set(texts)) == len(texts), "nothing is there twice"
        for guest in self.guests:
            for command in guest.done.values():
                if isinstance(command, c.Add) and command.kind == "private_note":
                    assert command.text in texts, (
                        f"{command.text} was answered as done, and is lost"
                    )
