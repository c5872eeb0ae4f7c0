"""Finds plugins: entry points one by one, so that a broken one is set aside and named.

pluggy's own loading stops at the first failure. Here a plugin that cannot be imported, takes
unknown arguments, misspells a hook, or registers something unsound is left out, and the rest of
the house starts.
"""

import logging
from collections.abc import Collection, Iterable, Mapping
from importlib import metadata
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import ModuleType
from typing import Any

import msgspec
import pluggy

from talkingpiece.core.formats import Format
from talkingpiece.core.rules import PRESETS, ModerationRule
from talkingpiece.errors import FormatProblems, PluginFailed, Problem
from talkingpiece.registry.calling import ask, ask_for_all
from talkingpiece.registry.checking import wrong_with_rule, wrong_with_texts
from talkingpiece.sdk import hookspecs
from talkingpiece.sdk.images import Image
from talkingpiece.sdk.pictures import picture_beside
from talkingpiece.sdk.soundness import problems_of

GROUP = "talkingpiece"
"""The entry-point group, and the name of the hooks' markers."""

log = logging.getLogger(__name__)


class SetAside(msgspec.Struct, frozen=True, kw_only=True):
    """A plugin, file or format that is not offered, and why; its *format* if it could be read."""

    name: str
    owner: str
    problems: tuple[Problem, ...]
    format: Format | None = None


class Gift(msgspec.Struct, kw_only=True):
    """What one plugin brings."""

    name: str
    rules: tuple[ModerationRule, ...] = ()
    formats: tuple[Format, ...] = ()
    texts: dict[str, dict[str, str]] = {}
    """Language → key → words."""
    pictures: dict[str, Image] = {}
    """Format id → its picture."""


class Found(msgspec.Struct, kw_only=True):
    """What all plugins bring, in the order in which they were found."""

    plugins: pluggy.PluginManager
    gifts: list[Gift] = []
    set_aside: list[SetAside] = []


def installed(group: str = GROUP) -> tuple[metadata.EntryPoint, ...]:
    """The entry points of installed plugins, by name."""
    return tuple(sorted(metadata.entry_points(group=group), key=lambda entry: entry.name))


def find_plugins(
    entries: Iterable[metadata.EntryPoint],
    modules: Mapping[str, object],
    blocked: Collection[str],
    locales: Iterable[str],
) -> Found:
    """Load and ask every plugin: entry points, then *modules* given by name."""
    found = Found(plugins=_new())
    known: dict[str, Any] = {}
    for entry in entries:
        if entry.name in blocked:
            continue
        try:
            known[entry.name] = entry.load()
        except (Exception, SystemExit) as error:
            problem = Problem(where=entry.name, message=f"cannot be imported: {_said(error)}")
            _aside(found, entry.name, (problem,))
    known.update({name: module for name, module in modules.items() if name not in blocked})
    rules = dict(PRESETS)
    for name, module in known.items():
        try:
            _register(found.plugins, name, module)
            gift = _asked(found.plugins, name, rules, locales)
        except FormatProblems as wrong:
            _aside(found, name, wrong.problems)
        except PluginFailed as failed:
            message = f"failed in {failed.hook}: {_said(failed.__cause__)}"
            _aside(found, name, (Problem(where=name, message=message),))
        else:
            rules.update({rule.id: rule for rule in gift.rules})
            found.gifts.append(gift)
    return found


def _new() -> pluggy.PluginManager:
    plugins = pluggy.PluginManager(GROUP)
    plugins.add_hookspecs(hookspecs)
    return plugins


def _register(plugins: pluggy.PluginManager, name: str, module: object) -> None:
    """Try the plugin by itself first: what is wrong with it is then certainly its own."""
    alone = _new()
    try:
        hash(module)  # pluggy keeps plugins in sets
        alone.register(module, name)
        alone.check_pending()
    except Exception as error:  # pluggy's own, or whatever the plugin's attributes raise
        message = " ".join(str(error).split())
        raise FormatProblems((Problem(where=name, message=message),)) from error
    if not alone.get_hookcallers(module):
        hint = "mark functions with @hookimpl from talkingpiece.sdk"
        problem = Problem(where=name, message="implements no hook", hint=hint)
        raise FormatProblems((problem,))
    try:
        plugins.register(module, name)
    except ValueError as error:  # the same module under two names
        raise FormatProblems((Problem(where=name, message=str(error)),)) from error


def _asked(
    plugins: pluggy.PluginManager,
    name: str,
    rules: Mapping[str, ModerationRule],
    locales: Iterable[str],
) -> Gift:
    gift = Gift(name=name)
    folder = _folder_of(plugins.get_plugin(name))
    given = ask_for_all(plugins, name, "register_moderation_rules")
    problems = [wrong for rule in given for wrong in wrong_with_rule(rule, name, rules)]
    offered = ask_for_all(plugins, name, "register_formats")
    for one in offered:
        if isinstance(one, Format):
            problems.extend(problems_of(one, name))
            try:
                picture = picture_beside(one, folder, name)
            except FormatProblems as wrong:
                problems.extend(wrong.problems)
            else:
                gift.pictures |= {one.id: picture} if picture is not None else {}
        else:
            message = f"register_formats gave a {type(one).__name__}, not a Format"
            problems.append(Problem(where=name, message=message))
    for locale in locales:
        texts = ask(plugins, name, "register_prompts", locale=locale)
        if texts is not None:
            problems.extend(wrong_with_texts(texts, locale, name))
            gift.texts[locale] = dict(texts) if isinstance(texts, Mapping) else {}
    if problems:
        raise FormatProblems(tuple(problems))
    gift.rules, gift.formats = given, offered
    return gift


def _folder_of(plugin: object) -> Traversable | None:
    """Where a package's declarations and pictures lie; nowhere, if the plugin is no package."""
    if not isinstance(plugin, ModuleType) or not plugin.__package__:
        return None
    return files(plugin.__package__)


def _aside(found: Found, name: str, problems: tuple[Problem, ...]) -> None:
    if found.plugins.has_plugin(name):
        found.plugins.unregister(name=name)
    found.set_aside.append(SetAside(name=name, owner=name, problems=problems))
    for problem in problems:
        log.warning("plugin set aside: %s", problem)


def _said(error: BaseException | None) -> str:
    if error is None:
        return "no reason given"
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
