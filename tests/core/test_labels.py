"""Who sees an item by its labels, and how a collecting phase narrows them (A7)."""

import pytest
from msgspec.structs import replace

from talkingpiece.core.formats import Collected
from talkingpiece.core.ids import ItemId, Ms, PersonId, PhaseId
from talkingpiece.core.labels import all_see, is_hidden, is_revealed, narrowed
from talkingpiece.core.options import BriefOptions, CollectOptions
from talkingpiece.core.session import Item

ITEM = Item(
    id=ItemId("i1"), kind="goal", text="x", owner=PersonId("ada"), at=Ms(0), sees="group",
    keep="session", phase=PhaseId("gather"),
)  # fmt: skip


@pytest.mark.parametrize(
    "sees, shown, everybody",
    [
        ("group", False, True),
        ("group_anon", False, True),
        ("public", False, True),
        ("me", False, False),
        ("owner", False, False),
        ("facilitators", False, False),
        ("group_on_reveal", False, False),
        ("group_on_reveal", True, True),
    ],
)
def test_who_sees_it(sees: str, shown: bool, everybody: bool) -> None:
    """What was given apart is seen once it is shown; what is withdrawn by nobody."""
    item = replace(ITEM, sees=sees, shown=shown)
    assert all_see(item) == everybody
    assert not all_see(replace(item, state="withdrawn"))
    assert is_hidden(item) == (sees == "group_on_reveal" and not shown)
    assert is_revealed(item) == (sees == "group_on_reveal" and shown)


@pytest.mark.parametrize(
    "options, sees, becomes",
    [
        ({}, "group", "group"),
        ({"anonymous": True}, "group", "group_anon"),
        ({"anonymous": True}, "public", "group_anon"),
        ({"reveal": "on_close"}, "group", "group_on_reveal"),
        ({"reveal": "on_close", "anonymous": True}, "group", "group_on_reveal"),
        ({"reveal": "never"}, "group", "me"),
        ({"reveal": "never"}, "facilitators", "facilitators"),
        ({"anonymous": True}, "me", "me"),
    ],
)
def test_parameters_only_narrow(options: dict[str, object], sees: str, becomes: str) -> None:
    """Never towards more people."""
    what = Collected(kind="goal", by="everyone", sees=sees, keep="session")  # type: ignore[arg-type]
    assert narrowed(what, CollectOptions(item="goal", **options)).sees == becomes  # type: ignore[arg-type]
    assert narrowed(what, CollectOptions(item="other", **options)).sees == sees  # type: ignore[arg-type]
    assert narrowed(what, BriefOptions()).sees == sees
