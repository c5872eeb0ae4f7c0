"""Whether a condition of a declaration holds: `when`, `while`, `gate`, `until`, `exit` (D3).

Conditions are objects, never text: there is nothing to parse and nothing to inject. A variable
that has no value yet makes its comparison false.
"""

from talkingpiece.core.forecast import remaining_minutes
from talkingpiece.core.formats import Condition, Gate
from talkingpiece.core.ids import Ms, RoleId
from talkingpiece.core.roles import holders
from talkingpiece.core.session import Item, Session
from talkingpiece.core.text import Say

Value = int | str | bool | None


def holds(session: Session, condition: Condition, at: Ms | None = None) -> bool:
    """Whether *condition* is true now; without *at* nothing is known of time."""
    if condition.all:
        return all(holds(session, part, at) for part in condition.all)
    if condition.any:
        return any(holds(session, part, at) for part in condition.any)
    if condition.not_ is not None:
        return not holds(session, condition.not_, at)
    return compared(_variable(session, condition.var, at), condition)


def compared(value: Value, condition: Condition) -> bool:
    """*value* held against what the condition wants, by its operator."""
    wanted = condition.value
    if condition.op == "in":
        return isinstance(wanted, tuple) and value in wanted
    if condition.op == "eq":
        return value == wanted
    if condition.op == "ne":
        return value != wanted
    if not isinstance(value, int) or not isinstance(wanted, int):
        return False
    return {
        "lt": value < wanted,
        "lte": value <= wanted,
        "gt": value > wanted,
        "gte": value >= wanted,
    }[condition.op]


def gate_asks(session: Session, gate: Gate | None, at: Ms) -> bool:
    """Whether leaving the running phase is asked about once: softly, it never blocks."""
    if gate is None or holds(session, gate.need, at):
        return False
    return gate.unless is None or not holds(session, gate.unless, at)


def _variable(session: Session, name: str, at: Ms | None) -> Value:
    """The value of a variable of the closed list; None where it has none yet."""
    group, _, rest = name.partition(".")
    if name == "count.people":
        return len(session.here())
    if group == "count":
        return sum(1 for item in session.items.values() if _in_list(session, item, rest))
    if name == "time.left":
        return None if at is None else int(remaining_minutes(session, at))
    if name == "series.index":
        return session.plan.index
    if name == "series.is_last":
        return session.plan.last
    if name == "poll.outcome":
        poll = session.poll
        return poll.result.outcome if poll is not None and poll.result is not None else None
    if group == "role" and rest.endswith(".filled"):
        people = holders(session, RoleId(rest.removesuffix(".filled")))
        return any(session.people[one].here for one in people)
    if group == "param":
        return session.format.params.get(rest)
    return None


def _in_list(session: Session, item: Item, name: str) -> bool:
    return any(
        spec.item == item.kind and list_id == name and item.state != "withdrawn" and not item.away
        for list_id, spec in session.format.lists.items()
    )


def why_lit(session: Session, arriving: int) -> Say | None:
    """Why the way on is lit.

    Whether all have tapped "I'm in" is seen, and stored nowhere (decision 29): nobody has the
    page open without having sat down.
    """
    if session.lit is not None:
        return Say(f"exits.{session.lit.why}")
    here = len(session.here())
    if "all_ack" not in session.phase.exit or arriving or here < 2:
        return None
    wanted = session.format.capacity.min
    return Say("exits.all_ack") if here >= wanted else Say("exits.few_ack", {"min": wanted})
