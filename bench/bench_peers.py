"""Delivered messages beside other WebSocket servers, in one run and with one load client.

`TALKINGPIECE_PEERS` names the folder of the broadcast rig: its client `client/wsload`, its
`peers.json` and, in `.rig`, what the peers need (its README says how to build them). Only ratios
of one run mean anything: server on core 0, client on core 1, the best of interleaved rounds.

In each room somebody changes the words of their cards in turn, which all see. We decide it by the
rules of the format, keep it in SQLite and only then show it; the peers keep nothing. There are as
many cards as changes can be under way: what is changed twice in a moment is shown once.
"""

import argparse
import asyncio
import contextlib
import json
import os
import shlex
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aiohttp

FORMAT = """
format: cards
version: 1
title: {en: "Cards"}
duration: [30, 60, 90]
capacity: {min: 1, ideal: [2, 8], soft_max: 1000, hard_max: 1100}
privacy: open
roles: {participant: {min: 1}}
flow:
- id: cards
  title: {en: "Cards"}
  use: collect
  minutes: [10, 60, 90]
  with: {item: card, by: everyone, mode: write}
  collect:
  - {kind: card, by: everyone, sees: group, keep: session}
  rules: settle
  exit: [facilitator]
  prompts: {all: {en: "Write."}}
"""
ADAPTER = """
path=/socket
vars_file={users}
step=send {{"t":"hello","protocol":1,"token":"{{secret}}"}}
step=expect "welcome"
step=send {{"t":"do","id":"j","command":{{"do":"join","name":"{{user}}"}}}}
step=expect "see"
event="t":"change"
sender=first
"""
CARD = """\
setup={{"t":"do","id":"s{number}","command":{{"do":"add","kind":"card","text":"begin"}}}}
cmd={{"t":"do","id":"{{tok}}","command":{edit}}}
"""
EDIT = '{{"do":"edit","item":"i{number}","text":"{{tok}} {words}"}}'
FEWEST_CARDS = 8
WORDS = "I support this card and would pass it on"
SCENARIOS = {
    "1x8": (1, 8, 100, 16),
    "1x40": (1, 40, 100, 16),
    "100x8": (100, 8, 500, 2),
    "20x40": (20, 40, 100, 2),
    "1x1000": (1, 1000, 5, 8),
}
"""Rooms, people in each, commands per second in all, commands under way in each room."""
OURS = "talkingpiece"
RIG = "TALKINGPIECE_PEERS"


def limits(folder: Path) -> dict[str, str]:
    """No limit is to be measured here."""
    many = {"commands_per_second": 100_000, "commands_burst": 100_000, "rooms_per_hour": 100_000}
    many["max_backlog_bytes"] = 1 << 26
    names = {f"TALKINGPIECE_LIMITS_{key.upper()}": str(value) for key, value in many.items()}
    return {**names, "TALKINGPIECE_FORMATS_DIR": str(folder), "TALKINGPIECE_LOG_LEVEL": "warning"}


@contextlib.contextmanager
def server(command: list[str], env: dict[str, str], port: int, folder: Path) -> Iterator[int]:
    """A server on core 0 for as long as the block runs; its process id."""
    with subprocess.Popen(
        ["taskset", "-c", "0", *command],
        env={**{k: v for k, v in os.environ.items() if k != RIG}, **env},
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            for _ in range(400):
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                    break
                time.sleep(0.05)
            yield process.pid
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(5)
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


async def invitations(port: int, rooms: int) -> list[str]:
    """The tokens of so many new rooms."""
    now = int(time.time() * 1000)
    body = {"format": "cards", "start": now, "end": now + 3_600_000}
    tokens = []
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
        for _ in range(rooms):
            async with session.post("/api/sessions", json=body) as answer:
                answer.raise_for_status()
                made = await answer.json()
                tokens.append(str(made["invitation"]).split("#")[1])
    return tokens


def adapter(folder: Path, port: int, scenario: str) -> Path:
    """How the load client comes into our rooms, and what it does there."""
    rooms, members, _, window = SCENARIOS[scenario]
    tokens = asyncio.run(invitations(port, rooms))
    lines = [
        f"r{room}\tp{member}\t{token}\n"
        for room, token in enumerate(tokens)
        for member in range(members)
    ]
    users = folder / "users.tsv"
    users.write_text("".join(lines))
    path = folder / "ours.adapter"
    cards = range(1, max(FEWEST_CARDS, window) + 1)
    script = [ADAPTER.format(users=users).lstrip()]
    for number in cards:
        edit = EDIT.format(number=number, words=WORDS)
        script.append(CARD.format(number=number, edit=edit))
    path.write_text("".join(script))
    return path


def load(rig: Path, path: Path, port: int, pid: int, scenario: str) -> dict[str, Any]:
    """What the load client says of one server."""
    rooms, members, rate, window = SCENARIOS[scenario]
    client = ["taskset", "-c", "1", str(rig / "client/wsload"), "--adapter", str(path)]
    numbers = {"port": port, "rooms": rooms, "members": members, "rate": rate, "window": window}
    seconds = {"rate-seconds": 2.5, "sat-seconds": 2.5, "warm": 0.7, "conc": 64}
    for name, value in {**numbers, **seconds}.items():
        client += [f"--{name}", str(value)]
    client += ["--pid", f"server={pid}"]
    ran = subprocess.run(client, capture_output=True, text=True, timeout=180, check=False)
    try:
        return dict(json.loads(ran.stdout))
    except ValueError:
        raise SystemExit(f"{path.name}: {ran.stdout[-300:]} {ran.stderr[-500:]}") from None


def measure(rig: Path, name: str, scenario: str, port: int) -> dict[str, Any]:
    """One round of one server."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        if name == OURS:
            (folder / "cards.yaml").write_text(FORMAT)
            command = [sys.executable, "-m", "talkingpiece", "serve", "--port", str(port)]
            command += ["--store", f"sqlite:{folder}/rooms.db"]
            env = {"HOME": made, "XDG_CONFIG_HOME": made, **limits(folder)}
            with server(command, env, port, folder) as pid:
                path = adapter(folder, port, scenario)
                return load(rig, path, port, pid, scenario)
        peer = json.loads((rig / "peers.json").read_text())[name]
        modules = str(rig / ".rig/node/node_modules")
        names = {"rig": rig, "py": rig / ".rig/venv/bin/python", "port": port}
        names |= {"node_modules": modules}
        command = shlex.split(peer["cmd"].format(**names))
        env = {key: value.format(**names) for key, value in peer.get("env", {}).items()}
        with server(command, env, port, rig / "peers/py") as pid:
            path = rig / "adapters" / f"{peer['adapter']}.adapter"
            return load(rig, path, port, pid, scenario)


def row(name: str, rounds: list[dict[str, Any]], base: list[dict[str, Any]]) -> str:
    """One line: the best of the rounds, and the ratio to Node `ws`."""

    def best(of: list[dict[str, Any]]) -> float:
        return max(float(one["sat"]["delivered_s"]) for one in of)

    cpu = min(one["sat"]["server_cpu_ms_per_1000"] for one in rounds)
    p50 = min(one["rate"]["complete_ms"]["p50"] for one in rounds)
    p50_base = min(one["rate"]["complete_ms"]["p50"] for one in base)
    joins = max(one["connects_per_s"] for one in rounds)
    joins_base = max(one["connects_per_s"] for one in base)
    memory = min(one["server_rss_per_conn"] for one in rounds) / 1024
    lost = sum(one[phase]["incomplete"] for one in rounds for phase in ("rate", "sat"))
    return (
        f"{name:16} {best(rounds):9.0f}/s {best(rounds) / best(base):6.2f}x  "
        f"cpu/1000 {cpu:7.2f} ms  p50 {p50:7.2f} ms {p50 / p50_base:6.2f}x  "
        f"joins {joins:6.0f}/s {joins / joins_base:5.2f}x  {memory:6.1f} KiB each"
        + (f"  NOT DELIVERED: {lost}" if lost else "")
    )


def main() -> None:
    rig = os.environ.get(RIG)
    if rig is None:
        print(f"not measured: {RIG} names no folder with the load client and the peers")
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", default=f"{OURS},node_ws")
    parser.add_argument("--scenarios", default=",".join(SCENARIOS))
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    port = 9300
    print(f"load of the machine at the start: {os.getloadavg()[0]:.1f}")
    for scenario in asked.scenarios.split(","):
        results: dict[str, list[dict[str, Any]]] = {}
        for _ in range(asked.rounds):
            for name in asked.peers.split(","):
                port += 1
                results.setdefault(name, []).append(measure(Path(rig), name, scenario, port))
        print(f"-- {scenario}")
        for name, rounds in results.items():
            print(row(name, rounds, results["node_ws"]), flush=True)


if __name__ == "__main__":
    main()
