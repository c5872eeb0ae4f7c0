"""Every hook on one page: what a plugin may give to Talking Piece.

A plugin is a module named by an entry point of the group `talkingpiece`; its functions marked
`@hookimpl` under these names are found. All hooks are synchronous; those that begin with
`register` are called once, when the registry is built. An implementation may take fewer arguments;
arguments are only ever added. A plugin that raises while it registers, takes unknown arguments or
misspells a hook is set aside and named, and the server starts without it.
"""

from collections.abc import Iterable, Mapping

import pluggy

from talkingpiece.core.formats import Format
from talkingpiece.core.harvested import Harvest, Section
from talkingpiece.core.rules import ModerationRule

hookspec = pluggy.HookspecMarker("talkingpiece")
hookimpl = pluggy.HookimplMarker("talkingpiece")

# --- declared once, when the registry is built ----------------------------------------------------


@hookspec
def register_formats() -> Iterable[Format]:
    """The formats this plugin offers.

    Called once, by `registry.loading`. `formats_from(__package__)` reads the package's
    `format.yaml`. Whoever returns a format owns it; an id that is taken is a problem.
    """
    raise NotImplementedError


@hookspec
def register_prompts(locale: str) -> Mapping[str, str] | None:
    """Further texts by key for *locale* ("it"), also for somebody else's format.

    Called once per language of the installation, by `registry.loading`. Keys are those of
    `title_key`, `prompt_key` and `script_key`, or of the system's own texts (`buttons.pass`);
    values have the same named placeholders and no template code. None: not in that language.
    """
    raise NotImplementedError


@hookspec
def register_moderation_rules() -> Iterable[ModerationRule]:
    """Named rules that phases of any format may refer to, beside the presets.

    Called once, by `registry.loading`, before formats are checked. A session copies the rules of
    its format when it chooses it, so a rule that later changes or goes does no harm there.
    """
    raise NotImplementedError


# --- asked when somebody reads what came of a session ---------------------------------------------


@hookspec
def minutes_sections(harvest: Harvest, locale: str) -> Iterable[Section]:
    """Sections that your format adds to the end of its own notes and published pages.

    Called by `registry.minutes` each time one is opened, and only of the plugin that brought the
    format: nobody adds to another's. The labels have been applied: *harvest* holds what the reader
    may read and nothing else, no names but those of people who wished it, no ids. *locale* is the
    reader's language. Lines are shown as they are, never as markup. A plugin that raises here adds
    nothing; the log names it, and none of its words.
    """
    raise NotImplementedError
