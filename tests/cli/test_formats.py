"""`talkingpiece formats`: what is offered, for people and for programs, and why one is not."""

import json
from importlib import resources
from pathlib import Path

import pytest

from talkingpiece.cli import main
from talkingpiece.cli.formats import as_json
from talkingpiece.registry import Registry


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation with an empty formats folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TALKINGPIECE_FORMATS_DIR", str(tmp_path / "formats"))
    (tmp_path / "formats").mkdir()
    return tmp_path / "formats"


def test_the_list_names_each_format(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["formats"]) == 0

    listed = " ".join(capsys.readouterr().out.split())
    assert "intervision_triage Intervision, triage style 4–10 people 60–150 min" in listed
    assert "Set aside" not in listed


def test_json_has_the_documented_shape(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["formats", "--json"]) == 0

    read = json.loads(capsys.readouterr().out)
    assert set(read) == {"formats"}
    by_id = {one["id"]: one for one in read["formats"]}
    assert by_id["intervision_triage"] == {
        "id": "intervision_triage",
        "title": "Intervision, triage style",
        "people": {"min": 4, "ideal": [5, 7], "soft_max": 8, "hard_max": 10},
        "minutes": [60, 120, 150],
        "languages": ["en", "fr", "de"],
        "problems": [],
    }
    assert by_id["check_in_circle"]["problems"] == []


def test_what_is_set_aside_is_listed_with_its_reasons(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also a file whose format could not be read at all, in the same shape."""
    (folder / "crooked.yaml").write_text("format: crooked\nversion: one\n")

    assert main(["formats", "--json"]) == 0
    crooked = json.loads(capsys.readouterr().out)["formats"][-1]
    assert crooked["id"] == "crooked"
    assert set(crooked) == {"id", "title", "people", "minutes", "languages", "problems"}
    assert any(line.startswith("crooked.yaml:2: ") for line in crooked["problems"])

    assert main(["formats"]) == 0
    captured = capsys.readouterr()
    assert "Set aside:\n  crooked\n    crooked.yaml:1: " in captured.out
    assert captured.err == ""


def test_a_file_that_broke_is_one_entry_with_problems(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its last sound version is still offered, and what is wrong with the file is said there."""
    bundled = resources.files("talkingpiece_check_in") / "format.yaml"
    text = bundled.read_text(encoding="utf-8").replace("check_in_circle", "our_circle")
    (folder / "ours.yaml").write_text(text, encoding="utf-8")
    registry = Registry.load(folder)
    (folder / "ours.yaml").write_text(text.replace("privacy: sealed", "privacy: secret"), "utf-8")
    registry.refresh()

    listed = json.loads(as_json(registry))["formats"]

    (ours,) = [one for one in listed if one["id"] == "our_circle"]
    assert ours["title"] == "Check-in circle"
    assert "privacy" in ours["problems"][0]


def test_titles_come_in_the_language_asked_for(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["formats", "--language", "fr-CH"]) == 0

    assert "Intervision en triage" in capsys.readouterr().out


def test_one_format_is_shown_as_a_table(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["formats", "show", "intervision_triage"]) == 0

    shown = capsys.readouterr().out
    assert "for each of topics" in shown
    assert "  Clarify" in shown
    assert "8 min (3–15)" in shown


def test_showing_one_that_is_set_aside_says_why(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "crooked.yaml").write_text("format: crooked\nversion: one\n")

    assert main(["formats", "show", "crooked"]) == 1
    assert '"version" is a whole number, not "one"' in capsys.readouterr().out


def test_showing_one_that_is_not_there_says_so(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["formats", "show", "nothing"]) == 1
    assert "there is no format nothing" in capsys.readouterr().out


def test_other_words_are_answered_with_the_usage(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["formats", "delete", "everything"]) == 2
    assert "usage:" in capsys.readouterr().out
