"""The words of the system, by key and language; what a missing translation falls back to.

All of them stand in `kernel_strings.yaml`. A key is `<group>.<key>`; the entries of a list are
numbered from 1 (`pacts.sealed.1`). Formats bring their own texts (`Registry.texts`).
"""

import re
from collections.abc import Iterator, Mapping
from importlib import resources
from typing import Any

from ruamel.yaml import YAML

from talkingpiece.sdk.typesetting import typeset
from talkingpiece.sdk.wording import chain

Texts = dict[str, str]
"""Key → words, in one language."""

_BRACES = re.compile(r"\{([a-z_]+)\}")


def filled(text: str, values: Mapping[str, object]) -> str:
    """*text* with its placeholders filled in; one without a value stays as it is."""
    return _BRACES.sub(lambda name: str(values.get(name[1], name[0])), text)


class Catalogue:
    """All system texts in all languages. Made once, by `Catalogue.load()`; never changed."""

    def __init__(self, by_key: Mapping[str, Mapping[str, str]]) -> None:
        self._by_key = dict(by_key)
        self._texts: dict[tuple[str, ...], Texts] = {}

    @classmethod
    def load(cls, packs: Mapping[str, Mapping[str, str]] | None = None) -> "Catalogue":
        """The catalogue of `kernel_strings.yaml`, with the words of language packs added.

        *packs* are `Registry.packs`: language → key → words. A pack may replace words; keys that
        the system does not have are left to the formats they are for.
        """
        file = resources.files("talkingpiece.rendering") / "kernel_strings.yaml"
        read = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
        by_key = dict(_flat(read))
        for language, texts in (packs or {}).items():
            for key in by_key.keys() & texts.keys():
                by_key[key] = {**by_key[key], language: texts[key]}
        return cls({key: _set(words) for key, words in by_key.items()})

    @property
    def keys(self) -> frozenset[str]:
        """All keys."""
        return frozenset(self._by_key)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that have every text, in the order of the file."""
        texts = list(self._by_key.values())
        return tuple(tag for tag in texts[0] if all(tag in each for each in texts))

    def languages_of(self, key: str) -> Mapping[str, str]:
        """One text in each language it has. Raises `KeyError` for an unknown key."""
        return self._by_key[key]

    def texts(self, locale: str) -> Texts:
        """Every key with its words for *locale*: `fr-CH`, else `fr`, else `en`. Never change it."""
        known = {tag for each in self._by_key.values() for tag in each}
        tags = tuple(tag for tag in chain(locale) if tag in known)
        if tags not in self._texts:
            self._texts[tags] = {
                key: next(words[tag] for tag in (*tags, *words) if tag in words)
                for key, words in self._by_key.items()
            }
        return self._texts[tags]

    def say(self, key: str, locale: str, **values: object) -> str:
        """One text for *locale*, filled in. Raises `KeyError` for an unknown key."""
        return filled(self.texts(locale)[key], values)


def _set(words: Mapping[str, str]) -> dict[str, str]:
    return {language: typeset(text, language) for language, text in words.items()}


def _flat(groups: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
    for group, members in groups.items():
        for name, words in members.items():
            if isinstance(words, list):
                for number, entry in enumerate(words, 1):
                    yield f"{group}.{name}.{number}", _only_languages(entry)
            else:
                yield f"{group}.{name}", _only_languages(words)


def _only_languages(entry: Mapping[str, Any]) -> dict[str, str]:
    """Cards of decks also have an `id` or a group `g`, which are not words."""
    return {tag: str(words) for tag, words in entry.items() if tag not in {"g", "id"}}
