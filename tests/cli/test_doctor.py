"""`talkingpiece doctor` for the installation, for a token, and for what Jitsi keeps."""

import base64
import json
import time
from pathlib import Path
from typing import Any

import pytest

from talkingpiece.cli import main
from talkingpiece.platforms.jitsi.privacy import KEPT


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def examined(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any]]:
    code = main(["doctor", "--json", *words])
    told = json.loads(capsys.readouterr().out)
    return code, {finding["id"]: finding for finding in told["findings"]}


def test_a_new_installation_is_well_and_left_untouched(
    own_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What will be made at the first start is not made by looking."""
    code, findings = examined(capsys)
    assert {name for name, one in findings.items() if one["state"] == "bad"} <= {"widget"}
    assert code == (findings["widget"]["state"] == "bad")
    assert "first start" in findings["store"]["says"]
    assert "first start" in findings["keys"]["says"]
    assert list(own_folder.iterdir()) == []


def test_one_in_use_is_opened(own_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["keys"])
    capsys.readouterr()
    (own_folder / "kept.db").touch()
    _, findings = examined(capsys)
    assert "1 of them" in findings["keys"]["says"]


@pytest.mark.parametrize(
    "setting",
    [
        ("STORE", "sqlite:broken.db", "store", "cannot be used"),
        ("STORE", "postgresql://nobody@127.0.0.1:1/none", "store", "cannot be used"),
        ("STORE", "floppy:a", "store", "no kind of store"),
        ("STORE", "sqlite:/proc/nowhere/x.db", "store", "cannot be made"),
        ("STATE_DIR", "/proc/nowhere", "state_dir", "cannot be written"),
        ("KEY_FILE", "open.keys", "keys", "chmod 600"),
        ("KEY_FILE", "empty.keys", "keys", "no server keys"),
        ("PUBLIC_URL", "http://circle.example.org", "public_url", "no https"),
        ("ALLOW_VIRTUAL_CLOCK", "true", "clock", "clock"),
        ("JITSI_SECRET", "x" * 31, "jitsi_secret", "guessed"),
        ("JITSI_KEYS", "https://keys.example.org/", "jitsi_issuer", "nobody is named"),
    ],
)
def test_what_is_wrong_is_told(
    own_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    setting: tuple[str, str, str, str],
) -> None:  # fmt: skip
    variable, value, name, word = setting
    (own_folder / "broken.db").write_text("no database at all, but long enough to look at")
    for keys, mode in (("open.keys", 0o644), ("empty.keys", 0o600)):
        (own_folder / keys).touch(mode)
    monkeypatch.setenv(f"TALKINGPIECE_{variable}", value)
    code, findings = examined(capsys)
    assert findings[name]["state"] == "bad"
    assert word in findings[name]["says"]
    assert findings[name]["do"]
    assert code == 1


def test_a_long_secret_of_a_named_issuer_is_well_and_not_repeated(
    own_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be as short as the hash it is for (RFC 7518, 3.2)."""
    monkeypatch.setenv("TALKINGPIECE_JITSI_SECRET", "s" * 32)
    monkeypatch.setenv("TALKINGPIECE_JITSI_ISSUER", "meet")
    _, findings = examined(capsys)
    assert findings["jitsi"]["state"] == "ok"
    assert "ssss" not in str(findings)


def test_a_format_that_was_set_aside_is_named(
    own_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (own_folder / "mine").mkdir()
    (own_folder / "mine/wrong.yaml").write_text("format: wrong\n")
    monkeypatch.setenv("TALKINGPIECE_FORMATS_DIR", str(own_folder / "mine"))
    code = main(["doctor"])
    assert code == 1
    assert "was set aside" in capsys.readouterr().out


def token(header: dict[str, Any], claims: dict[str, Any]) -> str:
    parts = (json.dumps(part).encode() for part in (header, claims))
    return ".".join([*(base64.urlsafe_b64encode(p).decode().rstrip("=") for p in parts), "SIGNED"])


GOOD = {
    "iss": "us", "aud": "jitsi", "room": "*", "exp": time.time() + 3600,
    "context": {"user": {"id": "u1", "name": "Noor Planted"}},
}  # fmt: skip
HS = {"alg": "HS256"}


@pytest.mark.parametrize(
    "one",
    [
        (HS, {}, set(), "a shared secret"),
        ({"alg": "RS256", "kid": "k"}, {}, set(), "a private key"),
        ({"alg": "RS256"}, {}, {"signature"}, "which key"),
        ({"alg": "none"}, {}, {"signature"}, "nobody should accept"),
        (HS, {"exp": 1}, {"times"}, "has expired"),
        (HS, {"exp": None}, {"times"}, "never expires"),
        (HS, {"nbf": time.time() + 1800}, {"times"}, "not good yet"),
        (HS, {"exp": time.time() + 10**6}, set(), "more than a day"),
        (HS, {"room": None}, {"claims"}, "lacks room"),
        (HS, {"context": {}}, {"user"}, "names nobody"),
        (HS, {"context": {"user": {"id": "u", "moderator": "true"}}}, set(), "makes its bearer"),
    ],
)
def test_a_token_is_read_and_not_repeated(
    own_folder: Path,
    capsys: pytest.CaptureFixture[str],
    one: tuple[dict[str, Any], dict[str, Any], set[str], str],
) -> None:
    """No part of it stands in what is printed, but who made it."""
    header, changed, bad, word = one
    (own_folder / "token").write_text(token(header, GOOD | changed) + "\n")
    code = main(["doctor", "--token", "token", "--json"])
    printed = capsys.readouterr().out
    findings = json.loads(printed)["findings"]
    assert {each["id"] for each in findings if each["state"] == "bad"} == bad
    assert code == bool(bad)
    assert word in printed
    assert "SIGNED" not in printed
    assert "Noor" not in printed


@pytest.mark.parametrize("text", ["", "no token", "a.b.c", "e30.W10.x", "e30.e30"])
def test_no_token_at_all(own_folder: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    (own_folder / "token").write_text(text)
    assert main(["doctor", "--token", "token"]) == 1
    assert "That is no token" in capsys.readouterr().out


def test_what_jitsi_keeps_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """Each keeper with a way to keep less."""
    assert main(["doctor", "--privacy"]) == 0
    printed = capsys.readouterr().out
    for keeping in KEPT:
        assert keeping.who in printed
        assert keeping.less in printed
