"""The files of the formats folder: read once, read again when they change."""

import os
from pathlib import Path

import pytest

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
