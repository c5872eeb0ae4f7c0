"""The panel in Jitsi's own page, for everybody who opens a call that names a session."""

from collections.abc import AsyncIterator
from pathlib import Path

import jwt
import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect
from tests.browser.calls import DOMAIN, Calling
from tests.browser.inside import BELOW, CIRCLE, SLOT, STORE, Door
from tests.browser.jitsi.conference import ORIGIN, jitsi_page

SECRET = "a-secret-of-jitsi-" * 4


@pytest_asyncio.fixture(loop_scope="session")
async def calling(browser: Browser, tmp_path: Path) -> AsyncIterator[Calling]:
    at = Calling.at(
        tmp_path,
        browser,
        jitsi_hooked=(DOMAIN,),
        public_url=CIRCLE,
        jitsi_issuer="us",
        jitsi_secret=SECRET,
    )
    async with at as calling:
        await calling.planned()
        yield calling


@pytest.mark.parametrize(
    "place, address", [("body", CIRCLE), ("late", BELOW)],
    ids=["elsewhere", "after Jitsi's own scripts"],
)  # fmt: skip
async def test_a_round_wherever_the_hook_stands(calling: Calling, place: str, address: str) -> None:
    """Everybody has the panel and is known in it; only Speak opens a microphone, one's own."""
    door = Door(calling, address, place)
    lucie = await door.joins("Lucie", calling.links.facilitator)
    ana, tom = await door.joins("Ana"), await door.joins("Tom")
    await calling.first_round(lucie, ana, tom)
    for seat in (lucie, ana, tom):
        assert seat.page.url.startswith(f"{ORIGIN}/Circle#")
        assert calling.links.invitation.rpartition(".")[2] not in seat.page.url
    assert [t for s in (lucie, ana, tom) for t in s.unforgiven() if "error:" in t] == []


async def test_a_reload_of_the_call_keeps_the_seat(calling: Calling) -> None:
    """The frame has no storage; the door keeps its two tokens, and nothing of what it writes."""
    door = Door(calling, BELOW, "config")
    lucie = await door.joins("Lucie", calling.links.facilitator)
    before = lucie.me
    kept = await lucie.page.evaluate("Object.keys(sessionStorage)")
    assert kept == [f"tp.seat.{calling.links.room}"]
    door.roads["Lucie"].received.clear()
    await lucie.page.reload()
    await expect(lucie.part("panel")).to_be_visible()
    assert lucie.me == before


async def test_new_links_lead_into_the_call_as_the_first_ones_did(calling: Calling) -> None:
    """And open a seat there, for whoever gets one."""
    door = Door(calling, BELOW, "config")
    lucie = await door.joins("Lucie", calling.links.facilitator)
    await lucie.choose("renew_links")
    await lucie.panel.locator('[data-sure="renew_links"]').click()
    shown = lucie.part("pane-links").locator('[data-link="invitation"] input')
    fresh = await shown.input_value()
    assert fresh.startswith(f"{ORIGIN}/Circle#tp={calling.links.room}.")
    await lucie.page.keyboard.press("Escape")
    await door.joins("Ana", fresh)


@pytest.mark.parametrize("place", ["config", "body", "late"])
async def test_a_call_that_names_no_session_is_left_alone(calling: Calling, place: str) -> None:
    """No request leaves, nothing in the page or its address is changed."""
    door = Door(calling, BELOW, place)
    seat = await door.seat("Ana")
    await jitsi_page(seat.page, "Circle", "Ana", "&config.x=1")
    await calling.conference.until(lambda: "Ana" in calling.conference.members)
    assert seat.page.url == f"{ORIGIN}/Circle#userInfo.displayName=%22Ana%22&config.x=1"
    assert [p for p in calling.conference.requested if p != "/favicon.ico"] == ["/Circle"]
    assert door.roads["Ana"].asked == []
    assert await seat.page.locator("iframe").count() == 0
    assert await seat.page.evaluate("[typeof talkingPiece, sessionStorage.length]") == [
        "undefined",
        0,
    ]


async def test_somebody_elses_page_keeps_its_jitsi(calling: Calling) -> None:
    """Where a page embeds the call, or has opened it, Jitsi listens to that page."""
    door = Door(calling, BELOW, "config")
    seat = await door.seat("Ana")
    link = door.link(calling.links.invitation, "Ana")
    await jitsi_page(
        seat.page, "Circle", "Ana", f"&{link.partition('&')[2]}&jitsi_meet_external_api_id=0"
    )
    await calling.conference.until(lambda: "Ana" in calling.conference.members)
    assert door.roads["Ana"].asked == []
    assert await seat.page.locator("iframe").count() == 0


async def test_with_talking_piece_away_the_call_goes_on(calling: Calling) -> None:
    """Gone before, there is no panel; gone in between, the panel waits and Jitsi does not."""
    door = Door(calling, BELOW, "config")
    lucie = await door.joins("Lucie", calling.links.facilitator)
    await calling.house.stop()
    await calling.conference.tells("Lucie", "hand.toggle()")
    await calling.conference.until(lambda: calling.conference.audible() == {"Lucie"})
    tom = await door.seat("Tom")
    await tom.open(door.link(calling.links.invitation, "Tom"))
    await calling.conference.until(lambda: "Tom" in calling.conference.members)
    await calling.conference.tells("Tom", "hand.toggle()")
    await calling.conference.until(lambda: calling.conference.audible() == {"Lucie", "Tom"})
    assert await tom.page.locator("iframe").count() == 0
    assert [t for t in tom.unforgiven() + lucie.unforgiven() if t.startswith("error:")] == []
    await calling.house.start()
    await expect(lucie.part("panel")).to_be_visible()


async def test_where_jitsi_has_a_place_for_panels_it_stands_there(calling: Calling) -> None:
    """And the pictures make room for it; nothing lies over them."""
    door = Door(calling, BELOW, "config")
    calling.conference.body, calling.conference.late = SLOT, STORE
    lucie = await door.joins("Lucie", calling.links.facilitator)
    assert await lucie.page.locator("#custom-panel iframe").count() == 1
    assert await lucie.page.evaluate("dispatched") == [
        "SET_CUSTOM_PANEL_ENABLED", "CUSTOM_PANEL_OPEN", "SET_USER_CUSTOM_PANEL_WIDTH",
    ]  # fmt: skip


async def test_jitsis_own_token_is_a_way_in(calling: Calling) -> None:
    """The link names only the session; the token is exchanged at once, and left behind nowhere."""
    door = Door(calling, BELOW, "config")
    lucie = await door.joins("Lucie", calling.links.facilitator)
    soon = calling.house.clock.now() // 1000 + 60
    claims = {
        "iss": "us", "aud": "jitsi", "room": "circle", "exp": soon,
        "context": {"user": {"id": "u1", "name": "Noor"}},
    }  # fmt: skip
    token = jwt.encode(claims, SECRET, algorithm="HS256")
    held = f"({{ 'features/base/jwt': {{ jwt: '{token}' }} }})"
    calling.conference.late = f"<script>APP.store = {{ getState: () => {held} }};</script>"
    noor = await door.seat("Noor")
    bare = f"{ORIGIN}/Circle?jwt={token}#userInfo.displayName=%22Noor%22&tp={calling.links.room}"
    await noor.arrive(bare)
    await noor.sit_down()
    await calling.known(noor)
    await expect(lucie.part("call-verified")).to_contain_text("Noor")
    kept = await noor.page.evaluate("JSON.stringify([{...sessionStorage}, location.hash])")
    assert token.split(".")[1] not in kept
    assert door.roads["Noor"].referrers == {""}, "Jitsi's own address holds the token"
    assert not any(token.split(".")[1] in path for path in door.roads["Noor"].asked)
    assert door.roads["Noor"].asked.count("/api/jitsi") == 1
    before = noor.me
    door.roads["Noor"].received.clear()
    await noor.page.reload()
    await expect(noor.part("panel")).to_be_visible()
    assert noor.me == before


async def test_a_transcription_is_told_to_the_panel_in_the_call(calling: Calling) -> None:
    """A sealed format allows none; what is said in it is not told to the panel."""
    door = Door(calling, BELOW, "config")
    lucie = await door.joins("Lucie", calling.links.facilitator)
    banner = lucie.panel.locator('[data-notice="recording"]')
    await calling.conference.transcribes(on=True)
    await expect(banner).to_contain_text(lucie.words.say("situations.recording_on"))
    await calling.conference.transcribes(on=False)
    await expect(banner).to_have_count(0)


async def test_a_name_of_ones_own_is_let_in_by_a_facilitator(calling: Calling) -> None:
    """The link names only the session, and there is no token: a yes is needed, and enough."""
    door = Door(calling, BELOW, "config")
    lucie = await door.joins("Lucie", calling.links.facilitator)
    max_ = await door.seat("Max")
    await max_.arrive(f"{ORIGIN}/Circle#userInfo.displayName=%22Max%22&tp={calling.links.room}")
    await max_.sit_down()
    await expect(max_.part("panel")).to_have_count(0)
    await lucie.panel.locator('[data-offer^="admit_"]').first.click()
    await expect(max_.part("panel")).to_be_visible()
    await calling.known(max_)


async def test_a_token_for_somewhere_else_is_refused_in_words(calling: Calling) -> None:
    door = Door(calling, BELOW, "config")
    await door.joins("Lucie", calling.links.facilitator)
    token = jwt.encode({"iss": "them", "room": "*", "exp": 2**33}, SECRET, algorithm="HS256")
    held = f"({{ 'features/base/jwt': {{ jwt: '{token}' }} }})"
    calling.conference.late = f"<script>APP.store = {{ getState: () => {held} }};</script>"
    tom = await door.seat("Tom")
    tom.forgive("401")
    await tom.open(f"{ORIGIN}/Circle#tp={calling.links.room}")
    await expect(tom.panel).to_have_text(tom.words.say("errors.jitsi_other_issuer"))


HOSTILE = (Path(__file__).parent / "jitsi" / "hostile.html").read_text(encoding="utf-8")
NO_TAP = "Object.defineProperty(navigator, 'userActivation', { value: { isActive: false } })"
"""Playwright's own scripts count as taps in the page they run in; here there is none."""


async def test_hostile_content_in_the_panel_gets_no_further(calling: Calling) -> None:
    """No verb outside of the list reaches Jitsi, no microphone opens, nothing else is kept."""
    door = Door(calling, BELOW, "config")
    ana = await door.seat("Ana")
    door.roads["Ana"].instead[f"/panel/{calling.links.room}"] = HOSTILE
    await ana.page.add_init_script(NO_TAP)
    await ana.open(door.link(calling.links.invitation, "Ana"))
    call = calling.conference
    await call.until(lambda: any(name == "local-subject" for name, *_ in call.of("Ana")))
    assert call.of("Ana") == [("local-subject", "refused", "refused", "refused")]
    assert call.opened == []
    kept = await ana.page.evaluate("Object.keys(sessionStorage)")
    assert kept == [f"tp.link.{calling.links.room}"]
    assert ana.page.url.startswith(ORIGIN)


async def test_only_the_panels_own_frame_gets_the_port(calling: Calling) -> None:
    """Other frames, and Jitsi's page itself, may say the word and get nothing."""
    door = Door(calling, BELOW, "config")
    ana = await door.joins("Ana")
    got = await ana.page.evaluate(
        """async () => {
            let ports = 0;
            addEventListener("message", (event) => (ports += event.ports.length));
            const other = document.createElement("iframe");
            other.srcdoc = `<script>
                onmessage = (e) => parent.postMessage(e.ports.length, "*", [...e.ports]);
                parent.postMessage("tp:ready", "*");</` + "script>";
            document.body.append(other);
            postMessage("tp:ready", "*");
            await new Promise((done) => (other.onload = () => setTimeout(done, 200)));
            return ports;
        }"""
    )
    assert got == 0
