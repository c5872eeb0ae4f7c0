"""Asks the plugin that brought a format what it adds to the minutes of its sessions.

What it is given has passed the labels, and may still be words of people: nothing that a plugin
raises or returns is written to the log.
"""

import logging

import msgspec
import pluggy

from talkingpiece.core.harvested import Harvest, Section
from talkingpiece.errors import FormatProblems, PluginFailed
from talkingpiece.registry.calling import ask_for_all

log = logging.getLogger(__name__)

HOOK = "minutes_sections"


def added(
    plugins: pluggy.PluginManager, owner: str, harvest: Harvest, locale: str
) -> tuple[Section, ...]:
    """The sections that the plugin *owner* adds; none where it fails, which the log tells."""
    if plugins.get_plugin(owner) is None:  # brought by a file, or gone since
        return ()
    try:
        found = ask_for_all(plugins, owner, HOOK, harvest=harvest, locale=locale)
    except (PluginFailed, FormatProblems):  # not quoted: it may hold words of people
        log.warning("%s failed in %s", owner, HOOK)
        return ()
    if not all(_is_sound(one) for one in found):
        log.warning("%s gave something else than sections in %s", owner, HOOK)
        return ()
    return found


def _is_sound(found: object) -> bool:
    """Whether it is a section of texts; Python keeps no plugin from putting in anything."""
    if not isinstance(found, Section):
        return False
    try:
        msgspec.convert(msgspec.structs.asdict(found), Section)
    except msgspec.ValidationError:
        return False
    return True
