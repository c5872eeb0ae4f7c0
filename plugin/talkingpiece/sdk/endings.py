"""Whether a phase can end: each exit it names must be one that its activity can reach.

With nobody conducting, a phase moves on by its exits alone (formats.md D3): one whose exits never
come would hold the session for good.
"""

from talkingpiece.core.formats import Exit, Phase
from talkingpiece.core.options import (
    ArrangeOptions,
    AssignOptions,
    BriefOptions,
    CollectOptions,
    DiscussOptions,
    PollOptions,
    RoundOptions,
    TalkOptions,
)
from talkingpiece.sdk.placed import Findings, Path


def look_at_endings(phase: Phase, path: Path, findings: Findings) -> None:
    """Say so if the phase cannot end, or names an exit that never comes."""
    place = (*path, "exit")
    reached = reachable(phase)
    if not phase.exit:
        findings.say(place, f'phase "{phase.id}" cannot end: it has no exit', _hint(reached))
    elif not reached.intersection(phase.exit):
        never = ", ".join(phase.exit)
        message = f'phase "{phase.id}" cannot end: this {phase.use} never comes to {never}'
        findings.say(place, message, _hint(reached))
    else:
        for index, exit_ in enumerate(phase.exit):
            if exit_ not in reached:
                message = f'this {phase.use} never comes to "{exit_}"'
                findings.say((*place, index), message, _hint(reached))


def reachable(phase: Phase) -> set[Exit]:
    """The exits that can come about in *phase*, given its activity and options."""
    reached: set[Exit] = {"facilitator"}
    if phase.minutes[2] > 0:
        reached.add("time_up")
    if phase.pre_start:
        reached.add("start_time")
    match phase.options:
        case BriefOptions(ack="tap"):
            reached.add("all_ack")
        case TalkOptions():
            reached.add("presenter_done")
        case RoundOptions() as options:
            reached |= _of_round(options)
        case CollectOptions() | PollOptions():
            reached.add("all_submitted")
        case ArrangeOptions() as options:
            reached |= {"list_empty", "presenter_done"}
            reached |= {"scheduled"} if "schedule" in options.ops else set()
            reached |= {"all_agreed"} if "agree" in options.ops else set()
        case AssignOptions():
            reached.add("role_filled")
        case DiscussOptions() as options:
            reached |= {"queue_empty"} if options.floor == "queue" else set()
            by_vote = options.extend is not None and options.extend.by == "vote"
            reached |= {"vote_stop"} if by_vote else set()
        case BriefOptions():
            pass
    return reached


def _of_round(options: RoundOptions) -> set[Exit]:
    reached: set[Exit] = {"scheduled"} if options.schedule_next else set()
    if options.repeat == "once":
        return reached | {"round_done"}
    if isinstance(options.repeat, int):
        return reached | {"max_rounds", "round_done"}
    if options.pass_:
        reached.add("all_passed")
    return reached | {"max_rounds"}


def _hint(reached: set[Exit]) -> str:
    return f"it can end with {', '.join(sorted(reached))}"
