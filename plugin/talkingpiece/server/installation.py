"""Is this installation fit to be used? Looked at without changing anything that is there."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from talkingpiece.errors import SettingsError, StoreUnavailable
from talkingpiece.platforms.jitsi.findings import Finding, bad, note, ok
from talkingpiece.registry import Registry
from talkingpiece.sdk.ports import Store
from talkingpiece.sealing import load_keys
from talkingpiece.server.assets import Assets
from talkingpiece.server.health import NO_ROOM
from talkingpiece.settings import Settings
from talkingpiece.storage import open_store

OLD_KEY_DAYS = 90
SECRET_BYTES = 32
"""A secret for HS256 is at least as long as the hash (RFC 7518, 3.2)."""
DAY_MS = 86_400_000


async def examine(settings: Settings) -> list[Finding]:
    """Everything there is to say; the settings themselves have been read already."""
    findings = [ok("settings", "The settings are sound."), _folder(settings.state_dir)]
    findings += [await _store(settings), _keys(settings)]
    return [*findings, *_formats(settings), *_reached(settings), *_jitsi(settings), _widget()]


def _folder(path: Path) -> Finding:
    """Whether it can be written to; where it is not there yet, whether it can be made."""
    there = next(each for each in (path, *path.parents) if each.exists())
    if not _writable(there):
        do = f"Make {path}, owned by the user that runs Talking Piece, or set state_dir."
        return bad("state_dir", f"{there} cannot be written to.", do)
    made = "" if there == path else ", and will be made at the first start"
    return ok("state_dir", f"What is kept lies in {path}{made}.")


def _writable(folder: Path) -> bool:
    """Tried with a file that has no name and leaves nothing."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


async def _store(settings: Settings) -> Finding:
    """Opening it brings the tables to today's shape, as a start does; so only what is there."""
    kind, _, place = settings.store.partition(":")
    if kind == "memory":
        do = "Set store, unless nothing is meant to be kept."
        return note("store", "Nothing is kept: a restart ends every session.", do)
    new = _new_file(Path(place.removeprefix("//"))) if kind == "sqlite" else None
    if new is not None:
        return new
    try:
        store = await open_store(settings.store, settings.sync)
    except SettingsError as error:
        return bad("store", f"The store cannot be used: {error.message}.", "See the setting store.")
    return await _asked(store)


def _new_file(path: Path) -> Finding | None:
    """What is to be said of a file that is not there yet."""
    if path.exists():
        return None
    folder = _folder(path.parent)
    if folder.state == "bad":
        return bad("store", f"{path} cannot be made. {folder.says}", "See the setting store.")
    return ok("store", f"{path} will be made at the first start.")


async def _asked(store: Store) -> Finding:
    try:
        await store.room(NO_ROOM)
    except StoreUnavailable as error:
        return bad("store", f"The store does not answer: {error.__cause__}.", "See its own log.")
    finally:
        await store.close()
    return ok("store", "The store answers, and its tables have today's shape.")


def _keys(settings: Settings) -> Finding:
    path = settings.key_file
    if not path.exists():
        folder = _folder(path.parent)
        if folder.state == "bad":
            return bad("keys", f"{path} cannot be made. {folder.says}", "Set key_file.")
        return ok("keys", f"{path} will be made at the first start.")
    now = int(time.time() * 1000)
    try:
        keys = load_keys(path, now)
    except SettingsError as error:
        return bad("keys", f"The server's keys cannot be used: {error.message}.", "See key_file.")
    if path.resolve().is_relative_to(settings.state_dir.resolve()):
        do = "Move key_file elsewhere, so that a copy of the one does not hold the other."
        return note("keys", "The keys lie beside what they seal.", do)
    days = (now - keys.newest.made) // DAY_MS
    if days > OLD_KEY_DAYS:
        do = "`talkingpiece keys rotate`, then `keys destroy`."
        return note("keys", f"The key that seals is {days} days old.", do)
    return ok("keys", f"The server's keys are there, {len(keys.epochs)} of them.")


def _formats(settings: Settings) -> Iterator[Finding]:
    registry = Registry.load(settings.formats_dir, locales=settings.locales)
    yield ok("formats", f"{len(registry.formats)} formats are offered.")
    for aside in registry.set_aside:
        do = f"`talkingpiece check {aside.name}` says why."
        yield bad("formats", f"{aside.name} was set aside.", do)


def _reached(settings: Settings) -> Iterator[Finding]:
    if not settings.public_url:
        do = "Set public_url, as people type it; needed behind a proxy, and for Jitsi."
        yield note("public_url", "It answers under whatever name it is asked for.", do)
    elif settings.public_url.startswith("http://"):
        do = "Put HTTPS before it: links carry tokens, and Jitsi's pages load nothing else."
        yield bad("public_url", f"{settings.public_url} is no https address.", do)
    else:
        yield ok("public_url", f"People reach it at {settings.public_url}.")
    if settings.allow_virtual_clock:
        do = "Set allow_virtual_clock to false."
        yield bad("clock", "Anybody can turn the clock: that is for tests only.", do)


def _jitsi(settings: Settings) -> Iterator[Finding]:
    """Whether tokens of a Jitsi can be believed, where some are to be."""
    secret, keys = settings.jitsi_secret, settings.jitsi_keys
    if not (secret or keys):
        return
    if not settings.jitsi_issuer:
        do = "Set jitsi_issuer to what stands under iss in Jitsi's tokens."
        yield bad(
            "jitsi_issuer", "No token of Jitsi is believed: nobody is named to make them.", do
        )
    if secret and len(secret.encode()) < SECRET_BYTES:
        do = f"Give Jitsi and Talking Piece a random one of at least {SECRET_BYTES} characters."
        yield bad("jitsi_secret", "The secret of Jitsi's tokens is short enough to be guessed.", do)
    elif settings.jitsi_issuer:
        yield ok("jitsi", "Jitsi's tokens can be believed.")


def _widget() -> Finding:
    if Assets.find().asset("room.js") is None:
        return bad("widget", "The panel is not built.", "Run `make widget`, or install a wheel.")
    return ok("widget", "The panel is built.")
