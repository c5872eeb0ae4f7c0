"""One item, and the board in the middle, as screens show them."""

from talkingpiece.core.ids import ItemId, PersonId, PhaseId
from talkingpiece.core.showing import Shown
from talkingpiece.core.text import Say


class ItemShown(Shown, frozen=True, kw_only=True):
    """One item, for those who may see it."""

    kind: str
    text: str
    order: int
    state: str = "open"
    owner: PersonId = PersonId("")
    mine: bool = False
    urgent: bool = False
    dots: int = 0
    """How many dots it got when they were last shown."""
    topic: ItemId = ItemId("")
    phase: PhaseId = PhaseId("")
    fields: dict[str, str] = {}
    part: ItemId = ItemId("")
    """The item that this is a smaller piece of."""
    counts: dict[str, int] = {}
    """How many people gave it which gesture; never who."""
    lane: str = ""
    cluster: ItemId = ItemId("")
    theme: str = ""
    into: ItemId = ItemId("")
    """The item it is shown with, because it says the same."""
    picked: bool = False
    status: str = ""
    agreed: int = 0
    """How many agreed, beside whoever wrote it."""
    settled: bool = False
    """Everybody who works on the list agrees."""
    doer: PersonId = PersonId("")


class BoardShown(Shown, frozen=True, kw_only=True):
    """A board in the middle, where the running phase collects or arranges."""

    kinds: tuple[str, ...]
    items: tuple[ItemId, ...] = ()
    """What stands on it, where that is no list."""
    lanes: dict[str, Say] = {}
    fields: dict[str, Say] = {}
    """What a card says beside its text, by name."""
    apart: bool = False
    """Everybody writes for themselves, and all is shown at once."""
    done: int = 0
    of: int = 0
    """How many of how many are done giving; never who."""
    compare: bool = False
    """Side by side: who wrote what, line by line."""
    before: bool = False
    """What comes back from last time, and what is prepared before the session begins."""
    empty: Say
    """What to say while nothing stands on it."""
