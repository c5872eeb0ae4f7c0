"""Everything anyone may ask of a session. The tag on the wire is `do`."""

from typing import Annotated

import msgspec

from talkingpiece.core.ids import ItemId, Ms, PersonId, PhaseId

Name = Annotated[str, msgspec.Meta(max_length=200)]
Text = Annotated[str, msgspec.Meta(max_length=4000)]
Locale = Annotated[str, msgspec.Meta(max_length=16)]
Id = Annotated[str, msgspec.Meta(max_length=64)]


class Command(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="do", forbid_unknown_fields=True
):
    """The root of all commands; the tag is the name in snake case."""


# --- arriving and leaving ---------------------------------------------------------------------


class Join(Command, frozen=True, tag="join", kw_only=True):
    """Sit down. The one tap of the arrival card, which is also the yes to the pact."""

    name: Name
    locale: Locale = "en"


class Rename(Command, frozen=True, tag="rename", kw_only=True):
    """Change the name others see."""

    name: Name


class Leave(Command, frozen=True, tag="leave"):
    """Get up and go; a turn that is running moves on."""


class JustListen(Command, frozen=True, tag="just_listen", kw_only=True):
    """Sit out, or come back in: no reason, no trace, undone at any time."""

    on: bool = True


# --- the piece --------------------------------------------------------------------------------


class Speak(Command, frozen=True, tag="speak"):
    """I speak now. Optional: a voice counts as speaking."""


class Pass(Command, frozen=True, tag="pass"):
    """Nothing from me, and that is fine."""


class HandOn(Command, frozen=True, tag="hand_on"):
    """I have spoken; on to the next."""


class ComeBackLater(Command, frozen=True, tag="come_back_later"):
    """Move me to the end of this round, once."""


class Volunteer(Command, frozen=True, tag="volunteer"):
    """I start this round."""


class Answered(Command, frozen=True, tag="answered"):
    """The presenter has answered; on to the next question."""


class Decline(Command, frozen=True, tag="decline"):
    """The presenter would rather not answer; on to the next question."""


class Enough(Command, frozen=True, tag="enough"):
    """The presenter ends the round of questions early."""


class Finish(Command, frozen=True, tag="finish"):
    """The one who presents has said it all."""


class SameHere(Command, frozen=True, tag="same_here"):
    """I know this one: a warm glow for the presenter, no name, no number."""


# --- what people give -------------------------------------------------------------------------


class Add(Command, frozen=True, tag="add", kw_only=True):
    """Give an item. *owner* is set when a facilitator writes down what that person said."""

    kind: Id
    text: Text
    owner: PersonId | None = None


class Edit(Command, frozen=True, tag="edit", kw_only=True):
    """Change the words of an item."""

    item: ItemId
    text: Text


class Withdraw(Command, frozen=True, tag="withdraw", kw_only=True):
    """Take an item back."""

    item: ItemId


class Restore(Command, frozen=True, tag="restore", kw_only=True):
    """Undo a withdrawal, or a choice to keep an item for next time."""

    item: ItemId


class Flag(Command, frozen=True, tag="flag", kw_only=True):
    """Mark a topic as urgent, or take the mark away."""

    item: ItemId
    on: bool = True


class Keep(Command, frozen=True, tag="keep", kw_only=True):
    """Keep a topic for the next session; it keeps its rank."""

    item: ItemId


class Claim(Command, frozen=True, tag="claim", kw_only=True):
    """This carried word is mine; a facilitator confirms."""

    item: ItemId


class ConfirmClaim(Command, frozen=True, tag="confirm_claim", kw_only=True):
    """Yes, that word is theirs."""

    item: ItemId


# --- time and care ----------------------------------------------------------------------------


class RingBell(Command, frozen=True, tag="ring_bell", kw_only=True):
    """A pause, please: 15, 30 or 60 seconds of silence. Anonymous."""

    seconds: Annotated[int, msgspec.Meta(ge=15, le=60)] = 30


class Stay(Command, frozen=True, tag="stay"):
    """Without a facilitator: do not move on by itself now."""


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


# --- the house, never from a person -----------------------------------------------------------


class Tick(Command, frozen=True, tag="tick"):
    """An instant has come at which something happens by itself."""


class Lose(Command, frozen=True, tag="lose"):
    """The person has been without connection for longer than the grace time."""


class Return(Command, frozen=True, tag="return"):
    """A person who was lost or had left is back in their seat."""


class ArriveToFacilitate(Command, frozen=True, tag="arrive_to_facilitate", kw_only=True):
    """Somebody with a facilitator link sits down."""

    name: Name
    locale: Locale = "en"


# fmt: off
AnyCommand = (
    Join | Rename | Leave | JustListen | Speak | Pass | HandOn | ComeBackLater | Volunteer
    | Answered | Decline | Enough | Finish | SameHere | Add | Edit | Withdraw | Restore | Flag
    | Keep | Claim | ConfirmClaim | RingBell | Stay | NextPerson | NextPhase | GoTo
    | AnotherRound | GivePiece | Undo | Close | Erase | Hold | Resume | Extend | Admit | Remove
    | HandOver | TakeLead | KeepLead | SetNextDate
)
# fmt: on
"""What a person may send."""

HouseCommand = Tick | Lose | Return | ArriveToFacilitate
"""What only the house may ask, never a frame from outside."""


class Stamp(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks, when, and everything else the core may not find out itself.

    *id* is the idempotency id: the same id twice has one effect.
    """

    actor: PersonId
    at: Ms
    seed: int = 0
    id: str = ""
