"""Behind a line that is late, torn, dead without a word, and slow: a dot, and nothing else.

What becomes of the commands meanwhile is tried in `tests/server/test_faulty_line.py`.
"""

from playwright.async_api import expect
from tests.browser.house import House
from tests.browser.seats import Seat
from tests.server.faulty_line import FaultyLine

A_HEARTBEAT_MS = 25_000
PATIENCE_MS = 8_000


async def behind(house: House, line: FaultyLine) -> tuple[Seat, Seat]:
    """Lucie facilitates; Ana comes over the line, and has the piece in the round of keywords."""
    links = await house.session()
    lucie, ana = await house.seat("Lucie"), await house.seat("Ana")
    await ana.page.clock.install()
    ana.forgive("WebSocket", "ERR_")
    await lucie.join(links.facilitator)
    await ana.join(links.invitation.replace(house.url, line.url))
    await lucie.tap("next_phase")
    await lucie.tap("next_phase")
    await ana.sees_holder("Ana")
    return lucie, ana


async def online(seat: Seat, yes: bool = True) -> None:
    dot = seat.part("connection")
    await expect(dot).to_have_attribute("data-online", "true" if yes else "false")


async def only_a_dot(seat: Seat, before: list[str]) -> None:
    """Offline: every word is where it was, nothing has opened, nothing calls for attention."""
    await online(seat, False)
    assert await words(seat) == before
    await expect(seat.panel.locator("dialog[open]")).to_have_count(0)


async def words(seat: Seat) -> list[str]:
    """What the panel says and offers; the time goes on by itself."""
    parts = [await seat.part(name).inner_text() for name in ("phase", "prompt", "holder")]
    return [*parts, *await seat.panel.get_by_role("button").all_inner_texts()]


async def test_a_bad_line_is_a_small_dot_and_nothing_else(house: House) -> None:
    async with FaultyLine(house.port) as line:
        lucie, ana = await behind(house, line)

        async def both_see(holder: str) -> None:
            await lucie.sees_holder(holder)
            await ana.sees_holder(holder)  # who sees it later must not be taken for done

        line.delay = 0.08  # late
        await ana.give("keyword", "balance")
        await both_see("Lucie")
        await lucie.tap("pass")
        await ana.sees_holder("Ana")
        line.delay = 0

        before = await words(ana)  # torn
        line.closed = True
        line.drop()
        await only_a_dot(ana, before)
        line.closed = False
        await ana.give("keyword", "pricing")
        await online(ana)
        await both_see("Lucie")
        await lucie.tap("pass")
        await ana.sees_holder("Ana")

        before = await words(ana)  # dead, and nobody says so
        line.half_open()
        line.closed = True
        await ana.page.clock.fast_forward(A_HEARTBEAT_MS)
        await ana.page.clock.fast_forward(PATIENCE_MS)
        await only_a_dot(ana, before)
        line.closed = False
        await online(ana)

        line.slow = 0.1  # slow
        await ana.give("keyword", "two bosses")
        await both_see("Lucie")
        await lucie.tap("pass")
        await ana.sees_holder("Ana")
        given = lucie.part("topics").locator(".card .text")
        await expect(given).to_have_text(["balance", "pricing", "two bosses"])
        await online(ana)
        await expect(ana.panel.locator("dialog[open]")).to_have_count(0)
