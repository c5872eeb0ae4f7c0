"""A format of one's own, written while the server runs, is played beside a room that goes on."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser, expect
from tests.browser.axe import violations
from tests.browser.house import PAGE, House
from tests.browser.table import Table

from talkingpiece.registry import Registry

SHOTS = os.environ.get("TALKINGPIECE_SHOTS", "")
OURS = """
format: porch_council
version: 1
title: {en: "Porch council", fr: "Conseil du perron"}
tagline:
  en: "Choose who tells, listen, sit in, decide."
  fr: "Choisir qui raconte, écouter, entrer, décider."
needs: [decide]
duration: [20, 40, 60]
capacity: {min: 3, ideal: [3, 8], soft_max: 12, hard_max: 15}
privacy: group
roles:
  facilitator: {min: 1, max: 1}
  teller: {min: 0, max: 1, title: {en: "tells", fr: "raconte"}}
  participant: {min: 2}
lists: {ways: {item: way, order: arrival}}
terms:
  way: {en: "A way to go", fr: "Un chemin"}
  which: {en: "Which way do we go?", fr: "Quel chemin prend-on ?"}
flow:
- id: who
  title: {en: "Who tells?", fr: "Qui raconte ?"}
  use: assign
  minutes: [0, 2, 4]
  with: {role: teller, how: vote, fallback: draw}
  rules: open_floor
  exit: [role_filled, facilitator]
- id: tell
  title: {en: "Tell", fr: "Raconter"}
  use: talk
  minutes: [2, 5, 8]
  with: {speaker: teller, prepare: 30}
  rules: one_voice
  exit: [presenter_done, facilitator]
- id: circle
  title: {en: "Inner circle", fr: "Cercle intérieur"}
  use: discuss
  minutes: [5, 10, 20]
  with:
    floor: seats
    seat_count: 1
    when_full: longest_leaves
    listeners: write
    camera: on_if_seated
  collect:
  - {kind: way, by: speaker, sees: group, keep: session}
  rules: seats
  exit: [time_up, facilitator]
- id: decide
  title: {en: "Decide", fr: "Décider"}
  use: poll
  minutes: [1, 2, 4]
  with: {kind: choice, target: ways, question: which, secret: until_close, decide: majority}
  rules: quiet_poll
  exit: [all_submitted, facilitator]
- id: goodbye
  title: {en: "Goodbye", fr: "Au revoir"}
  use: round
  minutes: [1, 3, 6]
  with:
    order: random
    start: rotate
    per_turn: {soft: 15, hard: 30}
    items: {kind: checkout}
    repeat: 1
    facilitator_turn: normal
  rules: ring
  exit: [round_done, facilitator]
"""


@pytest_asyncio.fixture(loop_scope="session")
async def house(browser: Browser, tmp_path: Path) -> AsyncIterator[House]:
    """A house with an empty folder of formats, in which an intervision begins."""
    folder = tmp_path / "formats"
    folder.mkdir()
    made = House.at(tmp_path, browser, formats_dir=folder)
    made.registry = Registry.load(folder)
    async with made as house:
        yield house
        assert house.troubles() == []


async def looks(table: Table, name: str) -> None:
    """It fits every screen, axe finds nothing, and there is a picture where one is wanted."""
    for seat in table.seats:
        assert await seat.sideways() == 0, (seat, name)
        assert await violations(seat.page) == [], (seat, name)
    if SHOTS:
        await table.shots(Path(SHOTS), f"own-{name}")


async def test_it_plays_to_its_end_while_another_room_goes_on(house: House, tmp_path: Path) -> None:
    """Vote on a role, silence, an inner circle, a choice from what people wrote, a random round."""
    elsewhere = await house.session()
    zoe, yan = await house.seat("Zoe"), await house.seat("Yan")
    await zoe.join(elsewhere.facilitator)
    await yan.join(elsewhere.invitation)

    (tmp_path / "formats" / "porch.yaml").write_text(OURS, encoding="utf-8")
    house.registry, house.format_id = Registry.load(tmp_path / "formats"), "porch_council"
    home = await house.seat("Lucie")
    await home.open(house.url)
    await expect(home.page.locator("body")).to_contain_text("Porch council")
    links = await house.session(minutes=60)
    lucie, ana, tom = seats = [
        home,
        await house.seat("Ana", locale="fr-FR"),
        await house.seat("Tom", viewport=PAGE, scheme="light"),
    ]
    await lucie.join(links.facilitator)
    for guest in (ana, tom):
        await guest.join(links.invitation)
    table = Table(*seats)
    await voting(table)
    await telling(house, table)
    await sitting_in(table)
    await deciding(table)
    await saying_goodbye(table)
    await zoe.tap("next_phase")
    await expect(yan.panel).to_have_attribute("data-phase", "welcome")


async def voting(table: Table) -> None:
    """Nobody is told who wishes for whom; most votes have the role once all are in."""
    lucie, ana, tom = table.seats
    await table.phase("who")
    await tom.tap(f"vote_{ana.me}")
    await expect(tom.offer(f"vote_{ana.me}")).to_have_attribute("aria-pressed", "true")
    ana.forget_frames()
    await lucie.tap(f"vote_{ana.me}")
    await ana.sees("answered", "polls.so_many", n=2, all=3)
    assert not any(f"vote_{ana.me}" in frame for frame in ana.received), "a vote is told"
    await looks(table, "vote")
    await ana.tap(f"vote_{tom.me}")
    for seat in table.seats:
        await expect(seat.part("roles").locator("li")).to_have_attribute("data-person", ana.me)


async def telling(house: House, table: Table) -> None:
    """A quiet moment first, then the teller's own time."""
    lucie, ana, _ = table.seats
    await lucie.tap("next_phase")
    await table.phase("tell")
    await looks(table, "silence")
    await house.minutes_pass(1)
    await ana.tap("finish")


async def sitting_in(table: Table) -> None:
    """One seat: whoever comes takes it; those who listen may write."""
    lucie, ana, tom = table.seats
    await lucie.tap("next_phase")
    await table.phase("circle")
    await tom.tap("raise_hand")
    await expect(lucie.part("in_circle")).to_contain_text("Tom")
    await ana.tap("raise_hand")
    await expect(lucie.part("in_circle").locator("li")).to_have_text(["Ana"])
    await tom.give("way", "By the river")
    await lucie.give("way", "Over the hill")
    await looks(table, "circle")


async def deciding(table: Table) -> None:
    """A choice from what people wrote, in the words of the format."""
    lucie, ana, tom = table.seats
    await lucie.tap("next_phase")
    await table.phase("decide")
    await expect(ana.part("question")).to_have_text("Quel chemin prend\u2011on\u00a0?")
    for seat in table.seats:
        await seat.panel.get_by_role("radio", name="Over the hill").click()
    await lucie.sees("lit", "exits.all_submitted")
    await looks(table, "decide")
    await lucie.sure("show_answers")
    await expect(tom.part("outcome")).to_contain_text("Over the hill")


async def saying_goodbye(table: Table) -> None:
    """One tour in whatever order."""
    lucie, _, tom = table.seats
    await lucie.tap("next_phase")
    await table.phase("goodbye")
    for seat in await table.in_turn():
        await seat.tap("pass")
    await lucie.sees("lit", "exits.round_done")
    await lucie.sure("close")
    await expect(tom.part("ending")).to_be_visible()
