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
