"""A whole evening without a mouse (experience 6 and 7): every tap is a key."""

from playwright.async_api import expect
from tests.browser.house import House
from tests.browser.keys import Keys
from tests.browser.table import Table


async def test_a_whole_session_by_keyboard_alone(house: House) -> None:
    """Three people, from the arrival card to the sheet; focus is always seen and never covered."""
    links = await house.session()
    lucie, ana, tom = [Keys(await house.seat(name)) for name in ("Lucie", "Ana", "Tom")]
    everybody = (lucie, ana, tom)
    table = Table(*(keys.seat for keys in everybody))
    await lucie.join(links.facilitator)
    await ana.join(links.invitation)
    await tom.join(links.invitation)

    await lucie.tap("next_phase")
    await table.phase("welcome")
    await lucie.tap("next_phase")
    await table.phase("keywords")
    await ana.give("keyword", "balance")
    await tom.tap("later")
    await lucie.tap("pass")
    await tom.give("keyword", "pricing")
    for keys in (ana, tom, lucie):
        await keys.tap("pass")
    await lucie.seat.sees("lit", "exits.all_passed")

    await lucie.tap("next_phase")
    await table.phase("urgency")
    item = await tom.seat.card("pricing").get_attribute("data-item")
    await tom.tap(f"flag_{item}")
    await lucie.tap("next_phase")
    await table.phase("present")
    await tom.tap("finish")
    await lucie.tap("next_phase")
    await table.phase("clarify")
    await ana.tap("speak")
    await tom.tap("answered")
    await lucie.tap("pass")
    await tom.tap("enough")
    await lucie.tap("next_phase")
    await table.phase("react")
    await ana.tap("hand_on")
    await lucie.tap("pass")
    await lucie.tap("next_phase")
    await table.phase("basket")
    await tom.give("takeaway", "ask three customers")
    await tom.tap("finish")

    await lucie.choose("goto_closing")
    await table.phase("closing")
    await lucie.sure("close")
    await expect(tom.seat.part("ending")).to_be_visible()
    await tom.press(part="sheet-get")
    await tom.reach(part="open")
    assert [wrong for keys in everybody for wrong in dict.fromkeys(keys.wrong)] == []


async def test_focus_goes_in_reading_order_and_comes_back(house: House) -> None:
    """Down the panel as it is read; a dialog gives the focus back; what others do moves nothing."""
    links = await house.session()
    lucie, ana = Keys(await house.seat("Lucie")), Keys(await house.seat("Ana"))
    await lucie.join(links.facilitator)
    await ana.join(links.invitation)
    await lucie.choose("goto_keywords")
    await ana.seat.is_offered("pass")

    await ana.reach(name="text")
    order = []
    for _ in range(8):
        focus = await ana.at()
        assert focus is not None
        order.append((round(focus["top"] / 24), focus["left"]))
        await ana.seat.page.keyboard.press("Tab")
    assert order == sorted(order), "focus order is not the order on the screen"

    await ana.press(pane="where")
    await expect(ana.seat.part("pane-where")).to_be_visible()
    await ana.seat.page.keyboard.press("Escape")
    await expect(ana.seat.part("pane-where")).to_have_count(0)
    assert (await ana.at() or {})["pane"] == "where"

    await ana.reach(offer="pass")
    await lucie.seat.sends({"do": "hold"})
    await ana.seat.knows("({ view }) => view.held !== undefined")
    await ana.seat.is_offered("pass")
    assert (await ana.at() or {})["offer"] == "pass"

    await ana.seat.page.keyboard.press("Alt+w")
    await expect(ana.seat.part("pane-where")).to_be_visible()
