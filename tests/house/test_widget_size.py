"""The built widget is small, and its map of assets is true."""

import base64
import hashlib
import json
import re
from pathlib import Path

DIST = Path(__file__).resolve().parents[2] / "static" / "widget" / "dist"
LIMIT = 30_000
"""Bytes, gzipped: what a phone on a poor line loads before the circle is seen."""


def assets() -> dict[str, dict[str, str]]:
    index = DIST / "assets.json"
    assert index.is_file(), "the widget is not built: run `make widget`"
    loaded: dict[str, dict[str, str]] = json.loads(index.read_text(encoding="utf-8"))
    return loaded


def parts_of(name: str) -> set[str]:
    """The file of a script, and the parts it imports before it runs."""
    found: set[str] = set()
    to_read = [assets()[name]["file"]]
    while to_read:
        file = to_read.pop()
        if file not in found:
            found.add(file)
            to_read += re.findall(
                r'["\']\./(part-[\w-]+\.js)["\']', (DIST / file).read_text("utf-8")
            )
    return found


def test_room_page_loads_at_most_30_kb() -> None:
    """Scripts and styles until the circle is seen, as they go over the wire: every part of them."""
    styles = {"ground.css", "inside.css"}  # in the page itself, which is packed as well
    wanted = styles | parts_of("room.js") | parts_of("table.js")
    sizes = {file: (DIST / f"{file}.gz").stat().st_size for file in wanted}
    assert assets()["room.js"]["file"] in sizes
    assert assets()["table.js"]["file"] in sizes
    assert sum(sizes.values()) <= LIMIT, sizes


def test_the_door_into_a_call_is_tiny() -> None:
    """As it lies, not as it is packed: what stands in somebody else's page can be read there."""
    assert (DIST / assets()["jitsi-door.js"]["file"]).stat().st_size < 3 * 1024


def test_assets_have_the_integrity_their_map_says() -> None:
    """A page whose tag carries a wrong hash would load nothing at all."""
    for name, asset in assets().items():
        digest = hashlib.sha384((DIST / asset["file"]).read_bytes()).digest()
        assert asset["integrity"] == f"sha384-{base64.b64encode(digest).decode()}", name
        plain, hashed = (DIST / name).read_bytes(), (DIST / asset["file"]).read_bytes()
        names_its_part = f'import"./{asset["file"]}"'.encode() in plain
        assert plain == hashed or names_its_part, name
