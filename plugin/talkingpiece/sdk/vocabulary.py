"""The closed lists of words a declaration is written in (formats.md part D).

The types of `core.formats` and `core.options` say which keys there are and close the short lists;
here stand the lists that depend on the declaration's own roles and lists as well.
"""

import re

from talkingpiece.core import text

API = 1
"""The version of the vocabulary and of the hooks; a declaration's `kernel` is held against it."""

ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
"""How formats, phases, roles, lists, kinds and parameters are named."""
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
"""A language tag such as `fr` or `fr-CH`."""
KERNEL = re.compile(r">=\s*(\d{1,3})(?:\s*,\s*<\s*(\d{1,3}))?")

MAX_TITLE = 40
MAX_TERM = 60
MAX_TEXT = text.MAX_TEXT

PLACEHOLDERS = frozenset({"keyword", "next_keyword", "name", "start", "end"})
"""What the client can fill into a format's texts."""

PEOPLE = frozenset(
    {
        "all_but_idle",
        "all_but_presenter",
        "authors",
        "everyone",
        "everyone_concerned",
        "in_turn",
        "none",
        "owner",
        "owners",
        "owners_of_past_topics",
        "pair",
        "past_presenters",
        "queue",
        "scribe",
        "speaker",
        "voters",
    }
)
"""Whom a phase is for, whose turn it is, who gives items; beside the format's own roles."""

MOMENT_ROLES = frozenset({"facilitator", "presenter"})
"""Roles that every format has: who conducts counts as facilitator (decision 31), and the one a
topic belongs to is its presenter, under whatever name."""

LISTENERS = frozenset({"speaker", "presenter", "owner", "facilitator", "listener", "all"})
"""For whom a prompt may be, beside the format's own roles (decision 8)."""

STARTS = frozenset(
    {
        "extremes",
        "facilitator_pick",
        "left_of_facilitator",
        "next_after_presenter",
        "rotate",
        "volunteer",
    }
)
"""Who starts a round, beside the format's own roles (formats.md A3)."""

WAYS_TO_A_ROLE = frozenset(
    {
        "agreed_before",
        "conversation",
        "draw",
        "facilitator",
        "next_in_list",
        "rota",
        "volunteer",
        "vote",
    }
)

DECKS = frozenset(
    {
        "commitments",
        "getting_to_know",
        "mentee_pulse",
        "mentor_questions",
        "mentor_self_check",
        "period_review",
    }
)
"""The decks of cards in `kernel_strings.yaml`."""

COMPUTED = frozenset(
    {"arrival_rank", "case_done", "minutes_used", "self_check", "topics_left", "topics_opened"}
)
"""What an output may name beside collected kinds: counted by the kernel, never typed by anyone."""

RECIPIENTS = frozenset(
    {
        "author",
        "facilitators",
        "group",
        "members",
        "owner",
        "pair",
        "presenter",
        "public",
    }
)
"""To whom an output may go, beside the format's own roles."""

RETENTIONS = frozenset(
    {
        "download_then_24h",
        "download_then_30d",
        "harvest",
        "personal",
        "series",
        "until_removed",
    }
)

SEALED_SERIES = frozenset({"case_offer", "keyword", "topic_state"})
"""The only kinds a sealed format may keep for its series (formats.md D4)."""

SESSION_VARIABLES = frozenset(
    {"count.people", "poll.outcome", "series.index", "series.is_last", "time.left"}
)
"""What a condition may ask about, beside the format's own lists, roles and parameters."""
