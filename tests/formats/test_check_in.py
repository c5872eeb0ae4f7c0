"""The bundled format `check_in_circle`: one round, in three languages, and nothing is kept."""

import pytest

import talkingpiece_check_in
from talkingpiece.core.formats import Format
from talkingpiece.core.options import RoundOptions
from talkingpiece.sdk.soundness import problems_of


@pytest.fixture(scope="module")
def declared() -> Format:
    (one,) = talkingpiece_check_in.register_formats()
    return one


def test_it_is_sound(declared: Format) -> None:
    assert problems_of(declared, "check_in") == ()


def test_every_text_stands_in_three_languages(declared: Format) -> None:
    assert declared.languages == ("en", "fr", "de")


def test_the_piece_goes_round_once_and_whoever_likes_begins(declared: Format) -> None:
    assert [phase.id for phase in declared.phases()] == ["open", "circle", "close"]

    options = declared.phases()[1].options
    assert isinstance(options, RoundOptions)
    assert (options.repeat, options.start, options.piece) == ("once", "volunteer", True)


def test_nothing_is_collected(declared: Format) -> None:
    assert declared.privacy == "sealed"
    assert [phase.collect for phase in declared.phases()] == [(), (), ()]
    assert declared.outputs == ()
