"""Asked many times of one frozen value, worked out once.

A change is shown to everybody at the table, and much of what each is shown follows from the session
alone. Sessions and formats are frozen, so an answer about one holds as long as it lives, and goes
with it: nothing outlives the session it is about.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar, overload

Of = TypeVar("Of")
More = ParamSpec("More")
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


def last_remembered(
    ask: Callable[Concatenate[Of, More], Answer],
) -> Callable[Concatenate[Of, More], Answer]:
    """*ask*, remembering of each frozen struct its last answer and what else was asked for it.

    For what is asked of the same struct again and again, nearly always with the same arguments.
    """
    name = f"{ask.__module__}.{ask.__qualname__}"

    @wraps(ask)
    def answer(of: Of, /, *more: More.args, **named: More.kwargs) -> Answer:
        known: dict[str, Any] = of.__dict__
        found = known.get(name)
        if found is None or found[0] != more or found[1] != named:
            found = known[name] = (more, named, ask(of, *more, **named))
        return found[2]

    return answer


class remembered_property(Generic[Of, Answer]):  # noqa: N801  stands where `property` would
    """As `functools.cached_property`, for frozen structs: it takes no lock.

    That of Python before 3.12 does, each time something is worked out, and a session is made anew
    with each event.
    """

    def __init__(self, ask: Callable[[Of], Answer]) -> None:
        self._ask = ask
        self._name = ask.__name__
        self.__doc__ = ask.__doc__

    @overload
    def __get__(self, of: None, kind: type[Of]) -> "remembered_property[Of, Answer]": ...

    @overload
    def __get__(self, of: Of, kind: type[Of]) -> Answer: ...

    def __get__(self, of: Of | None, kind: type[Of]) -> "Answer | remembered_property[Of, Answer]":
        if of is None:
            return self
        answer = of.__dict__[self._name] = self._ask(of)
        return answer
