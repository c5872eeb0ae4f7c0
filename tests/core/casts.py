"""Formats whose people have roles: one case for a session, and a pair."""

from typing import Any

from talkingpiece.core.formats import Collected, Format, ListSpec, Phase, RoleSpec
from talkingpiece.core.ids import ListId, RoleId
from talkingpiece.core.options import AssignOptions
from talkingpiece.testing.small import (
    brief_phase,
    passes_phase,
    phase,
    round_phase,
    small_format,
    talk_phase,
)

GIVER, OBSERVER = RoleId("case_giver"), RoleId("observer")
MENTOR, MENTEE = RoleId("mentor"), RoleId("mentee")
OFFER = Collected(kind="case_offer", by="everyone", sees="group", keep="series")
SEEN = Collected(kind="observation", by="speaker", sees="owner", keep="session")


def choosing(**options: Any) -> Phase:
    """The phase in which people find whose case is heard."""
    given: dict[str, Any] = {"how": "volunteer", "offers": "one_sentence", **options}
    return phase(
        "choose",
        AssignOptions(role=GIVER, **given),
        collect=(OFFER,),
        exit=("role_filled", "facilitator"),
    )


def case_format(*flow: Phase, **more: Any) -> Format:
    """One case giver, and observers; the facilitator takes no turn."""
    steps = flow or (
        brief_phase(),
        choosing(),
        talk_phase("case", speaker="case_giver", prompts={"presenter": {"en": "Tell."}}),
        round_phase("observe", "observation", who="observers", facilitator_turn="none",
                    collect=(SEEN,), rules="witness"),
        passes_phase("explore", who="observers", responder="case_giver", facilitator_turn="none"),
        talk_phase("insight", speaker="presenter", protected_time=True),
        round_phase("closing"),
    )  # fmt: skip
    given: dict[str, Any] = {
        "roles": {
            RoleId("facilitator"): RoleSpec(min=1, max=2, in_rounds="none"),
            GIVER: RoleSpec(min=1, max=1, from_="cases"),
            OBSERVER: RoleSpec(min=2, max=6),
            RoleId("scribe"): RoleSpec(max=2),
        },
        "lists": {ListId("cases"): ListSpec(item="case_offer", scope="series")},
        **more,
    }
    return small_format(*steps, **given)


def pair_format(*flow: Phase) -> Format:
    """A mentor, a mentee, and nobody else who has a part."""
    steps = flow or (
        brief_phase(),
        talk_phase("story", speaker="mentee"),
        round_phase("closing", who="pair", start="mentee", facilitator_turn="normal"),
    )
    one = RoleSpec(min=1, max=1)
    roles = {MENTOR: one, MENTEE: one, RoleId("shadow"): RoleSpec(max=1, needs="both_consent")}
    return small_format(*steps, roles=roles, privacy="pair")
