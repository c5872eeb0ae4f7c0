"""Whether the texts of a format are complete, short enough, and free of template code."""

import re
from collections.abc import Iterator

from talkingpiece.core.formats import ForEach, Format, Phase
from talkingpiece.core.text import Words
from talkingpiece.sdk import vocabulary as words
from talkingpiece.sdk.placed import Findings, Path, did_you_mean

FALLBACK = "en"
_BRACES = re.compile(r"\{([^{}]*)\}")


def look_at_words(declared: Format, findings: Findings) -> None:
    """Each text in each language of the title, with known placeholders, and not too long."""
    if not declared.title:
        findings.say(("title",), "the title stands in at least one language", '{en: "…"}')
    for language in declared.title:
        if not words.LANGUAGE.fullmatch(language):
            message = f'"{language}" is not a language'
            findings.say(("title", language), message, "such as en, fr, de")
    _text(declared.title, ("title",), declared, words.MAX_TITLE, findings)
    if declared.tagline:
        _text(declared.tagline, ("tagline",), declared, words.MAX_TEXT, findings)
    if declared.picture is not None and not findings.is_spoilt(("picture",)):
        _text(declared.picture.alt, ("picture", "alt"), declared, words.MAX_TEXT, findings)
    for name, role in declared.roles.items():
        if role.title:
            _text(role.title, ("roles", name, "title"), declared, words.MAX_TITLE, findings)
    for word, term in declared.terms.items():
        _text(term, ("terms", word), declared, words.MAX_TERM, findings)
    for phase, path in phases_placed(declared):
        _phase(declared, phase, path, findings)


def chain(locale: str) -> tuple[str, ...]:
    """The languages to try for *locale*, best first: `fr-CH` → `fr` → `en`."""
    parts = locale.replace("_", "-").split("-")
    narrowing = ["-".join(parts[:end]) for end in range(len(parts), 0, -1)]
    return tuple(dict.fromkeys((*narrowing, FALLBACK)))


def phases_placed(declared: Format) -> Iterator[tuple[Phase, Path]]:
    """Each phase with its path in the declaration."""
    for index, step in enumerate(declared.flow):
        if isinstance(step, ForEach):
            for at, phase in enumerate(step.do):
                yield phase, ("flow", index, "do", at)
        else:
            yield step.phase, ("flow", index)


def placeholders_in(text: str) -> set[str]:
    """The names in braces."""
    return set(_BRACES.findall(text))


def _phase(declared: Format, phase: Phase, path: Path, findings: Findings) -> None:
    _text(phase.title, (*path, "title"), declared, words.MAX_TITLE, findings)
    known = words.LISTENERS | set(declared.roles)
    for role, text in phase.prompts.items():
        place = (*path, "prompts", role)
        if role not in known:
            findings.say(place, f'a prompt for "{role}", whom nobody is', did_you_mean(role, known))
        _text(text, place, declared, words.MAX_TEXT, findings)
    if phase.script:
        _text(phase.script, (*path, "script"), declared, words.MAX_TEXT, findings)
    if phase.gate is not None and phase.gate.say:
        _text(phase.gate.say, (*path, "gate", "say"), declared, words.MAX_TEXT, findings)


def _text(text: Words, path: Path, declared: Format, limit: int, findings: Findings) -> None:
    missing = [language for language in declared.title if language not in text]
    if missing:
        findings.say(path, f"no text in {', '.join(missing)}", "a text in each language of title")
    for language, written in text.items():
        place = (*path, language)
        if language not in declared.title:
            findings.say(place, f'"{language}" is not a language of the title')
        if not written.strip():
            findings.say(place, "the text is empty")
        if len(written) > limit:
            findings.say(place, f"{len(written)} characters; at most {limit} fit")
        _braces(written, place, findings)
    names = {language: placeholders_in(written) for language, written in text.items()}
    if len({frozenset(found) for found in names.values()}) > 1:
        findings.say(path, "the languages have different placeholders")


def _braces(written: str, path: Path, findings: Findings) -> None:
    for name in sorted(placeholders_in(written) - words.PLACEHOLDERS):
        hint = did_you_mean(name, words.PLACEHOLDERS)
        findings.say(path, f'unknown placeholder "{{{name}}}"', hint)
    if "{" in (rest := _BRACES.sub("", written)) or "}" in rest:
        findings.say(path, "a brace stands alone", "placeholders are written {keyword}")
