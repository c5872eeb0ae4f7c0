"""What an administrator copies from deploy/ and types from the how-tos: it names what is there."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from talkingpiece.cli import COMMANDS, main
from talkingpiece.settings import load_settings

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
HOW_TO = ROOT / "docs" / "how-to"
COMPOSE_OWN = {"TALKINGPIECE_URL", "TALKINGPIECE_JITSI", "TALKINGPIECE_IMAGE"}
NGINX = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")


def environment(text: str) -> dict[str, str]:
    """Every `TALKINGPIECE_NAME=value` in a file."""
    found = re.findall(r"(TALKINGPIECE_[A-Z_]+)=(\S+)", text)
    return {name: value for name, value in found if name not in COMPOSE_OWN}


@pytest.mark.parametrize("name", ["Containerfile", "talkingpiece.yml", "talkingpiece.service"])
def test_only_settings_that_exist_are_set(tmp_path: Path, name: str) -> None:
    text = (DEPLOY / name).read_text(encoding="utf-8").replace("${TALKINGPIECE_JITSI}", "x.example")
    given = environment(re.sub(r"\$\{TALKINGPIECE_JITSI:[^}]*\}", "jitsi.example", text))
    given["TALKINGPIECE_PUBLIC_URL"] = "https://circle.example"
    settings = load_settings(given | {"HOME": str(tmp_path)}, tmp_path)
    if "TALKINGPIECE_KEY_FILE" in given:
        assert not settings.key_file.is_relative_to(settings.state_dir)


def test_the_image_runs_as_nobody_and_stops_gently() -> None:
    lines = (DEPLOY / "Containerfile").read_text(encoding="utf-8").splitlines()
    users = [line for line in lines if line.startswith("USER ")]
    assert users == ["USER 10001:10001"]
    assert "STOPSIGNAL SIGTERM" in lines
    assert any("/ready" in line for line in lines)
    copied = [word for line in lines for word in re.findall(r"-r (\S+\.txt)", line)]
    assert copied
    assert all((ROOT / name).is_file() for name in copied)
    ignored = (DEPLOY / "Containerfile.dockerignore").read_text(encoding="utf-8").split()
    assert {".git", ".venv"} <= set(ignored)


def test_the_compose_file_stands_beside_jitsis() -> None:
    """On its network, with nothing to write to but two volumes, reached from this machine only."""
    compose: dict[str, Any] = YAML(typ="safe").load(DEPLOY / "talkingpiece.yml")
    [(name, service)] = compose["services"].items()
    assert name == "talkingpiece"  # as `jitsi snippet --platform docker` calls it
    assert "meet.jitsi" in service["networks"]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    assert {volume.split(":")[0] for volume in service["volumes"]} == set(compose["volumes"])


def test_the_unit_is_one(tmp_path: Path) -> None:
    program = shutil.which("systemd-analyze")
    text = (DEPLOY / "talkingpiece.service").read_text(encoding="utf-8")
    [command] = re.findall(r"^ExecStart=\S+/talkingpiece (\w+)", text, re.MULTILINE)
    assert command in COMMANDS
    if program is None:
        pytest.skip("there is no systemd on this machine")
    unit = tmp_path / "talkingpiece.service"
    unit.write_text(re.sub(r"^ExecStart=.*", "ExecStart=/bin/true", text, flags=re.MULTILINE))
    told = subprocess.run([program, "verify", unit], capture_output=True, text=True, check=False)
    assert [line for line in told.stderr.splitlines() if "talkingpiece.service" in line] == []


@pytest.mark.skipif(NGINX is None, reason="there is no nginx on this machine")
def test_the_nginx_site_is_one(tmp_path: Path) -> None:
    """As it stands, but for the certificates that this machine does not have."""
    site = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    site = re.sub(r"\s*ssl_certificate\S* [^;]*;|\s*listen \[::\][^;]*;", "", site)
    site = re.sub(r"listen [^;]*;", "listen 127.0.0.1:18443;", site)
    site = site.replace("/var/log/nginx/", f"{tmp_path}/")
    whole = f"pid nginx.pid; events {{}} http {{ access_log off; {site} }}"
    (tmp_path / "nginx.conf").write_text(whole)
    words = [str(NGINX), "-t", "-p", str(tmp_path), "-c", "nginx.conf", "-e", "errors.log"]
    told = subprocess.run(words, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr


def typed() -> list[str]:
    """Every command of ours in the how-tos about Jitsi and servers, as it is typed."""
    pages = [*HOW_TO.glob("*j*t*si*.md"), HOW_TO / "jaas.md", HOW_TO / "run-your-own-server.md"]
    text = "\n".join(page.read_text(encoding="utf-8") for page in sorted(set(pages)))
    blocks = re.findall(r"```console\n(.*?)```", text, re.DOTALL)
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    return sorted({line for line in lines if re.match(r"talkingpiece (jitsi|doctor)", line)})


@pytest.mark.parametrize("line", typed())
def test_what_the_pages_print_can_be_typed(
    line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The doctor goes nowhere from here; its arguments are read all the same."""
    monkeypatch.setattr("talkingpiece.cli.doctor.run", lambda arguments: 0)
    words = re.sub(r"\s*(?:>|\||#).*", "", line).split()[1:]
    assert main(words) == 0
    printed = capsys.readouterr().out
    assert words[0] == "doctor" or "set -e" in printed


def test_the_pages_show_both() -> None:
    """So that the test above is not about nothing."""
    lines = " ".join(typed())
    assert "jitsi snippet" in lines
    assert "--remove" in lines
    assert "doctor https://" in lines
