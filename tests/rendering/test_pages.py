"""The pages render in every language, escape everything, and say nothing of a session."""

import json
import re
from html.parser import HTMLParser

import msgspec
import pytest

from talkingpiece.core.formats import Format
from talkingpiece.registry import Registry
from talkingpiece.rendering.locales import Catalogue
from talkingpiece.rendering.pages import ANY_ROOM, WRITTEN_IN, Asset, Pages

LANGUAGES = ("en", "fr", "de")
NAMES = ("home", "series", "room", "sheet", "about", "privacy", "error")
EVIL = '<script>alert("x")</script>'


class Reader(HTMLParser):
    """What of a page matters here."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.load()


@pytest.fixture(scope="module")
def pages(registry: Registry) -> Pages:
    return Pages(Catalogue.load(), registry, asset)


def asset(name: str) -> Asset:
    return Asset(f"/static/{name}", "sha384-abc", f"/* {name} */")


def rendered(pages: Pages, name: str, locale: str) -> str:
    match name:
        case "room":
            return pages.room(locale, "abcdef123456")
        case "error":
            return pages.error(locale, 404)
        case _:
            page: str = getattr(pages, name)(locale)
            return page


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    return reader


@pytest.mark.parametrize("locale", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_page_renders_in_every_language(pages: Pages, name: str, locale: str) -> None:
    """No key and no unfilled placeholder reaches a screen."""
    page = read(rendered(pages, name, locale))
    assert ("html", {"lang": locale}) in page.tags
    shown = " ".join(word for word in page.words if not word.strip().startswith("{"))
    assert not re.search(r"\{[a-z_]+\}", shown)
    assert not re.search(
        r"\b(home|sheet|about|errors|next_session|privacy|kept|kept_[a-z]+|kinds)\.[a-z]", shown
    )


@pytest.mark.parametrize("name", NAMES)
def test_no_page_has_inline_scripts_or_styles(pages: Pages, name: str) -> None:
    """The content security policy allows neither; texts for scripts are a block that never runs.

    The room's page has exactly those styles inside whose hashes its own policy names.
    """
    html = rendered(pages, name, "en")
    written = [f"/* {each} */" for each in WRITTEN_IN] if name == "room" else []
    assert re.findall(r"<style[^>]*>(.*?)</style>", html, re.DOTALL) == written
    for tag, attributes in read(html).tags:
        assert "style" not in attributes
        assert not [each for each in attributes if each.startswith("on")]
        if tag == "script" and attributes.get("type") != "application/json":
            assert attributes["src"]
            assert attributes["integrity"]


@pytest.mark.parametrize("name", NAMES)
def test_every_field_has_a_label_and_every_page_its_landmarks(pages: Pages, name: str) -> None:
    html = rendered(pages, name, "en")
    page = read(html)
    tags = [tag for tag, _ in page.tags]
    assert tags.count("main") == 1
    assert tags.count("h1") == (0 if name == "room" else 1)
    labelled = {attributes.get("for") for tag, attributes in page.tags if tag == "label"}
    for tag, attributes in page.tags:
        if tag in {"input", "select", "textarea"} and attributes.get("id") in labelled:
            continue
        if tag in {"input", "select", "textarea"} and "aria-label" not in attributes:
            inside = rf"<label[^>]*>(?:(?!</label>).)*name=\"{attributes.get('name', '-')}\""
            checkbox = rf"<label[^>]*>(?:(?!</label>).)*id=\"{attributes.get('id', '-')}\""
            assert re.search(inside, html, re.DOTALL) or re.search(checkbox, html, re.DOTALL)


@pytest.mark.parametrize("name", ["home", "series", "about", "privacy"])
def test_titles_of_formats_are_escaped(registry: Registry, name: str) -> None:
    """A declaration that somebody dropped into a folder cannot bring markup or scripts."""
    evil = registry_with(registry, EVIL)
    html = rendered(Pages(Catalogue.load(), evil, asset), name, "en")
    assert EVIL not in html
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


def test_the_room_of_an_address_is_escaped(pages: Pages) -> None:
    assert EVIL not in pages.room("en", f'"{EVIL}')
    assert '"abcdef123456"' in pages.room("en", "abcdef123456")
    assert ANY_ROOM not in pages.room("en", "abcdef123456")


def test_the_room_page_is_made_anew_when_the_widget_was_built_again(registry: Registry) -> None:
    """It is kept until then: nobody who arrives waits for it to be rendered."""
    built = ["1"]
    pages = Pages(
        Catalogue.load(), registry, lambda name: Asset(f"/static/{built[0]}-{name}", "sha384-abc")
    )
    assert "/static/1-room.js" in pages.room("en", "abcdef123456")
    built[0] = "2"
    assert "/static/2-room.js" in pages.room("en", "abcdef123456")
    assert '<html lang="de">' in pages.room("de", "abcdef123456")


def registry_with(registry: Registry, title: str) -> Registry:
    """A registry whose one format is called *title*."""

    class Offering(Registry):
        def refresh(self) -> bool:
            return False

    made = Offering.__new__(Offering)
    made.__dict__.update(registry.__dict__)
    one: Format = registry.formats["check_in_circle"]
    named = msgspec.structs.replace(one, title={"en": title}, tagline={"en": title})
    made.formats = {one.id: named}
    return made


def test_home_offers_every_format_the_longest_first(pages: Pages, registry: Registry) -> None:
    """A family stands as one; which of its kinds is meant is chosen beside it."""
    tags = read(pages.home("en")).tags
    values = [a.get("value") for tag, a in tags if a.get("name") == "format"]
    families = {one.family or one.id for one in registry.formats.values()}
    offered = [registry.formats[str(value)] for value in values]
    assert sorted(one.family or one.id for one in offered) == sorted(families)
    kinds = {str(a.get("value")) for tag, a in tags if tag == "option"}
    assert set(registry.formats) <= {*map(str, values), *kinds}
    assert values[0] == "intervision_triage"


def test_a_form_for_two_is_not_for_two_to_two(pages: Pages) -> None:
    home = pages.home("en")
    assert "2 people" in home
    assert "2 to 2" not in home


def test_without_formats_the_page_says_who_can_tell_why(registry: Registry) -> None:
    empty = Registry.load(entry_points=[])
    assert "talkingpiece formats" in Pages(Catalogue.load(), empty, asset).home("en")


def test_an_invitation_can_be_written_in_every_language(pages: Pages) -> None:
    """The session's language need not be the page's."""
    found = re.search(r'id="words">(.*?)</script>', pages.home("en"), re.DOTALL)
    assert found
    words = json.loads(found[1])
    for locale in LANGUAGES:
        assert words[f"invitation.step_1@{locale}"]
        assert words[f"intervision_triage/title@{locale}"]


@pytest.mark.parametrize(
    "chosen,wishes,expected",
    [
        ("de", "fr", "de"),
        ("", "fr-CH,fr;q=0.9,en;q=0.8", "fr"),
        ("", "ja,de;q=0.4,fr;q=0.7", "fr"),
        ("", "fr;q=0,de", "de"),
        ("xx", "", "en"),
        ("", "*;q=0.5,;;;,\u00e9", "en"),
        ("", "de-AT;q=nonsense", "en"),
    ],
)
def test_the_language_is_the_chosen_one_else_what_the_browser_wishes(
    pages: Pages, chosen: str, wishes: str, expected: str
) -> None:
    assert pages.locale(chosen, wishes) == expected


@pytest.mark.parametrize("status,key", [(404, "not_found"), (500, "server"), (405, "other")])
def test_an_error_is_said_in_human_words(pages: Pages, status: int, key: str) -> None:
    html = pages.error("de", status)
    assert Catalogue.load().say(f"errors.{key}_heading", "de") in html
    assert str(status) not in "".join(read(html).words)


def test_french_punctuation_stays_with_its_word() -> None:
    said = Catalogue.load().say("panel.where_are_we", "fr")
    assert said == "Où en est\u2011on\u00a0?"
