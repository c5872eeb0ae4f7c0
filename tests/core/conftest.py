"""Tables for conversations with the core."""

from collections.abc import Iterator
from typing import Any

import pytest

from talkingpiece.core.formats import Format
from talkingpiece.registry import Registry
from talkingpiece.testing.script import Lay, Playbook


@pytest.fixture(scope="session")
def registry() -> Registry:
    """Everything that is bundled."""
    return Registry.load(None)


@pytest.fixture(scope="session")
def triage(registry: Registry) -> Format:
    """The triage intervision, as it ships."""
    return registry.formats["intervision_triage"]


@pytest.fixture
def table(registry: Registry) -> Iterator[Lay]:
    """Lays a table for a format; at the end, whatever a script did not expect fails."""
    laid: list[Playbook] = []

    def lay(format_: Format, *people: str, facilitator: str = "", **plan: Any) -> Playbook:
        laid.append(Playbook(format_, registry, **plan))
        return laid[-1].seated(*people, facilitator=facilitator)

    yield lay
    for one in laid:
        one.finished()
