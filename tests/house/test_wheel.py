"""What is installed is whole: a wheel has everything that the program reads at run time."""

import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from hatchling.builders.wheel import WheelBuilder

from talkingpiece.registry import Registry
from talkingpiece.sdk import schema

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    """The wheel, built as `pip install` would build it."""
    directory = str(tmp_path_factory.mktemp("wheel"))
    (built,) = WheelBuilder(str(ROOT)).build(directory=directory, versions=["standard"])
    return ZipFile(built)


def test_the_schema_of_declarations_is_in_the_wheel(wheel: ZipFile) -> None:
    """Editors of an installation read it beside the program."""
    shipped = wheel.read("talkingpiece/sdk/format.schema.json").decode()
    assert shipped == schema.make()
    assert json.loads(shipped)["title"] == "A facilitation format of Talking Piece"


def test_formats_words_and_the_widget_are_in_the_wheel(wheel: ZipFile) -> None:
    """Every file that is not Python, and a declaration for each format."""
    names = set(wheel.namelist())
    assert "talkingpiece/rendering/kernel_strings.yaml" in names
    declared = [wheel.read(name).decode() for name in names if name.endswith(".yaml")]
    for format_id in Registry.load().formats:
        assert any(f"format: {format_id}\n" in text for text in declared)
    assert any(name.startswith("talkingpiece/widget/room-") for name in names)
