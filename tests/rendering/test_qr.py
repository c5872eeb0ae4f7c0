"""A QR code is an SVG that the pages' content security policy lets be."""

from xml.etree import ElementTree as ET

from talkingpiece.rendering.qr import MAX_CHARS, qr_svg

LINK = "https://talking.example.org/rooms/abcdefgh1234#" + "Ab-_" * 65


def test_a_code_is_one_svg_without_styles_or_scripts() -> None:
    drawn = ET.fromstring(qr_svg(LINK))  # noqa: S314 - we have just made it
    assert drawn.tag.endswith("svg")
    assert drawn.get("viewBox")
    assert not [each for each in drawn.iter() if each.get("style") or each.tag.endswith("script")]


def test_another_link_is_another_code() -> None:
    assert qr_svg(LINK) != qr_svg(LINK + "x")
    assert qr_svg(LINK) == qr_svg(LINK)


def test_the_link_stands_nowhere_in_readable_letters() -> None:
    assert "rooms" not in qr_svg(LINK)


def test_the_longest_text_still_makes_a_code() -> None:
    assert qr_svg("x" * MAX_CHARS).startswith("<svg")
