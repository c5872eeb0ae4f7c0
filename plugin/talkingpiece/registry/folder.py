"""The formats folder of an installation: a single `*.yaml` dropped into it is a format too.

The folder is looked at again, cheaply, whenever formats are listed, so a file dropped in while the
server runs is offered for new sessions. A file that is edited into something broken never
takes away the version that worked.
"""

import logging
from collections.abc import Collection
from pathlib import Path

import msgspec

from talkingpiece.core.formats import Format
from talkingpiece.errors import FormatProblems, Problem
from talkingpiece.sdk.declaration import SUFFIXES, read_file

log = logging.getLogger(__name__)

Stamp = tuple[int, int]
"""When a file was changed (ns) and its size in bytes: both the same, and it is not read again."""


class Dropped(msgspec.Struct, frozen=True, kw_only=True):
    """One file of the folder: what it last declared soundly, and what is wrong with it now."""

    name: str
    stamp: Stamp
    format: Format | None = None
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
        self.files = {
            file.name: self._read(file, stamp, before.get(file.name), rules)
            for file, stamp in self._stamps()
        }
        return self.files != before

    def _stamps(self) -> list[tuple[Path, Stamp]]:
        found: list[tuple[Path, Stamp]] = []
        try:
            files = sorted(self.path.iterdir())
        except OSError:
            return []
        for file in files:
            if file.suffix in SUFFIXES and not file.name.startswith("."):
                try:
                    status = file.stat()
                except OSError:
                    continue  # taken away while we look
                found.append((file, (status.st_mtime_ns, status.st_size)))
        return found

    def _read(
        self, file: Path, stamp: Stamp, before: Dropped | None, rules: Collection[str]
    ) -> Dropped:
        if before is not None and before.stamp == stamp:
            return before
        try:
            declared = read_file(file, file.name, rules)
        except OSError as error:
            problem = Problem(where=file.name, message=f"cannot be read: {error.strerror}")
            problems: tuple[Problem, ...] = (problem,)
        except FormatProblems as wrong:
            problems = wrong.problems
        else:
            return Dropped(name=file.name, stamp=stamp, format=declared)
        for problem in problems:
            log.warning("file set aside: %s", problem)
        kept = before.format if before is not None else None
        return Dropped(name=file.name, stamp=stamp, format=kept, problems=problems)
