"""The closed lists of words a declaration is written in (formats.md part D).

The types of `core.formats` and `core.options` say which keys there are and close the short lists;
here stand the lists that depend on the declaration's own roles and lists as well.
"""

import re

from talkingpiece.core import text
from talkingpiece.core.ballots import Decide
from talkingpiece.core.formats import Keep, Sees
from talkingpiece.core.options import ArrangeOp

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

PEOPLE = {
    "all_but_idle": "everybody but those who are just listening",
    "all_but_presenter": "everybody but whoever presents",
    "authors": "those who gave something that is open on a list",
    "everyone": "everybody at the table",
    "everyone_concerned": "everybody; whoever is not concerned lets it go by",
    "in_turn": "each when it is their turn",
    "none": "nobody",
    "owner": "each with what is theirs",
    "owners": "each with what is theirs",
    "owners_of_past_topics": "those whose topic had its time",
    "pair": "the two of a pair",
    "past_presenters": "those who presented",
    "queue": "those who ask for the floor",
    "scribe": "whoever writes down for all; without one, everybody",
    "speaker": "whoever has the piece",
    "voters": "those who answered the poll before",
}
"""Whom a phase is for, whose turn it is, who gives items; beside the format's own roles."""

AUDIENCES = frozenset({"members", "self_declared"})
"""Who may be asked in a poll, beside the words for people."""

MOMENT_ROLES = frozenset({"facilitator", "presenter"})
"""Roles that every format has: who conducts counts as facilitator (decision 31), and the one a
topic belongs to is its presenter, under whatever name."""

LISTENERS = frozenset({"speaker", "presenter", "owner", "facilitator", "listener", "all"})
"""For whom a prompt may be, beside the format's own roles (decision 8)."""

STARTS = {
    "extremes": "by score: lowest, highest, next lowest, next highest; with `order: by_score`",
    "facilitator_pick": "whom a facilitator gives the piece to",
    "left_of_facilitator": "whoever sits next after the one who leads",
    "next_after_presenter": "whoever sits next after the presenter",
    "rotate": "somebody else each round, and in a series each session",
    "volunteer": "whoever says so first",
}
"""Who starts a round, beside the format's own roles (formats.md A3)."""

WAYS_TO_A_ROLE = {
    "agreed_before": "it was agreed before the session; whoever it is says so",
    "conversation": "people talk it over, and one says yes",
    "draw": "by lot, among those who offered or among all; whoever is drawn may say no",
    "facilitator": "a facilitator names somebody, who may say no",
    "next_in_list": "whoever waits first in the list that the role comes from",
    "rota": "whose turn it is: by the order of names, one further each session of the series; "
    "whoever it is may say no, and it is the next one's",
    "volunteer": "whoever says so first",
    "vote": "by a secret vote of all; most votes, and the lot between equals; no figures are shown",
}

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

SESSION_VARIABLES = {
    "count.people": "how many are here",
    "poll.outcome": "what the last poll decided: an option, or `undecided`",
    "series.index": "which session of its series this is, from 1",
    "series.is_last": "whether it is the last one of its series",
    "time.left": "minutes until the planned end",
}
"""What a condition may ask about, beside the format's own lists, roles and parameters."""

OPERATIONS: dict[ArrangeOp, str] = {
    "agree": "say that one agrees with a wording",
    "assign_owner": "say who looks after it",
    "cluster": "put it with others that belong together",
    "compare": "see what was written apart side by side",
    "edit": "change its words",
    "flag_urgent": "mark it as urgent",
    "keep_next": "keep it for the next session; it keeps its place",
    "merge": "show it with another one that says the same",
    "name_theme": "give a group of cards a name",
    "order": "move it up or down",
    "park": "not today: it stays on the list, at rest",
    "pick": "this one",
    "postpone": "keep it for another time",
    "reword": "give it other words",
    "schedule": "fix the next date",
    "set_status": "say what became of it",
    "unflag": "not urgent after all",
    "withdraw": "take it back",
}
"""What may be done with the items of a list (formats.md D1)."""

LABELS_SEES: dict[Sees, str] = {
    "me": "only who wrote it",
    "owner": "who wrote it, and the owner of the topic",
    "facilitators": "who wrote it, and the facilitators",
    "group": "everyone at the table",
    "group_anon": "everyone, without a name",
    "group_on_reveal": "who wrote it; everyone once all is shown",
    "public": "everyone, and the harvest of an open format",
}
"""Who sees an item (formats.md A7)."""

LABELS_KEEP: dict[Keep, str] = {
    "none": "gone when the phase ends",
    "session": "gone with the room, 24 hours after the end",
    "personal": "on the writer's own sheet, and on that of the topic's owner if `sees` is `owner`",
    "series": "there again in the next session of the series",
    "harvest": "in the public harvest of an open format",
}
"""How long an item is kept (formats.md A7)."""

DECISIONS: dict[Decide, str] = {
    "none": "nothing is decided, answers are shown",
    "majority": "more than half of the answers; thumbs held sideways stand aside",
    "unanimity": "all the same",
    "no_objection": "of a consent: unless somebody objects",
    "threshold": "two thirds of the answers; on a scale, nobody below its middle",
}
"""What the answers of a poll decide."""

CONTRIBUTIONS = {
    "free": "each in their own way",
    "questions_only": "real questions, without advice in them",
    "observations_only": "what was seen and heard, not what it may mean",
    "no_advice": "anything but what somebody else should do",
}
"""What a phase asks of what is said; kept by people, never judged by the software."""
