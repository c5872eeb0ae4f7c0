"""The store in memory keeps the contract."""

import pytest
from tests.storage.contract import Connect, StoreContract

from talkingpiece.errors import StoreUnavailable
from talkingpiece.storage.memory import MemoryStore, Shelf


@pytest.fixture
def connect() -> Connect:
    shelf = Shelf()

    async def connect() -> MemoryStore:
        return MemoryStore(shelf)

    return connect


class TestMemory(StoreContract):
    async def test_two_stores_share_nothing_unless_told_to(self):
        store = MemoryStore()
        await store.put_sheet("s", b"x", 0)
        assert await MemoryStore().sheet("s") is None
        await store.close()
        with pytest.raises(StoreUnavailable):
            await store.sheet("s")
