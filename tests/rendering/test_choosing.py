"""Formats are chosen by what is needed; what does not fit stands lower, with the reason."""

from typing import get_args

from msgspec.structs import replace

from talkingpiece.core.formats import Need
from talkingpiece.registry import Registry
from talkingpiece.rendering.cards import Card
from talkingpiece.rendering.choosing import Wish, families, ranked, wish_of
from talkingpiece.rendering.locales import Catalogue
from talkingpiece.rendering.pages import Asset, Pages

CATALOGUE = Catalogue.load()
PAGES = Pages(CATALOGUE, Registry.load(), lambda name: Asset(f"/static/{name}", "sha384-abc"))
COACHING = Card(
    id="coaching", title="Coaching", tagline="", least=40, usual=45, most=60, people=(3, 6),
    privacy="sealed", runs=(), needs=("help_one_person",),
)  # fmt: skip
TRIAGE = replace(COACHING, id="triage", least=60, usual=120, most=150, people=(4, 8))
CIRCLE = replace(COACHING, id="circle", least=8, usual=15, people=(2, 25), needs=("check_in",))
FIRST = replace(COACHING, id="first", title="First", family="mentoring", people=(2, 2))
LATER = replace(FIRST, id="later", title="Later")
WISH = Wish(need="help_one_person", people=5, minutes=45)


def say(key: str, **values: object) -> str:
    return CATALOGUE.say(key, "en", **values)


def test_five_people_forty_five_minutes_help_one_person_think() -> None:
    """What fits comes first; nothing is hidden (experience.md 26)."""
    cards = ranked([TRIAGE, CIRCLE, COACHING], WISH, say)
    assert [card.id for card in cards] == ["coaching", "triage", "circle"]
    assert [card.misfits for card in cards] == [
        (),
        ("Needs at least 60 minutes.",),
        ("Made for something else.",),
    ]


def test_without_a_wish_nothing_is_said_against_a_format() -> None:
    """The order is the usual one, the fullest evening first."""
    cards = PAGES.cards("en")
    assert not any(card.misfits for card in cards)
    usual = [card.usual for card in cards]
    assert usual == sorted(usual, reverse=True)


def test_numbers_have_their_reasons() -> None:
    """Too few and too many, each with the number that would do."""
    (few,) = ranked([TRIAGE], Wish(people=2), say)
    (many,) = ranked([TRIAGE], Wish(people=40), say)
    assert few.misfits == ("Needs at least 4 people.",)
    assert many.misfits == ("Works up to 8 people.",)


def test_a_family_is_one_thing_with_its_kinds() -> None:
    """Mentoring is chosen once; which meeting it is comes after."""
    (triage, mentoring) = families([TRIAGE, FIRST, LATER])
    assert triage.kinds == ()
    assert [kind[:2] for kind in mentoring.kinds] == [("first", "First"), ("later", "Later")]
    assert all(usual >= least > 0 for _, _, usual, least in mentoring.kinds)


def test_what_stands_in_an_address_is_read_kindly() -> None:
    """Nonsense says nothing."""
    assert wish_of({"need": "decide", "people": "5", "minutes": "45"}).people == 5
    assert wish_of({"people": "-3", "minutes": "soon"}) == Wish()
    assert wish_of({"people": "99999999"}) == Wish()


def test_every_need_has_words() -> None:
    """In the closed list of declarations, and on the page."""
    assert {f"needs.{need}" for need in get_args(Need)} <= CATALOGUE.keys


def test_the_page_works_without_a_script() -> None:
    """The form sends the wish with the address, and the page comes back sorted."""
    page = PAGES.home("en", Wish(need="check_in", people=5, minutes=20))
    assert 'method="get"' in page
    assert page.index('value="check_in_circle"') < page.index('value="intervision_triage"')
    assert "Needs at least 60 minutes." in page
    assert 'value="check_in" selected' in page
