"""What this version can play."""

from talkingpiece.activities import BUILT_IN


def test_each_activity_goes_by_its_own_name() -> None:
    """The name in `use:` of a declaration."""
    assert {name: kind.name for name, kind in BUILT_IN.items()} == {
        name: name
        for name in ("brief", "talk", "round", "collect", "arrange", "assign", "poll", "discuss")
    }
