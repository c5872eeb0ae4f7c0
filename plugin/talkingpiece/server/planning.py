"""A session as somebody asks for it: what is agreed, and the call it is held in."""

from talkingpiece.core.ids import Ms
from talkingpiece.core.plan import Plan
from talkingpiece.platforms.jitsi.meetings import Meeting, WrongAddress, meeting
from talkingpiece.server.bodies import NewSession, Turned


def planned(wanted: NewSession, held: Meeting | None, neutral: str) -> Plan:
    """What is agreed, titled *neutral* if nothing was said; no level where there is no call."""
    return Plan(
        title=" ".join(wanted.title.split()) or neutral,
        start=Ms(wanted.start),
        end=Ms(wanted.end),
        zone=wanted.zone,
        language=wanted.language,
        call=held.url if held is not None else "",
        level=wanted.level if held is not None else "guide",
        demo=wanted.demo,
    )


def held_at(wanted: NewSession, domains: tuple[str, ...]) -> Meeting | None:
    """The call it is held in, with a room of its own where only a deployment was named.

    Raises `Turned` for what is no address, or none of *domains* where some are named.
    """
    if not wanted.call.strip():
        return None
    try:
        return meeting(wanted.call, domains)
    except WrongAddress as error:
        raise Turned(422, f"errors.{error}", domains=", ".join(domains)) from None
