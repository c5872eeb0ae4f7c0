"""`talkingpiece simulate`."""

import json
from pathlib import Path

import pytest

from talkingpiece.cli import main
from talkingpiece.testing import simulate as simulating
from talkingpiece.testing.picture import Violation


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings of the machine."""
    monkeypatch.chdir(tmp_path)


def test_json_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    """The shape that others rely on; 0 when nothing was violated."""
    words = "simulate intervision_triage --people 7 --minutes 120 --plays 3 --seed 7 --json"
    assert main(words.split()) == 0
    figures = json.loads(capsys.readouterr().out)
    assert set(figures) == {
        "plays", "topics_done", "violations", "violation_details", "minutes",
        "taps_per_person_hour",
    }  # fmt: skip
    assert figures["plays"] == 3
    assert figures["violations"] == 0
    assert figures["violation_details"] == []
    assert set(figures["topics_done"]) == {"mean", "min", "max"}
    assert set(figures["minutes"]["total"]) == {"mean", "min", "max"}


def test_a_table_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    """Without further words: the format's own size and length."""
    assert main(["simulate", "check_in_circle", "--plays", "2"]) == 0
    told = capsys.readouterr().out
    assert "check_in_circle: 2 plays, 12 people, 15 minutes" in told
    assert "violations" in told


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_violations_are_told_and_make_exit_code_1(
    form: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A watcher that finds something is heard."""

    class Strict(simulating.Watcher):
        def end(self, memory: object) -> None:
            for number in range(30):
                self.violations.append(Violation(rule="skipped", at=self._now, what=f"p{number}"))

    monkeypatch.setattr(simulating, "Watcher", Strict)
    assert main(["simulate", "check_in_circle", "--plays", "1", *form]) == 1
    told = capsys.readouterr().out
    assert "play 0: skipped after" in told
    assert ("and 10 more" in told) == (form == [])


@pytest.mark.parametrize(
    "words, told",
    [
        ("check_in_circl", 'did you mean "check_in_circle"'),
        ("check_in_circle --people 1", "for 2 to 25 people"),
        ("check_in_circle --minutes 0", "0 minutes"),
        ("check_in_circle --plays 0", "plays: 1 to"),
    ],
)
def test_what_cannot_be_tried_is_exit_code_2(
    words: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """With a sentence that says why."""
    assert main(["simulate", *words.split()]) == 2
    assert told in capsys.readouterr().err


def test_a_format_that_was_set_aside_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The problems of its declaration, not only "no such format"."""
    (tmp_path / "odd.yaml").write_text("format: odd\nflow: []\n", encoding="utf-8")
    monkeypatch.setenv("TALKINGPIECE_FORMATS_DIR", str(tmp_path))
    assert main(["simulate", "odd"]) == 2
    assert "odd.yaml" in capsys.readouterr().err


def test_a_terminal_sees_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only a terminal; a pipe gets the report alone."""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert main(["simulate", "check_in_circle", "--plays", "2"]) == 0
    assert "2 of 2 plays" in capsys.readouterr().err
