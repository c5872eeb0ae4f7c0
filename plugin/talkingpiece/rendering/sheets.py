"""A personal sheet as pages show it and as Markdown to take along.

The labels have been applied before (`core.sheets`): what arrives here is the owner's. Others are
"from a peer", in order, never a name.
"""

import msgspec

from talkingpiece.core.ids import Ms
from talkingpiece.core.sheets import Line, Section, Sheet
from talkingpiece.rendering.files import file
from talkingpiece.rendering.locales import Catalogue

OWN = ("takeaway", "next_action", "private_note")
"""What stands first on a sheet, in this order; other kinds follow as they came."""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """Lines of one kind under their heading; the kind `peer` is what others gave."""

    kind: str
    heading: str
    lines: tuple[str, ...]


class Leaf(msgspec.Struct, frozen=True, kw_only=True):
    """What belongs to one keyword of mine; an empty *keyword*: beside my topics."""

    keyword: str
    parts: tuple[Part, ...]


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """A whole sheet in one language, ready to be shown. `forgotten`: when it disappears."""

    title: str
    start: Ms
    language: str
    next_date: Ms | None
    forgotten: Ms | None
    leaves: tuple[Leaf, ...]


def paper(sheet: Sheet, catalogue: Catalogue, locale: str, forgotten: Ms | None) -> Paper:
    """*sheet* with its headings in the language of whoever reads it."""
    return Paper(
        title=sheet.title,
        start=sheet.start,
        language=sheet.language,
        next_date=sheet.next_date,
        forgotten=forgotten,
        leaves=tuple(_leaf(section, catalogue, locale) for section in sheet.sections),
    )


def markdown(shown: Paper, catalogue: Catalogue, locale: str, zone: str) -> str:
    """The sheet as a Markdown file; dates as year-month-day in *zone*.

    Raises `ZoneInfoNotFoundError` for an unknown zone.
    """
    return file("sheet.md", catalogue, locale, zone, sheet=shown)


def html(shown: Paper, catalogue: Catalogue, locale: str, zone: str) -> str:
    """The sheet as one HTML file that needs nothing else; dates as in Markdown."""
    return file("sheet_file.html", catalogue, locale, zone, sheet=shown)


def _leaf(section: Section, catalogue: Catalogue, locale: str) -> Leaf:
    own = [_asked(line, catalogue, locale) for line in section.lines if not line.peer]
    kinds = list(dict.fromkeys(line.kind for line in own))
    kinds.sort(key=lambda kind: OWN.index(kind) if kind in OWN else len(OWN))
    parts = [
        _part(kind, [line for line in own if line.kind == kind], _heading(kind, catalogue, locale))
        for kind in kinds
    ]
    peers = [line for line in section.lines if line.peer]
    if peers:
        parts.append(_part("peer", peers, catalogue.say("sheet.from_peers", locale)))
    return Leaf(keyword=section.keyword, parts=tuple(parts))


def _asked(line: Line, catalogue: Catalogue, locale: str) -> Line:
    """*line* with the question before it that it answers."""
    if line.asked not in catalogue.keys:
        return line
    return msgspec.structs.replace(line, text=f"{catalogue.say(line.asked, locale)} {line.text}")


def _part(kind: str, lines: list[Line], heading: str) -> Part:
    return Part(kind=kind, heading=heading, lines=tuple(line.text for line in lines))


def _heading(kind: str, catalogue: Catalogue, locale: str) -> str:
    key = f"sheet.{kind}" if kind in OWN else f"kinds.{kind}"
    return catalogue.say(key if key in catalogue.keys else "sheet.other", locale)
