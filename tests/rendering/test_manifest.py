"""The manifest tells integrators what there is, what is kept, and why."""

import json

from talkingpiece.rendering.manifest import ENTRY_POINTS, web_manifest


def test_it_is_a_web_app_manifest_with_one_more_member() -> None:
    made = json.loads(json.dumps(web_manifest(1)))
    assert {"name", "start_url", "display", "icons"} <= made.keys()
    assert made["talkingpiece"]["protocol"] == 1


def test_whatever_is_kept_or_asked_for_has_a_why() -> None:
    told = web_manifest(1)["talkingpiece"]
    assert all(each["why"] and each["until"] for each in told["data_kept"])
    assert all(each["why"] for each in told["permissions"])


def test_hashes_are_there_only_for_what_is_served() -> None:
    """The committed file has none: they are known after a build."""
    bare = web_manifest(1)["talkingpiece"]["entry_points"]
    assert not any("integrity" in entry for entry in bare.values())
    served = {"room.js": {"url": "/static/room-1.js", "integrity": "sha384-x"}}
    entries = web_manifest(1, served)["talkingpiece"]["entry_points"]
    assert entries["room"]["integrity"] == "sha384-x"
    assert entries.keys() == ENTRY_POINTS.keys()
