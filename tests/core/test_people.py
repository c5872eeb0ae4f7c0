"""Who sits at the table, and who may be given a turn."""

from typing import Any

import pytest

from talkingpiece.core.ids import Ms, PersonId
from talkingpiece.core.people import Participant


@pytest.mark.parametrize(
    "members, seated, plays",
    [
        ({}, True, True),
        ({"late": "listen"}, True, False),
        ({"late": "wait"}, False, False),
        ({"listening": True}, True, False),
        ({"here": False}, False, False),
    ],
)
def test_seated_and_playing(members: dict[str, Any], seated: bool, plays: bool) -> None:
    """Outside one sees nothing; whoever listens, late or by choice, has no turn."""
    person = Participant(id=PersonId("ada"), name="Ada", arrived=Ms(0), **members)
    assert (person.seated, person.plays) == (seated, plays)
