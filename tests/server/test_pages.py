"""Pages over HTTP: right language, safe headers, and never a word of any session."""

import base64
import hashlib
import json
import re
from typing import Any

import msgspec
import pytest
from tests.server.house import House

from talkingpiece.settings import Settings

PAGES = ("/", "/about", "/help", "/privacy", "/sheet", "/series", "/rooms/abcdef123456")
HTML = {"Accept": "text/html,*/*"}


@pytest.mark.parametrize("path", PAGES)
async def test_pages_are_html_with_a_strict_policy(house: House, path: str) -> None:
    """No other origin, no inline script or style, no referrer, no cookie."""
    answer = await house.client.get(path)
    assert (answer.status, answer.content_type) == (200, "text/html")
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "script-src 'self'" in policy
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    "path,wishes,language",
    [("/", "fr-CH,fr;q=0.9", "fr"), ("/?lang=de", "fr", "de"), ("/about", "ja", "en")],
)
async def test_pages_come_in_the_readers_language(
    house: House, path: str, wishes: str, language: str
) -> None:
    answer = await house.client.get(path, headers={"Accept-Language": wishes})
    assert f'<html lang="{language}">' in await answer.text()
    assert answer.headers["Vary"] == "Accept-Language"


async def test_only_languages_of_the_setting_are_offered(
    open_house: Any, settings: Settings
) -> None:
    few = msgspec.structs.replace(settings, locales=("de", "fr"))
    house: House = await open_house(settings=few)
    page = await (await house.client.get("/?lang=en")).text()
    assert '<html lang="de">' in page
    assert 'hreflang="en"' not in page


async def test_the_room_page_is_the_same_for_every_room(house: House) -> None:
    """Whether there is such a room, and what it is called, no address tells."""
    room = await house.room(title="Layoffs in March")
    real = await (await house.client.get(f"/rooms/{room.room}")).text()
    made_up = await (await house.client.get("/rooms/abcdef123456")).text()
    assert real.replace(room.room, "abcdef123456") == made_up
    assert "Layoffs" not in real


@pytest.mark.parametrize("path", ["/", "/privacy", "/sheet", "/series", "/harvest", "/nowhere"])
async def test_help_is_the_first_link_under_every_page(house: House, path: str) -> None:
    """The same place everywhere (WCAG 2.2, 3.2.6); at the table it is in the foot of the panel."""
    text = await (await house.client.get(path, headers=HTML)).text()
    foot = re.search(r"<footer>(.*?)</footer>", text, re.DOTALL)
    assert foot is not None
    assert re.findall(r'href="([^"?]+)', foot[1])[0] == "/about"


@pytest.mark.parametrize("path", ["/", "/rooms/abcdef123456"])
@pytest.mark.parametrize("site", [None, "cross-site", "same-site", "same-origin", "None"])
async def test_a_page_that_opened_ours_has_no_hold_on_it(
    house: House, path: str, site: str | None
) -> None:
    """Nor where a browser does not say who did."""
    headers = HTML if site is None else HTML | {"Sec-Fetch-Site": site}
    answer = await house.client.get(path, headers=headers)
    assert answer.headers["Cross-Origin-Opener-Policy"].startswith("same-origin")


async def test_the_room_page_is_quicker_where_no_page_opened_it(house: House) -> None:
    """From a mail or the address bar: no new process is needed to cut it off from anybody."""
    headers = HTML | {"Sec-Fetch-Site": "none"}
    room = await house.client.get("/rooms/abcdef123456", headers=headers)
    assert room.headers["Cross-Origin-Opener-Policy"] == "unsafe-none"
    assert "Sec-Fetch-Site" in room.headers["Vary"]
    home = await house.client.get("/", headers=headers)
    assert home.headers["Cross-Origin-Opener-Policy"] == "same-origin"


async def test_the_room_page_allows_exactly_the_styles_that_are_written_into_it(
    house: House,
) -> None:
    """By their hashes, which a browser works out from every byte between the tags."""
    answer = await house.client.get("/rooms/abcdef123456")
    written = re.findall(r"<style>(.*?)</style>", await answer.text(), re.DOTALL)
    digests = [hashlib.sha384(each.encode()).digest() for each in written]
    hashes = [f"'sha384-{base64.b64encode(each).decode()}'" for each in digests]
    rules = answer.headers["Content-Security-Policy"].split("; ")
    assert len(hashes) == 2
    assert f"style-src 'self' {' '.join(hashes)}" in rules
    assert "script-src 'self'" in rules


async def test_the_room_page_is_sent_small(house: House) -> None:
    """With the styles inside it is still one packet or a few."""
    answer = await house.client.get("/rooms/abcdef123456", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["Vary"]


async def test_the_room_page_mounts_the_panel(house: House) -> None:
    page = await (await house.client.get("/rooms/abcdef123456")).text()
    assert '<talking-piece room="abcdef123456" socket="/socket"' in page
    assert 'texts="/texts/{locale}.json"' in page


@pytest.mark.parametrize("path", ["/rooms/abc%3Cscript%3E", "/rooms/a", "/nothing", "/rooms/"])
async def test_an_address_without_a_page_is_answered_in_human_words(
    house: House, path: str
) -> None:
    answer = await house.client.get(path, headers=HTML | {"Accept-Language": "de"})
    page = await answer.text()
    assert (answer.status, answer.content_type) == (404, "text/html")
    assert "Hier ist nichts" in page
    assert "script>alert" not in page
    assert "Content-Security-Policy" in answer.headers


async def test_scripts_and_styles_of_every_page_are_served_with_their_integrity(
    house: House,
) -> None:
    """A wrong hash would load nothing at all; a page must not name what was not built."""
    for path in PAGES:
        page = await (await house.client.get(path)).text()
        tags = re.findall(r'(?:src|href)="(/static/[^"]+)" integrity="([^"]*)"', page)
        assert tags
        for address, integrity in tags:
            assert integrity.startswith("sha384-"), address
            assert (await house.client.get(address)).status == 200


async def test_the_manifest_names_what_is_served(house: House) -> None:
    answer = await house.client.get("/manifest.json")
    assert answer.content_type == "application/manifest+json"
    told = json.loads(await answer.text())["talkingpiece"]
    entry = told["entry_points"]["room"]
    assert entry["integrity"].startswith("sha384-")
    assert (await house.client.get(entry["url"])).status == 200
    assert {"protocol", "permissions", "data_kept"} <= told.keys()


async def test_the_icon_is_there(house: House) -> None:
    answer = await house.client.get("/icon.svg")
    assert (answer.status, answer.content_type) == (200, "image/svg+xml")
