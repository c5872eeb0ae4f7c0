"""The formats folder of an installation: a single `*.yaml` dropped into it is a format too.

The folder is looked at again, cheaply, whenever formats are listed, so a file dropped in while the
server runs is offered for new sessions. A file that is edited into something broken never
takes away the version that worked.
"""

import logging
from collections.abc import Collection
from pathlib import Path

import msgspec
from msgspec.structs import replace

from talkingpiece.core.formats import Format
from talkingpiece.errors import FormatProblems, Problem
from talkingpiece.sdk.declaration import SUFFIXES, read_file
from talkingpiece.sdk.images import Image
from talkingpiece.sdk.pictures import PICTURE_SUFFIXES, picture_beside

log = logging.getLogger(__name__)

LOOKED_AT = (*SUFFIXES, *PICTURE_SUFFIXES)

Stamp = tuple[int, int]
"""When a file was changed (ns) and its size in bytes: both the same, and it is not read again."""

Pictures = frozenset[tuple[str, Stamp]]
"""The pictures that lie in the folder; another one, and every declaration is read again."""


class Dropped(msgspec.Struct, frozen=True, kw_only=True):
    """One file of the folder: what it last declared soundly, and what is wrong with it now."""

    name: str
    stamp: Stamp
    pictures: Pictures = frozenset()
    format: Format | None = None
    picture: Image | None = None
    problems: tuple[Problem, ...] = ()


class Folder:
    """The files of a formats folder, as they were when `look` was last called."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.files: dict[str, Dropped] = {}

    def look(self, rules: Collection[str]) -> bool:
        """Read what is new or changed; True if anything is different from the last look.

        *rules* are the moderation rules that phases may name. A folder that is not there is empty.
        """
        before = self.files
        found = self._stamps()
        pictures = frozenset(
            (file.name, stamp) for file, stamp in found if file.suffix.lower() in PICTURE_SUFFIXES
        )
        self.files = {
            file.name: self._read(file, stamp, pictures, before.get(file.name), rules)
            for file, stamp in found
            if file.suffix in SUFFIXES
        }
        return self.files != before

    def _stamps(self) -> list[tuple[Path, Stamp]]:
        found: list[tuple[Path, Stamp]] = []
        try:
            files = sorted(self.path.iterdir())
        except OSError:
            return []
        for file in files:
            if file.suffix.lower() in LOOKED_AT and not file.name.startswith("."):
                try:
                    status = file.stat()
                except OSError:
                    continue  # taken away while we look
                found.append((file, (status.st_mtime_ns, status.st_size)))
        return found

    def _read(
        self,
        file: Path,
        stamp: Stamp,
        pictures: Pictures,
        before: Dropped | None,
        rules: Collection[str],
    ) -> Dropped:
        if before is not None and (before.stamp, before.pictures) == (stamp, pictures):
            return before
        made = Dropped(name=file.name, stamp=stamp, pictures=pictures)
        try:
            declared = read_file(file, file.name, rules, self.path)
            picture = picture_beside(declared, self.path, file.name)
        except OSError as error:
            problem = Problem(where=file.name, message=f"cannot be read: {error.strerror}")
            problems: tuple[Problem, ...] = (problem,)
        except FormatProblems as wrong:
            problems = wrong.problems
        else:
            return replace(made, format=declared, picture=picture)
        for problem in problems:
            log.warning("file set aside: %s", problem)
        kept = before or made
        return replace(made, format=kept.format, picture=kept.picture, problems=problems)
