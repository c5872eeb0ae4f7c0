"""What a doctor finds at a Jitsi, from one that is fit to one fault after the other."""

import asyncio
import json
from typing import Any

import pytest
from tests.server.jitsi_stand_in import HOOK, MECHANISMS, MODERATION, JitsiStandIn

from talkingpiece.cli import main
from talkingpiece.platforms.jitsi.deployment import Answer, Seen, examine
from talkingpiece.platforms.jitsi.findings import Finding, exit_code
from talkingpiece.server.visiting import visit

CSP = "Content-Security-Policy"
OURS = "https://circle.example.org"
BARE = '<html><script src="libs/app.bundle.min.js?v=8922"></script>'
ELSEWHERE = HOOK.replace('"/facilitate"', f'"{OURS}"')


async def found(aiohttp_server: Any, ours: str = OURS, **changed: Any) -> dict[str, Finding]:
    server = await aiohttp_server(JitsiStandIn(**changed).app())
    seen = await visit(str(server.make_url("/")), ours)
    return {finding.id: finding for finding in examine(seen)}


async def test_one_that_is_fit(aiohttp_server: Any) -> None:
    """Nothing is bad; what cannot be seen from outside is said to be so."""
    findings = await found(aiohttp_server)
    states = {name: finding.state for name, finding in findings.items()}
    assert states == {
        "reached": "ok", "jitsi": "ok", "external_api": "ok", "version": "ok", "embed": "ok",
        "opener": "ok", "moderation": "ok", "moderators": "note", "door": "ok", "sidecar": "ok",
        "trusted": "ok",
    }  # fmt: skip
    assert "8922" in findings["jitsi"].says
    assert "2026" in findings["version"].says
    assert exit_code(findings.values()) == 0


FAULTS: list[tuple[str, dict[str, Any], str, str, str]] = [
    ("no Jitsi", {"page": "<html>Welcome to nginx!"}, "jitsi", "bad", "no Jitsi Meet"),
    ("no API", {"api_status": 404}, "external_api", "bad", "external_api.min.js"),
    ("a page instead", {"api": "<html>"}, "external_api", "bad", "external_api.min.js"),
    ("too old", {"api": "JitsiMeetExternalAPI"}, "version", "bad", "toggle-moderation"),
    ("frames", {"headers": {"X-Frame-Options": "SAMEORIGIN"}}, "embed", "bad", OURS),
    (
        "ancestors", {"headers": {CSP: "frame-ancestors 'self'"}},
        "embed", "bad", f"Add {OURS}",
    ),
    (
        "ancestors allow us",
        {"headers": {CSP: f"frame-ancestors {OURS}/", "X-Frame-Options": "DENY"}},
        "embed", "ok", "",
    ),
    (
        "a star allows us", {"headers": {CSP: "frame-ancestors *.example.org"}},
        "embed", "ok", "",
    ),
    (
        "no microphone", {"headers": {"Permissions-Policy": "camera=(), microphone=()"}},
        "permissions", "bad", "Permissions-Policy",
    ),
    (
        "opener", {"headers": {"Cross-Origin-Opener-Policy": "same-origin"}},
        "opener", "bad", "a tab of its own",
    ),
    ("no remote mute", {"config": "config.disableRemoteMute = true"}, "moderation", "bad", "false"),
    (
        "remote mute in a comment",
        {"config": "hosts: { domain: 'meet.jitsi' }, // disableRemoteMute: true"},
        "moderation", "ok", "",
    ),
    ("no config", {"config": ""}, "config", "unknown", "/config.js"),
    ("no moderation", {"bosh": [MECHANISMS, "<success/>"]}, "moderation", "bad", "av_moderation"),
    ("tokens only", {"bosh": [MECHANISMS, "<failure/>"]}, "tokens", "note", "jitsi_secret"),
    ("unseen", {"bosh": [MECHANISMS, "<failure/>"]}, "moderation", "unknown", "call"),
    ("no chat server", {"bosh": []}, "moderation", "unknown", "/http-bind"),
    ("no hook", {"page": BARE}, "door", "note", "jitsi snippet"),
    ("hook in config.js", {"page": BARE, "config": HOOK}, "door", "ok", ""),
    ("sidecar down", {"manifest_status": 502}, "sidecar", "bad", "calls go on"),
    ("something else there", {"manifest": "<html>"}, "sidecar", "bad", "/facilitate/manifest.json"),
    ("not trusted", {"trusted": False}, "trusted", "bad", "TALKINGPIECE_JITSI_HOOKED"),
    ("a list there", {"manifest": "[]"}, "sidecar", "bad", "does not answer"),
    ("other protocol", {"manifest": '{"talkingpiece": {"protocol": 7}}'}, "sidecar", "bad", "7"),
]  # fmt: skip


@pytest.mark.parametrize(
    "changed, name, state, word", [fault[1:] for fault in FAULTS], ids=[f[0] for f in FAULTS]
)
async def test_one_fault_after_the_other(
    aiohttp_server: Any, changed: dict[str, Any], name: str, state: str, word: str
) -> None:
    """Each is found, has a sentence and, where it is bad, something to do; 1 is the exit code."""
    findings = await found(aiohttp_server, **changed)
    one = findings[name]
    assert one.state == state
    assert word in f"{one.says} {one.do}"
    assert all(finding.do for finding in findings.values() if finding.state == "bad")
    assert exit_code(findings.values()) == (1 if state == "bad" else 0)


@pytest.mark.parametrize(
    "policy, lacking",
    [
        ("script-src 'self'; frame-src 'self'", "script-src and frame-src"),
        (f"script-src 'self' {OURS}; frame-src 'self'", "frame-src"),
        ("default-src 'self'", "script-src and frame-src"),
        (f"default-src {OURS}", ""),
        ("img-src 'self'", ""),
    ],
)
def test_a_policy_has_to_name_a_panel_from_elsewhere(policy: str, lacking: str) -> None:
    """Below Jitsi's own name nothing has to be named."""
    page = Answer(status=200, headers={"content-security-policy": policy}, text=ELSEWHERE)
    told = [f for f in examine(Seen(host="x", page=page, base=OURS)) if f.id == "policy"]
    assert [f"Add {OURS} to {lacking} of" in f.do for f in told] == ([True] if lacking else [])
    assert not [
        f for f in examine(Seen(host="x", page=page, base="/facilitate")) if f.id == "policy"
    ]


async def test_it_changes_nothing_and_joins_no_call(aiohttp_server: Any) -> None:
    """Its conversation with the chat server asks for a list, and is ended."""
    stand_in = JitsiStandIn()
    server = await aiohttp_server(stand_in.app())
    await visit(str(server.make_url("/")))
    said = " ".join(stand_in.asked)
    assert "disco#info" in said
    assert "type='terminate'" in stand_in.asked[-1]
    assert "muc" not in said
    assert "conference" not in said


async def test_the_command_tells_people_and_programs(
    aiohttp_server: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    server = await aiohttp_server(JitsiStandIn(api_status=404, bosh=[MODERATION]).app())
    url = str(server.make_url("/"))
    assert await asyncio.to_thread(main, ["doctor", url]) == 1
    printed = capsys.readouterr().out
    assert "BAD      /external_api.js is not there" in printed
    assert printed.rstrip().endswith("One thing does not work.")
    assert await asyncio.to_thread(main, ["doctor", url, "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["url"] == url
    assert {"id", "state", "says", "do"} == told["findings"][0].keys()


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1", "https://127.0.0.1:1", "http://[", "ftp://x"]
)
async def test_nobody_there_is_no_verdict(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert await asyncio.to_thread(main, ["doctor", url]) == 2
    assert "does not answer" in capsys.readouterr().out


def test_meet_jit_si_and_jaas_are_told_apart() -> None:
    """The one cuts calls in pages; the other has its API below the app's name."""
    page = Answer(status=200, text=BARE)
    cut = {f.id: f for f in examine(Seen(host="meet.jit.si", page=page))}
    assert "five minutes" in cut["embed"].says
    assert "door" not in cut
    jaas = {f.id: f for f in examine(Seen(host="8x8.vc", page=page))}
    assert "vpaas-magic-cookie" in jaas["external_api"].do
