"""Server keys by epoch: the newest seals, older ones still open what they sealed.

They live in one small file outside the database and its backups, readable by the server only.
Rotating adds an epoch; destroying an old one makes every token sealed under it, and with them
every room nobody has a newer link to, unreadable for good. Several nodes share one file: hand the
rotated file to all of them before the first node seals with it.
"""

import os
import re
import secrets
import tomllib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import cached_property
from pathlib import Path

import msgspec

from talkingpiece.errors import SettingsError

from .aead import KEY_BYTES, Sealer, new_key

EPOCH_BYTES = 4
_HEADER = """\
# Server keys of Talking Piece, oldest first; the last one seals. Whoever has this file, a link
# and the database can read a session: keep it out of the database's backups, never send it.
"""


class Epoch(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """One server key. The id is random: a lost and remade file is not mistaken for the old."""

    id: str
    made: int
    key: bytes

    @cached_property
    def tokens(self) -> Sealer:
        """Seals and opens tokens under this key."""
        return Sealer(self.key, "token")

    def __repr__(self) -> str:
        return f"<Epoch {self.id}>"

    def __rich_repr__(self) -> list[tuple[str, str]]:
        return [("id", self.id)]


class ServerKeys(msgspec.Struct, frozen=True):
    """All epochs that still open, oldest first; never empty."""

    epochs: tuple[Epoch, ...]

    @property
    def newest(self) -> Epoch:
        """The epoch that seals."""
        return self.epochs[-1]

    def find(self, epoch_id: str) -> Epoch | None:
        """Return the epoch of this id, or None if it is not, or no longer, here."""
        return next((epoch for epoch in self.epochs if epoch.id == epoch_id), None)


def new_server_keys(now: int) -> ServerKeys:
    """Return keys of one new epoch, in memory only: for tests and demonstrations."""
    return ServerKeys((_new_epoch(now),))


def load_keys(path: Path, now: int) -> ServerKeys:
    """Read the server keys; on the first start make the file, with one epoch, mode 0600.

    Raises:
        SettingsError: the file cannot be read or written, is not ours, or others may read it.
    """
    try:
        if not path.exists():
            _create(path, new_server_keys(now))
        if os.name == "posix" and path.stat().st_mode & 0o007:
            raise SettingsError("key_file", f"other users may read {path}; run: chmod 600 {path}")
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise SettingsError("key_file", f"cannot use {path}: {error.strerror}") from error
    return _parse(text, path)


def rotate_keys(path: Path, now: int) -> ServerKeys:
    """Add a new epoch, which seals from now on; what older ones sealed still opens."""
    keys = ServerKeys((*load_keys(path, now).epochs, _new_epoch(now)))
    _replace(path, keys)
    return keys


def destroy_keys(path: Path, before: int) -> ServerKeys:
    """Destroy the epochs that were replaced before an instant; return what is left.

    An old epoch sealed links until the day it was replaced, so that day counts and not its own.
    The newest is never destroyed.

    The old file is overwritten before it is let go. A disk that copies on write may keep a copy
    nevertheless, which is why the keys belong on a disk of the server's own.
    """
    keys = load_keys(path, before)
    followed = zip(keys.epochs, keys.epochs[1:], strict=False)
    kept = tuple(epoch for epoch, after in followed if after.made >= before)
    left = ServerKeys((*kept, keys.newest))
    if left != keys:
        _replace(path, left)
    return left


def _new_epoch(now: int) -> Epoch:
    return Epoch(id=secrets.token_hex(EPOCH_BYTES), made=now, key=new_key())


def _create(path: Path, keys: ServerKeys) -> None:
    """Put the first file in place; if another process was first, its file stays."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = _write_beside(path, keys)
    try:
        path.hardlink_to(fresh)  # unlike a rename, this never replaces
    except FileExistsError:
        pass
    finally:
        fresh.unlink()


def _replace(path: Path, keys: ServerKeys) -> None:
    fresh = _write_beside(path, keys)
    with path.open("r+b") as old:
        fresh.replace(path)
        old.write(bytes(os.fstat(old.fileno()).st_size))
        old.flush()
        os.fsync(old.fileno())


def _write_beside(path: Path, keys: ServerKeys) -> Path:
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(_render(keys))
        file.flush()
        os.fsync(file.fileno())
    return fresh


def _render(keys: ServerKeys) -> str:
    blocks = [
        f'\n[[epoch]]\nid = "{epoch.id}"\nmade = {epoch.made}\n'
        f'key = "{urlsafe_b64encode(epoch.key).decode()}"\n'
        for epoch in keys.epochs
    ]
    return _HEADER + "".join(blocks)


def _parse(text: str, path: Path) -> ServerKeys:
    try:
        epochs = tuple(_epoch(entry) for entry in tomllib.loads(text)["epoch"])
    except (msgspec.MsgspecError, KeyError, TypeError, ValueError):
        epochs = ()  # not chained: the error could quote a key
    if not epochs:
        raise SettingsError(
            "key_file",
            f"{path} holds no server keys; restore it, or move it away to start with new keys "
            "(links made before will no longer open)",
        )
    return ServerKeys(epochs)


def _epoch(entry: dict[str, object]) -> Epoch:
    epoch = msgspec.convert(entry | {"key": urlsafe_b64decode(str(entry["key"]))}, Epoch)
    if len(epoch.key) != KEY_BYTES or not re.fullmatch("[0-9a-f]{8}", epoch.id):
        raise ValueError("not an epoch")
    return epoch
