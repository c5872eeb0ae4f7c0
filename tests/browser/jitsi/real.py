"""The real `JitsiMeetExternalAPI` class, fetched and bundled when tests run; never committed.

npm's own client fetches the few packages below, which are pinned by their integrity. The class
comes with Jitsi's SDK for React Native, whose other dependencies nobody needs here, so nothing is
installed: each package is packed, checked and laid where a bundler finds it.
"""

import base64
import hashlib
import importlib.util
import json
import os
import subprocess
import sys
import tarfile
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
WIDGET = ROOT / "static" / "widget"
HERE = Path(__file__).parent
CACHE = WIDGET / "node_modules" / ".cache" / "jitsi"
PACKAGES: dict[str, str] = json.loads((HERE / "packages.json").read_text(encoding="utf-8"))
"""`name@version` → integrity, as npm writes it."""


@cache
def external_api() -> str:
    """The script that a deployment serves as `external_api.js`."""
    return _bundled("external_api")


@cache
def inside() -> str:
    """The double of Jitsi's own page, on Jitsi's real transport."""
    return _bundled("inside")


@cache
def port() -> str:
    """Our own port, as `window.port` of a page that a test makes."""
    return _bundled("port")


@cache
def policy() -> str:
    """Seats with the port and with what lets microphones follow the turn."""
    return _bundled("policy")


def _bundled(entry: str) -> str:
    folders = (HERE, WIDGET / "src/jitsi-meet-api-client", WIDGET / "src/platforms/jitsi")
    ours = [path for folder in folders for path in folder.glob("*.*s")]
    sources = [*PACKAGES.values(), *(path.read_text() for path in sorted(ours))]
    name = f"{entry}-{hashlib.sha256(''.join(sources).encode()).hexdigest()[:16]}.js"
    out = CACHE / name
    if not out.is_file():
        node, npm = _node()
        for spec, integrity in PACKAGES.items():
            _lay(npm, node, spec, integrity)
        subprocess.run(
            [*node, str(HERE / "bundle.mjs"), entry, str(CACHE), str(out)], check=True, cwd=WIDGET
        )
    return out.read_text(encoding="utf-8")


def _node() -> tuple[list[str], list[str]]:
    """The commands of node and npm that build the widget, too."""
    spec = importlib.util.spec_from_file_location("hatch_build_for_jitsi", ROOT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    build = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = build
    spec.loader.exec_module(build)
    node, npm = build.install_packages("build")
    return node, npm


def _lay(npm: list[str], node: list[str], spec: str, integrity: str) -> None:
    """Put one package under `node_modules` of the cache, if it is not there yet."""
    name = spec.rpartition("@")[0]
    place = CACHE / "node_modules" / name
    mark = place / ".packed-from"
    if mark.is_file() and mark.read_text() == integrity:
        return
    CACHE.mkdir(parents=True, exist_ok=True)
    path = os.pathsep.join([str(Path(node[0]).parent), os.environ.get("PATH", "")])
    packed = subprocess.run(
        [*npm, "pack", spec, "--json", "--ignore-scripts"],
        cwd=CACHE, env={"NODE_USE_SYSTEM_CA": "1", **os.environ, "PATH": path},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if packed.returncode:
        pytest.skip(f"npm cannot fetch {spec}: {packed.stderr.strip()[-200:]}")
    archive = CACHE / json.loads(packed.stdout)[0]["filename"]
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    assert f"sha512-{digest}" == integrity, f"{spec} is not what it was"
    place.mkdir(parents=True, exist_ok=True)
    with tarfile.open(archive) as tar:
        for member in tar.getmembers():  # by hand: Python has a safe way only from 3.11.4 on
            file = (place / member.name.partition("/")[2]).resolve()
            if member.isfile() and file.is_relative_to(place.resolve()):
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(tar.extractfile(member).read())  # type: ignore[union-attr]
    archive.unlink()
    mark.write_text(integrity)
