"""The picture of a format: its file beside the declaration, whom to thank below it."""

from pathlib import Path

import pytest
from tests.drawn import jpeg, png

from talkingpiece.core.formats import Format
from talkingpiece.errors import FormatProblems, Problem
from talkingpiece.sdk import read_declaration
from talkingpiece.sdk.declaration import formats_from, read_file
from talkingpiece.sdk.pictures import picture_beside
from talkingpiece.sdk.writing import our_version, write_declaration

PICTURE = (
    'picture: {file: circle.png, alt: {en: "A ring of chairs"}, author: "Ann Example", '
    'licence: CC-BY-4.0, source: "https://example.org/chairs"}'
)


def with_picture(circle: str, line: str = PICTURE) -> str:
    return circle.replace("version: 1\n", f"version: 1\n{line}\n")


def wrong(text: str, folder: Path | None = None) -> tuple[Problem, ...]:
    try:
        read_declaration(text, "circle.yaml", beside=folder)
    except FormatProblems as found:
        return found.problems
    return ()


def test_a_picture_beside_its_declaration_is_read(circle: str, tmp_path: Path) -> None:
    (tmp_path / "circle.png").write_bytes(png())
    (tmp_path / "circle.yaml").write_text(with_picture(circle), encoding="utf-8")
    declared = read_file(tmp_path / "circle.yaml", "circle.yaml", beside=tmp_path)
    image = picture_beside(declared, tmp_path, "circle.yaml")
    assert image is not None
    assert (image.width, image.height) == (60, 40)
    assert declared.picture is not None
    assert declared.picture.author == "Ann Example"


@pytest.mark.parametrize(
    "old, new, said",
    [
        ("circle.png", "../circle.png", "not the name of a picture"),
        ("circle.png", "/etc/circle.png", "not the name of a picture"),
        ("circle.png", "pictures/circle.png", "not the name of a picture"),
        ("circle.png", r"..\\circle.png", "not the name of a picture"),
        ("circle.png", ".circle.png", "not the name of a picture"),
        ("circle.png", "circle.svg", "not the name of a picture"),
        ("circle.png", "https://example.org/circle.png", "not the name of a picture"),
        ("circle.png", "circel.png", 'no such file (did you mean "circle.png"?)'),
        ("Ann Example", "", "the author of the picture is not named"),
        ("Ann Example", "x" * 101, "at most 100 fit"),
        ("CC-BY-4.0", '" "', "the licence of the picture is not named"),
        ("https://", "http://", "not an address with https"),
        ('{en: "A ring of chairs"}', '{fr: "Des chaises"}', "no text in en"),
        ('{en: "A ring of chairs"}', '{en: ""}', "the text is empty"),
        (', author: "Ann Example"', "", '"author" is missing'),
        (", licence: CC-BY-4.0", "", '"licence" is missing'),
        ("author:", "autor:", 'unknown key "autor"'),
    ],
)
def test_what_is_wrong_with_it_is_said_in_its_line(
    circle: str, tmp_path: Path, old: str, new: str, said: str
) -> None:
    """A way out of the folder is refused before anything is opened."""
    (tmp_path / "circle.png").write_bytes(png())
    line = PICTURE.replace(old, f"'{new}'" if "\\" in new else new)
    assert line != PICTURE
    found = wrong(with_picture(circle, line), tmp_path)
    assert said in str(found[0]), found
    assert {problem.where for problem in found} == {"circle.yaml:3"}


def test_a_file_that_may_not_be_shown_is_said_in_its_line(circle: str, tmp_path: Path) -> None:
    (tmp_path / "circle.png").write_bytes(jpeg(60, 40, (0xE1, b"Exif\0\0MM")))
    (problem,) = wrong(with_picture(circle), tmp_path)
    assert problem.where == "circle.yaml:3"
    assert "circle.png: the picture holds what a camera" in problem.message
    assert "exiftool" in problem.hint


def test_a_folder_is_no_picture(circle: str, tmp_path: Path) -> None:
    (tmp_path / "circle.png").mkdir()
    (problem,) = wrong(with_picture(circle), tmp_path)
    assert "there is no such file" in problem.message


def test_without_its_folder_a_declaration_is_read_all_the_same(circle: str) -> None:
    """So a file that is checked by itself, or comes over the line, says nothing of other files."""
    assert wrong(with_picture(circle)) == ()


def test_our_version_is_one_file_and_leaves_the_picture_where_it_is(circle: str) -> None:
    declared: Format = read_declaration(with_picture(circle), "circle.yaml")
    ours = our_version(declared, {"en": "{title} (our version)"})
    assert ours.picture is None
    assert read_declaration(write_declaration(ours), "ours.yaml") == ours
    assert read_declaration(write_declaration(declared), "again.yaml") == declared


def test_a_package_brings_its_picture(
    circle: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "pictured_circle"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "format.yaml").write_text(with_picture(circle), encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(FormatProblems, match=r"format.yaml:3: circle.png: there is no such file"):
        formats_from("pictured_circle")
    (package / "circle.png").write_bytes(png())
    (declared,) = formats_from("pictured_circle")
    assert declared.picture is not None
