"""What happens to what leaves a session."""

from talkingpiece.core.asking import Event
from talkingpiece.core.ids import ItemId, PersonId


class Published(Event, frozen=True, tag="published", kw_only=True):
    """The page of an output may be read by its own link."""

    output: str
    for_whom: str


class Unpublished(Event, frozen=True, tag="unpublished", kw_only=True):
    """The page of an output is gone."""

    output: str


class Credited(Event, frozen=True, tag="credited", kw_only=True):
    """Somebody's name may stand with what they gave on a page for everybody, or not any more."""

    person: PersonId
    on: bool


class LeftOut(Event, frozen=True, tag="left_out", kw_only=True):
    """A facilitator left an item out of the page, or put it back."""

    item: ItemId
    on: bool


HarvestEvent = Published | Unpublished | Credited | LeftOut
