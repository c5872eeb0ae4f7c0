"""`talkingpiece backup`, `restore`, `forget`, `keys`: what an operator does with what is kept."""

import asyncio
from pathlib import Path

import pytest

from talkingpiece.cli import main
from talkingpiece.core.ids import Ms, RoomId
from talkingpiece.sealing import load_keys
from talkingpiece.storage import open_store


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


async def keep(url: str) -> None:
    store = await open_store(url)
    await store.create(RoomId("room"), 0, None)
    await store.append(RoomId("room"), 0, b"planted-canary" * 20)
    await store.create(RoomId("due"), 0, Ms(1))
    await store.put_sheet("sheet", b"x", Ms(1))
    await store.close()


@pytest.fixture
def database(own_folder: Path) -> Path:
    path = own_folder / ".local/state/talkingpiece/talkingpiece.db"
    asyncio.run(keep(f"sqlite:{path}"))
    return path


def test_a_copy_is_made_and_put_back(
    own_folder: Path, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", "copy.db"]) == 0
    assert "2 rooms, 1 sheets" in capsys.readouterr().out
    assert main(["restore", "copy.db", "--store", "sqlite:new.db"]) == 0
    assert (own_folder / "new.db").stat().st_size > 0
    assert main(["restore", "copy.db", "--store", "sqlite:new.db"]) == 2
    assert "is there already; move it away first" in capsys.readouterr().err


def test_a_room_is_forgotten_down_to_its_bytes(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def on_disk() -> bytes:
        return b"".join(file.read_bytes() for file in database.parent.iterdir())

    assert b"planted-canary" in on_disk()
    assert main(["forget", "room"]) == 0
    assert b"planted-canary" not in on_disk()
    assert main(["forget", "room"]) == 1
    assert "there is no such room" in capsys.readouterr().out


def test_what_is_due_is_forgotten(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forget", "--due"]) == 0
    assert "1 rooms, 1 sheets, 0 series" in capsys.readouterr().out
    assert main(["forget"]) == 2


def test_keys_are_listed_rotated_and_destroyed(
    own_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["keys"]) == 0
    [first] = load_keys(own_folder / ".config/talkingpiece/server.keys", 0).epochs
    assert main(["keys", "rotate"]) == 0
    old, new = load_keys(own_folder / ".config/talkingpiece/server.keys", 0).epochs
    assert old == first
    told = capsys.readouterr().out
    assert f"{new.id}  made" in told
    assert new.key.hex() not in told
    assert main(["keys", "destroy"]) == 0, "a key of today is not old enough"
    assert "Destroyed 0" in capsys.readouterr().out
    assert main(["keys", "destroy", "--older-than", "-1"]) == 0
    assert load_keys(own_folder / ".config/talkingpiece/server.keys", 0).epochs == (new,)
