"""A format as people choose it: what it is for, whom it fits, its steps with their minutes."""

from collections.abc import Iterator

import msgspec

from talkingpiece.core.formats import ForEach, Format, Phase, Picture
from talkingpiece.core.gallery import room_for
from talkingpiece.core.text import title_key
from talkingpiece.sdk.images import Image
from talkingpiece.sdk.links import host_of


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a format for the page that explains it."""

    title: str
    minutes: int
    optional: bool = False
    repeated: bool = False
    """It comes again for each topic."""


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """The picture of a format with its credit; *width* and *height* in pixels."""

    url: str
    alt: str
    author: str
    licence: str
    source: str
    source_host: str
    width: int
    height: int


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """A format as people choose it. Minutes and people as in its declaration."""

    id: str
    title: str
    tagline: str
    least: int
    usual: int
    most: int
    people: tuple[int, int]
    privacy: str
    runs: tuple[tuple[Step, ...], ...]
    """Its steps; those repeated for each topic stand together in one run."""
    see_first: str = ""
    """Where people may see how it goes: an address elsewhere."""
    see_first_host: str = ""
    picture: Shown | None = None
    needs: tuple[str, ...] = ()
    """What it is for; each has its words under `needs.<need>`."""
    family: str = ""
    session_kind: str = ""
    kinds: tuple[tuple[str, str, int, int], ...] = ()
    """Where the card stands for a family: its kinds of session, each with id, title, and minutes
    (the usual, the least)."""
    watchers: int = 0
    """So many may watch a demonstration of it; 0: it has no gallery."""
    misfits: tuple[str, ...] = ()
    """Why it does not fit what was asked for, in sentences."""


def shown(picture: Picture, image: Image, alt: str) -> Shown:
    """*picture*, whose file is *image*, as pages show it; *alt* in the reader's language."""
    return Shown(
        url=f"/pictures/{image.name}",
        alt=alt,
        author=picture.author,
        licence=picture.licence,
        source=picture.source,
        source_host=host_of(picture.source),
        width=image.width,
        height=image.height,
    )


def card_of(offered: Format, texts: dict[str, str], picture: Shown | None = None) -> Card:
    """*offered* as a card, in the words of *texts*."""
    least, usual, most = offered.duration
    return Card(
        id=offered.id,
        title=texts[f"{offered.id}/title"],
        tagline=texts.get(f"{offered.id}/tagline", ""),
        least=least,
        usual=usual,
        most=most,
        people=(offered.capacity.min, offered.capacity.soft_max),
        privacy=offered.privacy,
        runs=tuple(_runs(offered, texts)),
        see_first=offered.see_first,
        see_first_host=host_of(offered.see_first),
        picture=picture,
        needs=offered.needs,
        family=offered.family,
        session_kind=offered.session_kind,
        watchers=room_for(offered),
    )


def _runs(offered: Format, texts: dict[str, str]) -> Iterator[tuple[Step, ...]]:
    for step in offered.flow:
        repeated = isinstance(step, ForEach)
        phases = step.do if isinstance(step, ForEach) else (step.phase,)
        yield tuple(_step(offered.id, phase, texts, repeated) for phase in phases)


def _step(format_id: str, phase: Phase, texts: dict[str, str], repeated: bool) -> Step:
    return Step(
        title=texts[title_key(format_id, phase.id)],
        minutes=phase.minutes[1],
        optional=phase.optional,
        repeated=repeated,
    )
