"""The pages about activities and rules, made from the code by cog; each function gives Markdown."""

from typing import get_args

import msgspec
import tables
from reading import code, prose, shapes, table

from talkingpiece.activities import BUILT_IN
from talkingpiece.core import rules
from talkingpiece.core.formats import Exit, Phase
from talkingpiece.core.options import ActivityOptions
from talkingpiece.rendering.locales import Catalogue
from talkingpiece.sdk import vocabulary
from talkingpiece.sdk.endings import reachable
from talkingpiece.sdk.fitting import LATER

PARTS = {
    "TalkOptions": (),
    "RoundOptions": ("TurnTime", "TurnItems"),
    "PollOptions": ("Scale",),
    "DiscussOptions": ("Extend",),
}
"""Which further shapes an activity's parameters are made of."""


def activities() -> str:
    """Each activity: what it is, its parameters, how it may end."""
    parts = []
    every = {s.tag: s for s in shapes("core/options.py").values() if "Options" in s.bases}
    for name in BUILT_IN:
        shape = every[name]
        parts.append(f"\n## {code(name)}\n\n{prose(shape.says)}\n")
        parts.append(tables.keys("core/options.py", shape.name))
        for part in PARTS.get(shape.name, ()):
            described = shapes("core/options.py")[part]
            parts.append(f"\n{prose(described.says)}\n")
            parts.append(tables.keys("core/options.py", part))
        parts.append(f"\nIt may end by {_ends(name)}.\n")
    return "".join(parts)


def _ends(name: str) -> str:
    """The exits that this activity can come to, given the options for them."""
    return ", ".join(code(one) for one in sorted(reachable_by(name)))


def reachable_by(name: str) -> set[Exit]:
    """Every exit that some options of the activity lead to."""
    said = {
        "brief": [{"ack": "tap"}],
        "talk": [{"speaker": "facilitator"}],
        "round": [{"repeat": "once", "schedule_next": True}, {"repeat": "until_all_pass"}],
        "collect": [{"item": "idea"}],
        "arrange": [{"list": "ideas", "ops": ["agree", "schedule"]}],
        "poll": [{"kind": "dots"}],
        "assign": [{"role": "scribe", "how": "volunteer"}],
        "discuss": [{"floor": "queue", "extend": {"by": "vote"}}],
    }
    turn = {"per_turn": {"soft": 1, "hard": 1}, "items": {"kind": "word"}}
    found: set[Exit] = set()
    for options in said[name]:
        whole = {"use": name, **options, **(turn if name == "round" else {})}
        read = msgspec.convert(whole, ActivityOptions)
        found |= reachable(Phase(id="any", title={}, minutes=(0, 0, 1), options=read))  # type: ignore[arg-type]
    return found


def later() -> str:
    """Activities that are refused with a sentence."""
    rows = [(code(name), prose(instead)) for name, instead in LATER.items()]
    return table("Activity", "What to do instead", rows=rows)


def explained(*names: str) -> str:
    """Closed lists of words with what they mean: of `sdk.vocabulary`."""
    parts = []
    for name in names:
        rows = [(code(word), prose(says)) for word, says in getattr(vocabulary, name).items()]
        parts.append(table("Word", "What it means", rows=rows))
    return "".join(parts)


def labels(word: str, column: str) -> str:
    """The values of a label, `sees` or `keep`, in plain words."""
    meanings = {"sees": vocabulary.LABELS_SEES, "keep": vocabulary.LABELS_KEEP}[word]
    return table(code(word), column, rows=[(code(one), says) for one, says in meanings.items()])


def exits() -> str:
    """Every exit with the sentence beside the lit button, and the activities that come to it."""
    say = Catalogue.load().say
    ends = {name: reachable_by(name) for name in BUILT_IN}
    rows = []
    for word in get_args(Exit):
        by = [code(name) for name in BUILT_IN if word in ends[name]]
        key = f"exits.{word}"
        says = "Whoever leads goes on." if word == "facilitator" else say(key, "en")
        rows.append(
            (code(word), prose(says), "any" if len(by) in (0, len(ends)) else ", ".join(by))
        )
    return table("Exit", "What it says", "Activities", rows=rows)


def presets() -> str:
    """The moderation rules that a phase may name."""
    rows = [
        (code(r.id), code(r.mic), code(r.hand), code(r.chat), code(r.time_display), use)
        for r, use in ((r, rules.USED_FOR[r.id]) for r in rules.PRESETS.values())
    ]
    return table("`rules`", "Microphones", "Hands", "Chat", "Time", "Used for", rows=rows)


def policies() -> str:
    """What each word of a rule means."""
    rows = [
        (code(policy), code(word), prose(says))
        for policy, words in rules.POLICIES.items()
        for word, says in words.items()
    ]
    return table("Policy", "Value", "What it means", rows=rows)


def levels() -> str:
    """How a rule reaches microphones."""
    rows = [(code(word), prose(says)) for word, says in rules.LEVELS.items()]
    return table("Level", "What happens", rows=rows)


def contributions() -> str:
    """The rules for what is said, and which card reminds of each."""
    say = Catalogue.load().say
    rows = [
        (code(word), say(f"contribution.{word}", "en"), prose(says))
        for word, says in vocabulary.CONTRIBUTIONS.items()
    ]
    return table("`contribution`", "On the panel", "What it asks", rows=rows)


def nudges() -> str:
    """The cards that a facilitator may show to the speaker, in English, French and German."""
    catalogue = Catalogue.load()
    keys = [key for key in catalogue.texts("en") if key.startswith("nudges.")]
    rows = [
        (
            code(key.removeprefix("nudges.")),
            *(catalogue.say(key, tag) for tag in ("en", "fr", "de")),
        )
        for key in keys
    ]
    return table("Card", "English", "Français", "Deutsch", rows=rows)
