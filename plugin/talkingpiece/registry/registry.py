"""The registry: which formats are offered here, who brought them, and their words."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from importlib.metadata import EntryPoint
from pathlib import Path

import msgspec

from talkingpiece.activities import BUILT_IN
from talkingpiece.core.formats import Format
from talkingpiece.core.grammar import ActivityKind
from talkingpiece.core.harvested import Harvest, Section
from talkingpiece.core.rules import PRESETS, ModerationRule
from talkingpiece.core.text import Words, gate_key, prompt_key, script_key, term_key, title_key
from talkingpiece.errors import Problem
from talkingpiece.registry.checking import fits
from talkingpiece.registry.folder import Folder
from talkingpiece.registry.loading import Found, SetAside, find_plugins, installed
from talkingpiece.registry.minutes import added
from talkingpiece.sdk.images import Image
from talkingpiece.sdk.soundness import kinds_of, problems_of
from talkingpiece.sdk.typesetting import typeset
from talkingpiece.sdk.wording import chain

LOCALES = ("en", "fr", "de")


class Registry:
    """What is offered here: formats, activities, rules and further texts.

    Made by `Registry.load`. `formats` and `set_aside` change only in `refresh`; a session that runs
    has its format as data and never notices. Implements `core.grammar.Grammar`.
    """

    def __init__(
        self,
        found: Found,
        folder: Folder | None = None,
        kinds: Mapping[str, ActivityKind] = BUILT_IN,
    ) -> None:
        self.kinds = dict(kinds)
        """The activities that can be played here, by name."""
        self._found = found
        self._folder = folder
        self.rules: dict[str, ModerationRule] = dict(PRESETS)
        self.packs: dict[str, dict[str, str]] = {}
        """Further texts of plugins: language → key → words."""
        for gift in found.gifts:
            self.rules.update({rule.id: rule for rule in gift.rules})
            for locale, texts in gift.texts.items():
                self.packs.setdefault(locale, {}).update(texts)
        self.formats: dict[str, Format] = {}
        """The formats offered for new sessions, by id, each with the rules its phases name."""
        self.set_aside: tuple[SetAside, ...] = ()
        """Plugins, files and formats that are not offered, each with its problems."""
        self._owners: dict[str, str] = {}
        self._pictures: dict[str, Image] = {}
        if folder is not None:
            folder.look(self.rules)
        self._offer()

    @classmethod
    def load(
        cls,
        formats_dir: Path | None = None,
        *,
        blocked: Collection[str] = (),
        locales: Iterable[str] = LOCALES,
        entry_points: Iterable[EntryPoint] | None = None,
        plugins: Mapping[str, object] | None = None,
        kinds: Mapping[str, ActivityKind] = BUILT_IN,
    ) -> "Registry":
        """Find everything: installed plugins, then *plugins* by name, then files of *formats_dir*.

        *blocked* names plugins that are not to be loaded. *locales* are the languages asked of
        `register_prompts`. *entry_points* stands in for what is installed (tests). Never raises
        for a broken plugin or file: `set_aside` names it.
        """
        entries = installed() if entry_points is None else entry_points
        found = find_plugins(entries, plugins or {}, blocked, tuple(locales))
        return cls(found, Folder(formats_dir) if formats_dir is not None else None, kinds)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong with what is set aside."""
        return tuple(problem for aside in self.set_aside for problem in aside.problems)

    def refresh(self) -> bool:
        """Look at the formats folder again; True if anything changed.

        Cheap (one directory listing) when nothing did: call it whenever formats are listed.
        """
        changed = self._folder is not None and self._folder.look(self.rules)
        if changed:
            self._offer()
        return changed

    def owner(self, format_id: str) -> str:
        """Which plugin or file brought the format. Raises `KeyError` for an unknown one."""
        return self._owners[format_id]

    def kind(self, use: str) -> ActivityKind:
        """The activity called *use*. Raises `KeyError` where there is none."""
        return self.kinds[use]

    def offered(self, format_id: str) -> Format | None:
        """The format offered under this id, if there is one."""
        return self.formats.get(format_id)

    def wrong_with(self, changed: Format) -> tuple[Problem, ...]:
        """What is not sound about a format that was changed for one session.

        Its rules came with it, so they need not be known here any more.
        """
        rules = {*self.rules, *changed.rules}
        return (*problems_of(changed, "session"), *fits(changed, "session", self.kinds, rules))

    def texts(self, chosen: Format, locale: str) -> dict[str, str]:
        """All texts of a format for *locale*: `fr-CH`, `fr`, `en`, else its first language.

        Keys: `title_key`, `prompt_key` and `script_key` of each phase, `<format>/title`,
        `<format>/tagline`, and `<format>/roles/<role>` where roles have titles; and a last resort
        for `kinds.<kind>`: lay the catalogue over these. *chosen* may be older than what is
        offered.
        """
        return {key: self.spoken(words, key, locale) for key, words in texts_of(chosen)}

    def picture(self, name: str) -> Image | None:
        """The picture of an offered format that is called *name* (`Image.name`)."""
        return next((each for each in self._pictures.values() if each.name == name), None)

    def picture_of(self, format_id: str) -> Image | None:
        """The picture of the format offered under this id, if it has one."""
        return self._pictures.get(format_id)

    def minutes(self, harvest: Harvest, locale: str) -> tuple[Section, ...]:
        """What the format adds to its own minutes; nothing if whoever brought it is gone."""
        owner = self._owners.get(harvest.format, "")
        return added(self._found.plugins, owner, harvest, locale)

    def spoken(self, words: Words, key: str, locale: str) -> str:
        """One text of a format for *locale*, in the order of `texts`."""
        for language in chain(locale):
            if language in words:
                return typeset(words[language], language)
            if key in self.packs.get(language, {}):
                return typeset(self.packs[language][key], language)
        first = next(iter(words))
        return typeset(words[first], first)

    def _offer(self) -> None:
        """Sort everything that was found into what is offered and what is set aside."""
        self.formats = {}
        self._owners = {}
        self._pictures = {}
        aside = list(self._found.set_aside)
        for gift in self._found.gifts:
            for declared in gift.formats:
                aside.extend(self._take(declared, gift.name, gift.pictures.get(declared.id)))
        for file in self._folder.files.values() if self._folder is not None else ():
            if file.format is not None:
                aside.extend(self._take(file.format, file.name, file.picture))
            if file.problems:
                kept = file.format
                name = kept.id if kept is not None else Path(file.name).stem
                aside.append(
                    SetAside(name=name, owner=file.name, problems=file.problems, format=kept)
                )
        self.set_aside = tuple(aside)

    def _take(self, declared: Format, owner: str, picture: Image | None) -> Iterator[SetAside]:
        if declared.id in self.formats:
            message = f'"{self._owners[declared.id]}" brings a format "{declared.id}" already'
            hint = "give yours an id of its own"
            problems: tuple[Problem, ...] = (Problem(where=owner, message=message, hint=hint),)
        else:
            problems = fits(declared, owner, self.kinds, self.rules)
        if problems:
            yield SetAside(name=declared.id, owner=owner, problems=problems, format=declared)
            return
        named = {phase.rules: self.rules[phase.rules] for phase in declared.phases()}
        self.formats[declared.id] = msgspec.structs.replace(declared, rules=named)
        self._owners[declared.id] = owner
        if picture is not None:
            self._pictures[declared.id] = picture


def texts_of(declared: Format) -> Iterator[tuple[str, Words]]:
    """Every text of a format with its key."""
    yield f"{declared.id}/title", declared.title
    if declared.tagline:
        yield f"{declared.id}/tagline", declared.tagline
    for name, role in declared.roles.items():
        if role.title:
            yield f"{declared.id}/roles/{name}", role.title
            yield f"roles.{name}", role.title
    for phase in declared.phases():
        yield title_key(declared.id, phase.id), phase.title
        for role_name, words in phase.prompts.items():
            yield prompt_key(declared.id, phase.id, role_name), words
        if phase.script:
            yield script_key(declared.id, phase.id), phase.script
        if phase.gate is not None and phase.gate.say:
            yield gate_key(declared.id, phase.id), phase.gate.say
    for term, words in declared.terms.items():
        yield term_key(declared.id, term), words
        for group in ("choices", "questions", "scales", "lists", "kinds"):
            yield f"{group}.{term}", words
    for kind in kinds_of(declared).keys() - declared.terms.keys():
        yield f"kinds.{kind}", {declared.languages[0]: kind.replace("_", " ")}
