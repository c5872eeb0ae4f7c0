"""What those who facilitate may ask, beside what everybody may."""

from typing import Annotated, Literal

import msgspec

from talkingpiece.core.asking import Command, Id, Name, Text
from talkingpiece.core.ids import ItemId, Ms, PersonId, PhaseId
from talkingpiece.core.rules import Level

Card = Literal[
    "as_question",
    "advice",
    "interpretation",
    "off_topic",
    "soliciting",
    "theory",
    "time",
    "cross_talk",
]
"""The nudges of formats.md A6; each has its words under `nudges.<card>`."""

# --- facilitating: each names the step it was made for ----------------------------------------


class Steering(Command, frozen=True, kw_only=True):
    """A command of whoever leads. *step* is the step it was made for, so two taps are one step."""

    step: int


class NextPerson(Steering, frozen=True, tag="next_person"):
    """End this turn; the piece goes to the next person."""


class NextPhase(Steering, frozen=True, tag="next_phase"):
    """Go to the phase that comes next in the flow."""


class GoTo(Steering, frozen=True, tag="go_to", kw_only=True):
    """Jump to a phase, with a topic where the phase belongs to one."""

    phase: PhaseId
    item: ItemId | None = None


class AnotherRound(Steering, frozen=True, tag="another_round"):
    """Once more round the circle."""


class GivePiece(Steering, frozen=True, tag="give_piece", kw_only=True):
    """Give the piece to somebody, also to a latecomer who only listens so far."""

    to: PersonId


class Undo(Steering, frozen=True, tag="undo"):
    """Take back the last steering step: phase, ring and clock. What people added stays."""


class Close(Steering, frozen=True, tag="close"):
    """End the session."""


class Erase(Command, frozen=True, tag="erase"):
    """After the end: delete what the room keeps, now and not only in a day."""


class Hold(Command, frozen=True, tag="hold"):
    """Stop the clock."""


class Resume(Command, frozen=True, tag="resume"):
    """Let the clock run again."""


class Extend(Command, frozen=True, tag="extend", kw_only=True):
    """More time for this phase, or a later end of the session, in minutes."""

    minutes: Annotated[int, msgspec.Meta(ge=1, le=60)]
    session: bool = False


class Admit(Command, frozen=True, tag="admit", kw_only=True):
    """Let a waiting person in, give a listening one a full seat, or say yes to a facilitator."""

    person: PersonId


class Remove(Command, frozen=True, tag="remove", kw_only=True):
    """See somebody out, with a sentence to them."""

    person: PersonId


class HandOver(Command, frozen=True, tag="hand_over", kw_only=True):
    """Give the lead to another facilitator."""

    to: PersonId


class TakeLead(Command, frozen=True, tag="take_lead"):
    """Take the lead: at once while the lead is away, else after ten seconds without an answer."""


class KeepLead(Command, frozen=True, tag="keep_lead"):
    """The lead goes on leading; the answer to somebody who wants to take over."""


class SetNextDate(Command, frozen=True, tag="set_next_date", kw_only=True):
    """When the circle meets again."""

    at: Ms


class RestTopic(Steering, frozen=True, tag="rest_topic"):
    """The presenter is away: let the topic rest, and go on without it."""


class SetPace(Command, frozen=True, tag="set_pace", kw_only=True):
    """In a rehearsal: how many times faster than people the simulated ones are."""

    pace: Literal[1, 4, 16]


# --- care for people --------------------------------------------------------------------------


class ConfirmClaim(Command, frozen=True, tag="confirm_claim", kw_only=True):
    """Yes, that word is theirs."""

    item: ItemId


class ConfirmSeat(Command, frozen=True, tag="confirm_seat", kw_only=True):
    """Yes, that's Noor: the newcomer *person* gets the seat *seat* back."""

    person: PersonId
    seat: PersonId


class AddSeat(Command, frozen=True, tag="add_seat", kw_only=True):
    """A seat without widget, for somebody on the phone; facilitators tap what they say."""

    name: Name


class TapFor(Command, frozen=True, tag="tap_for", kw_only=True):
    """What somebody without widget says: pass, done, come back to me, or their hand in the call."""

    person: PersonId
    tap: Literal["pass", "hand_on", "come_back_later", "raise_hand", "lower_hand"]
    since: Ms | None = None
    """Since when their hand is up in the call."""


class Nudge(Command, frozen=True, tag="nudge", kw_only=True):
    """A private hint to one person; nobody else learns of it."""

    to: PersonId
    card: Card


class PutFirst(Command, frozen=True, tag="put_first", kw_only=True):
    """An urgent topic that was told to facilitators comes next."""

    item: ItemId


class SetAside(Command, frozen=True, tag="set_aside", kw_only=True):
    """An urgent topic is looked after outside the session."""

    item: ItemId


# --- time and links ---------------------------------------------------------------------------


class NotNow(Command, frozen=True, tag="not_now"):
    """The answer to somebody who asked for more time; nobody learns who asked or who answered."""


class ShowRule(Command, frozen=True, tag="show_rule"):
    """Remind everybody of the rule of this phase: the prompt grows, nobody is named (A6)."""


class RenewLinks(Command, frozen=True, tag="renew_links"):
    """Make new links; the old ones open nothing any more, and seats in use stay."""


class SetLevel(Command, frozen=True, tag="set_level", kw_only=True):
    """How the rules reach microphones in the call; `guide` opens the floor at once."""

    level: Level


# --- the settings of this session -------------------------------------------------------------


class SetMinutes(Command, frozen=True, tag="set_minutes", kw_only=True):
    """How long a phase that is still to come usually lasts."""

    phase: PhaseId
    minutes: Annotated[int, msgspec.Meta(ge=0, le=240)]


class SetWords(Command, frozen=True, tag="set_words", kw_only=True):
    """What *role* reads in a phase, for this session; without text the format's default."""

    phase: PhaseId
    role: Id
    text: Text


class SwitchPhase(Command, frozen=True, tag="switch_phase", kw_only=True):
    """Leave out a phase that is still to come, or take it in again."""

    phase: PhaseId
    on: bool


class InsertPhase(Command, frozen=True, tag="insert_phase", kw_only=True):
    """Once more the phase *phase*, right after the phase *after*."""

    phase: PhaseId
    after: PhaseId
