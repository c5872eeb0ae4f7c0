"""What leaves for several people, as pages show it, as Markdown and as one HTML file.

The labels have been applied before (`core.harvest`): what arrives here may leave. Everything is
put into words here, in the language of whoever reads it.
"""

from collections.abc import Iterable

import msgspec

from talkingpiece.core.harvested import Bars, Entry, Harvest, Part, Section
from talkingpiece.core.ids import Ms
from talkingpiece.core.text import Words
from talkingpiece.rendering.files import file
from talkingpiece.rendering.locales import Catalogue
from talkingpiece.sdk.wording import chain


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One item: its words, and beneath them what else belongs to it, each with what it is."""

    text: str
    more: tuple[tuple[str, str], ...] = ()
    """Pairs of a label, which may be empty, and words."""
    count: int = 0


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """Lines that stand together: a lane, a cluster, a topic; without *heading* all others."""

    heading: str
    lines: tuple[Line, ...]


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One poll: how many gave which answer; *note* says how many answered, or why nothing is."""

    question: str
    bars: tuple[tuple[str, int], ...]
    note: str


class Chapter(msgspec.Struct, frozen=True, kw_only=True):
    """Everything of one kind under its heading."""

    kind: str
    heading: str
    groups: tuple[Group, ...]
    figures: tuple[Figure, ...]
    note: str = ""


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """What a reader answered to a page; one that is not *shown* waits for the page's keeper."""

    id: str
    text: str
    name: str
    shown: bool


class Leaflet(msgspec.Struct, frozen=True, kw_only=True):
    """A whole harvest in one language, ready to be shown."""

    audience: str
    title: str
    format_title: str
    start: Ms
    language: str
    for_whom: str
    index: int
    next_date: Ms | None
    forgotten: Ms
    """When it disappears."""
    chapters: tuple[Chapter, ...]
    published: bool
    keeps: bool
    """Whoever reads this may take it away."""
    comments: tuple[Remark, ...] = ()


class Wording:
    """Puts one harvest into words of one language."""

    def __init__(self, harvest: Harvest, catalogue: Catalogue, locale: str) -> None:
        self._harvest = harvest
        self._catalogue = catalogue
        self._locale = locale

    def say(self, key: str, **values: object) -> str:
        """The system's own words."""
        return self._catalogue.say(key, self._locale, **values)

    def known(self, *keys: str) -> str:
        """The words of the first of *keys* that the system has; else nothing."""
        return next((self.say(key) for key in keys if key in self._catalogue.keys), "")

    def own(self, words: Words) -> str:
        """A format's own words, in the reader's language if it has them."""
        found = next((words[tag] for tag in chain(self._locale) if tag in words), None)
        return found if found is not None else next(iter(words.values()), "")

    def term(self, name: str) -> str:
        """What a lane or field is called: by the format, by the system, else as it is written."""
        if name in self._harvest.terms:
            return self.own(self._harvest.terms[name])
        written = name.replace("_", " ").capitalize()
        return self.known(f"harvest.{name}", f"kinds.{name}") or written

    def heading(self, kind: str) -> str:
        """What stands above everything of *kind*."""
        known = self.known(f"harvest.{kind}")
        return known or self.term(kind)


def leaflet(
    harvest: Harvest,
    catalogue: Catalogue,
    locale: str,
    *,
    forgotten: Ms,
    published: bool = False,
    keeps: bool = False,
    more: tuple[Section, ...] = (),
    comments: Iterable[Remark] = (),
) -> Leaflet:
    """*harvest* with all its words in *locale*, what its format adds, and what readers answered."""
    words = Wording(harvest, catalogue, locale)
    date = next((part.date for part in harvest.parts if part.date is not None), None)
    chapters = [
        _chapter(part, words)
        for part in harvest.parts
        if part.entries or part.bars or part.number is not None
    ]
    chapters.extend(_added(section) for section in more)
    return Leaflet(
        audience=harvest.audience,
        title=harvest.title,
        format_title=words.own(harvest.format_title),
        start=harvest.start,
        language=harvest.language,
        for_whom=harvest.for_whom,
        index=harvest.index,
        next_date=date,
        forgotten=forgotten,
        chapters=tuple(chapters),
        published=published,
        keeps=keeps,
        comments=tuple(comments),
    )


def markdown(shown: Leaflet, catalogue: Catalogue, locale: str, zone: str) -> str:
    """The harvest as a Markdown file; dates as year-month-day in *zone*."""
    return file("harvest.md", catalogue, locale, zone, shown=shown)


def html(shown: Leaflet, catalogue: Catalogue, locale: str, zone: str) -> str:
    """The harvest as one HTML file that needs nothing else."""
    return file("harvest_file.html", catalogue, locale, zone, shown=shown)


def _chapter(part: Part, words: Wording) -> Chapter:
    groups: dict[str, list[Line]] = {}
    for entry in part.entries:
        groups.setdefault(_group(entry, words), []).append(_line(entry, words))
    return Chapter(
        kind=part.kind,
        heading=words.heading(part.kind),
        groups=tuple(Group(heading=name, lines=tuple(lines)) for name, lines in groups.items()),
        figures=tuple(_figure(bars, words) for bars in part.bars),
        note="" if part.number is None else str(part.number),
    )


def _added(section: Section) -> Chapter:
    lines = tuple(Line(text=text) for text in section.lines)
    return Chapter(
        kind="added", heading=section.heading, groups=(Group(heading="", lines=lines),), figures=()
    )


def _group(entry: Entry, words: Wording) -> str:
    return entry.about or entry.theme or (words.term(entry.lane) if entry.lane else "")


def _line(entry: Entry, words: Wording) -> Line:
    more = [(words.term(name), text) for name, text in entry.fields.items()]
    more.extend((words.say("board.same_as_this"), text) for text in entry.also)
    if entry.status:
        more.append(("", words.say(f"status.{entry.status}")))
    if entry.waits:
        more.append(("", words.say("harvest.waits")))
    if entry.by:
        more.append((words.say("harvest.by"), entry.by))
    rank = f"{entry.rank}. " if entry.rank else ""
    return Line(text=rank + entry.text, more=tuple(more), count=entry.count)


def _figure(bars: Bars, words: Wording) -> Figure:
    question = bars.question or words.known(f"questions.{bars.asks}")
    if bars.withheld:
        return Figure(question=question, bars=(), note=words.say("harvest.withheld"))
    answers = tuple((_answer(bars, option, words), count) for option, count in bars.counts.items())
    one = "1" if bars.votes == 1 else "n"
    note = words.say(f"polls.votes_{one}", n=bars.votes)
    if bars.outcome:
        decided = bars.outcome != "undecided"
        note += " " + (
            words.say("polls.decided", choice=_answer(bars, bars.outcome, words))
            if decided
            else words.say("polls.undecided")
        )
    return Figure(question=question, bars=answers, note=note)


def _answer(bars: Bars, option: str, words: Wording) -> str:
    """An answer in words; the ends of a scale with what they mean."""
    if bars.kind != "scale":
        return words.known(f"choices.{option}") or words.term(option)
    for end, place in zip(bars.ends, (0, -1), strict=True):
        if end and option == list(bars.counts)[place]:
            return f"{option} = {words.known(f'scales.{end}') or end}"
    return option
