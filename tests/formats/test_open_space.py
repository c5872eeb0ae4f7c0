"""The bundled format `open_space_session`: one question, forty people, an hour."""

import msgspec
import pytest

import talkingpiece_open_space
from talkingpiece.core.formats import Format
from talkingpiece.core.harvested import Harvest
from talkingpiece.core.ids import ListId, Ms, RoleId
from talkingpiece.core.options import PollOptions, RoundOptions
from talkingpiece.sdk.soundness import problems_of


@pytest.fixture(scope="module")
def declared() -> Format:
    (one,) = talkingpiece_open_space.register_formats()
    return one


def test_it_is_sound(declared: Format) -> None:
    assert problems_of(declared, "open_space") == ()


def test_every_text_stands_in_three_languages(declared: Format) -> None:
    assert declared.languages == ("en", "fr", "de")
    for phase in declared.phases():
        assert set(phase.title) == {"en", "fr", "de"}
        assert set(phase.script) == {"en", "fr", "de"}, "something to read aloud"


def test_the_order_of_the_phases(declared: Format) -> None:
    """Goals, a first take and others, ratings and why, themes, tips, and home."""
    assert [phase.id for phase in declared.phases()] == [
        "milling", "frame_goals", "first_take", "other_takes", "rate", "why_round", "themes",
        "tips", "wrap_up", "send_off",
    ]  # fmt: skip


def test_forty_people_are_at_home(declared: Format) -> None:
    """Twelve to forty are best, sixty sit comfortably; scribes may help."""
    capacity = declared.capacity
    assert (capacity.ideal, capacity.soft_max, capacity.hard_max) == ((12, 40), 60, 150)
    assert declared.roles[RoleId("scribe")].max == 3


def test_an_experience_is_rated_from_one_to_five(declared: Format) -> None:
    """No fist, because one is already the worst; those concerned say so themselves."""
    (rate,) = [phase for phase in declared.phases() if phase.id == "rate"]
    assert isinstance(rate.options, PollOptions)
    scale = rate.options.scale
    assert scale is not None
    assert (scale.min, scale.max, scale.fist) == (1, 5, False)
    assert (rate.options.audience, rate.options.secret) == ("self_declared", "until_close")
    assert [(what.kind, what.sees) for what in rate.collect] == [("rating", "group_anon")]


def test_the_page_says_how_to_hold_such_a_session(declared: Format) -> None:
    """In the reader's language, on the page for everybody and on no other."""
    page = Harvest(
        output="harvest_page", audience="public", title="", format=declared.id,
        format_title=declared.title, start=Ms(0), language="en", index=1, for_whom="",
        parts=(), terms={},
    )  # fmt: skip
    for locale in declared.languages:
        (section,) = talkingpiece_open_space.minutes_sections(page, locale)
        assert any(declared.title[locale] in line for line in section.lines)
    notes = msgspec.structs.replace(page, audience="group")
    assert talkingpiece_open_space.minutes_sections(notes, "en") == ()


def test_why_is_asked_from_both_ends_of_at_most_twelve(declared: Format) -> None:
    """The others may write."""
    (why,) = [phase for phase in declared.phases() if phase.id == "why_round"]
    assert isinstance(why.options, RoundOptions)
    assert (why.options.order, why.options.start) == ("by_score", "extremes")
    assert (why.options.who, why.options.sample, why.options.rest_may_write) == ("voters", 12, True)


def test_what_is_kept_is_for_the_harvest_and_nobody_s_name(declared: Format) -> None:
    """Terms, frames, whys, tips and figures; single ratings and names are not among it."""
    kept = {what.kind for phase in declared.phases() for what in phase.collect}
    assert {"term", "frame", "why", "theme", "tip", "summary", "rating"} <= kept
    assert {"individual_ratings", "names_without_optin"} <= set(declared.never_record)
    (page,) = [output for output in declared.outputs if output.to == "public"]
    assert page.needs == "facilitator_publish"


def test_a_tip_is_asked_for_with_its_reason(declared: Format) -> None:
    """What to do, and why it works; said or written."""
    (tips,) = [phase for phase in declared.phases() if phase.id == "tips"]
    assert "what to do, and why it works. Say it or write it." in tips.prompts["all"]["en"]


def test_tips_stand_in_the_order_of_endorsements(declared: Format) -> None:
    """Most endorsed first."""
    assert declared.lists[ListId("tips")].order == "votes"
    (tips,) = [phase for phase in declared.phases() if phase.id == "tips"]
    assert "endorse" in {what.kind for what in tips.collect}


def test_the_session_ends_with_thanks(declared: Format) -> None:
    """What we like, what makes it hard, the tips; then thanks, and where the notes will be."""
    wrap_up, send_off = declared.phases()[-2:]
    assert wrap_up.protected_time
    assert "What works well, what makes it hard" in wrap_up.prompts["facilitator"]["en"]
    assert send_off.script["en"].startswith("Thank you all.")
    assert "session page" in send_off.prompts["all"]["en"]
