"""The pages around the table: home, room, sheet, series, about, error.

Whole HTML documents without anything of a session in them: tokens stand in fragments, which the
server never sees; scripts fetch the rest. No inline script; the styles of the room page alone are
written into it.
"""

import re
from collections.abc import Callable
from html import escape
from typing import get_args

import msgspec

from talkingpiece.core.formats import Format, Need
from talkingpiece.core.ids import Ms
from talkingpiece.core.sheets import SeriesMemory
from talkingpiece.registry import Registry
from talkingpiece.rendering.cards import Card, card_of, shown
from talkingpiece.rendering.choosing import Wish, families, ranked
from talkingpiece.rendering.environment import render
from talkingpiece.rendering.kept import kept_card
from talkingpiece.rendering.locales import Catalogue
from talkingpiece.rendering.next_time import kept_lists, proposal

NEEDS = get_args(Need)
NO_WISH = Wish()
ARRIVING = ("arrival.", "privacy.", "pacts.", "byes.", "buttons.join", "rehearsal.about")
"""The words of whoever is not at the table yet."""
WRITTEN_IN = ("ground.css", "inside.css")
"""The styles that stand in the room's page itself, byte for byte: its policy names their hashes."""
ROOM_FILES = ("room.js", *WRITTEN_IN)
"""What the room's page is made of."""
ANY_ROOM = "any-room"
"""Stands in the room's page until its room is known."""
LANGUAGE_NAMES = {"en": "English", "fr": "Français", "de": "Deutsch"}
"""What languages call themselves; others are shown by their tag."""

_WISH = re.compile(r"^([a-z]{1,8}(?:-[a-z0-9]{1,8})*)(?:;q=([01](?:\.\d{0,3})?))?$")


class Asset(msgspec.Struct, frozen=True):
    """A built file: its address, which changes with its content, and its integrity.

    *text* is what is in it, for styles that are written into a page.
    """

    url: str
    integrity: str
    text: str = ""


class Pages:
    """Renders every page in every language.

    *asset* finds a built file by its plain name (`home.js`); *locales* are the languages offered,
    the first one is the fallback.
    *call_domain*: the Jitsi deployment that is offered, if one is set.
    *link_days*: how long links open; *memory_only*: nothing is written down at all.
    *home*: our address as people see it, for links out of a panel that stands elsewhere.
    *theme*: the address of a stylesheet that sets colours, if there is one.
    *rehearse*: whether rehearsals with simulated people are offered.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        registry: Registry,
        asset: Callable[[str], Asset],
        locales: tuple[str, ...] = ("en", "fr", "de"),
        forget_hours: int = 24,
        *,
        rehearse: bool = False,
        call_domain: str = "",
        link_days: int = 30,
        memory_only: bool = False,
        home: str = "",
        theme: str = "",
    ) -> None:
        self._catalogue = catalogue
        self._registry = registry
        self._asset = asset
        self._locales = locales
        self._forget_hours = forget_hours
        self._rehearse = rehearse
        self._call_domain = call_domain
        self._link_days = link_days
        self._memory_only = memory_only
        self._home = home
        self._theme = theme
        self._room_pages: dict[str, tuple[tuple[Asset, ...], str]] = {}

    def locale(self, chosen: str, wishes: str) -> str:
        """The language for somebody who has *chosen* one (or ""), else what the browser *wishes*.

        *wishes* is an `Accept-Language` header.
        """
        for tag in (chosen.lower(), *_by_weight(wishes)):
            for offered in self._locales:
                if tag and tag.split("-")[0] == offered.lower().split("-")[0]:
                    return offered
        return self._locales[0]

    def cards(self, locale: str, wish: Wish = NO_WISH) -> tuple[Card, ...]:
        """The formats offered, with their words: what fits *wish* first, then the fullest evening.

        What does not fit stands lower with the reason; nothing is hidden.
        """
        self._registry.refresh()
        longest_first = sorted(self._registry.formats.values(), key=lambda one: -one.duration[1])
        cards = (self.card(each, locale) for each in longest_first)

        def say(key: str, **placed: object) -> str:
            return self._catalogue.say(key, locale, **placed)

        return ranked(cards, wish, say)

    def home(self, locale: str, wish: Wish = NO_WISH) -> str:
        """The page that starts a session, and afterwards hands out its links."""
        words = self._words(locale, "home.", "errors.") | self._invitations()
        return self._page(
            "home",
            locale,
            cards=families(self.cards(locale, wish)),
            words=words,
            rehearse=self._rehearse,
            wish=wish,
            needs=NEEDS,
        )

    def series(self, locale: str) -> str:
        """What a series carries over, and its next session."""
        words = self._words(locale, "home.", "errors.", "next_session.") | self._invitations()
        return self._page("series", locale, cards=families(self.cards(locale)), words=words)

    def next_time(self, memory: SeriesMemory | None, locale: str, now: Ms) -> dict[str, object]:
        """What the page of a series tells of *memory* in the words of *locale*."""
        if memory is None:
            return {}
        formats = self._registry.formats
        texts: dict[str, str] = {}
        for one in formats.values():
            texts |= self._registry.texts(one, locale)
        texts |= self._catalogue.texts(locale)
        return {
            "lists": kept_lists(memory.carried, formats.get(memory.format), texts),
            "proposal": proposal(memory, formats.values(), texts, now),
        }

    def room(self, locale: str, room: str) -> str:
        """The room page, with the words of arriving; the panel finds everything else by itself.

        It is the same for every room but for the id, and somebody waits for it: it is rendered once
        in each language, and again when the widget was built again.
        """
        built = tuple(self._asset(name) for name in ROOM_FILES)
        kept = self._room_pages.get(locale)
        if kept is None or kept[0] != built:
            words = self._words(locale, *ARRIVING)
            kept = (built, self._page("room", locale, room=ANY_ROOM, words=words))
            self._room_pages[locale] = kept
        return kept[1].replace(ANY_ROOM, escape(room))

    def call(self, locale: str, room: str) -> str:
        """The room page with the call beside the panel."""
        return self._page("call", locale, room=room)

    def watch(self, locale: str, room: str) -> str:
        """Where others watch a demonstration, by the token in the fragment."""
        words = self._words(locale, "gallery.", "byes.", "panel.reconnecting")
        return self._page("watch", locale, room=room, words=words)

    def panel(self, locale: str, room: str) -> str:
        """The panel by itself, for a frame in a call; it loads everything by relative addresses."""
        return self._page("panel", locale, room=room, home=self._home)

    def sheet(self, locale: str) -> str:
        """The personal sheet, opened by the token in the address's fragment."""
        return self._page("sheet", locale, words=self._words(locale, "sheet.", "errors."))

    def harvest(self, locale: str) -> str:
        """Notes of a group or a pair, or a published page, opened by the token in the fragment."""
        return self._page(
            "harvest", locale, words=self._words(locale, "harvest.", "sheet.", "errors.")
        )

    def about(self, locale: str) -> str:
        """How a session goes, and what is kept, in plain words."""
        return self._page("about", locale, cards=self.cards(locale), rehearse=self._rehearse)

    def privacy(self, locale: str) -> str:
        """What is kept, seen by whom and until when: format by format, from their labels."""
        self._registry.refresh()
        words = self._catalogue.texts(locale)
        longest_first = sorted(self._registry.formats.values(), key=lambda one: -one.duration[1])
        cards = [
            kept_card(one, {**self._registry.texts(one, locale), **words}) for one in longest_first
        ]
        return self._page(
            "privacy",
            locale,
            cards=cards,
            link_days=self._link_days,
            memory_only=self._memory_only,
        )

    def error(self, locale: str, status: int) -> str:
        """A page for an HTTP status from 400 on, in human words."""
        kind = "not_found" if status == 404 else "server" if status >= 500 else "other"
        return self._page("error", locale, kind=kind)

    def _page(self, name: str, locale: str, **values: object) -> str:
        def say(key: str, **placed: object) -> str:
            return self._catalogue.say(key, locale, **placed)

        return render(
            f"{name}.html",
            page=name,
            locale=locale,
            locales=[(tag, LANGUAGE_NAMES.get(tag, tag)) for tag in self._locales],
            say=say,
            asset=self._asset,
            theme=self._theme,
            forget_hours=self._forget_hours,
            call_domain=self._call_domain,
            **values,
        )

    def _words(self, locale: str, *groups: str) -> dict[str, str]:
        texts = self._catalogue.texts(locale)
        return {key: words for key, words in texts.items() if key.startswith(groups)}

    def _invitations(self) -> dict[str, str]:
        """The words of an invitation in each language offered: `invitation.link@fr`.

        It is written in the session's language, which need not be the page's.
        """
        found: dict[str, str] = {}
        for tag in self._locales:
            spoken = self._words(tag, "invitation.", "home.when", "home.title_neutral")
            found |= {f"{key}@{tag}": words for key, words in spoken.items()}
            for card in self.cards(tag):
                found[f"{card.id}/title@{tag}"] = card.title
                found[f"{card.id}/tagline@{tag}"] = card.tagline
        return found

    def card(self, offered: Format, locale: str) -> Card:
        """A format as people choose it, in the words of *locale*."""
        registry, picture = self._registry, None
        image = registry.picture_of(offered.id)
        if image is not None and offered.picture is not None:
            alt = registry.spoken(offered.picture.alt, f"{offered.id}/picture", locale)
            picture = shown(offered.picture, image, alt)
        return card_of(offered, registry.texts(offered, locale), picture)


def _by_weight(header: str) -> list[str]:
    """The tags of an `Accept-Language` header, the most wanted first; nonsense is left out."""
    found: list[tuple[float, str]] = []
    for part in header[:500].lower().split(","):
        match = _WISH.match(part.replace(" ", ""))
        if match and (weight := float(match[2] or 1)) > 0:
            found.append((-weight, match[1]))
    return [tag for _, tag in sorted(found, key=lambda each: each[0])]
