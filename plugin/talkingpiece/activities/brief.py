"""Somebody says the frame, or a card is shown; the others listen."""

from talkingpiece.core.grammar import ActivityKind


class Brief(ActivityKind):
    """Nothing is asked of anybody. `all_ack` is shown to facilitators and kept nowhere."""

    name = "brief"
