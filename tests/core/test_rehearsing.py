"""How fast the others are in a rehearsal: whoever facilitates says so, and nobody elsewhere."""

import pytest

from talkingpiece.activities import BUILT_IN
from talkingpiece.core.commands import SetPace
from talkingpiece.core.events import PaceSet
from talkingpiece.errors import Code
from talkingpiece.registry import Registry
from talkingpiece.testing.script import Playbook, does, refuses, sees, that
from talkingpiece.testing.small import round_phase, small_format


class Grammar:
    """The activities there are."""

    def kind(self, use: str):
        return BUILT_IN[use]


def rehearsal(**plan: object) -> Playbook:
    given = {"rehearsal": True, **plan}
    table = Playbook(small_format(round_phase()), Grammar(), **given)
    return table.seated("ben", facilitator="fay")


def test_the_pace_goes_up_and_down_one_step_at_a_time() -> None:
    """What is offered leads to the next pace, and no further."""
    with rehearsal() as table:
        offers = table.mine("fay").offers
        assert offers["slower"].command == {"do": "set_pace", "pace": 1}
        table >> does("fay", SetPace, pace=16) << sees(that(PaceSet, pace=16))
        assert {"slower", "faster"} & table.offers("fay") == {"slower"}
        assert table.view().room.pace == 16
        table >> does("fay", SetPace, pace=16) << sees()


def test_only_whoever_facilitates_sets_the_pace() -> None:
    with rehearsal() as table:
        assert not {"slower", "faster"} & table.offers("ben")
        table >> does("ben", SetPace, pace=1) << refuses(Code.NOT_THE_FACILITATOR)


def test_real_people_have_no_pace() -> None:
    """An ordinary session offers none, shows none and accepts none."""
    with rehearsal(rehearsal=False) as table:
        assert not {"slower", "faster"} & table.offers("fay")
        assert table.view().room.pace == 0
        table >> does("fay", SetPace, pace=1) << refuses(Code.NOT_NOW)


@pytest.mark.parametrize("name", ["intervision_triage", "check_in_circle"])
def test_a_first_time_facilitator_has_something_to_read_in_each_phase(name: str) -> None:
    """In each language of the format; only whoever holds the frame has it on the screen."""
    registry = Registry.load()
    chosen = registry.formats[name]
    for phase in chosen.phases():
        assert phase.script.keys() == chosen.title.keys(), phase.id
    with Playbook(chosen, registry).seated("ben", "cleo", "dan", facilitator="fay") as table:
        script = table.mine("fay").script
        assert script is not None
        assert script.key in registry.texts(chosen, "fr")
        assert table.mine("ben").script is None
