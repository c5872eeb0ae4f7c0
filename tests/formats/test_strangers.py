"""Declarations that use much of the vocabulary and were written by reading the reference alone."""

from pathlib import Path

import pytest

from talkingpiece.cli import main
from talkingpiece.registry import Registry
from talkingpiece.sdk import read_declaration
from talkingpiece.sdk.writing import write_declaration
from talkingpiece.testing.simulate import Setting, report, simulate

FILES = sorted((Path(__file__).parent / "strangers").glob("*.yaml"))
PLAYS = 6


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.stem))
def test_it_is_sound(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`talkingpiece check` has nothing to say against it."""
    assert main(["check", str(file)]) == 0, capsys.readouterr().out


@pytest.mark.parametrize("rough", [False, True], ids=["calm", "rough"])
@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.stem))
def test_it_plays_to_its_end(file: Path, rough: bool) -> None:
    """With as many as it likes, and with few of whom some come late, leave, or are lost."""
    declared = read_declaration(file.read_text(encoding="utf-8"), file.name)
    people = declared.capacity.min + 1 if rough else declared.capacity.ideal[1]
    setting = Setting(
        format=declared,
        people=people,
        minutes=declared.duration[1],
        late=rough,
        leavers=rough,
        drops=rough,
    )
    figures = report(list(simulate(setting, Registry.load(), plays=PLAYS, seed=7)))
    assert figures["violation_details"] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.stem))
def test_it_can_be_saved_as_a_version_of_one_s_own(file: Path) -> None:
    """Whatever it says is said again by the file that a session's settings make of it."""
    declared = read_declaration(file.read_text(encoding="utf-8"), file.name)
    assert read_declaration(write_declaration(declared), file.name) == declared


def test_there_are_some() -> None:
    """An inner circle, lanes and dots, consent, a quiet moment first, and people who pick."""
    assert {file.stem for file in FILES} == {
        "campfire", "fishbowl", "inquiry", "looking_back", "proposal", "ronde", "werkbank",
    }  # fmt: skip
