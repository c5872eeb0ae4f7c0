"""Moderation: who may speak, what happens to microphones, who may write (formats.md A5)."""

from typing import Literal

import msgspec

Mic = Literal["open", "holder", "holder_and_responder", "facilitators", "seats", "none"]
Level = Literal["guide", "self", "server"]
"""How a rule reaches microphones; chosen per session. Default `guide`: shown, nothing forced."""


class ModerationRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A named preset that phases refer to. People keep it; software shows it."""

    id: str
    mic: Mic
    hand: Literal["off", "floor", "signal", "seat"] = "off"
    chat: Literal["open", "to_facilitators", "off", "capture"] = "off"
    time_display: Literal["calm", "digits", "hidden"] = "calm"
    camera: str = "free"
    screen: bool = False


class MicWish(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the turn wishes for one microphone. `open` invites: only the person's own tap opens."""

    state: Literal["open", "closed", "free"]
    why: str
    """A text key."""


def _rule(
    rule_id: str, mic: Mic, hand: str = "off", chat: str = "off", time_display: str = "calm"
) -> ModerationRule:
    return msgspec.convert(
        {"id": rule_id, "mic": mic, "hand": hand, "chat": chat, "time_display": time_display},
        ModerationRule,
    )


PRESETS: dict[str, ModerationRule] = {
    rule.id: rule
    for rule in (
        _rule("settle", "open", "off", "open", "hidden"),
        _rule("frame", "facilitators", "floor", "to_facilitators", "hidden"),
        _rule("stage", "holder", "floor", "to_facilitators"),
        _rule("one_voice", "holder", "signal"),
        _rule("ring", "holder", "signal"),
        _rule("ring_answer", "holder_and_responder", "signal"),
        _rule("witness", "holder", "signal"),
        _rule("queue", "holder", "floor", "to_facilitators", "digits"),
        _rule("queue_write", "holder", "floor", "capture", "digits"),
        _rule("open_floor", "open", "floor", "open", "digits"),
        _rule("quiet", "none"),
        _rule("quiet_poll", "none"),
        _rule("seats", "seats", "seat", "to_facilitators", "digits"),
        _rule("pair", "open", "off", "open"),
        _rule("pair_listen", "open", "off", "open"),
    )
}
"""The presets of formats.md A5, by id."""

USED_FOR: dict[str, str] = {
    "settle": "lobby, milling in, breaks",
    "frame": "a facilitator explains or orders; others ask to speak",
    "stage": "a talk before many; the screen may be shared",
    "one_voice": "presenting, basket, insight",
    "ring": "rounds",
    "ring_answer": "rounds of questions with an answer each",
    "witness": "reactions and observations; whoever presented only listens",
    "queue": "larger groups",
    "queue_write": "harvest: who waits may write",
    "open_floor": "free talk; hands where there are more than eight",
    "quiet": "silent writing",
    "quiet_poll": "votes",
    "seats": "an inner circle talks, others sit in",
    "pair": "two people",
    "pair_listen": "one of two tells, the other listens",
}
"""What each preset is for."""

POLICIES: dict[str, dict[str, str]] = {
    "mic": {
        "open": "anybody speaks",
        "holder": "one voice at a time: whoever has the piece",
        "holder_and_responder": "whoever has the piece, and whoever answers",
        "facilitators": "facilitators; others ask first",
        "seats": "those who sit in the inner circle, and facilitators",
        "none": "silence",
    },
    "hand": {
        "off": "no hands",
        "floor": "a hand asks for the floor",
        "signal": "a hand is a question, or a time-out about how it goes",
        "seat": "a hand asks for a seat in the inner circle",
    },
    "chat": {
        "open": "anything",
        "to_facilitators": "a line to facilitators",
        "off": "nobody writes there",
        "capture": "lines become cards",
    },
    "time_display": {
        "calm": "a line that fills",
        "digits": "minutes and seconds",
        "hidden": "no clock",
    },
}
"""The words of a moderation rule, and what each asks of people."""

LEVELS: dict[Level, str] = {
    "guide": "the panel shows whose voice it is; nothing is forced",
    "self": "each person's own panel closes their own microphone when the floor moves on",
    "server": "the call's own moderation, where whoever leads may moderate there",
}
"""How a rule reaches microphones."""
