"""Open space: one session for a few dozen people, from their goals to tips they can share."""

from talkingpiece.sdk import Format, Harvest, Section, formats_from, hookimpl

PACKAGE = __name__

AGAIN = {
    "en": Section(
        heading="Hold such a session yourself",
        lines=(
            "Wishes while people come in, a first take and others, one to five, why, tips.",
            "In Talking Piece it is called “Open space session”.",
        ),
    ),
    "fr": Section(
        heading="Mène toi-même une telle session",
        lines=(
            "Les buts à l'arrivée, une première lecture et d'autres, une note, des astuces.",
            "Dans Talking Piece, elle s'appelle « Session de forum ouvert ».",
        ),
    ),
    "de": Section(
        heading="Mach selbst so eine Session",
        lines=(
            "Ziele beim Ankommen, ein Aufschlag und andere, eins bis fünf, warum, Tipps.",
            "In Talking Piece heißt sie „Open-Space-Session“.",
        ),
    ),
}
"""Or use this format to run your own session, in each language."""


@hookimpl
def register_formats() -> tuple[Format, ...]:
    """The format of `format.yaml`."""
    return formats_from(PACKAGE)


@hookimpl
def minutes_sections(harvest: Harvest, locale: str) -> tuple[Section, ...]:
    """On the page for everybody: how to hold such a session."""
    if harvest.audience != "public":
        return ()
    return (AGAIN.get(locale.split("-", maxsplit=1)[0], AGAIN["en"]),)
