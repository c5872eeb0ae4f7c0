"""`talkingpiece demo`: the same server, with simulated people, and nothing on the disk."""

import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_it_prints_an_address_whose_page_offers_to_rehearse(own_folder: Path) -> None:
    """Without `--store` it keeps its sessions in memory."""
    command = [sys.executable, "-m", "talkingpiece", "demo", "--port", "0"]
    with subprocess.Popen(
        command, cwd=own_folder, env=dict(os.environ), stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    ) as running:  # fmt: skip
        assert running.stdout is not None
        url = running.stdout.readline().split()[4]
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310  ours
            assert b"rehearse-go" in answer.read()
        running.send_signal(signal.SIGINT)
        assert running.wait(10) == 0
    assert not list(own_folder.rglob("*.db"))
