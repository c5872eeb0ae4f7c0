"""`talkingpiece check`: every problem with file, line and hint; the exit code says if any."""

from pathlib import Path

import pytest
from tests.drawn import png

from talkingpiece.cli import main

SOUND = """\
format: tiny
version: 1
title: {en: "Tiny"}
duration: [5, 10, 20]
capacity: {min: 2, ideal: [3, 6], soft_max: 8, hard_max: 10}
privacy: sealed
roles: {facilitator: {min: 1}}
flow:
- id: circle
  title: {en: "Circle"}
  use: round
  minutes: [1, 3, 5]
  with: {per_turn: {soft: 20, hard: 40}, items: {kind: word}}
  rules: ring
  exit: [round_done]
"""


@pytest.fixture(autouse=True)
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TALKINGPIECE_FORMATS_DIR", str(tmp_path / "formats"))


def test_a_sound_file_is_said_to_be_sound(capsys: pytest.CaptureFixture[str]) -> None:
    Path("tiny.yaml").write_text(SOUND)

    assert main(["check", "tiny.yaml"]) == 0
    assert capsys.readouterr().out == "tiny.yaml: tiny is sound: phase circle, in en\n"


def test_a_picture_is_looked_at_beside_its_declaration(capsys: pytest.CaptureFixture[str]) -> None:
    picture = 'picture: {file: ring.png, alt: {en: "A ring"}, author: Ann, licence: CC0-1.0}'
    Path("one").mkdir()
    Path("one/tiny.yaml").write_text(SOUND.replace("version: 1", f"version: 1\n{picture}"))

    assert main(["check", "one/tiny.yaml"]) == 1
    assert "one/tiny.yaml:3: ring.png: there is no such file" in capsys.readouterr().out
    Path("one/ring.png").write_bytes(png())
    assert main(["check", "one"]) == 0


def test_every_problem_is_said_with_line_and_hint(capsys: pytest.CaptureFixture[str]) -> None:
    text = SOUND.replace("privacy: sealed", "privcy: sealed").replace("rules: ring", "rules: rng")
    Path("tiny.yaml").write_text(text)

    assert main(["check", "tiny.yaml"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        'tiny.yaml:1: "privacy" is missing',
        'tiny.yaml:6: unknown key "privcy" (did you mean "privacy"?)',
        'tiny.yaml:14: unknown rule "rng" (did you mean "ring"?)',
    ]


def test_several_are_checked_and_one_that_is_wrong_counts(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("tiny.yaml").write_text(SOUND)
    Path("other.yaml").write_text(SOUND.replace("exit: [round_done]", "exit: []"))

    assert main(["check", "tiny.yaml", "other.yaml", "check_in_circle"]) == 1

    said = capsys.readouterr().out
    assert "tiny.yaml: tiny is sound" in said
    assert "other.yaml:15: " in said
    assert "check_in: check_in_circle is sound" in said


def test_a_folder_is_checked_file_by_file(capsys: pytest.CaptureFixture[str]) -> None:
    """Other YAML files in it are passed over."""
    Path("family").mkdir()
    Path("family/one.yaml").write_text(SOUND)
    Path("family/cards.yaml").write_text("cards: []\n")

    assert main(["check", "family"]) == 0
    assert capsys.readouterr().out.count("is sound") == 1


def test_a_folder_without_a_declaration_is_a_mistake(capsys: pytest.CaptureFixture[str]) -> None:
    Path("empty").mkdir()

    assert main(["check", "empty"]) == 1
    assert "no declaration in this folder" in capsys.readouterr().out


def test_a_file_that_is_something_else_is_said_to_be(capsys: pytest.CaptureFixture[str]) -> None:
    Path("cards.yaml").write_text("cards: []\n")

    assert main(["check", "cards.yaml"]) == 1
    assert 'no key "format"' in capsys.readouterr().out


def test_a_file_that_is_not_there_is_said_to_be(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "nowhere.yaml"]) == 1
    assert "nowhere.yaml: cannot be read" in capsys.readouterr().out


def test_groups_come_later_and_the_plenary_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """The word is known; this version plays it with everybody together."""
    groups = "use: breakout\n  minutes: [1, 3, 5]\n  with: {size: 3}"
    round_ = SOUND[SOUND.index("use: round") : SOUND.index("\n  rules")]
    text = SOUND.replace(round_, groups).replace("[round_done]", "[facilitator]")
    Path("tiny.yaml").write_text(text)

    assert main(["check", "tiny.yaml"]) == 1
    told = capsys.readouterr().out
    assert 'activity "breakout" comes later' in told
    assert "a round or a discuss in the plenary" in told


def test_an_unknown_name_gets_a_hint(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "intervision_triag"]) == 1
    assert 'did you mean "intervision_triage"?' in capsys.readouterr().out


def test_a_format_that_is_set_aside_is_explained_by_its_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "formats").mkdir()
    (tmp_path / "formats" / "crooked.yaml").write_text("format: crooked\n")

    assert main(["check", "crooked"]) == 1
    assert 'crooked.yaml:1: "version" is missing' in capsys.readouterr().out
