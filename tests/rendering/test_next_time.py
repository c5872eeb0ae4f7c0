"""What comes back in the next session, as the page of a series tells it."""

from talkingpiece.core.carrying import Carried
from talkingpiece.core.ids import Ms
from talkingpiece.core.plan import Span
from talkingpiece.core.relation import Relation
from talkingpiece.core.sheets import SeriesMemory
from talkingpiece.registry import Registry
from talkingpiece.rendering.locales import Catalogue
from talkingpiece.rendering.next_time import KeptLine, kept_lists, proposal

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


# --- the kind that fits ---------------------------------------------------------------------------


def texts(locale: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in REGISTRY.formats.values():
        found |= REGISTRY.texts(one, locale)
    return found | Catalogue.load().texts(locale)


def remembered(format_: str, **more: object) -> SeriesMemory:
    return SeriesMemory(
        format=format_, index=2, ring_offset=0, topics=(), next_rank=1, next_date=None, title="",
        language="en", zone="UTC", topics_opened=0, topics_left=0, minutes_used=60, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def test_the_kind_that_fits_is_proposed_from_the_family_with_a_sentence() -> None:
    """And how many of the agreed sessions remain, for how many goals."""
    memory = remembered(
        "mentoring_regular",
        relation=Relation(begun=True, span=Span(sessions=6)),
        carried=(carried(1, "goal", "lead a team"),),
    )
    found = proposal(memory, REGISTRY.formats.values(), texts("en"), Ms(0))
    assert found is not None
    assert (found.format, found.title) == ("mentoring_regular", "Mentoring session")
    assert "session in between" in found.sentence
    assert found.remaining == "Of 6 agreed sessions 4 remain. Goals still open: 1."


def test_nothing_is_proposed_where_a_format_has_no_kinds() -> None:
    """A circle goes on as it began."""
    memory = remembered("intervision_triage")
    assert proposal(memory, REGISTRY.formats.values(), texts("en"), Ms(0)) is None
    assert proposal(remembered("gone"), REGISTRY.formats.values(), texts("en"), Ms(0)) is None
