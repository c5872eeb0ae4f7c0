"""A personal sheet on screen and as Markdown: the owner's words, others without names."""

from talkingpiece.core.ids import Ms
from talkingpiece.core.sheets import Line, Section, Sheet
from talkingpiece.rendering.locales import Catalogue
from talkingpiece.rendering.sheets import markdown, paper

CATALOGUE = Catalogue.load()
START = Ms(1_800_000_000_000)
SHEET = Sheet(
    title="Tuesday",
    start=START,
    language="en",
    next_date=Ms(START + 14 * 86_400_000),
    sections=(
        Section(
            keyword="balance",
            lines=(
                Line(text="call the union", kind="next_action"),
                Line(text="mine to decide", kind="takeaway"),
                Line(text="you may say no", kind="reaction", peer=True),
                Line(text="a note", kind="private_note"),
                Line(text="me too", kind="reaction", peer=True),
            ),
        ),
        Section(keyword="", lines=(Line(text="read this book", kind="private_note"),)),
    ),
)


def test_what_i_take_comes_first_then_actions_notes_and_peers() -> None:
    leaf = paper(SHEET, CATALOGUE, "en", None).leaves[0]
    assert [part.kind for part in leaf.parts] == ["takeaway", "next_action", "private_note", "peer"]
    assert leaf.parts[0].heading == "What I take"


def test_what_peers_gave_stays_in_order() -> None:
    """Their order is all that is known of them."""
    peers = paper(SHEET, CATALOGUE, "en", None).leaves[0].parts[-1]
    assert peers.lines == ("you may say no", "me too")


def test_headings_are_in_the_readers_language() -> None:
    headings = [part.heading for part in paper(SHEET, CATALOGUE, "de", None).leaves[0].parts]
    mine = ["Was ich mitnehme", "Meine nächsten Schritte", "Meine Notizen"]
    assert headings == [*mine, "Aus der Runde, der Reihe nach"]


def test_a_kind_without_words_still_gets_a_heading() -> None:
    sheet = Sheet(
        title="", start=START, language="en", next_date=None,
        sections=(Section(keyword="", lines=(Line(text="x", kind="of_a_plugin"),)),),
    )  # fmt: skip
    (part,) = paper(sheet, CATALOGUE, "en", None).leaves[0].parts
    assert part.heading == "More"


def test_markdown_has_every_line_under_its_heading() -> None:
    text = markdown(paper(SHEET, CATALOGUE, "en", None), CATALOGUE, "en", "Europe/Berlin")
    assert text.startswith("# Tuesday\n\n2027-01-15\n")
    assert "## balance\n\n### What I take\n\n- mine to decide\n" in text
    assert "## Beside my topics" in text
    assert "### From peers, in order\n\n- you may say no\n- me too\n" in text
    assert "\n\n\n" not in text


def test_words_are_never_read_as_markdown() -> None:
    """`# 1 * <b>` arrives as it was written, and a line break starts no new heading."""
    sheet = Sheet(
        title="<b>", start=START, language="en", next_date=None,
        sections=(Section(keyword="k", lines=(Line(text="a\n# b *c* [d](e)", kind="note"),)),),
    )  # fmt: skip
    text = markdown(paper(sheet, CATALOGUE, "en", None), CATALOGUE, "en", "UTC")
    assert text.startswith(r"# \<b\>")
    assert r"- a \# b \*c\* \[d\](e)" in text


def test_apostrophes_are_not_escaped_as_in_html() -> None:
    sheet = Sheet(
        title="l'atelier & co", start=START, language="fr", next_date=None,
        sections=(Section(keyword="k", lines=(Line(text="c'est", kind="note"),)),),
    )  # fmt: skip
    text = markdown(paper(sheet, CATALOGUE, "fr", None), CATALOGUE, "fr", "UTC")
    assert "l'atelier & co" in text
    assert "- c'est" in text
