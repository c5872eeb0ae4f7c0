"""The manifest tells integrators what there is, what is kept, and why."""

import json
import re
from pathlib import Path

from talkingpiece.rendering.manifest import ENTRY_POINTS, web_manifest

DOOR = Path(__file__).resolve().parents[2] / "static" / "widget" / "src" / "jitsi-door.ts"


def test_it_is_a_web_app_manifest_with_one_more_member() -> None:
    made = json.loads(json.dumps(web_manifest(1)))
    assert {"name", "start_url", "display", "icons"} <= made.keys()
    assert made["talkingpiece"]["protocol"] == 1


def test_whatever_is_kept_or_asked_for_has_a_why() -> None:
    told = web_manifest(1)["talkingpiece"]
    assert all(each["why"] and each["until"] for each in told["data_kept"])
    assert all(each["why"] for each in told["permissions"])


def test_the_door_lets_pass_what_is_listed_and_nothing_else() -> None:
    """The list that integrators read is the one that holds in Jitsi's page."""
    told = {each["command"] for each in web_manifest(1)["talkingpiece"]["jitsi"]["asks"]}
    allowed = re.search(r"const ASKS = /(.*)/;", DOOR.read_text(encoding="utf-8"))
    assert allowed is not None
    assert all(re.search(allowed[1], name) for name in told)
    for name in ("", "local-subjects", "subject", "video-hangup", "kick-participant", *told):
        assert bool(re.search(allowed[1], name)) == (name in told), name
    spelled = re.sub(r"\((\w+)\|", r"(\1 ", allowed[1])
    assert spelled.count("|") < len(told), "an alternative that is not listed"


def test_hashes_are_there_only_for_what_is_served() -> None:
    """The committed file has none: they are known after a build."""
    bare = web_manifest(1)["talkingpiece"]["entry_points"]
    assert not any("integrity" in entry for entry in bare.values())
    served = {"room.js": {"url": "/static/room-1.js", "integrity": "sha384-x"}}
    entries = web_manifest(1, served)["talkingpiece"]["entry_points"]
    assert entries["room"]["integrity"] == "sha384-x"
    assert entries.keys() == ENTRY_POINTS.keys()
