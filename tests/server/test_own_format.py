"""A format of one's own, dropped into the folder while the server runs and other rooms go on."""

import os
from pathlib import Path
from typing import Any

import pytest
from tests.server.asking import ask, plan, refusal
from tests.server.house import START, House

from talkingpiece.hub.clock import VirtualClock
from talkingpiece.registry import Registry
from talkingpiece.server.app import create_app
from talkingpiece.server.keys import REGISTRY
from talkingpiece.settings import Settings
from talkingpiece.storage import MemoryStore

OURS = """
format: porch_round
version: 1
title: {{en: "{title}"}}
needs: [check_in]
duration: [5, 10, 20]
capacity: {{min: 2, ideal: [3, 8], soft_max: 10, hard_max: 12}}
privacy: sealed
roles: {{facilitator: {{min: 1, max: 1}}, participant: {{min: 1}}}}
flow:
- id: words
  title: {{en: "Words"}}
  use: round
  minutes: [3, 8, 15]
  with:
    start: rotate
    per_turn: {{soft: 20, hard: 40}}
    items: {{kind: word}}
    repeat: until_all_pass
    max_rounds: 4
  rules: ring
  exit: [all_passed, max_rounds, facilitator]
  prompts: {{speaker: {{en: "{prompt}"}}}}
"""


class Porch:
    """A running server, and the folder in which its formats lie."""

    def __init__(self, house: House, folder: Path) -> None:
        self.house = house
        self.folder = folder
        self._written = 0

    def drop(self, text: str, name: str = "porch.yaml") -> None:
        """Write a file into the folder; each time a moment later, as a person would."""
        file = self.folder / name
        file.write_text(text, encoding="utf-8")
        self._written += 1
        os.utime(file, ns=(self._written * 10**9, self._written * 10**9))

    async def offered(self) -> dict[str, str]:
        """The formats that the home page offers: id → title."""
        answer = await self.house.client.get("/api/formats")
        return {card["id"]: card["title"] for card in (await answer.json())["formats"]}

    async def session(self) -> Any:
        """A session in the porch round, as the home page makes one."""
        answer = await ask(self.house, "/api/sessions", **plan(format="porch_round", start=START))
        assert answer.status == 200
        return await answer.json()


@pytest.fixture
async def porch(aiohttp_client: Any, settings: Settings, tmp_path: Path) -> Porch:
    folder = tmp_path / "formats"
    folder.mkdir()
    app = await create_app(
        settings, Registry.load(folder), clock=VirtualClock(START), store=MemoryStore()
    )
    return Porch(House(await aiohttp_client(app), app), folder)


def token(link: str) -> str:
    return link.partition("#")[2]


async def test_a_dropped_file_is_played_while_other_rooms_go_on(porch: Porch) -> None:
    """Nobody starts anything again; the room that runs does not notice."""
    house = porch.house
    other = await house.room()
    zoe = await house.join(other.facilitator, "Zoe")
    assert "porch_round" not in await porch.offered()
    porch.drop(OURS.format(title="Porch", prompt="A word?"))
    assert (await porch.offered())["porch_round"] == "Porch"
    made = await porch.session()
    ann = await house.join(token(made["facilitator"]), "Ann")
    bob = await house.join(token(made["invitation"]), "Bob")
    await ann.whole()
    assert ann.view["piece"]["order"]
    for _ in range(2):
        for browser in (ann, bob):
            await browser.whole()
            if browser.view["piece"].get("holder") == browser.me:
                await browser.do("pass")
    await ann.whole()
    assert ann.view["piece"]["closed"] == "all_passed"
    await zoe.whole()
    assert zoe.view["format"] == "intervision_triage"


async def test_new_rooms_see_a_changed_file_and_running_ones_keep_theirs(porch: Porch) -> None:
    """A session has its format as data."""
    porch.drop(OURS.format(title="Porch", prompt="A word?"))
    before = await porch.session()
    ann = await porch.house.join(token(before["facilitator"]), "Ann")
    porch.drop(OURS.format(title="Veranda", prompt="Two words?"))
    assert (await porch.offered())["porch_round"] == "Veranda"
    later = await porch.session()
    bob = await porch.house.open(token=token(later["facilitator"]))
    assert (await bob.until("texts"))["texts"]["porch_round/words/speaker"] == "Two words?"
    again = await porch.house.open(seat=ann.seat)
    assert (await again.until("texts"))["texts"]["porch_round/words/speaker"] == "A word?"


async def test_one_changes_to_a_format_that_came_meanwhile(porch: Porch) -> None:
    """In mid-call; the room keeps it even when its file is taken away."""
    room = await porch.house.room()
    ann = await porch.house.join(room.facilitator, "Ann")
    porch.drop(OURS.format(title="Porch", prompt="A word?"))
    answer = await ask(porch.house, "/api/switch", token=ann.seat, format="porch_round")
    assert answer.status == 200
    await ann.steer("switch_format", format="porch_round")
    (porch.folder / "porch.yaml").unlink()
    assert "porch_round" not in await porch.offered()
    await ann.whole()
    assert ann.view["format"] == "porch_round"
    gone = await ask(porch.house, "/api/switch", token=ann.seat, format="porch_round")
    assert await refusal(gone) == (422, "format_unknown")


async def test_a_broken_file_is_named_in_one_sentence(
    porch: Porch, caplog: pytest.LogCaptureFixture
) -> None:
    """With its line and what may have been meant; what worked before is offered still."""
    porch.drop(OURS.format(title="Porch", prompt="A word?"))
    assert "porch_round" in await porch.offered()
    porch.drop(OURS.format(title="Porch", prompt="A word?").replace("use: round", "use: ruond"))
    assert (await porch.offered())["porch_round"] == "Porch"
    (problem,) = porch.house.app[REGISTRY].problems
    said = str(problem)
    assert said.startswith("porch.yaml:")
    assert "ruond" in said
    assert "\n" not in said
    assert said in caplog.text
