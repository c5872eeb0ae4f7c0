"""The Jitsi port against the real API class, in front of a call with the traps of real builds."""

import json
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page
from tests.browser.jitsi import real
from tests.browser.jitsi.conference import ORIGIN, Conference, jitsi_page

HOST = "https://host.test"
MAKE = {
    "embed": """async () => {
        const Api = await port.loadExternalApi("jitsi.test");
        const userInfo = { displayName: "Ana" };
        const options = { roomName: "Circle", parentNode: document.body, userInfo };
        window.meet = new port.JitsiMeet(port.embed(new Api("jitsi.test", options)));
    }""",
    "opener": """async () => {
        const url = "https://jitsi.test/Circle#userInfo.displayName=%22Ana%22";
        const tab = window.open(port.withApi(url), "jitsi");
        window.meet = new port.JitsiMeet(port.opener(tab, "https://jitsi.test"));
    }""",
    "inject": "async () => { window.meet = new port.JitsiMeet(port.inject()); }",
}
DOORS = pytest.mark.parametrize("door", MAKE)


@pytest_asyncio.fixture(loop_scope="session")
async def context(browser: Browser) -> BrowserContext:
    return await browser.new_context()


class Call:
    """Ana's port through one door, and Tom, who opened Jitsi itself."""

    def __init__(self, context: BrowserContext, door: str) -> None:
        self.context = context
        self.door = door
        self.conference = Conference()
        self.ana: Page
        self.events: list[tuple[str, dict[str, Any]]] = []

    async def begin(self, ana_first: bool = True) -> None:
        await self.conference.opens_to(self.context)
        await self.context.route(
            f"{HOST}/**", lambda r: r.fulfill(body="<p>", content_type="text/html")
        )
        if not ana_first:
            await self.tom_comes()
        self.ana = await self.context.new_page()
        await self.ana.expose_function("told", lambda name, said: self.events.append((name, said)))
        if self.door == "inject":
            await jitsi_page(self.ana, "Circle", "Ana", "&jitsi_meet_external_api_id=0")
            await self.conference.until(lambda: "Ana" in self.conference.members)
        else:
            await self.ana.goto(f"{HOST}/")
        await self.ana.add_script_tag(content=real.port())
        await self.ana.evaluate(MAKE[self.door])
        if ana_first:
            await self.ana.wait_for_function("meet.me !== ''")
            await self.tom_comes()
        await self.ana.wait_for_function("meet.me !== '' && meet.participants.length === 2")

    async def tom_comes(self) -> None:
        await jitsi_page(await self.context.new_page(), "Circle", "Tom")
        await self.conference.until(lambda: "Tom" in self.conference.members)

    async def hear(self, *events: str) -> None:
        script = "names => names.forEach((name) => meet.on(name, (said) => told(name, said)))"
        await self.ana.evaluate(script, list(events))

    def id(self, name: str) -> str:
        return self.conference.members[name].id


@pytest_asyncio.fixture(loop_scope="session")
async def call(context: BrowserContext, door: str) -> Any:
    call = Call(context, door)
    yield call
    await context.close()


@DOORS
async def test_it_knows_who_is_there_and_who_moderates(call: Call) -> None:
    """Me too, also where the beginning was missed; roles come late, and count all the same."""
    await call.begin()
    await call.ana.wait_for_function("meet.capabilities.avModeration")
    await call.ana.wait_for_function("meet.participants.every(({role}) => role !== '')")
    people = await call.ana.evaluate(
        "meet.participants.map(({id, name, role}) => [id, name, role])"
    )
    assert sorted(people) == [
        [call.id("Ana"), "Ana", "moderator"],
        [call.id("Tom"), "Tom", "participant"],
    ]
    assert await call.ana.evaluate("meet.me") == call.id("Ana")
    assert await call.ana.evaluate("meet.capabilities.isModerator") is True
    assert await call.ana.evaluate("meet.capabilities.embedded") is (call.door == "embed")


@DOORS
async def test_who_does_not_moderate_sends_no_orders(call: Call) -> None:
    """Jitsi would only log them; the port says that they would come to nothing."""
    await call.begin(ana_first=False)
    tom = call.id("Tom")
    for order in ("toggleModeration', true, 'audio", f"askToUnmute', '{tom}", "muteEveryone"):
        assert await call.ana.evaluate(f"meet.send('{order}')") is False
    assert await call.ana.evaluate("meet.send('setMeetingTimer', {duration: 60})") is True
    await call.conference.until(lambda: bool(call.conference.of("Ana")))
    assert call.conference.of("Ana") == [("set-meeting-timer", {"duration": 60})]


@DOORS
async def test_the_end_of_a_turn_is_reject_then_mute(call: Call) -> None:
    """In this order, else who does not obey keeps sending; without moderation, mute alone."""
    await call.begin()
    tom = call.id("Tom")
    await call.ana.wait_for_function("meet.capabilities.avModeration")
    await call.ana.evaluate(f"meet.send('muteRemoteParticipant', '{tom}')")
    await call.ana.evaluate("meet.send('toggleModeration', true, 'audio')")
    await call.ana.wait_for_function("meet.moderation")
    await call.ana.evaluate(f"meet.send('askToUnmute', '{tom}')")
    await call.ana.evaluate(f"meet.send('muteRemoteParticipant', '{tom}', 'audio')")
    await call.conference.until(lambda: len(call.conference.of("Ana")) == 5)
    assert call.conference.of("Ana") == [
        ("mute-remote-participant", tom),
        ("toggle-moderation", True, "audio"),
        ("ask-to-unmute", tom),
        ("reject-participant", tom, "audio"),
        ("mute-remote-participant", tom, "audio"),
    ]
    assert call.conference.locked() == {"Tom"}


@DOORS
async def test_closing_my_microphone_never_opens_it(call: Call) -> None:
    """Jitsi has only a toggle, and muting oneself by id is one, too."""
    await call.begin()
    me = call.id("Ana")
    for closing in ("meet.closeMic()", f"meet.send('muteRemoteParticipant', '{me}')"):
        await call.ana.evaluate(f"async () => {{ await {closing}; await meet.closeMic(); }}")
    assert await call.ana.evaluate("meet.send('toggleAudio')") is False
    assert call.conference.of("Ana") == []
    await call.ana.evaluate("meet.openMic()")
    assert call.conference.audible() == {"Ana"}
    await call.ana.evaluate("Promise.all([meet.closeMic(), meet.closeMic()])")
    assert call.conference.audible() == set()
    assert call.conference.of("Ana") == [("toggle-audio",)] * 2


@DOORS
async def test_moderation_that_mutes_me_is_noticed(call: Call) -> None:
    """No event says so: the microphone is read again."""
    await call.begin(ana_first=False)
    await call.ana.evaluate("meet.openMic()")
    await call.ana.wait_for_function("meet.muted === false")
    await call.conference.tells(
        "Tom", "prosody({kind: 'moderation', room: 'Circle', enable: true})"
    )
    await call.ana.wait_for_function("meet.muted === true")


@DOORS
async def test_events_come_unwrapped_and_with_short_ids(call: Call) -> None:
    """ "local" is me; what is wrapped in `data` here and not there is never wrapped."""
    await call.begin()
    names = ("raiseHandUpdated", "endpointTextMessageReceived", "customNotificationActionTriggered")
    await call.hear(*names)
    await call.conference.tells("Ana", "hand.raise(1700000000000)")
    await call.conference.tells("Ana", "tapNotification('speak')")
    await call.conference.tells(
        "Tom", "prosody({kind: 'endpoint', room: 'Circle', to: '', text: 'n0nce'})"
    )
    await call.conference.until(lambda: len(call.events) == 3)
    assert dict(call.events) == {
        "raiseHandUpdated": {"id": call.id("Ana"), "handRaised": 1700000000000},
        "customNotificationActionTriggered": {"id": "speak"},
        "endpointTextMessageReceived": {"from": call.id("Tom"), "text": "n0nce"},
    }


FORGED = {"type": "event", "data": {"name": "raise-hand-updated", "id": "eve", "handRaised": 1}}
ENVELOPE = {
    "postis": True,
    "scope": "jitsi_meet_external_api_0",
    "method": "message",
    "params": FORGED,
}
EVIL = "https://evil.test"
SAYS_IT = f"<script>const forged = {json.dumps(json.dumps(ENVELOPE))};"


@pytest.mark.parametrize("door", ["opener"])
async def test_only_the_opened_tab_is_heard_and_only_while_it_is_jitsi(call: Call) -> None:
    """Neither this page itself, nor a frame in it, nor the tab once it shows somebody else's."""
    await call.begin()
    await call.hear("raiseHandUpdated")
    frame = f"{SAYS_IT} parent.postMessage(forged, '*'); parent.postMessage('frame', '*')</script>"
    tab = (
        f"{SAYS_IT} window.got = []; onmessage = (event) => got.push(event.data);"
        "opener.postMessage(forged, '*'); opener.postMessage('tab', '*')</script>"
    )
    pages = {f"{EVIL}/frame": frame, f"{EVIL}/tab": tab}
    await call.context.route(
        f"{EVIL}/**", lambda r: r.fulfill(body=pages[r.request.url], content_type="text/html")
    )
    await call.ana.evaluate(
        """([forged, frame]) => {
            window.said = [];
            addEventListener("message", ({ data }) => said.push(data));
            postMessage(forged, "*");
            document.body.append(Object.assign(document.createElement("iframe"), { src: frame }));
        }""",
        [json.dumps(ENVELOPE), f"{EVIL}/frame"],
    )
    await call.ana.wait_for_function("said.includes('frame')")
    await call.conference.tells("Ana", "hand.raise(1700000000000)")
    await call.conference.until(lambda: bool(call.events))
    opened = next(page for page in call.context.pages if "external_api" in page.url)
    await opened.evaluate(f"void setTimeout(() => (location.href = '{EVIL}/tab'))")
    await call.ana.wait_for_function("said.includes('tab')")
    await call.ana.evaluate("meet.send('setMeetingTimer', { duration: 60 })")
    await opened.evaluate("new Promise((done) => setTimeout(done, 100))")
    assert await opened.evaluate("got") == []
    assert call.events == [
        ("raiseHandUpdated", {"id": call.id("Ana"), "handRaised": 1700000000000})
    ]


@DOORS
async def test_renamed_and_unknown_commands(call: Call) -> None:
    """An old name reaches a new Jitsi; one that never was is refused where that can be known."""
    await call.begin()
    assert await call.ana.evaluate("meet.send('setAudioOnly', true)") is True
    known = await call.ana.evaluate("meet.knows('makeCoffee') ?? null")
    assert known is (False if call.door == "embed" else None)
    rooms = await call.ana.evaluate("meet.request('getRoomsInfo')")
    ids = [person["id"] for person in rooms["rooms"][0]["participants"]]
    assert ids == [call.id("Ana"), call.id("Tom")]
    assert await call.ana.evaluate("meet.request('coffee').catch(() => 'no')") == "no"
    assert call.conference.requested.count("/external_api.js") == (call.door == "embed")
    assert ORIGIN not in call.conference.requested
