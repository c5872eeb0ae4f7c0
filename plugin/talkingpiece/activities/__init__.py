"""The ways of taking part: one file, one `ActivityKind`. As pure as the core.

`BUILT_IN` is what this version can play. A declaration may already name the others of the
vocabulary (`assign`, `discuss`); a format that does is set aside until they are written.
"""

from talkingpiece.activities.arrange import Arrange
from talkingpiece.activities.brief import Brief
from talkingpiece.activities.collect import Collect
from talkingpiece.activities.poll import Poll
from talkingpiece.activities.round import Round
from talkingpiece.activities.talk import Talk
from talkingpiece.core.grammar import ActivityKind

BUILT_IN: dict[str, ActivityKind] = {
    kind.name: kind for kind in (Brief(), Talk(), Round(), Collect(), Arrange(), Poll())
}

__all__ = ["BUILT_IN"]
