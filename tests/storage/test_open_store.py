"""The setting `store` names a store, or is told what is wrong with it."""

import asyncio

import pytest

from talkingpiece.core.ids import Ms
from talkingpiece.errors import SettingsError
from talkingpiece.storage import open_store


@pytest.mark.parametrize(
    "url, says",
    [
        ("postgresql://127.0.0.1:1/tp", "cannot use PostgreSQL"),
        ("postgresql:nonsense", "cannot use PostgreSQL"),
        ("mysql:tp", "mysql: is no kind of store; write sqlite:<file>"),
        ("sqlite:", "is no kind of store"),
        ("", "is no kind of store"),
        ("sqlite:/dev/null/x/tp.db", "cannot open /dev/null/x/tp.db"),
    ],
)
async def test_store_that_cannot_be_is_a_wrong_setting(url, says):
    with pytest.raises(SettingsError, match=r"^store: ") as refused:
        await open_store(url)
    assert says in refused.value.message


async def test_file_of_something_else_is_refused_and_left_alone(tmp_path):
    file = tmp_path / "letter.txt"
    file.write_text("Dear Noor, " * 200)
    with pytest.raises(SettingsError, match="not a database"):
        await open_store(f"sqlite:{file}")
    assert file.read_text() == "Dear Noor, " * 200


def test_address_may_be_written_with_slashes_or_relative(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    async def use(url: str) -> None:
        store = await open_store(url)
        await store.put_sheet("s", b"x", Ms(0))
        await store.close()

    for url in (f"sqlite://{tmp_path}/a.db", "sqlite:b/b.db", "memory:"):
        asyncio.run(use(url))
    assert sorted(str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*.db")) == [
        "a.db",
        "b/b.db",
    ]
