"""A small open session with a page: wishes without names, a rating, why, tips."""

from tests.core.boarded import collect_phase

from talkingpiece.core.commands import Close, NextPhase
from talkingpiece.core.formats import Collected, Format, ListSpec, Output
from talkingpiece.core.harvest import harvest_of, output_named
from talkingpiece.core.harvested import Harvest, Part
from talkingpiece.core.ids import ListId
from talkingpiece.core.poll_commands import ShowAnswers, Vote
from talkingpiece.testing.script import Lay, Playbook
from talkingpiece.testing.small import brief_phase, poll_phase, round_phase, small_format

PEOPLE = ("ada", "ben", "cem", "dua")
GOAL = Collected(kind="goal", by="everyone", sees="group", keep="harvest")
CONTENT = ("goal", "rating", "why", "tip", "secret", "hint", "draft")


def labelled(kind: str, sees: str = "group", keep: str = "harvest") -> Collected:
    return Collected(kind=kind, by="everyone", sees=sees, keep=keep)  # type: ignore[arg-type]


def open_format(to: str = "public", privacy: str = "open", **more: object) -> Format:
    """Its page asks for everything, also for what no label lets go."""
    why = Collected(kind="why", by="speaker", sees="group", keep="harvest")
    return small_format(
        collect_phase("gather", (GOAL,), anonymous=True, plus_one=True),
        poll_phase("rate", keep="harvest"),
        round_phase("why_round", "why", who="voters", order="by_score", start="extremes",
                    facilitator_turn="none", collect=(why,)),
        collect_phase("tips", (labelled("tip"), labelled("endorse"),
                               labelled("secret", "me"), labelled("hint", "facilitators"),
                               labelled("draft", keep="session")), item="tip"),
        brief_phase("send_off", collect=(labelled("credit_optin", "facilitators"),)),
        privacy=privacy,
        lists={
            ListId("goals"): ListSpec(item="goal", order="manual", max_length=100),
            ListId("tips"): ListSpec(item="tip", order="votes", max_length=100),
        },
        outputs=(Output(id="page", to=to, content=CONTENT, retention="until_removed"),),
        **more,
    )  # fmt: skip


def played(lay: Lay, declared: Format | None = None, **votes: str) -> Playbook:
    """Everybody has given a wish; four have rated, if *votes* does not say otherwise; tips run."""
    table: Playbook = lay(declared or open_format(), *PEOPLE, facilitator="fay", title="Both roles")
    table.given("ada", "learn", kind="goal")
    table.quietly("fay", NextPhase)
    for person, choice in (votes or dict(zip(PEOPLE, "1345", strict=True))).items():
        table.quietly(person, Vote, choice=choice)
    return table.quietly("fay", ShowAnswers).quietly("fay", NextPhase)


def at_tips(table: Playbook) -> Playbook:
    """The round is over."""
    return table.quietly("fay", NextPhase)


def ended(table: Playbook) -> Playbook:
    """The session is over."""
    return table.quietly("fay", Close)


def page(table: Playbook) -> Harvest | None:
    """What the page would hold now."""
    output = output_named(table.session, "page")
    return harvest_of(table.session, output) if output is not None else None


def parts(table: Playbook) -> dict[str, Part]:
    """The same by kind."""
    found = page(table)
    return {} if found is None else {part.kind: part for part in found.parts}


def texts(table: Playbook, kind: str) -> list[str]:
    """The words of one kind."""
    part = parts(table).get(kind)
    return [] if part is None else [entry.text for entry in part.entries]
