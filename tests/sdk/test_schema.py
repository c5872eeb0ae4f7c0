"""Editors are told the same as the loader tells: the generated JSON Schema of format.yaml."""

import json
from importlib import resources
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

from talkingpiece.sdk import schema

BUNDLED = ["talkingpiece_check_in", "talkingpiece_intervision"]


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    made = json.loads(schema.make())
    jsonschema.Draft202012Validator.check_schema(made)
    return jsonschema.Draft202012Validator(made)


def read(package: str) -> Any:
    text = (resources.files(package) / "format.yaml").read_text(encoding="utf-8")
    return YAML(typ="safe", pure=True).load(text)


@pytest.mark.parametrize("package", BUNDLED)
def test_bundled_formats_are_valid(
    validator: jsonschema.Draft202012Validator, package: str
) -> None:
    assert list(validator.iter_errors(read(package))) == []


def test_the_small_circle_is_valid(validator: jsonschema.Draft202012Validator, circle: str) -> None:
    assert validator.is_valid(YAML(typ="safe", pure=True).load(circle))


@pytest.mark.parametrize(
    "old, new",
    [
        ("version: 1", "version: 1\ncolour: red"),
        ("format: small_circle", "id: small_circle"),
        ("format: small_circle", "format: Small-Circle"),
        ("privacy: sealed", "privacy: secret"),
        ("use: round", "use: ruond"),
        ("  rules: ring\n", "  rulez: ring\n"),
        ("repeat: until_all_pass", "repeet: until_all_pass"),
        ("exit: [all_passed, facilitator]", "exit: []"),
        ("exit: [all_passed, facilitator]", "exit: [applause]"),
        ('title: {en: "Keywords"}', "purpose: none"),
        ('title: {en: "Keywords"}', 'title: {"not a language": "x"}'),
        ('"Keywords"', f'"{"x" * 41}"'),
        ("    with: {speaker: presenter}\n", ""),
        ("  role: presenter\n", "  roel: presenter\n"),
        ("sees: group", "sees: everyone"),
        ("duration: [5, 10, 20]", "duration: [5, 10]"),
    ],
)
def test_what_is_wrong_is_not_valid(
    validator: jsonschema.Draft202012Validator, circle: str, old: str, new: str
) -> None:
    assert circle.count(old) == 1

    assert not validator.is_valid(YAML(typ="safe", pure=True).load(circle.replace(old, new)))


def test_the_schema_file_is_up_to_date() -> None:
    """`make generate` writes it; editors read it beside the vocabulary."""
    written = resources.files("talkingpiece.sdk") / "format.schema.json"

    assert written.read_text(encoding="utf-8") == schema.make()
