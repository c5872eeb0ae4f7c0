"""Colours of a deployment: served as they are, and refused at start where they cannot be."""

import re
from pathlib import Path

import msgspec
import pytest
from tests.server.conftest import OpenHouse
from tests.server.house import House

from talkingpiece.errors import SettingsError
from talkingpiece.server.theme import MAX_BYTES, Theme
from talkingpiece.settings import Settings

CSS = ":root { --tp-primary: teal; }"


async def test_without_a_theme_there_is_none(house: House) -> None:
    assert (await house.client.get("/theme.css")).status == 404
    assert "theme.css" not in await (await house.client.get("/")).text()


async def test_a_theme_stands_after_ours_on_every_page(
    open_house: OpenHouse, settings: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "colours.css"
    file.write_text(CSS)
    house = await open_house(settings=msgspec.structs.replace(settings, theme=str(file)))
    answer = await house.client.get("/theme.css")
    assert (await answer.text(), answer.content_type) == (CSS, "text/css")
    for path in ("/", "/about", "/sheet", "/rooms/abcdef123456", "/panel/abcdef123456"):
        head = (await (await house.client.get(path)).text()).partition("</head>")[0]
        sheets = re.findall(r'rel="stylesheet" href="([^"]+)|<style>', head)
        assert len(sheets) > 1, path
        assert sheets[-1].endswith("/theme.css"), path


@pytest.mark.parametrize(
    "written, why",
    [(None, "No such file"), (b"\xff\xfe", "no text"), (b" " * (MAX_BYTES + 1), "longer")],
)
def test_a_theme_that_cannot_be_is_a_wrong_setting(
    tmp_path: Path, written: bytes | None, why: str
) -> None:
    file = tmp_path / "colours.css"
    if written is not None:
        file.write_bytes(written)
    with pytest.raises(SettingsError, match=why) as refused:
        Theme(str(file))
    assert refused.value.key == "theme"
