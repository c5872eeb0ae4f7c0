"""An evening of triage intervision that has come to a certain point."""

from talkingpiece.core.commands import NextPhase
from talkingpiece.core.formats import Format
from talkingpiece.testing.script import Lay, Playbook


def keywords(table: Lay, triage: Format) -> Playbook:
    """Pia, Ada and Ben at the table with Fay; the round of keywords has begun."""
    laid = table(triage, "pia", "ada", "ben", facilitator="fay")
    return laid.quietly("fay", NextPhase).quietly("fay", NextPhase)


def presenting(table: Lay, triage: Format, phase: str = "present") -> Playbook:
    """Pia's topic "balance" is open, Ada's "scope" waits; the table is in *phase*."""
    laid = keywords(table, triage)
    laid.given("pia", "balance")
    laid.given("ada", "scope")
    laid.quietly("fay", NextPhase).quietly("fay", NextPhase)
    while laid.phase != phase:
        laid.quietly("fay", NextPhase)
    return laid


def topic(laid: Playbook, text: str) -> str:
    """The state of the topic with these words."""
    return next(i.state for i in laid.session.items.values() if i.text == text)
