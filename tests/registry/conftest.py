"""Plugins of tests/plugins, loaded through entry points as installed ones are."""

from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from talkingpiece.registry import Registry

PLUGINS = Path(__file__).resolve().parents[1] / "plugins"
Load = Callable[..., Registry]


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch) -> Load:
    """A registry of these plugins of tests/plugins, and of nothing that is installed."""
    monkeypatch.syspath_prepend(PLUGINS)

    def load(*names: str, **arguments: object) -> Registry:
        entries = [EntryPoint(name, name, "talkingpiece") for name in names]
        return Registry.load(entry_points=entries, **arguments)  # type: ignore[arg-type]

    return load


@pytest.fixture
def dropped() -> str:
    """A declaration for the formats folder: one language, one phase."""
    return (
        "format: dropped\n"
        "version: 1\n"
        'title: {en: "Dropped"}\n'
        "duration: [5, 10, 20]\n"
        "capacity: {min: 2, ideal: [3, 6], soft_max: 8, hard_max: 10}\n"
        "privacy: sealed\n"
        "roles: {facilitator: {min: 1}}\n"
        "flow:\n"
        "- id: circle\n"
        '  title: {en: "Circle"}\n'
        "  use: round\n"
        "  minutes: [1, 3, 5]\n"
        "  with: {per_turn: {soft: 20, hard: 40}, items: {kind: word}}\n"
        "  rules: ring\n"
        "  exit: [round_done]\n"
    )
