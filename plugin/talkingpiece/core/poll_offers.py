"""The buttons of a poll: one per choice, "not concerned" as an equal, and those of the facilitator.

What can be chosen is at the place `poll`, in the middle of the panel.
"""

from collections.abc import Iterator

from talkingpiece.core import polls
from talkingpiece.core.ballots import UNDECIDED, Answer
from talkingpiece.core.ids import ItemId
from talkingpiece.core.options import PollOptions
from talkingpiece.core.people import Participant
from talkingpiece.core.session import Session
from talkingpiece.core.shown import Field, Offer
from talkingpiece.core.text import Say

Named = tuple[str, Offer]
ABSTAIN_ORDER = 90


def for_everybody(session: Session, me: Participant) -> Iterator[Named]:
    """What can be answered now; an answer may be changed until all are shown."""
    options = session.phase.options
    if not isinstance(options, PollOptions):
        return
    poll = polls.current(session)
    if poll.result is not None or not polls.may_answer(session, me.id):
        return
    answer = poll.answers.get(me.id, Answer())
    if options.kind == "dots":
        yield from _dots(session, options, answer)
    else:
        for order, choice in enumerate(polls.choices(session)):
            label = _choice(options, choice)
            item = choice if options.target and options.kind == "choice" else ""
            yield f"vote_{choice}", _at_poll({"do": "vote", "choice": choice}, label, order, item)
    said = options.audience == "self_declared"
    word = "buttons.not_concerned" if said else "buttons.abstain"
    label = Say("buttons.enough_dots" if options.kind == "dots" and answer.marks else word)
    yield "abstain", _at_poll({"do": "abstain"}, label, ABSTAIN_ORDER)


def _choice(options: PollOptions, choice: str) -> Say:
    if options.kind == "scale":
        return Say("polls.number", {"n": int(choice)})
    return Say(f"choices.{choice}")


def _dots(session: Session, options: PollOptions, answer: Answer) -> Iterator[Named]:
    """One more on an item, or one less."""
    left = polls.budget(options) - sum(answer.marks.values())
    for order, choice in enumerate(polls.choices(session)):
        placed = answer.marks.get(choice, 0)
        if left and (options.stack or not placed):
            more: dict[str, str | int | bool] = {"do": "vote", "choice": choice, "dots": placed + 1}
            yield f"dot_{choice}", _at_poll(more, Say("buttons.dot"), order, choice)
        if placed:
            less: dict[str, str | int | bool] = {"do": "vote", "choice": choice, "dots": placed - 1}
            yield f"undot_{choice}", _at_poll(less, Say("buttons.undot"), order, choice)


def _at_poll(command: dict[str, str | int | bool], label: Say, order: int, item: str = "") -> Offer:
    return Offer(command=command, label=label, place="poll", order=order, item=ItemId(item))


def for_the_frame(session: Session) -> Iterator[Named]:
    """Whoever leads words the question, and shows all answers: asked first, for good."""
    if not isinstance(session.phase.options, PollOptions):
        return
    poll = polls.current(session)
    if poll.result is not None:
        if poll.result.outcome == UNDECIDED:
            again = Offer(
                command={"do": "go_to", "step": session.step, "phase": session.phase.id},
                label=Say("buttons.ask_again"),
                place="steer",
                order=1,
            )
            yield "ask_again", again
        return
    if polls.may_word(session):
        field = Field(
            name="text", label=Say("polls.your_question"), kind="line", max=polls.MAX_QUESTION,
            value=poll.question,
        )  # fmt: skip
        yield (
            "word_question",
            Offer(
                command={"do": "word_question"},
                label=Say("buttons.word_question"),
                place="aside",
                order=5,
                fields=(field,),
            ),
        )
    if poll.answers:
        why = Say(f"exits.{session.lit.why}") if session.lit is not None else None
        yield (
            "show_answers",
            Offer(
                command={"do": "show_answers", "step": session.step},
                label=Say("buttons.show_answers"),
                place="steer",
                order=1,
                tone="main" if why else "calm",
                lit=why,
                confirm=Say("polls.sure_show"),
            ),
        )
