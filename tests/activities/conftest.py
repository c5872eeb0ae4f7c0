"""Tables for conversations, as in tests/core."""

from collections.abc import Iterator

import pytest

from talkingpiece.activities import BUILT_IN
from talkingpiece.core.formats import Format
from talkingpiece.core.grammar import ActivityKind
from talkingpiece.testing.script import Lay, Playbook


class Kinds:
    """The activities that are built in, and nothing of plugins."""

    def kind(self, use: str) -> ActivityKind:
        return BUILT_IN[use]


@pytest.fixture
def table() -> Iterator[Lay]:
    """Lays a table for a format; at the end, whatever a script did not expect fails."""
    laid: list[Playbook] = []

    def lay(format_: Format, *people: str, facilitator: str = "", **plan: object) -> Playbook:
        laid.append(Playbook(format_, Kinds(), **plan))  # type: ignore[arg-type]
        return laid[-1].seated(*people, facilitator=facilitator)

    yield lay
    for one in laid:
        one.finished()
