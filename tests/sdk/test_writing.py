"""A format as a file: what is written is read as the same format again."""

import json
from pathlib import Path

import msgspec
import pytest

from talkingpiece.cli import main
from talkingpiece.core.formats import Condition, Format, Gate, Step
from talkingpiece.core.rules import PRESETS
from talkingpiece.registry import Registry
from talkingpiece.sdk import read_declaration
from talkingpiece.sdk.writing import as_declaration, our_version, write_declaration
from talkingpiece.testing.small import round_phase, small_format, talk_phase, topics_loop

REMARKS = {
    "en": "{title} (our version)",
    "fr": "{title} (notre version)",
    "de": "{title} (unsere Fassung)",
}
REGISTRY = Registry.load()


def without_rules(declared: Format) -> Format:
    return msgspec.structs.replace(declared, rules={})


@pytest.mark.parametrize("declared", REGISTRY.formats.values(), ids=lambda one: str(one.id))
def test_a_format_that_is_written_is_read_as_the_same(declared: Format) -> None:
    """Every bundled format: phases, loops, options, words in each language."""
    text = write_declaration(declared)
    assert read_declaration(text, "ours.yaml", REGISTRY.rules) == without_rules(declared)
    assert not any(f"\n{rule}:" in text for rule in PRESETS)


def test_every_kind_of_member_survives() -> None:
    """Conditions, gates, reserved words of Python and of YAML 1.1, quotes and line breaks."""
    when = Condition(all=(Condition(var="count.people", op="gt", value=2),))
    never = Condition(not_=Condition(var="series.index", op="in", value=(1, 2)))
    words = {"en": "on: off # 12:30 “yes” \"no\" 'y' é\\ \u2028 👋"}
    phase = round_phase(
        "first", title={"en": "true"}, when=when, prompts={"all": words}, pass_=False,
    )  # fmt: skip
    gate = Gate(need=never, say={"en": "null"})
    last = msgspec.structs.replace(round_phase("last"), gate=gate)
    declared = small_format(phase, topics_loop(talk_phase()), last, tagline={"en": "~"})
    assert read_declaration(write_declaration(declared), "ours.yaml") == declared


def test_what_is_written_is_as_short_as_what_people_write() -> None:
    """Defaults are left out; minutes stand in one line."""
    written = as_declaration(small_format(round_phase()))
    assert list(written)[:3] == ["format", "version", "title"]
    (phase,) = written["flow"]
    assert "default_on" not in phase
    assert "pass" not in phase["with"]
    assert "minutes: [2, 5, 10]" in write_declaration(small_format(round_phase()))
    json.dumps(written)


def test_our_version_has_a_name_of_its_own() -> None:
    """Beside the original in one folder, and again beside the first of ours."""
    triage = REGISTRY.formats["intervision_triage"]
    ours = our_version(triage, REMARKS)
    assert ours.id == "intervision_triage_ours"
    assert ours.title["en"] == "Intervision, triage style (our version)"
    assert ours.title["fr"] == "Intervision en triage (notre version)"
    assert all(len(name) <= 40 for name in ours.title.values())
    again = our_version(ours, REMARKS)
    assert again.id == "intervision_triage_ours_2"
    assert again.title == ours.title
    assert our_version(again, REMARKS).id == "intervision_triage_ours_3"


def test_a_long_id_stays_an_id() -> None:
    long = msgspec.structs.replace(small_format(round_phase()), id="a" * 40)
    ours = our_version(long, REMARKS)
    assert len(ours.id) <= 40
    assert our_version(ours, REMARKS).id != ours.id


@pytest.mark.parametrize("declared", REGISTRY.formats.values(), ids=lambda one: str(one.id))
def test_our_version_passes_the_check_and_is_offered(
    declared: Format, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Dropped into the formats folder it stands beside the original."""
    ours = our_version(declared, REMARKS)
    file = tmp_path / f"{ours.id}.yaml"
    file.write_text(write_declaration(ours), encoding="utf-8")
    assert main(["check", str(file)]) == 0, capsys.readouterr().out
    offered = Registry.load(tmp_path).formats
    assert {declared.id, ours.id} <= set(offered)
    steps = [s.phase.id for s in offered[ours.id].flow if isinstance(s, Step)]
    assert steps == [s.phase.id for s in declared.flow if isinstance(s, Step)]
