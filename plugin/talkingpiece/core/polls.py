"""A poll: everybody answers for themselves, and all answers are shown at once (formats.md D1).

Until then nobody's answer is in anything that leaves the core but their own. Afterwards there are
counts; single answers live on only while a round asks people why, and are then forgotten.

Who leaves keeps their answer in the count, as their words stay theirs: a count that changed with a
person's going would tell what they had said. Who was seen out is not counted. Nobody waits for
people who are away.
"""

from talkingpiece.core import poll_commands as pc
from talkingpiece.core import poll_events as pe
from talkingpiece.core.ballots import (
    CONSENT,
    LEAST_SHOWN,
    THUMBS,
    WEAK_UP_TO,
    Answer,
    Poll,
    Result,
    counted,
    outcome,
    voting,
)
from talkingpiece.core.formats import Collected, Phase
from talkingpiece.core.grammar import Moment
from talkingpiece.core.ids import SECOND_MS, ListId, Ms, PersonId
from talkingpiece.core.items import cleaned, listed
from talkingpiece.core.options import PollOptions
from talkingpiece.core.session import Session
from talkingpiece.core.steering import frame_holder
from talkingpiece.core.whom import is_one
from talkingpiece.errors import Code, Refused

UNLABELLED = Collected(kind="answer", by="everyone", sees="group_anon", keep="none")
"""What a poll collects that says nothing about it: the strictest."""
OF_A_LIST = frozenset({"dots", "choice"})
"""Polls in which the items of a list can be chosen."""
ANYBODY = frozenset({"everyone", "members", "self_declared"})
"""Audiences that leave it to each person."""
WORDED_LIVE = frozenset({"facilitator_defined", "host_defined"})
"""A question that the facilitator puts in words when it is asked."""
MAX_QUESTION = 200
LOOK_MS = 20 * SECOND_MS
"""So long what was shown is looked at before the way on is lit."""


def options_of(session: Session) -> PollOptions:
    """The options of the running poll. Raises `Refused` where the phase is none."""
    options = session.phase.options
    if not isinstance(options, PollOptions):
        raise Refused(Code.NOT_NOW)
    return options


def choices(session: Session) -> tuple[str, ...]:
    """The ids of what can be chosen in the running poll; of a list, those of its items."""
    options = options_of(session)
    if options.kind in OF_A_LIST and options.target:
        items = listed(session, ListId(options.target))
        return tuple(item.id for item in items if item.state == "open")
    if options.kind == "scale":
        return _numbers(options)
    given = {"roman": THUMBS, "consent": CONSENT}
    return given.get(options.kind, options.options)


def _numbers(options: PollOptions) -> tuple[str, ...]:
    """A scale from 1 to 5 where none is given; `fist` adds a 0."""
    least, most = (options.scale.min, options.scale.max) if options.scale else (1, 5)
    if options.scale is not None and options.scale.fist:
        least = 0
    return tuple(str(number) for number in range(least, most + 1))


def current(session: Session) -> Poll:
    """The running poll. The first phase of a session is entered by nobody: there it is empty."""
    cursor, poll = session.cursor, session.poll
    empty = Poll(phase=session.phase.id, topic=cursor.item, form=session.format.id, lap=cursor.lap)
    return poll if poll is not None and poll.place == empty.place else empty


def label_of(phase: Phase) -> Collected:
    """The label of the answers of a poll."""
    return next((what for what in phase.collect), UNLABELLED)


def may_answer(session: Session, person: PersonId) -> bool:
    """Whether *person* is one of those who are asked."""
    someone, who = session.people[person], options_of(session).audience
    if not someone.seated or someone.late != "join":
        return False
    return who in ANYBODY or is_one(session, person, who)


def awaited(session: Session) -> tuple[PersonId, ...]:
    """Those whose answer is waited for: present, asked, and able to tap it themselves."""
    return tuple(
        person.id
        for person in session.here()
        if person.widget and not person.listening and may_answer(session, person.id)
    )


def submitted(session: Session) -> int:
    """How many of those who are waited for have answered; not concerned is an answer."""
    given = current(session).answers
    return sum(1 for person in awaited(session) if person in given and given[person].done)


def standing(session: Session) -> dict[str, int]:
    """The counts so far, for a poll that is open by declaration."""
    return counted(choices(session), current(session).answers.values())


def looked_at_until(session: Session) -> Ms:
    """Until when people look at what has just been shown; 0 where nothing was."""
    if not isinstance(session.phase.options, PollOptions):
        return Ms(0)
    result = current(session).result
    return Ms(result.at + LOOK_MS) if result is not None else Ms(0)


def is_unseen(session: Session) -> bool:
    """Whether people have answered a running poll and nobody has seen what it came to."""
    poll = current(session)
    runs = isinstance(session.phase.options, PollOptions)
    return runs and poll.result is None and bool(poll.answers)


def is_weak(session: Session) -> bool:
    """Whether so few are asked that secrecy is a weak word."""
    return options_of(session).secret != "open" and len(awaited(session)) <= WEAK_UP_TO


def open_poll(moment: Moment) -> None:
    """Begin: afresh, or, where it was left before anything was shown, with what was answered."""
    poll = current(moment.session)
    if poll.result is not None:
        poll = Poll(phase=poll.phase, topic=poll.topic, form=poll.form, lap=poll.lap)
    moment.add(pe.PollOpened(poll=poll))


def _open(moment: Moment) -> Poll:
    """The poll, while it can still be answered. Raises `Refused` otherwise."""
    options_of(moment.session)
    poll = current(moment.session)
    if poll.result is not None:
        raise Refused(Code.NOT_NOW)
    if moment.session.poll != poll:
        moment.add(pe.PollOpened(poll=poll))
    return poll


def vote(moment: Moment, command: pc.Vote) -> None:
    """Somebody's answer, or a dot put or taken away; it may be changed until all are shown."""
    poll, me = _open(moment), moment.me()
    session = moment.session
    if not may_answer(session, me.id):
        raise Refused(Code.NOT_NOW)
    if command.choice not in choices(session):
        raise Refused(Code.NO_SUCH_ITEM)
    before = poll.answers.get(me.id, Answer())
    options = options_of(session)
    if options.kind == "dots":
        answer = _dotted(options, session, before, command)
    else:
        answer = Answer({command.choice: 1})
    if answer != poll.answers.get(me.id):
        moment.add(pe.AnswerGiven(by=me.id, answer=answer))


def budget(options: PollOptions) -> int:
    """How many dots each has."""
    return options.dots or 3


def _dotted(options: PollOptions, session: Session, before: Answer, command: pc.Vote) -> Answer:
    """*before* with so many dots on one item; done once no dot is left."""
    known = choices(session)
    marks = {item: dots for item, dots in before.marks.items() if item in known}
    marks[command.choice] = command.dots
    marks = {item: dots for item, dots in marks.items() if dots}
    if not options.stack and command.dots > 1:
        raise Refused(Code.TOO_MANY, max=1)
    if sum(marks.values()) > budget(options):
        raise Refused(Code.TOO_MANY, max=budget(options))
    return Answer(marks, done=sum(marks.values()) == budget(options))


def abstain(moment: Moment) -> None:
    """Not concerned, or rather not; with dots, that's all."""
    poll, me = _open(moment), moment.me()
    if not may_answer(moment.session, me.id):
        raise Refused(Code.NOT_NOW)
    before = poll.answers.get(me.id, Answer())
    keeps = options_of(moment.session).kind == "dots"
    answer = Answer(before.marks if keeps else {})
    if answer != poll.answers.get(me.id):
        moment.add(pe.AnswerGiven(by=me.id, answer=answer))


def may_word(session: Session) -> bool:
    """Whether a facilitator may word the question: before anybody has answered another one."""
    poll = current(session)
    unanswered = poll.result is None and not poll.answers
    return unanswered and options_of(session).question in WORDED_LIVE


def word_question(moment: Moment, command: pc.WordQuestion) -> None:
    """The facilitator puts the question in words."""
    frame_holder(moment)
    _open(moment)
    if not may_word(moment.session):
        raise Refused(Code.NOT_NOW)
    moment.add(pe.QuestionWorded(text=cleaned(command.text, MAX_QUESTION)))


def show_answers(moment: Moment) -> None:
    """All at once. Raises `Refused` while there is nothing to show."""
    poll = _open(moment)
    if not poll.answers:
        raise Refused(Code.TOO_EARLY)
    session = moment.session
    options, what = options_of(session), label_of(session.phase)
    valid = {p: a for p, a in poll.answers.items() if not session.people[p].removed}
    votes = voting(valid.values())
    counts = counted(choices(session), valid.values())
    withheld = what.sees == "group_anon" and 0 < votes < LEAST_SHOWN
    result = Result(
        phase=poll.phase,
        collected=what.kind,
        kind=options.kind,
        question=poll.question,
        counts={} if withheld else counts,
        votes=votes,
        outcome=outcome(options.decide, options.kind, counts, votes),
        withheld=withheld,
        at=moment.at,
        sees=what.sees,
        keep=what.keep,
        topic=poll.topic,
    )
    named = options.secret != "anonymous" and what.sees in ("group", "group_on_reveal", "public")
    heard = options.kind == "consent" and named
    objectors = tuple(p for p in session.ring if p in valid and valid[p].marks.get("object"))
    moment.add(pe.AnswersShown(result=result, objectors=objectors if heard else ()))
