"""The built widget is small, and its map of assets is true."""

import base64
import gzip
import hashlib
import json
from pathlib import Path

DIST = Path(__file__).resolve().parents[2] / "static" / "widget" / "dist"
LIMIT = 30_000
"""Bytes, gzipped: what a phone on a poor line loads before the circle is seen."""


def assets() -> dict[str, dict[str, str]]:
    index = DIST / "assets.json"
    assert index.is_file(), "the widget is not built: run `make widget`"
    loaded: dict[str, dict[str, str]] = json.loads(index.read_text(encoding="utf-8"))
    return loaded


def test_room_page_loads_at_most_30_kb() -> None:
    """Script and styles of the room page together, as they go over the wire."""
    sizes = {
        name: len(gzip.compress((DIST / asset["file"]).read_bytes(), compresslevel=9))
        for name, asset in assets().items()
        if name in {"room.js", "room.css"}
    }
    assert "room.js" in sizes
    assert sum(sizes.values()) <= LIMIT, sizes


def test_the_door_into_a_call_is_tiny() -> None:
    """As it lies, not as it is packed: what stands in somebody else's page can be read there."""
    assert (DIST / assets()["jitsi-door.js"]["file"]).stat().st_size < 3 * 1024


def test_assets_have_the_integrity_their_map_says() -> None:
    """A page whose tag carries a wrong hash would load nothing at all."""
    for name, asset in assets().items():
        digest = hashlib.sha384((DIST / asset["file"]).read_bytes()).digest()
        assert asset["integrity"] == f"sha384-{base64.b64encode(digest).decode()}", name
        assert (DIST / name).read_bytes() == (DIST / asset["file"]).read_bytes()
