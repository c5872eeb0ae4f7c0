"""What holds of microphones whatever people do: who has the piece may speak, at every level."""

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule
from tests.core.board_chaos import BoardChaos, people

from talkingpiece.core import commands as c
from talkingpiece.core.decide import HOUSE
from talkingpiece.core.ids import PersonId
from talkingpiece.core.levels import LEVELS
from talkingpiece.core.microphones import microphone, rule_of
from talkingpiece.core.recordings import sealed
from talkingpiece.core.rules import Level

CALL = "https://jitsi.example.org/Circle"


class CallChaos(BoardChaos):
    """Facilitators, and others, choose how rules reach microphones."""

    @rule(who=people, level=st.sampled_from(LEVELS))
    def sets_the_level(self, who: PersonId, level: Level) -> None:
        before = self.session.level
        done = self.send(who, c.SetLevel(level=level))
        assert self.session.level == (level if done else before)

    @rule(on=st.booleans())
    def is_recorded(self, on: bool) -> None:
        before, over = self.session.recording, self.session.closed is not None
        self.send(HOUSE, c.NoticeRecording(on=on))
        if over:  # nobody's recording is noticed any more
            assert self.session.recording == before
        else:
            assert not self.session.recording or (on and sealed(self.session))

    @rule(who=people)
    def goes_on_recorded(self, who: PersonId) -> None:
        if self.send(who, c.GoOnRecorded()):
            assert self.session.recording == "accepted"

    @invariant()
    def whoever_has_the_piece_may_speak(self) -> None:
        """But for a silence that somebody asked for; and after the end everybody may."""
        session = self.session
        wishes = {who: microphone(session, who).state for who in session.people}
        if session.closed is not None:
            assert set(wishes.values()) <= {"free"}
        elif session.clock.until is None and "holder" in rule_of(session).mic:
            holder = session.piece.holder
            assert holder is None or wishes[holder] == "open"
            assert list(wishes.values()).count("open") <= 2, "question and answer are one turn"
