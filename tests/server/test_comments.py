"""What readers answer to a published page, looked at by whoever keeps it (formats.md B3)."""

import asyncio
import json
from pathlib import Path

from tests.server.asking import ask, refusal
from tests.server.house import Browser, House
from tests.server.test_harvest import HOSTILE, link, on_disk, published, token

from talkingpiece.hub.comments import MAX_WAITING

COMMENT = "/api/harvest/comment"
LOOKED_AT = "/api/harvest/comment/looked-at"


async def page_of(house: House) -> tuple[str, str, Browser]:
    """A published page: the token for everybody, that of its keeper, and the keeper."""
    fay, _, page = await published(house)
    return page, token((await link(fay))["url"]), fay


async def comments(house: House, opened: str) -> list[dict[str, object]]:
    """What the page shows of them to whoever has this token."""
    shown = await (await ask(house, "/api/harvest", token=opened)).json()
    told: list[dict[str, object]] = shown["comments"]
    return told


async def written(house: House, page: str, text: str, name: str = "") -> None:
    answer = await ask(house, COMMENT, token=page, text=text, name=name)
    assert answer.status == 204


async def test_nobody_reads_a_comment_before_the_keeper_has_shown_it(house: House) -> None:
    """Then everybody does, also in the files; it can be hidden again, and erased."""
    page, keeper, _ = await page_of(house)
    await written(house, page, f"And remote? {HOSTILE}", "  Mia   M. ")
    assert await comments(house, page) == []
    (one,) = await comments(house, keeper)
    assert (one["name"], one["shown"]) == ("Mia M.", False)
    looked = await ask(house, LOOKED_AT, token=keeper, comment=one["id"], do="show")
    assert looked.status == 204
    assert [each["text"] for each in await comments(house, page)] == [f"And remote? {HOSTILE}"]
    for kind, words in (("markdown", "\\<img src=x"), ("html", "&lt;img src=x onerror=")):
        file = await (await ask(house, "/api/harvest", token=page, format=kind)).text()
        assert "Questions and further tips" in file
        assert words in file
        assert "<img" not in file.replace("\\<", "")
    await ask(house, LOOKED_AT, token=keeper, comment=one["id"], do="hide")
    assert await comments(house, page) == []
    await ask(house, LOOKED_AT, token=keeper, comment=one["id"], do="remove")
    assert await comments(house, keeper) == []


async def test_only_the_keeper_looks_at_comments(house: House) -> None:
    """The link that everybody has writes, and nothing else."""
    page, keeper, _ = await page_of(house)
    await written(house, page, "a tip")
    (one,) = await comments(house, keeper)
    for do in ("show", "remove"):
        answer = await ask(house, LOOKED_AT, token=page, comment=one["id"], do=do)
        assert answer.status == 401
    assert len(await comments(house, keeper)) == 1


async def test_no_words_and_too_many_are_refused_with_a_sentence(house: House) -> None:
    """So many may wait; once the keeper has looked, there is room again."""
    page, keeper, _ = await page_of(house)
    assert await refusal(await ask(house, COMMENT, token=page, text="  ")) == (422, "comment_empty")
    assert (await ask(house, COMMENT, token=page, text="x" * 601)).status == 400
    for number in range(MAX_WAITING):
        await written(house, page, f"tip {number}")
    full = await ask(house, COMMENT, token=page, text="one more")
    assert await refusal(full) == (429, "comments_wait")
    first, *_ = await comments(house, keeper)
    await ask(house, LOOKED_AT, token=keeper, comment=first["id"], do="show")
    await written(house, page, "one more")


async def test_those_who_write_at_once_are_all_heard(house: House) -> None:
    """Nobody's words are lost between two others'."""
    page, keeper, _ = await page_of(house)
    await asyncio.gather(*(written(house, page, f"tip {number}") for number in range(8)))
    assert len({one["text"] for one in await comments(house, keeper)}) == 8


async def test_they_go_with_the_page(house: House, tmp_path: Path) -> None:
    """Before it is published there are none, and none once it was taken away, nor on the disk."""
    page, keeper, fay = await page_of(house)
    await written(house, page, "tulip comment", "Mia")
    (one,) = await comments(house, keeper)
    assert b"tulip comment" not in on_disk(tmp_path)
    await fay.do("unpublish", output="harvest_page")
    await house.advance(0)
    for way, more in (
        (COMMENT, {"text": "late"}),
        (LOOKED_AT, {"comment": one["id"], "do": "show"}),
    ):
        answer = await ask(house, way, token=keeper, **more)
        assert await refusal(answer) == (410, "harvest_gone")
    draft = token((await link(fay))["url"])
    assert await refusal(await ask(house, COMMENT, token=draft, text="a draft")) == (
        410, "harvest_gone",
    )  # fmt: skip
    await fay.do("publish", output="harvest_page")
    await house.advance(0)
    assert await comments(house, keeper) == []
    assert "tulip" not in json.dumps(await comments(house, page))
