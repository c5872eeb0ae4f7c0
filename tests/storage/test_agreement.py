"""Whatever is asked, in whatever order, SQLite and memory answer alike."""

import asyncio
import tempfile
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from talkingpiece.errors import Conflict
from talkingpiece.sdk.ports import Store
from talkingpiece.storage import open_store

names = st.sampled_from(["a", "b"])
seqs = st.integers(0, 5)
blobs = st.binary(max_size=3)
instants = st.integers(0, 3)
Call = Callable[[Store], Coroutine[Any, Any, object]]


class Agreement(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        urls = ("memory:", f"sqlite:{Path(self.folder.name) / 'tp.db'}")
        self.stores = [self.runner.run(open_store(url)) for url in urls]

    def teardown(self) -> None:
        for store in self.stores:
            self.runner.run(store.close())
        self.runner.close()
        self.folder.cleanup()

    def ask(self, call: Call) -> None:
        memory, sqlite = (self.runner.run(self.answer(call, store)) for store in self.stores)
        assert memory == sqlite

    async def answer(self, call: Call, store: Store) -> object:
        try:
            return await call(store)
        except Conflict as conflict:
            return ("conflict", conflict.room, conflict.expected)

    @rule(room=names, generation=seqs, instant=st.none() | instants)
    def create(self, room, generation, instant):
        self.ask(lambda store: store.create(room, generation, instant))

    @rule(room=names, expected=seqs, blob=blobs)
    def append(self, room, expected, blob):
        self.ask(lambda store: store.append(room, expected, blob))

    @rule(room=names, expected=seqs, blob=blobs)
    def compact(self, room, expected, blob):
        self.ask(lambda store: store.compact(room, expected, blob))

    @rule(room=names, blob=blobs)
    def append_rightly(self, room, blob):
        row = self.runner.run(self.stores[0].room(room))
        self.ask(lambda store: store.append(room, row.seq if row else 0, blob))

    @rule(room=names, generation=seqs)
    def set_generation(self, room, generation):
        self.ask(lambda store: store.set_generation(room, generation))

    @rule(room=names, instant=st.none() | instants)
    def set_forget_after(self, room, instant):
        self.ask(lambda store: store.set_forget_after(room, instant))

    @rule(room=names)
    def forget(self, room):
        self.ask(lambda store: store.forget(room))

    @rule(sheet=names, blob=blobs, instant=instants)
    def put_sheet(self, sheet, blob, instant):
        self.ask(lambda store: store.put_sheet(sheet, blob, instant))

    @rule(series=names, expected=seqs, blob=blobs, instant=st.none() | instants)
    def put_series(self, series, expected, blob, instant):
        self.ask(lambda store: store.put_series(series, expected, blob, instant))

    @rule(now=instants)
    def forget_due(self, now):
        self.ask(lambda store: store.forget_due(now))

    @rule(room=names, after=seqs)
    def read(self, room, after):
        self.ask(lambda store: store.read(room, after))

    @invariant()
    def everything_kept_is_the_same(self):
        self.ask(lambda store: store.rooms())
        for name in ("a", "b"):
            self.ask(lambda store, name=name: store.read(name, 0))
            self.ask(lambda store, name=name: store.sheet(name))
            self.ask(lambda store, name=name: store.series(name))


TestAgreement = Agreement.TestCase
TestAgreement.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
