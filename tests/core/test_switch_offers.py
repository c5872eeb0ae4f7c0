"""What people read and may tap while the form changes."""

from tests.core.switched import SEALED, WIDE, Offering, to

from talkingpiece.core.commands import NextPhase
from talkingpiece.core.switch_asking import SwitchFormat
from talkingpiece.core.switch_offers import PACT_LINES
from talkingpiece.rendering.locales import Catalogue
from talkingpiece.testing.script import Playbook


def test_everyone_hears_of_the_new_form_until_the_next_step() -> None:
    """The sentence of A10, with the title in the reader's language."""
    t = Playbook(SEALED, Offering.load(None)).seated("ada", facilitator="fay")
    to(t, "wide")
    for person in ("ada", "fay"):
        said = t.mine(person).notices["switch_format"].say
        assert said.key == "situations.switch_format"
        assert said.values["format"].text == "wide/title"  # type: ignore[union-attr]
    t.quietly("fay", NextPhase)
    assert "switch_format" not in t.mine("ada").notices


def test_the_stricter_pact_is_read_sentence_by_sentence() -> None:
    """By everyone who has not said yes; the lead sees a number, never names."""
    t = Playbook(WIDE, Offering.load(None)).seated("ada", "ben", facilitator="fay")
    t.quietly("fay", SwitchFormat, format="sealed")
    told = [value.text for value in t.mine("ada").notices["pact"].say.values.values()]  # type: ignore[union-attr]
    assert told == [f"pacts.sealed.{n}" for n in range(1, 6)]
    assert "accept_pact" in t.offers("ada")
    waiting = t.mine("fay").notices["switching"].say
    assert waiting.values["n"] == 2
    assert not {"name", "names"} & waiting.values.keys()
    assert {"cancel_switch"} <= t.offers("fay")
    assert "change_now" not in t.offers("fay")


def test_nobody_else_hears_of_it_before() -> None:
    """While the presenter gathers, the others go on undisturbed."""
    t = Playbook(SEALED, Offering.load(None)).seated("ada", "ben", facilitator="fay")
    t.quietly("fay", NextPhase).given("ada", "trust")
    t.quietly("fay", NextPhase)
    before = t.view()
    t.quietly("fay", SwitchFormat, format="wide")
    assert "basket" in t.mine("ada").notices
    assert t.mine("ben").notices == {}
    assert t.view().phase == before.phase
    assert {"change_now", "cancel_switch"} <= t.offers("fay")


def test_the_way_back_has_a_button() -> None:
    """Named after the format that was left."""
    t = Playbook(SEALED, Offering.load(None)).seated("ada", facilitator="fay")
    to(t, "wide")
    label = t.mine("fay").offers["switch_back"].label
    assert label.values["format"].text == "sealed/title"  # type: ignore[union-attr]
    assert "switch_back" not in t.offers("ada")


def test_every_pact_is_read_to_its_end() -> None:
    """As many sentences as the catalogue has."""
    keys = Catalogue.load().keys
    for privacy, lines in PACT_LINES.items():
        assert f"pacts.{privacy}.{lines}" in keys
        assert f"pacts.{privacy}.{lines + 1}" not in keys
        assert f"switch.pact_lines_{lines}" in keys
