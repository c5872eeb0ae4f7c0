"""The page about the formats: an anchor for each, and where to see first how it goes."""

import re
from pathlib import Path

import pytest
from tests.drawn import png

from talkingpiece.registry import Registry
from talkingpiece.rendering.locales import Catalogue
from talkingpiece.rendering.pages import Asset, Pages

OURS = """
format: one_word
version: 1
title: {en: "One word"}
see_first: "https://videos.example.org/w/abc?a=1&b=2"
duration: [5, 10, 20]
capacity: {min: 2, ideal: [3, 6], soft_max: 8, hard_max: 10}
privacy: group
roles: {facilitator: {min: 1, max: 1}}
flow:
- id: words
  title: {en: "Words"}
  use: round
  minutes: [2, 5, 10]
  with: {per_turn: {soft: 30, hard: 60}, items: {kind: word}}
  rules: ring
  exit: [round_done, facilitator]
  prompts: {speaker: {en: "One word."}}
"""


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    (tmp_path / "one_word.yaml").write_text(OURS, encoding="utf-8")
    return Registry.load(tmp_path)


def about(registry: Registry, locale: str = "en", *, rehearse: bool = False) -> str:
    pages = Pages(
        Catalogue.load(), registry, lambda name: Asset(f"/static/{name}", "x"), rehearse=rehearse
    )
    return pages.about(locale)


def section(html: str, format_id: str) -> str:
    """What the page tells of one format."""
    found = re.search(rf'<section[^>]*"format-{format_id}">.*?</section>', html, re.DOTALL)
    assert found is not None
    return found[0]


def test_each_format_has_its_anchor_once(registry: Registry) -> None:
    html = about(registry)
    assert sorted(re.findall(r' id="format-([^"]+)"', html)) == sorted(registry.formats)
    assert len(set(re.findall(r' id="([^"]+)"', html))) == len(re.findall(r' id="([^"]+)"', html))


def test_a_video_of_the_community_is_a_link_that_names_its_host(registry: Registry) -> None:
    """It is followed or not; nothing of it is in the page, and it is not told where one came from.

    Formats without one have none.
    """
    html = about(registry, "fr")
    assert html.count("videos.example.org") == 2
    assert (
        '<a href="https://videos.example.org/w/abc?a=1&amp;b=2" target="_blank"'
        ' rel="noopener noreferrer">À voir d’abord, sur videos.example.org</a>'
    ) in section(html, "one_word")
    assert not re.search(r"<(iframe|video|embed|object|img)[^>]*example", html)
    assert "see-first" not in section(html, "check_in_circle")


def test_a_picture_stands_there_with_its_credit(registry: Registry, tmp_path: Path) -> None:
    """In the reader's language, as far as the format has it; formats without one have no gap."""
    words = """picture:
  file: ring.png
  alt: {en: "A ring of <chairs>"}
  author: "Ann & Bob"
  licence: CC-BY-4.0
  source: https://example.org/chairs
"""
    assert "<figure" not in about(registry)
    (tmp_path / "ring.png").write_bytes(png(60, 40))
    (tmp_path / "one_word.yaml").write_text(OURS + words, encoding="utf-8")
    told = section(about(registry, "de"), "one_word")
    (url,) = re.findall(r'<img src="(/pictures/[0-9a-f]{20}\.png)"', told)
    assert registry.picture(url.removeprefix("/pictures/")) == registry.picture_of("one_word")
    assert 'alt="A ring of &lt;chairs&gt;" width="60" height="40"' in told
    credit = "<figcaption>Bild: Ann &amp; Bob, CC-BY-4.0 · "
    source = '<a href="https://example.org/chairs" target="_blank" rel="noopener noreferrer">'
    assert f"{credit}{source}example.org</a></figcaption>" in told
    assert about(registry).count("<figure") == 1


def test_where_rehearsals_are_offered_it_may_be_tried(registry: Registry) -> None:
    """The link leads to the button that rehearses, with this format chosen."""
    link = '<a href="/?lang=de&amp;format=mentoring_last#rehearse">'
    assert link in section(about(registry, "de", rehearse=True), "mentoring_last")
    assert "#rehearse" not in about(registry, "de")


def test_whoever_chooses_a_format_is_led_to_what_is_told_of_it(registry: Registry) -> None:
    pages = Pages(Catalogue.load(), registry, lambda name: Asset(f"/static/{name}", "x"))
    home = pages.home("de")
    told = set(re.findall(r' id="format-([^"]+)"', pages.about("de")))
    linked = re.findall(r'href="/about\?lang=de#format-([^"]+)"', home)
    assert set(linked) <= told
    assert {"one_word", "intervision_triage"} <= set(linked)
