"""Pictures of formats over HTTP: as what their bytes say, kept for ever, and nothing else."""

from pathlib import Path

import pytest
from tests.drawn import jpeg, png, webp
from tests.server.house import House

from talkingpiece.registry import Registry

CIRCLE = """
format: {name}
version: 1
title: {{en: "{name}"}}
picture: {{file: {file}, alt: {{en: "Chairs"}}, author: Ann, licence: CC-BY-4.0}}
duration: [5, 10, 20]
capacity: {{min: 2, ideal: [3, 6], soft_max: 8, hard_max: 10}}
privacy: group
roles: {{facilitator: {{min: 1}}}}
flow:
- id: circle
  title: {{en: "Circle"}}
  use: round
  minutes: [1, 3, 5]
  with: {{per_turn: {{soft: 20, hard: 40}}, items: {{kind: word}}}}
  rules: ring
  exit: [round_done]
"""
PICTURES = {"one.png": png(), "two.jpg": jpeg(), "three.webp": webp(), "four.png": jpeg(61, 40)}


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    folder = tmp_path / "formats"
    folder.mkdir()
    for file, content in PICTURES.items():
        name = file.partition(".")[0]
        (folder / file).write_bytes(content)
        (folder / f"{name}.yaml").write_text(CIRCLE.format(name=name, file=file), "utf-8")
    (folder / "secret.png").write_bytes(png(3, 3))
    return Registry.load(folder)


@pytest.mark.parametrize(
    "name, kind", [("one", "png"), ("two", "jpeg"), ("three", "webp"), ("four", "jpeg")]
)
async def test_a_picture_is_sent_as_what_it_is(
    house: House, registry: Registry, name: str, kind: str
) -> None:
    """A file that is called otherwise than it is does not deceive a browser."""
    image = registry.picture_of(name)
    assert image is not None
    answer = await house.client.get(f"/pictures/{image.name}")
    assert (answer.status, answer.content_type) == (200, f"image/{kind}")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert await answer.read() == image.content
    assert f"/pictures/{image.name}" in await (await house.client.get("/about")).text()


@pytest.mark.parametrize(
    "name", ["one.png", "secret.png", "0" * 20 + ".png", "..%2Fformats%2Fone.png", "one"]
)
async def test_nothing_else_is_sent_from_the_folder(house: House, name: str) -> None:
    """Not by its file's name, and not what no declaration names."""
    assert (await house.client.get(f"/pictures/{name}")).status == 404


async def test_what_was_told_of_formats_names_no_file_of_the_server(house: House) -> None:
    told = await (await house.client.get("/api/formats")).text()
    assert "/pictures/" in told
    assert "one.png" not in told
