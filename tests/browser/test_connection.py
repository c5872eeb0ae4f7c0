"""A line that loses frames, or breaks at the worst moment: nothing is lost, nothing is doubled."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

from playwright.async_api import WebSocketRoute, expect
from tests.browser.house import House
from tests.browser.seats import Seat

Frame = dict[str, Any]


class Line:
    """The line between one page and the server, which can be told to misbehave."""

    def __init__(self) -> None:
        self.sent: list[Frame] = []
        self.swallow_down: Callable[[Frame], bool] = lambda frame: False
        self.break_up: Callable[[Frame], bool] = lambda frame: False
        self.late: list[Callable[[], None]] | None = None
        """What is still on its way down; None where nothing is late."""

    async def lay(self, seat: Seat) -> None:
        """Every socket this page opens from now on goes through here."""
        await seat.page.route_web_socket("**/socket", self._connect)

    def asked(self, name: str) -> list[Frame]:
        return [f for f in self.sent if f["t"] == "do" and f["command"]["do"] == name]

    def arrives(self) -> None:
        """What was late is there now, in its order."""
        late, self.late = self.late, None
        for send in late or ():
            send()

    def _connect(self, page: WebSocketRoute) -> None:
        server = page.connect_to_server()

        async def up(message: str | bytes) -> None:
            frame = json.loads(message)
            self.sent.append(frame)
            if self.break_up(frame):
                self.break_up = lambda frame: False
                await page.close(code=1001)
            else:
                server.send(message)

        def down(message: str | bytes) -> None:
            if self.late is not None:
                self.late.append(lambda: page.send(message))
            elif not self.swallow_down(json.loads(message)):
                page.send(message)

        page.on_message(up)
        server.on_message(down)


async def two_in_keywords(house: House, line: Line) -> tuple[Seat, Seat]:
    """Lucie facilitates; Ana, behind *line*, has the piece in the first round of keywords."""
    links = await house.session()
    lucie, ana = await house.seat("Lucie"), await house.seat("Ana")
    await line.lay(ana)
    await lucie.join(links.facilitator)
    await ana.join(links.invitation)
    await lucie.tap("next_phase")
    await lucie.tap("next_phase")
    await ana.sees_holder("Ana")
    return lucie, ana


async def test_a_command_is_sent_again_under_its_id(house: House) -> None:
    """The line breaks on the way up: after it is back the word is there, once."""
    line = Line()
    lucie, ana = await two_in_keywords(house, line)
    line.break_up = lambda frame: frame["t"] == "do"
    await ana.give("keyword", "balance")
    await lucie.sees_holder("Lucie")
    first, second = line.asked("add")
    assert first["id"] == second["id"]
    assert len(first["id"]) >= 20
    words = lucie.part("topics").locator(".card .text")
    assert await words.all_text_contents() == ["balance"]


async def test_an_answer_that_got_lost_changes_nothing_twice(house: House) -> None:
    """The word is kept, its answer is not heard: asking again under the same id gives no second."""
    line = Line()
    lucie, ana = await two_in_keywords(house, line)
    lost = asyncio.Event()

    def lose_answer(frame: Frame) -> bool:
        if frame["t"] == "done":  # the last of what the word brings
            lost.set()
        return frame["t"] in ("done", "change", "mine")

    line.swallow_down = lose_answer
    await ana.give("keyword", "balance", answered=False)
    await lucie.sees_holder("Lucie")
    await lost.wait()  # it may come to Ana later than to Lucie
    line.swallow_down = lambda frame: False
    line.break_up = lambda frame: frame["t"] == "probe"
    await ana.page.evaluate("dispatchEvent(new Event('online'))")
    await ana.sees_holder("Lucie")
    await expect(ana.panel.locator("[aria-busy=true]")).to_have_count(0)
    first, second = line.asked("add")
    assert first["id"] == second["id"]
    words = lucie.part("topics").locator(".card .text")
    assert await words.all_text_contents() == ["balance"]


async def test_what_is_written_before_the_answer_comes_stays(house: House) -> None:
    """The answer to the last word takes nothing away that was typed since."""
    line = Line()
    lucie, ana = await two_in_keywords(house, line)
    line.late = []
    await ana.give("keyword", "balance", answered=False)
    await lucie.sees_holder("Lucie")
    field = ana.panel.locator('form:has([data-offer="add_keyword"]) [name="text"]')
    await field.fill("and half of the next")
    line.arrives()
    await ana.sees_holder("Lucie")
    await lucie.tap("pass")
    await expect(field).to_have_value("and half of the next")


async def test_a_missed_change_is_noticed_at_the_next(house: House) -> None:
    """One change is lost on the way down: the page asks for the whole and shows what is true."""
    line = Line()
    lucie, ana = await two_in_keywords(house, line)
    lost: list[Frame] = []

    def lose_one(frame: Frame) -> bool:
        if frame["t"] != "change" or lost:
            return False
        lost.append(frame)
        return True

    line.swallow_down = lose_one
    await ana.tap("pass")
    await lucie.sees_holder("Lucie")
    await lucie.give("keyword", "pricing")
    await expect(ana.part("topics").locator(".glimpse")).to_have_text("pricing")
    await ana.sees_holder("Ana")
    assert lost
    assert [frame["t"] for frame in line.sent].count("whole") == 1


async def test_two_quick_taps_are_one(house: House) -> None:
    """A button that is busy does not ask again."""
    line = Line()
    lucie, ana = await two_in_keywords(house, line)
    await ana.offer("pass").evaluate("button => { button.click(); button.click(); }")
    await lucie.sees_holder("Lucie")
    assert len(line.asked("pass")) == 1
