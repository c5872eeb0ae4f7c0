"""The command line itself: it names its commands, and imports one only when it is called."""

import subprocess
import sys
from pathlib import Path

import pytest

from talkingpiece import __version__
from talkingpiece.cli import COMMANDS, main


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--help"])

    assert left.value.code == 0
    shown = capsys.readouterr().out
    assert all(name in shown and summary in shown for name, summary in COMMANDS.items())


def test_the_version_is_the_packages(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--version"])

    assert capsys.readouterr().out == f"talkingpiece {__version__}\n"


@pytest.mark.parametrize("words", [[], ["dance"]])
def test_without_a_command_it_says_how(words: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(words)

    assert left.value.code == 2


def test_a_command_is_imported_only_when_it_is_called() -> None:
    """`talkingpiece formats` starts fast, and works where the server's libraries are broken."""
    program = (
        "import sys; from talkingpiece.cli import main; "
        "assert main(['formats', 'show', 'check_in_circle']) == 0; "
        "assert not {'aiohttp', 'jinja2', 'talkingpiece.server'} & sys.modules.keys()"
    )

    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)

    assert ended.returncode == 0, ended.stderr.decode()


def test_a_wrong_setting_is_told_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TALKINGPIECE_PORT", "many")

    assert main(["formats"]) == 2
    assert capsys.readouterr().err.startswith("talkingpiece: port: ")
