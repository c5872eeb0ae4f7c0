"""The picture of a format: its words in the declaration, and its file beside it."""

import re
from importlib.resources.abc import Traversable

from talkingpiece.core.formats import Format, Picture
from talkingpiece.errors import FormatProblems, Problem
from talkingpiece.sdk.images import MAX_IMAGE_BYTES, Image, NotAPicture, read_image
from talkingpiece.sdk.links import look_at_link
from talkingpiece.sdk.placed import Findings, Path, did_you_mean

PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg", ".webp")
MAX_AUTHOR = 100
MAX_LICENCE = 60

_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def look_at_picture(declared: Format, findings: Findings) -> None:
    """Whether its file may be shown, and whom to thank stands beside it; texts: `wording`."""
    picture = declared.picture
    if picture is None or findings.is_spoilt(("picture",)):
        return
    path: Path = ("picture",)
    if not _plain(picture.file):
        hint = "its name alone, such as circle.png; it lies beside the declaration"
        findings.spoil((*path, "file"), f'"{picture.file}" is not the name of a picture', hint)
    for key, said, most in (
        ("author", picture.author, MAX_AUTHOR),
        ("licence", picture.licence, MAX_LICENCE),
    ):
        if not said.strip():
            findings.say((*path, key), f"the {key} of the picture is not named")
        elif len(said) > most:
            findings.say((*path, key), f"{len(said)} characters; at most {most} fit")
    if picture.source:
        look_at_link(picture.source, (*path, "source"), findings)
    if findings.beside is not None and not findings.is_spoilt((*path, "file")):
        try:
            _read(picture, findings.beside)
        except NotAPicture as wrong:
            findings.say((*path, "file"), f"{picture.file}: {wrong.message}", wrong.hint)


def picture_beside(declared: Format, folder: Traversable | None, place: str) -> Image | None:
    """The picture of *declared*, whose file lies in *folder*; None if it has none.

    *place* names the plugin or file in the problem. Raises `FormatProblems` if it cannot be shown.
    """
    picture = declared.picture
    if picture is None:
        return None
    try:
        if folder is None or not _plain(picture.file):
            raise NotAPicture("there is no such file", "pictures lie beside a package's code")
        return _read(picture, folder)
    except NotAPicture as wrong:
        message = f"{picture.file}: {wrong.message}"
        problem = Problem(where=f"{place}: {declared.id}", message=message, hint=wrong.hint)
        raise FormatProblems((problem,)) from None


def _plain(name: str) -> bool:
    """Whether it is a name and no way: nothing outside of the folder is ever opened."""
    return bool(_FILE.fullmatch(name)) and name.lower().endswith(PICTURE_SUFFIXES)


def _read(picture: Picture, folder: Traversable) -> Image:
    file = folder / picture.file
    try:
        if not file.is_file():
            there = [each.name for each in folder.iterdir() if _plain(each.name)]
            hint = did_you_mean(picture.file, there) or "it lies beside the declaration"
            raise NotAPicture("there is no such file", hint)
        with file.open("rb") as opened:
            raw = opened.read(MAX_IMAGE_BYTES + 1)
    except OSError as error:
        raise NotAPicture(f"cannot be read: {error.strerror}") from None
    return read_image(raw)
