"""The files of the formats folder: read once, read again when they change."""

import os
from pathlib import Path

import pytest
from tests.drawn import png

from talkingpiece.core.rules import PRESETS
from talkingpiece.registry.folder import Folder


def test_a_folder_that_is_not_there_is_empty(tmp_path: Path) -> None:
    """A fresh installation has none."""
    folder = Folder(tmp_path / "formats")

    assert not folder.look(PRESETS)
    assert folder.files == {}


def test_only_declarations_are_read(tmp_path: Path, dropped: str) -> None:
    """Editors leave other files around."""
    for name in (".dropped.yaml.swp", "dropped.yaml~", "notes.txt", ".hidden.yaml"):
        (tmp_path / name).write_text("format: [")
    (tmp_path / "one.yaml").write_text(dropped)
    (tmp_path / "two.yml").write_text(dropped)
    folder = Folder(tmp_path)

    folder.look(PRESETS)

    assert list(folder.files) == ["one.yaml", "two.yml"]


def test_an_unchanged_file_is_not_read_again(tmp_path: Path, dropped: str) -> None:
    """Same time and size: the text is not even opened."""
    file = tmp_path / "one.yaml"
    file.write_text(dropped)
    folder = Folder(tmp_path)
    folder.look(PRESETS)
    before = file.stat()

    file.write_text("x" * len(dropped))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert not folder.look(PRESETS)
    assert folder.files["one.yaml"].problems == ()


def test_a_file_that_cannot_be_opened_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").mkdir()
    folder = Folder(tmp_path)

    folder.look(PRESETS)

    (problem,) = folder.files["one.yaml"].problems
    assert problem.message.startswith("cannot be read")


def test_a_link_to_nowhere_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").symlink_to(tmp_path / "gone.yaml")
    folder = Folder(tmp_path)

    assert not folder.look(PRESETS)


def test_what_is_set_aside_is_logged_by_name(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Whoever runs the server reads why a file is not offered."""
    (tmp_path / "one.yaml").write_text("format: x\n")

    Folder(tmp_path).look(PRESETS)

    assert 'one.yaml:1: "version" is missing' in caplog.text


PICTURE = 'picture: {file: ring.png, alt: {en: "A ring"}, author: Ann, licence: CC0-1.0}\n'


def test_a_picture_that_comes_later_is_found_and_one_that_goes_stays_in_use(
    tmp_path: Path, dropped: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Whoever drops two files does it one after the other; what worked is never taken away."""
    (tmp_path / "one.yaml").write_text(dropped.replace("version: 1\n", f"version: 1\n{PICTURE}"))
    folder = Folder(tmp_path)
    folder.look(PRESETS)
    (problem,) = folder.files["one.yaml"].problems
    assert (problem.where, folder.files["one.yaml"].format) == ("one.yaml:3", None)

    (tmp_path / "ring.png").write_bytes(png())
    assert folder.look(PRESETS)
    assert not folder.look(PRESETS)
    first = folder.files["one.yaml"].picture
    assert list(folder.files) == ["one.yaml"]
    assert first is not None

    (tmp_path / "ring.png").write_bytes(png(80, 40))
    assert folder.look(PRESETS)
    second = folder.files["one.yaml"].picture
    assert second is not None
    assert second.name != first.name

    (tmp_path / "ring.png").unlink()
    assert folder.look(PRESETS)
    assert folder.files["one.yaml"].problems
    assert folder.files["one.yaml"].picture == second
