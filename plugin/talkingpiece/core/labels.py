"""Who sees an item, by its labels alone (formats.md A7, decision 19). Labels only narrow."""

from msgspec.structs import replace

from talkingpiece.core.formats import Collected
from talkingpiece.core.options import ActivityOptions, CollectOptions
from talkingpiece.core.session import Item


def all_see(item: Item) -> bool:
    """Whether everybody at the table sees *item* now."""
    if item.state == "withdrawn" or item.away:
        return False
    return item.sees in ("group", "group_anon", "public") or is_revealed(item)


def is_nameless(item: Item) -> bool:
    """Whether nobody is shown who gave *item*, but whoever did."""
    return item.unnamed or item.sees == "group_anon"


def is_revealed(item: Item) -> bool:
    """Given apart, and shown to all since."""
    return item.sees == "group_on_reveal" and item.shown


def is_hidden(item: Item) -> bool:
    """Given apart, and not shown yet."""
    return item.sees == "group_on_reveal" and not item.shown


def narrowed(what: Collected, options: ActivityOptions) -> Collected:
    """*what*, as narrow as the parameters of a collecting phase make it."""
    if not isinstance(options, CollectOptions) or what.kind != options.item:
        return what
    if what.sees not in ("group", "group_anon", "public"):
        return what
    if options.reveal == "never":
        return replace(what, sees="me")
    if options.reveal == "on_close":
        return replace(what, sees="group_on_reveal")
    return replace(what, sees="group_anon") if options.anonymous else what
