"""What comes back in the next session, as the page of a series tells it."""

from talkingpiece.core.carrying import Carried
from talkingpiece.registry import Registry
from talkingpiece.rendering.locales import Catalogue
from talkingpiece.rendering.next_time import KeptLine, kept_lists

REGISTRY = Registry.load(None)
REGULAR = REGISTRY.formats["mentoring_regular"]


def carried(n: int, kind: str, text: str, **more: object) -> Carried:
    return Carried(n=n, kind=kind, text=text, sees="group", keep="series", pact="pair", **more)  # type: ignore[arg-type]


def test_lists_stand_in_the_order_of_the_format_in_the_reader_s_words() -> None:
    """Each line says what it is about, and what became of it."""
    texts = {**REGISTRY.texts(REGULAR, "de"), **Catalogue.load().texts("de")}
    told = kept_lists(
        (
            carried(1, "next_action", "Eva fragen", fields={"when": "Freitag"}),
            carried(2, "commitment", "jede zweite Woche", lane="rhythm"),
            carried(3, "goal", "ein Team leiten", lane="career_goal", status="under_way"),
        ),
        REGULAR,
        texts,
    )
    assert [one.title for one in told] == ["Ziele", "Was wir abmachen", "Nächste Schritte"]
    assert told[0].lines == (
        KeptLine(text="ein Team leiten", about="Ein Ziel fürs nächste Jahr", notes=("Unterwegs",)),
    )
    assert told[1].lines[0].about == "Wie oft, wie lange, bis wann"
    assert told[2].lines[0].notes == ("Freitag",)


def test_without_its_format_the_words_are_told_all_the_same() -> None:
    """The plugin that brought it may be gone."""
    (one,) = kept_lists((carried(1, "nonsense", "words"),), None, Catalogue.load().texts("en"))
    assert [line.text for line in one.lines] == ["words"]
