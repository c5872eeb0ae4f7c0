"""A node that can be killed: rooms, and a line to the other nodes, over a store of its own."""

from tests.hub.troubled import Ledger, MortalClock, Trouble, TroubledStore

from talkingpiece.hub.clock import VirtualClock
from talkingpiece.hub.greeting import Greeting
from talkingpiece.hub.nodes import OtherNodes
from talkingpiece.hub.rooms import Rooms
from talkingpiece.registry import Registry
from talkingpiece.sealing import ServerKeys
from talkingpiece.settings import Settings
from talkingpiece.storage.memory import Shelf


class Node:
    """One server of several."""

    def __init__(
        self,
        shelf: Shelf,
        trouble: Trouble,
        ledger: Ledger,
        *,
        clock: VirtualClock,
        keys: ServerKeys,
        registry: Registry,
        settings: Settings,
    ) -> None:
        self.clock = MortalClock(clock)
        self.store = TroubledStore(shelf, trouble, ledger)
        self.keys = keys
        self.rooms = Rooms(
            self.store,
            keys,
            registry,
            clock=self.clock,
            greeting=Greeting(registry, {"sealed": ("pacts.sealed.1",)}, 24),
            settings=settings,
        )
        self.others = OtherNodes(self.store, self.rooms)
        self._ledger = ledger
        self.others.start()

    @property
    def dead(self) -> bool:
        """Whether it has been killed."""
        return self.store.dead

    async def kill(self) -> None:
        """Gone without goodbye, whatever it was about to do."""
        self.store.dead = self.clock.dead = True
        self._ledger.nodes.remove(self.store)
        await self.others.stop()
