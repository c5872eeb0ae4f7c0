"""An open space session: thirty-six people, and four real browsers among them."""

import json
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest_asyncio
from playwright.async_api import Browser, expect
from tests.browser.axe import violations
from tests.browser.crowd import Crowd
from tests.browser.house import PAGE, House
from tests.browser.open_space_harvest import published
from tests.browser.seats import Seat
from tests.server.house import Browser as Line

FORMAT = "open_space_session"
SHOTS = os.environ.get("TALKINGPIECE_SHOTS", "")
GOALS = (
    "Who decides what?", "How to share the work", "What to do with two calendars",
    "Tips for a newcomer", "What does each role do?", "How to say no together",
)  # fmt: skip
FIRST = ("Ada", "Bo", "Cem", "Dua", "Eve", "Finn")
NAMES = tuple(f"{first} {last}" for first in FIRST for last in "KLMNPR")
NUMBERS = ("1", "2", "3", "3", "3", "4", "4", "5")
"""What people answer, in turn; every third one is not concerned."""
SAMPLE = 12


@pytest_asyncio.fixture(loop_scope="session")
async def house(browser: Browser, tmp_path: Path) -> AsyncIterator[House]:
    """A house where an open space session is played."""
    made = House.at(tmp_path, browser)
    made.format_id = FORMAT
    async with made as house:
        yield house
        assert house.troubles() == []


class Session:
    """Lucie leads; Ana, Tom and Noor have a screen, the others only a line."""

    def __init__(self, house: House, seats: list[Seat], crowd: Crowd) -> None:
        self.house = house
        self.lucie, self.ana, self.tom, self.noor = self.seats = seats
        self.crowd = crowd
        self.answers: dict[str, int] = {}

    async def goes_to(self, phase: str) -> None:
        """Lucie taps the way on, and everybody is there."""
        await self.lucie.tap("next_phase")
        await self.is_in(phase)

    async def is_in(self, phase: str) -> None:
        for seat in self.seats:
            await seat.sees_phase(phase)
        await self.crowd.listen()
        assert {line.view["phase"]["id"] for line in self.crowd.people} == {phase}

    async def looks(self, name: str) -> None:
        """Forty people fit a narrow screen and a wide one, and axe finds nothing."""
        for seat in self.seats:
            assert await seat.sideways() == 0, f"{seat} in {name}"
        for seat in (self.lucie, self.ana, self.noor):
            if SHOTS:
                await seat.shot(Path(SHOTS) / f"open_{name}_{seat.name.lower()}.png")
            assert await violations(seat.page) == [], f"{seat} in {name}"

    def everything_sent(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Every frame that anybody was sent, read, with whose it was."""
        for seat in self.seats:
            for frame in seat.frames():
                yield seat.me, frame
        for me, raw in self.crowd.frames():
            yield me, json.loads(raw)


async def opened(house: House, crowd: Crowd, links: Any) -> Session:
    """Everybody comes in, before it begins."""
    seats = [
        await house.seat(name, viewport=PAGE, scheme="light")
        if name == "Noor"
        else await house.seat(name)
        for name in ("Lucie", "Ana", "Tom", "Noor")
    ]
    await seats[0].join(links.facilitator)
    for seat in seats[1:]:
        await seat.join(links.invitation)
    return Session(house, seats, crowd)


async def test_a_whole_session(house: House) -> None:
    """Goals while people mill in, clusters, fist to five, why from both ends, tips, harvest."""
    links = await house.session(minutes=60)
    async with Crowd(house, links.invitation, NAMES) as crowd:
        session = await opened(house, crowd, links)
        await milling(session)
        await framing(session)
        await takes(session)
        await rating(session)
        await asking_why(session)
        await tips(session)
        await wrapping_up(session)
        nobody_was_told_an_answer(session)
        await published(session, NAMES, SHOTS)


async def milling(session: Session) -> None:
    """Before the start: wishes without names, and +1 instead of the same again."""
    lucie, ana, tom = session.lucie, session.ana, session.tom
    await session.is_in("milling")
    await ana.give("goal", GOALS[0])
    for line, goal in zip(session.crowd.people, GOALS[1:], strict=False):
        await line.do("add", kind="goal", text=goal)
    for line in session.crowd.people[10:20]:
        await line.do("mark", item="i1", gesture="plus_one")
    await tom.card(GOALS[0]).locator(".gesture").first.click()
    await expect(ana.card(GOALS[0]).locator('[data-count="plus_one"]')).to_contain_text("11")
    await expect(lucie.card(GOALS[1]).locator(".owner")).to_have_count(0)
    await session.looks("milling")


async def framing(session: Session) -> None:
    """What belongs together stands together, and what does not fit today is parked."""
    lucie = session.lucie
    await session.house.it_is("19:00")
    await lucie.sees("lit", "exits.start_time")
    await session.goes_to("frame_goals")
    await lucie.sends({"do": "cluster", "item": "i5", "to": "i1"})
    await lucie.sends({"do": "park_item", "item": "i6"})
    await expect(session.tom.part("board").locator(".cluster .card")).to_have_count(2)
    await session.looks("frame_goals")


async def takes(session: Session) -> None:
    """A first take with words and a frame, and other ways to see it."""
    await session.goes_to("first_take")
    lucie, ana, tom = session.lucie, session.ana, session.tom
    await lucie.sees_holder("Lucie")
    await lucie.tap("add_term")
    await lucie.fill_in("add_term", "Product owner: decides what comes next")
    await ana.card("Product owner").locator(".gesture").click()
    for line in session.crowd.people[:7]:
        await line.do("mark", item="i7", gesture="resonates")
    resonates = f"{tom.words.say('buttons.resonates')} · 8"
    await expect(tom.card("Product owner").locator(".gesture")).to_have_text(resonates)
    await session.looks("first_take")
    await session.goes_to("other_takes")
    for line in session.crowd.people[:3]:
        await line.do("raise_hand")
    await tom.tap("raise_hand")
    first = await holds(session)
    assert first == session.crowd.people[0].me, "with nobody waiting, the floor is free"
    await expect(ana.part("hands").locator("li")).to_have_text([*NAMES[1:3], "Tom"])
    await session.looks("other_takes")
    await session.crowd.person(first).do("add", kind="frame", text="Outward and inward")
    await expect(tom.card("Outward and inward")).to_be_visible()
    await session.crowd.person(first).do("hand_on")
    await lucie.sees_holder(NAMES[1])


async def rating(session: Session) -> None:
    """One to five, or not concerned; nobody sees a number before all do."""
    lucie, ana, tom, noor = session.seats
    await session.goes_to("rate")
    await lucie.tap("word_question")
    await lucie.fill_in("word_question", "How is it to have both roles?")
    await noor.sees_prompt("rate", "all")
    await expect(noor.part("question")).to_have_text("How is it to have both roles?")
    for number, line in enumerate(session.crowd.people):
        if number % 3 == 2:
            await line.do("abstain")
        else:
            choice = NUMBERS[number % len(NUMBERS)]
            session.answers[line.me] = int(choice)
            await line.do("vote", choice=choice)
    for seat, choice in ((ana, "2"), (tom, "5")):
        await seat.tap(f"vote_{choice}")
        session.answers[seat.me] = int(choice)
    await noor.tap("abstain")
    await tom.sees("submitted", "polls.so_many", n=39, all=40)
    await session.looks("rate")
    await lucie.tap("abstain")
    await lucie.sees("lit", "exits.all_submitted")
    await lucie.sure("show_answers")
    for seat in session.seats:
        await seat.sees("votes", "polls.votes_n", n=len(session.answers))
    for number in range(1, 6):
        many = sum(given == number for given in session.answers.values())
        bar = ana.part("histogram").locator(f'[data-option="{number}"] b')
        await expect(bar).to_have_text(str(many))
    await session.looks("histogram")


async def asking_why(session: Session) -> None:
    """Lowest, highest, next lowest, next highest; the others write, or ask for a turn."""
    lucie, ana = session.lucie, session.ana
    await session.goes_to("why_round")
    speakers: list[int] = []
    await session.looks("why_round")
    left = dict(session.answers)
    for turn in range(SAMPLE):
        holder = await holds(session)
        wanted = (min if turn % 2 == 0 else max)(left.values())
        speakers.append(left.pop(holder))
        assert speakers[-1] == wanted, f"turn {turn} is that of a {speakers[-1]}"
        await hands_on(session, holder)
        if turn == 0:
            asked = session.crowd.people[0].view["piece"]["order"]
            rest = (line for line in session.crowd.people if line.me in left)
            writer = next(line for line in rest if line.me not in asked)
            await writer.do("add", kind="why", text="Nobody answers my letters.")
    await lucie.sees("lit", "exits.round_done")
    assert await ana.part("seats").locator("li").count() == SAMPLE
    await session.goes_to("themes")
    await lucie.give("theme", "Communication: good at 5, missing at 3")
    await expect(ana.card("Communication")).to_be_visible()
    await session.looks("themes")


async def holds(session: Session) -> str:
    """Who has the piece now, by id."""
    await session.crowd.listen()
    return str(session.crowd.people[0].view["piece"]["holder"])


async def hands_on(session: Session, holder: str) -> None:
    """Whoever has the piece is done; everybody has heard it."""
    seat = next((seat for seat in session.seats if seat.me == holder), None)
    if seat is not None:
        await seat.tap("hand_on")
        await seat.is_not_offered("hand_on")
    else:
        await session.crowd.person(holder).do("hand_on")


async def tips(session: Session) -> None:
    """Written while others speak, and endorsed by tapping."""
    await session.goes_to("tips")
    writers: list[Line] = session.crowd.people[:5]
    for number, line in enumerate(writers):
        await line.do("add", kind="tip", text=f"Walk together, {number + 1} times a week")
    tip = session.ana.card("Walk together, 5 times")
    await tip.locator(".gesture").click()
    await expect(tip.locator(".gesture")).to_have_attribute("aria-pressed", "true")
    for line in writers[:3]:
        await line.do("mark", item=str(await tip.get_attribute("data-item")), gesture="endorse")
    await session.tom.tap("raise_hand")
    await session.looks("tips")


async def wrapping_up(session: Session) -> None:
    """Read back, and where the notes will be."""
    await session.goes_to("wrap_up")
    peek = session.tom.panel.locator('[data-part="tips"]')
    await peek.locator("summary").click()
    await expect(peek.locator(".card").first).to_contain_text("5 times")
    await session.lucie.tap("add_summary")
    await session.lucie.fill_in("add_summary", "We like it; words that are not said make it hard.")
    await session.looks("wrap_up")
    await session.goes_to("send_off")
    await session.looks("send_off")


def nobody_was_told_an_answer(session: Session) -> None:
    """In no frame to anybody stands what another person answered, before or after all was shown.

    Nor does the order of those who wait in the round tell it: they stand as they sit.
    """
    for me, frame in session.everything_sent():
        body = frame.get("patch") or frame.get("view") or {}
        if frame["t"] in ("change", "see"):
            poll = body.get("poll") or {}
            assert "ballot" not in json.dumps(body)
            assert not (poll.get("counts") and not poll.get("shown_at")), "figures too early"
            assert not set(poll.get("counts", {})) & set(session.answers)
        if frame["t"] == "mine":
            own = (body.get("ballot") or {}).get("marks") or {}
            given = session.answers.get(me)
            assert all(mark == str(given) for mark, dots in own.items() if dots), me
