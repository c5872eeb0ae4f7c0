"""The kitchen sink, loaded as a plugin by name."""

import importlib
from pathlib import Path
from types import ModuleType

import pytest

from talkingpiece.registry import Registry

PLUGINS = Path(__file__).resolve().parents[1] / "plugins"


@pytest.fixture
def kitchen_sink(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The plugin that uses every hook."""
    monkeypatch.syspath_prepend(PLUGINS)
    return importlib.import_module("kitchen_sink")


@pytest.fixture
def registry(kitchen_sink: ModuleType) -> Registry:
    """A registry with that plugin alone, asked for English, French and Italian."""
    plugins = {"kitchen_sink": kitchen_sink}
    return Registry.load(entry_points=(), plugins=plugins, locales=("en", "fr", "it"))
