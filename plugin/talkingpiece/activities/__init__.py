"""The ways of taking part: one file, one `ActivityKind`. As pure as the core.

`BUILT_IN` is what this version can play: every activity of the vocabulary.
"""

from talkingpiece.activities.arrange import Arrange
from talkingpiece.activities.assign import Assign
from talkingpiece.activities.brief import Brief
from talkingpiece.activities.collect import Collect
from talkingpiece.activities.discuss import Discuss
from talkingpiece.activities.poll import Poll
from talkingpiece.activities.round import Round
from talkingpiece.activities.talk import Talk
from talkingpiece.core.grammar import ActivityKind

BUILT_IN: dict[str, ActivityKind] = {
    kind.name: kind
    for kind in (Brief(), Talk(), Round(), Collect(), Arrange(), Poll(), Assign(), Discuss())
}

__all__ = ["BUILT_IN"]
