"""What each format keeps, told from its labels alone: the same that decide what leaves a session.

So the page cannot promise what is not so: a label that is changed changes its sentence.
"""

from collections.abc import Iterator, Mapping

import msgspec

from talkingpiece.core.formats import Collected, Format
from talkingpiece.core.items import PEER_NOTE, PRIVATE_NOTE


class KeptRow(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of thing that people give; *sees* and *keep* are keys of texts."""

    words: str
    sees: str
    keep: str


class KeptCard(msgspec.Struct, frozen=True, kw_only=True):
    """A format with everything it collects, in the order in which it comes up."""

    id: str
    title: str
    privacy: str
    rows: tuple[KeptRow, ...]


def kept_card(offered: Format, texts: Mapping[str, str]) -> KeptCard:
    """*offered* with what it keeps, in the words of *texts*."""
    rows = tuple(
        KeptRow(
            words=_words(what.kind, texts),
            sees=f"kept_sees.{what.sees}",
            keep=_keep(offered, what),
        )
        for what in dict.fromkeys(_collected(offered))
    )
    title = texts[f"{offered.id}/title"]
    return KeptCard(id=offered.id, title=title, privacy=offered.privacy, rows=rows)


def _collected(offered: Format) -> Iterator[Collected]:
    """Each kind under each of its labels, once; who gives it makes no difference here."""
    for phase in offered.phases():
        for what in phase.collect:
            yield msgspec.structs.replace(what, by="everyone")
    yield PRIVATE_NOTE
    yield PEER_NOTE


def _words(kind: str, texts: Mapping[str, str]) -> str:
    return texts.get(f"kept_kinds.{kind}") or texts.get(f"kinds.{kind}") or kind.replace("_", " ")


def _keep(offered: Format, what: Collected) -> str:
    """Sheets of two people live as long as their series (decision 30)."""
    pair = offered.privacy == "pair" and what.keep == "personal"
    return "kept_keep.personal_pair" if pair else f"kept_keep.{what.keep}"
