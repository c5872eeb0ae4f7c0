"""The page of an open session over HTTP: published, read without a seat, taken away, gone."""

import json
import logging
import re
from pathlib import Path

import pytest
from tests.server.asking import ask, refusal
from tests.server.conftest import OpenHouse
from tests.server.house import HOUR_MS, Browser, House

from talkingpiece.errors import StoreUnavailable
from talkingpiece.server.keys import REGISTRY, STORE
from talkingpiece.storage import open_store

DAY_MS = 24 * HOUR_MS
HOSTILE = '<img src=x onerror="x()"> [a](javascript:x) **b**'
SECRET = "tulip-canary"


async def ended(house: House, *, until: str = "tips") -> tuple[Browser, Browser]:
    """An open space session is over; Ann gave a wish, a tip and a note for herself."""
    room = await house.room("open_space_session")
    fay = await house.join(room.facilitator, "Fay")
    ann = await house.join(room.invitation, "Ann Canary")
    await ann.do("add", kind="goal", text=HOSTILE)
    await ann.do("add", kind="private_note", text=SECRET)
    await fay.steer("go_to", phase=until)
    await ann.do("add", kind="tip", text="Walk together")
    await fay.do("mark", item="i3", gesture="endorse")
    seq = await fay.steer("close")
    await ann.until_seq(seq)
    return fay, ann


async def link(browser: Browser, output: str = "harvest_page") -> dict[str, str]:
    """The link to an output, as the page after the session asks for it."""
    await browser.send(t="sheet", output=output)
    given = await browser.until("sheet_link", "refusal")
    assert given["t"] == "sheet_link", given
    return given


def token(url: str) -> str:
    path, _, fragment = url.partition("#")
    assert path == "/harvest"
    return fragment


async def published(house: House) -> tuple[Browser, Browser, str]:
    """The page is published; the token that everybody may have."""
    fay, ann = await ended(house)
    await fay.do("publish", output="harvest_page", for_whom="People with both roles")
    return fay, ann, token((await link(fay))["page"])


def on_disk(folder: Path) -> bytes:
    """Everything of the database, as it lies there."""
    return b"".join(path.read_bytes() for path in folder.glob("rooms.db*"))


async def test_a_published_page_is_read_without_a_seat(house: House) -> None:
    """By its link alone, in the reader's language, kept by no browser and no search engine."""
    _, ann, page = await published(house)
    assert (
        "Walk"
        in await (await ask(house, "/api/harvest", token=token((await link(ann))["url"]))).text()
    )
    for browser in house.browsers:
        await browser.close()
    answer = await ask(house, "/api/harvest", token=page)
    shown = await answer.json()
    assert answer.headers["Cache-Control"] == "no-store"
    assert (shown["published"], shown["keeps"]) == (True, False)
    assert shown["for_whom"] == "People with both roles"
    chapters = {chapter["kind"]: chapter for chapter in shown["chapters"]}
    assert [group["lines"][0]["text"] for group in chapters["tip"]["groups"]] == ["Walk together"]
    assert chapters["tip"]["groups"][0]["lines"][0]["count"] == 1
    assert chapters["agenda"]["groups"][0]["lines"][0]["text"] == HOSTILE
    assert "Ann" not in json.dumps(shown)
    in_french = await house.client.post("/api/harvest?lang=fr", json={"token": page})
    assert "Astuces" in await in_french.text()


async def test_a_page_may_be_taken_along_as_markdown_html_and_json(house: House) -> None:
    """Hostile words stay words in each of them."""
    *_, page = await published(house)
    markdown = await ask(house, "/api/harvest", token=page, format="markdown", zone="Europe/Paris")
    text = await markdown.text()
    assert markdown.content_type == "text/markdown"
    assert "- Walk together (+1)" in text
    assert "\\<img src=x" in text
    assert "<img" not in text.replace("\\<", "")
    assert "[a](" not in text
    html = await ask(house, "/api/harvest", token=page, format="html")
    written = await html.text()
    assert html.content_type == "text/html"
    assert html.headers["X-Robots-Tag"].startswith("noindex")
    assert html.headers["Content-Disposition"] == "attachment"
    assert "&lt;img src=x onerror=" in written
    assert "<img" not in written
    assert "<script" not in written
    told = await ask(house, "/api/harvest", token=page, format="json")
    assert (await told.json())["chapters"]


async def test_the_page_around_it_has_nothing_of_it(house: House) -> None:
    """The address holds no token, and the document no content; it is in no search engine."""
    await published(house)
    answer = await house.client.get("/harvest")
    text = await answer.text()
    assert answer.status == 200
    assert '<meta name="robots" content="noindex">' in text
    assert "Walk together" not in text


async def test_before_it_is_published_only_facilitators_see_a_draft(house: House) -> None:
    fay, ann = await ended(house)
    await ann.send(t="sheet", output="harvest_page")
    assert (await ann.until("refusal", "sheet_link"))["code"] == "not_now"
    draft = await link(fay)
    assert "page" not in draft
    shown = await (await ask(house, "/api/harvest", token=token(draft["url"]))).json()
    assert (shown["published"], shown["keeps"]) == (False, False)
    await fay.do("publish", output="harvest_page")
    await house.advance(0)
    page = await (await ask(house, "/api/harvest", token=token(draft["url"]))).json()
    assert (page["published"], page["keeps"]) == (True, False), "its link leads to the page"
    await fay.do("unpublish", output="harvest_page")
    await house.advance(0)
    gone = await ask(house, "/api/harvest", token=token(draft["url"]))
    assert await refusal(gone) == (410, "harvest_gone")


async def test_what_is_taken_back_is_gone_with_a_sentence(house: House) -> None:
    """And published again by hand, it is there again, under the same link."""
    fay, _, page = await published(house)
    await fay.do("unpublish", output="harvest_page")
    await house.advance(0)
    assert await refusal(await ask(house, "/api/harvest", token=page)) == (410, "harvest_gone")
    await fay.do("publish", output="harvest_page")
    await house.advance(0)
    assert (await ask(house, "/api/harvest", token=page)).status == 200


async def test_whoever_published_may_take_the_page_away_without_the_room(house: House) -> None:
    """The room is erased a day after; the page's own link of the facilitator is still there."""
    fay, ann, page = await published(house)
    keeper = token((await link(fay))["url"])
    assert keeper != page
    assert (await (await ask(house, "/api/harvest", token=keeper)).json())["keeps"]
    assert await refusal(await ask(house, "/api/harvest/unpublish", token=page)) == (
        401, "link_unknown",
    )  # fmt: skip
    assert (await ask(house, "/api/harvest/unpublish", token=keeper)).status == 204
    assert await refusal(await ask(house, "/api/harvest", token=page)) == (410, "harvest_gone")
    await ann.do("withdraw", item="i3")
    await house.advance(0)
    assert await refusal(await ask(house, "/api/harvest", token=page)) == (410, "harvest_gone")
    await ann.send(t="sheet", output="harvest_page")
    assert (await ann.until("refusal", "sheet_link"))["code"] == "not_now"


async def test_a_page_that_could_not_be_written_is_written_when_its_link_is_asked_for(
    house: House,
) -> None:
    """The store was away when it was published; the tap is not lost."""
    fay, ann = await ended(house)
    store = house.app[STORE]
    put, asked = store.put_sheet, []

    async def away(*given: object) -> None:
        asked.append(given)
        raise StoreUnavailable

    store.put_sheet = away  # type: ignore[method-assign]
    await fay.do("publish", output="harvest_page")
    await house.advance(0)
    assert asked
    store.put_sheet = put  # type: ignore[method-assign]
    page = token((await link(ann))["url"])
    assert (await ask(house, "/api/harvest", token=page)).status == 200


async def test_what_somebody_takes_back_leaves_the_page(house: House) -> None:
    """So does a name that was on it."""
    fay, ann = await ended(house)
    await ann.do("credit")
    await fay.do("publish", output="harvest_page")
    page = token((await link(fay))["page"])
    assert "Ann Canary" in await (await ask(house, "/api/harvest", token=page)).text()
    await ann.do("credit", on=False)
    await house.advance(0)
    assert "Ann Canary" not in await (await ask(house, "/api/harvest", token=page)).text()
    await ann.do("withdraw", item="i3")
    await house.advance(0)
    assert "Walk together" not in await (await ask(house, "/api/harvest", token=page)).text()


async def test_what_the_facilitator_leaves_out_is_on_no_page(house: House) -> None:
    """Also of a page that is published already."""
    fay, _, page = await published(house)
    await fay.do("leave_out", item="i3")
    await house.advance(0)
    assert "Walk together" not in await (await ask(house, "/api/harvest", token=page)).text()
    await fay.do("leave_out", item="i3", on=False)
    await house.advance(0)
    assert "Walk together" in await (await ask(house, "/api/harvest", token=page)).text()


async def test_a_page_outlives_the_room_and_is_gone_in_its_time(house: House) -> None:
    """Kept as long as links open, counted from the end; then swept away."""
    *_, page = await published(house)
    await house.advance(2 * DAY_MS)
    assert (await ask(house, "/api/harvest", token=page)).status == 200
    await house.advance(28 * DAY_MS)
    status, _ = await refusal(await ask(house, "/api/harvest", token=page))
    assert status in (401, 410)


async def test_an_altered_or_foreign_token_opens_nothing(house: House) -> None:
    fay, _, page = await published(house)
    altered = page[:60] + ("A" if page[60] != "A" else "B") + page[61:]
    for wrong in (altered, fay.seat):
        answer = await ask(house, "/api/harvest", token=wrong)
        assert await refusal(answer) == (401, "link_unknown")


async def test_secrets_are_in_no_output_no_log_and_on_no_disk(
    open_house: OpenHouse, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Planted words: a note for oneself, a name, a wish. The disk holds none of them."""
    caplog.set_level(logging.DEBUG)
    store = await open_store(f"sqlite:{tmp_path / 'rooms.db'}")
    house = await open_house(store=store)
    *_, page = await published(house)
    for wanted in ("json", "markdown", "html"):
        text = await (await ask(house, "/api/harvest", token=page, format=wanted)).text()
        assert SECRET not in text
        assert "Canary" not in text
        assert "Walk together" in text
    await house.advance(0)
    await store.close()
    disk = on_disk(tmp_path)
    logged = caplog.text + json.dumps([str(vars(record)) for record in caplog.records])
    for word in (SECRET, "Ann Canary", "Walk together", page):
        assert word.encode() not in disk
        assert not re.search(re.escape(word), logged)


async def test_a_sealed_session_gives_no_link_for_several_people(house: House) -> None:
    """Whatever its declaration calls an output, asked for by whomever, before the end and after."""
    room = await house.room("intervision_triage")
    fay = await house.join(room.facilitator, "Fay")
    ann = await house.join(room.invitation, "Ann Canary")
    await ann.do("add", kind="private_note", text=SECRET)
    outputs = [one.id for one in house.app[REGISTRY].formats["intervision_triage"].outputs]
    assert outputs
    for after in (False, True):
        if after:
            await ann.until_seq(await fay.steer("close"))
        for browser in (fay, ann):
            for output in (*outputs, "harvest_page", "nothing"):
                await browser.send(t="sheet", output=output)
                assert (await browser.until("refusal", "sheet_link"))["code"] == "not_now"
    assert (await fay.ask("publish", output="harvest_page"))["code"] == "not_now"
    assert not [offer for offer in fay.mine["offers"] if "publish" in offer]


async def test_notes_of_a_group_open_for_everybody_of_it(house: House) -> None:
    """And are gone with the sheets, a day after the end."""
    fay, ann = await ended(house)
    for browser in (fay, ann):
        notes = token((await link(browser, "parked_goals"))["url"])
        shown = await (await ask(house, "/api/harvest", token=notes)).json()
        assert (shown["audience"], shown["published"]) == ("group", False)
        assert "Ann" not in json.dumps(shown)
    await house.advance(DAY_MS)
    assert await refusal(await ask(house, "/api/harvest", token=notes)) == (410, "harvest_gone")
