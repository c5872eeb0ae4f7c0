"""`talkingpiece serve`: says where it listens, or in one sentence why it cannot."""

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from talkingpiece.cli import main


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_it_prints_the_address_when_it_listens_and_stops_on_a_signal(own_folder: Path) -> None:
    """Port 0 takes a free one; what is printed can be opened at once."""
    command = [sys.executable, "-m", "talkingpiece", "serve", "--port", "0"]
    with subprocess.Popen(
        command, cwd=own_folder, env=dict(os.environ), stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    ) as running:  # fmt: skip
        assert running.stdout is not None
        url = running.stdout.readline().split()[4]
        with urllib.request.urlopen(f"{url}/health", timeout=5) as answer:  # noqa: S310  ours
            assert answer.status == 200
        running.send_signal(signal.SIGINT)
        assert running.wait(10) == 0
    assert (own_folder / ".local/state/talkingpiece/talkingpiece.db").exists()
    assert (own_folder / ".config/talkingpiece/server.keys").exists()


def test_who_is_sent_elsewhere_may_finish_first(own_folder: Path) -> None:
    """After SIGTERM, /ready says no for as long as a load balancer needs; then all is closed."""
    command = [sys.executable, "-m", "talkingpiece", "serve", "--port", "0"]
    env = os.environ | {"TALKINGPIECE_DRAIN_SECONDS": "2"}
    with subprocess.Popen(command, cwd=own_folder, env=env, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True) as running:  # fmt: skip
        assert running.stdout is not None
        url = running.stdout.readline().split()[4]
        running.send_signal(signal.SIGTERM)
        assert status(f"{url}/ready") == 503
        assert status(f"{url}/health") == 200
        assert running.wait(10) == 0


def status(url: str) -> int:
    """Asked until the signal has been noticed."""
    for _ in range(100):
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310  ours
                found = int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        if not url.endswith("/ready"):
            return found
    return found


def test_a_taken_port_is_told(own_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", "--port", str(port), "--store", "memory:"]) == 2
    assert f"something listens on 127.0.0.1:{port} already" in capsys.readouterr().err


@pytest.mark.parametrize(
    "store, sentence",
    [("sqlite:/dev/null/rooms.db", "cannot open"), ("floppy:a", "is no kind of store")],
)
def test_a_store_that_cannot_be_opened_is_told(
    own_folder: Path, capsys: pytest.CaptureFixture[str], store: str, sentence: str
) -> None:
    assert main(["serve", "--port", "0", "--store", store]) == 2
    assert sentence in capsys.readouterr().err


def test_a_key_file_that_others_may_read_is_told(
    own_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = own_folder / "server.keys"
    keys.write_text("")
    keys.chmod(0o644)
    monkeypatch.setenv("TALKINGPIECE_KEY_FILE", str(keys))
    assert main(["serve", "--port", "0", "--store", "memory:"]) == 2
    assert "chmod 600" in capsys.readouterr().err
