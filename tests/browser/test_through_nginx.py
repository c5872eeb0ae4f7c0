"""The file that `jitsi snippet` prints, in a real nginx: the panel comes through it."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect
from tests.browser.calls import Calling
from tests.browser.inside import Inside
from tests.browser.jitsi import real
from tests.browser.jitsi.conference import PAGE as JITSI
from tests.platforms.nginx import NGINX, Nginx, free_port

from talkingpiece.platforms.jitsi.snippets import Snippet

BODY = '<!--#include virtual="body.html" -->'


@pytest.mark.skipif(NGINX is None, reason="there is no nginx on this machine")
async def test_the_panel_comes_through_jitsis_own_web_server(
    browser: Browser, tmp_path: Path
) -> None:
    """Script, panel and socket; nothing of ours is logged, and without us the call goes on."""
    port = free_port()
    here = f"http://127.0.0.1:{port}"
    async with Calling.at(tmp_path, browser, trusted_origins=(here,)) as calling:
        await calling.planned()
        ours = Snippet(
            door="ssi", platform="debian", domain="jitsi.example.org", sidecar=calling.house.url
        )
        page = JITSI.format(config="", body=BODY, inside=real.inside(), late="")
        page = page.replace("<head>", '<head><!--#include virtual="head.html" -->')
        (tmp_path / "nginx").mkdir()
        with Nginx(tmp_path / "nginx", ours.nginx(), page, port) as nginx:
            plain = await calling.seat("Lucie")
            lucie = Inside("Lucie", plain.context, plain.page, plain.words)
            token = calling.links.facilitator.rpartition("#")[2]
            tp = f"tp={calling.links.room}.{token}"
            await lucie.arrive(f"{here}/Circle#userInfo.displayName=%22Lucie%22&{tp}")
            await lucie.sit_down()
            await expect(lucie.part("panel")).to_be_visible()
            await calling.known(lucie)
            assert token not in lucie.page.url
            logged = nginx.logged()
            assert '"GET /Circle' in logged
            assert "facilitate" not in logged
            await calling.house.stop()
            await lucie.reload()
            await calling.conference.until(lambda: "Lucie" in calling.conference.members)
            await calling.conference.tells("Lucie", "hand.toggle()")
            await calling.conference.until(lambda: calling.conference.audible() == {"Lucie"})
            assert await lucie.page.locator("iframe").count() == 0
