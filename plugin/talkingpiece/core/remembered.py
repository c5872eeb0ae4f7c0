"""Asked many times of one frozen value, worked out once.

A change is shown to everybody at the table, and much of what each is shown follows from the session
alone. Sessions and formats are frozen, so an answer about one holds as long as it lives, and goes
with it: nothing outlives the session it is about.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

Of = TypeVar("Of")
Answer = TypeVar("Answer")

_MISSING = object()


def remembered(ask: Callable[[Of], Answer]) -> Callable[[Of], Answer]:
    """*ask*, working out its answer once for each frozen struct that it is asked of.

    The struct needs a `__dict__` (`dict=True`); the answer must not be changed by whoever gets it.
    """
    name = f"{ask.__module__}.{ask.__qualname__}"

    @wraps(ask)
    def answer(of: Of) -> Answer:
        known: dict[str, Any] = of.__dict__
        found = known.get(name, _MISSING)
        if found is _MISSING:
            found = known[name] = ask(of)
        return found  # type: ignore[no-any-return]

    return answer
