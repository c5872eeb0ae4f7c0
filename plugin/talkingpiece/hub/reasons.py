"""Why microphones do not follow the turn in a call, though the group chose so."""

from typing import Literal

WhyNot = Literal[
    "", "no_facilitator", "nobody_moderates", "everybody_moderates", "breakout", "holder_unknown"
]
"""Why the chosen level does not hold now.

`no_facilitator`: nobody leads, the floor is open. `nobody_moderates`, `everybody_moderates`,
`breakout`: the call's moderation cannot work, each widget mutes itself instead. `holder_unknown`:
somebody whose turn it is is not known in the call, so the floor is open for this turn.
"""
