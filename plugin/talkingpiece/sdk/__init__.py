"""The one door for plugins: what a format's author imports, and nothing else of ours.

Here: the declaration (``format.yaml`` read strictly into frozen types), the hooks on one page,
the ports a database or a conferencing system must fit, and the names of the core that plugins
need. Semantic versioning applies to this room.
Not here: anything that runs a session.
Start with ``declaration`` for a format without code, ``hookspecs`` for one with code. A
declaration goes ``declaration`` (text to placed tree) → ``spelling`` → ``fitting`` (tree to types)
→ ``soundness``, ``phases``, ``endings``, ``wording`` (does it make sense), all with the closed
lists of ``vocabulary``; ``schema`` tells editors the same.
"""

from talkingpiece.core.formats import (
    Capacity,
    CarryOver,
    Collected,
    Condition,
    ForEach,
    Format,
    Gate,
    ListSpec,
    Output,
    Phase,
    RoleSpec,
    Step,
)
from talkingpiece.core.harvested import Harvest, Section
from talkingpiece.core.options import (
    ArrangeOptions,
    AssignOptions,
    BriefOptions,
    CollectOptions,
    DiscussOptions,
    PollOptions,
    RoundOptions,
    TalkOptions,
    TurnItems,
    TurnTime,
)
from talkingpiece.core.rules import ModerationRule
from talkingpiece.core.text import Words, prompt_key, script_key, title_key
from talkingpiece.errors import FormatProblems, Problem
from talkingpiece.sdk.declaration import formats_from, read_declaration
from talkingpiece.sdk.hookspecs import hookimpl
from talkingpiece.sdk.vocabulary import API

__all__ = [
    "API",
    "ArrangeOptions",
    "AssignOptions",
    "BriefOptions",
    "Capacity",
    "CarryOver",
    "CollectOptions",
    "Collected",
    "Condition",
    "DiscussOptions",
    "ForEach",
    "Format",
    "FormatProblems",
    "Gate",
    "Harvest",
    "ListSpec",
    "ModerationRule",
    "Output",
    "Phase",
    "PollOptions",
    "Problem",
    "RoleSpec",
    "RoundOptions",
    "Section",
    "Step",
    "TalkOptions",
    "TurnItems",
    "TurnTime",
    "Words",
    "formats_from",
    "hookimpl",
    "prompt_key",
    "read_declaration",
    "script_key",
    "title_key",
]
