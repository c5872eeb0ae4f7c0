"""A server starts again, and a thousand seats of one room come back at once.

`TALKINGPIECE_PEERS` names the folder of the broadcast rig, as for `bench_peers.py`. Stated is what
the server has to do until everybody sees the whole table again: the room is woken from its log, a
thousand tokens are opened, a thousand views go out. Beside it, in the same run, as many newcomers
at a small server on Node `ws`, which keeps nothing and answers with one word.
"""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import aiohttp
from bench_peers import FORMAT, RIG, invitations, limits, server

SEATS = 1000
AT_A_TIME = 50
PORT = 9290
ADAPTER = """
path=/socket
vars_file={users}
step=send {{"t":"hello","protocol":1,"token":"","seat":"{{secret}}"}}
step=expect "see"
event="t":"change"
"""


async def seats(port: int, invitation: str) -> list[str]:
    """The seat tokens of a thousand people who sit down and close their pages."""
    gate = asyncio.Semaphore(AT_A_TIME)

    async def sit(session: aiohttp.ClientSession, number: int) -> str:
        async with gate, session.ws_connect("/socket") as ws:
            await ws.send_json({"t": "hello", "protocol": 1, "token": invitation})
            join = {"do": "join", "name": f"Person {number}"}
            await ws.send_json({"t": "do", "id": f"j{number}", "command": join})
            async for message in ws:
                told = json.loads(message.data)
                if told["t"] == "seated":
                    return str(told["seat"])
        raise SystemExit("a seat was not given")

    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
        return await asyncio.gather(*(sit(session, number) for number in range(SEATS)))


def come(rig: Path, adapter: Path, port: int, pid: int) -> dict[str, Any]:
    """Everybody at once; what the load client says of it."""
    client = ["taskset", "-c", "1", str(rig / "client/wsload"), "--adapter", str(adapter)]
    numbers = {"port": port, "rooms": 1, "members": SEATS, "conc": SEATS, "pid": f"server={pid}"}
    for name, value in numbers.items():
        client += [f"--{name}", str(value)]
    ran = subprocess.run(client, capture_output=True, text=True, timeout=180, check=False)
    return dict(json.loads(ran.stdout))


def row(name: str, found: dict[str, Any]) -> str:
    """One line of the table."""
    work, p50, last = found["server_cpu_connect_s"], found["join_ms"]["p50"], found["connect_s"]
    return (
        f"{name:24} {found['joined']:5} of {SEATS}: server work {work:5.2f} s, "
        f"{work / SEATS * 1e6:5.0f} us each; half are there after {p50 / 1000:5.2f} s, "
        f"all after {last:5.2f} s"
    )


def ours(rig: Path, folder: Path) -> dict[str, Any]:
    """The storm at our own server."""
    (folder / "cards.yaml").write_text(FORMAT)
    command = [
        sys.executable,
        "-m",
        "talkingpiece",
        "serve",
        "--store",
        f"sqlite:{folder}/rooms.db",
    ]
    env = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder), **limits(folder)}
    with server([*command, "--port", str(PORT)], env, PORT, folder):
        [invitation] = asyncio.run(invitations(PORT, 1))
        tokens = asyncio.run(seats(PORT, invitation))
    users = folder / "users.tsv"
    users.write_text("".join(f"r0\tp{number}\t{token}\n" for number, token in enumerate(tokens)))
    adapter = folder / "storm.adapter"
    adapter.write_text(ADAPTER.format(users=users).lstrip())
    with server([*command, "--port", str(PORT + 1)], env, PORT + 1, folder) as pid:
        return come(rig, adapter, PORT + 1, pid)


def node(rig: Path) -> dict[str, Any]:
    """As many newcomers at the small server."""
    command = ["node", str(rig / "peers/node/s_ws.js"), str(PORT + 2)]
    env = {"NODE_PATH": str(rig / ".rig/node/node_modules")}
    with server(command, env, PORT + 2, rig / "peers/node") as pid:
        return come(rig, rig / "adapters/json.adapter", PORT + 2, pid)


def main() -> None:
    rig = os.environ.get(RIG)
    if rig is None:
        print(f"not measured: {RIG} names no folder with the load client and the peers")
        return
    print(f"load of the machine at the start: {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        print(row("talkingpiece, coming back", ours(Path(rig), Path(folder))), flush=True)
    print(row("node_ws, newcomers", node(Path(rig))))


if __name__ == "__main__":
    main()
