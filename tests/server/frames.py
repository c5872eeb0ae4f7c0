"""Messages made up from the wire's own types, so that a field of tomorrow is tried as well."""

import json
import random
from collections.abc import Callable, Iterator
from typing import Any

from msgspec import inspect

from talkingpiece.core.commands import AnyCommand

Word = Callable[[str], str]
"""What to write into the text field of this name."""


def commands() -> dict[str, inspect.StructType]:
    """Everything that a person may send, by its tag."""
    union = inspect.type_info(AnyCommand)
    assert isinstance(union, inspect.UnionType)
    kinds = [kind for kind in union.types if isinstance(kind, inspect.StructType)]
    return {str(kind.tag): kind for kind in kinds}


class Maker:
    """Fills the fields of a type. *word* gives texts; numbers and choices come from *chance*."""

    def __init__(self, chance: random.Random, word: Word) -> None:
        self._chance = chance
        self._word = word

    def command(self, kind: inspect.StructType) -> dict[str, Any]:
        """A command of this kind, with every field filled in."""
        return {"do": str(kind.tag), **dict(self._fields(kind))}

    def _fields(self, kind: inspect.StructType) -> Iterator[tuple[str, Any]]:
        for field in kind.fields:
            yield field.encode_name, self.value(field.type, field.encode_name)

    def value(self, kind: inspect.Type, place: str) -> Any:
        """Something of this type."""
        match kind:
            case inspect.StrType():
                return self._word(place)[: kind.max_length]
            case inspect.IntType():
                low = kind.ge if kind.ge is not None else 0
                return self._chance.randint(low, kind.le if kind.le is not None else low + 9)
            case inspect.FloatType():
                return self._chance.random()
            case inspect.BoolType():
                return self._chance.random() < 0.5
            case inspect.LiteralType():
                return self._chance.choice(kind.values)
            case inspect.EnumType():
                return self._chance.choice(list(kind.cls)).value
            case inspect.DictType():
                return {self._word(place)[:64]: self.value(kind.value_type, place)}
            case inspect.ListType() | inspect.VarTupleType():
                return [self.value(kind.item_type, place) for _ in range(2)]
            case inspect.UnionType():
                given = [one for one in kind.types if not isinstance(one, inspect.NoneType)]
                return self.value(self._chance.choice(given), place)
            case inspect.StructType():
                return dict(self._fields(kind))
            case _:
                raise TypeError(f"no idea how to make a {kind}")


def encoded(message: dict[str, Any]) -> str:
    """As a frame; half a character is written as JavaScript writes it."""
    return json.dumps(message)
