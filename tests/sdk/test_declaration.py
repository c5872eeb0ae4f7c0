"""Reading a declaration: YAML 1.2 or JSON, strictly, within limits, every problem at once."""

import itertools
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from talkingpiece.core.formats import ForEach, Step
from talkingpiece.core.options import RoundOptions
from talkingpiece.errors import FormatProblems, Problem
from talkingpiece.sdk import formats_from, read_declaration
from talkingpiece.sdk.declaration import MAX_ALIASES, MAX_BYTES, MAX_DEPTH, NotADeclaration

Spoilt = Callable[[str, str], tuple[Problem, ...]]
Problems = Callable[[str], tuple[Problem, ...]]


def test_a_declaration_becomes_frozen_types(circle: str) -> None:
    """Phases stand by themselves, loops hold theirs, `use` and `with` become the options."""
    declared = read_declaration(circle, "circle.yaml")

    assert declared.id == "small_circle"
    assert declared.languages == ("en",)
    assert [type(step) for step in declared.flow] == [Step, ForEach]
    assert [phase.id for phase in declared.phases()] == ["keywords", "present"]
    options = declared.phases()[0].options
    assert isinstance(options, RoundOptions)
    assert options.repeat == "until_all_pass"
    assert declared.phases()[0].use == "round"


def test_json_in_the_same_shape_is_accepted(circle: str) -> None:
    """JSON is YAML 1.2; indented by tabs, and with rare characters written as two escapes."""
    read = YAML(typ="safe", pure=True).load(circle)
    read["title"]["en"] = "Circle \N{WAVING HAND SIGN}"
    text = json.dumps(read, indent="\t")
    assert "\\ud83d" in text

    assert read_declaration(text, "circle.json").title == {"en": "Circle \N{WAVING HAND SIGN}"}


@pytest.mark.parametrize("word", ["on", "off", "yes", "no", "12:30", "y"])
def test_words_of_yaml_1_1_stay_text(circle: str, word: str) -> None:
    """Only `true`, `false`, `null` and numbers are not text."""
    text = circle.replace('{en: "Small circle"}', f"{{en: {word}}}")

    assert read_declaration(text, "circle.yaml").title == {"en": word}


def test_a_directive_does_not_bring_yaml_1_1_back(circle: str) -> None:
    text = "%YAML 1.1\n---\n" + circle.replace('{en: "Small circle"}', "{en: off}")

    assert read_declaration(text, "circle.yaml").title == {"en": "off"}


def test_yes_is_not_a_truth(spoilt: Spoilt) -> None:
    """An author who writes `yes` is told what to write instead."""
    (problem,) = spoilt("  rules: ring\n", "  rules: ring\n  protected_time: yes\n")

    assert problem.where == "circle.yaml:21"
    assert problem.message == '"protected_time" is true or false, not "yes"'
    assert "true and false" in problem.hint


def test_every_problem_is_reported_at_once_in_order_of_lines(circle: str) -> None:
    """Unreadable values do not hide those that are readable and wrong."""
    text = (
        circle.replace("privacy: sealed", "privacy: sealt")
        .replace("use: round", "use: ruond")
        .replace("  rules: ring", "  rulez: ring")
        .replace("  role: presenter\n", "  role: presentr\n")
        .replace("exit: [presenter_done, facilitator]", "exit: []")
        .replace("content: [keyword, topics_left]", "content: [keywort]")
    )

    with pytest.raises(FormatProblems) as raised:
        read_declaration(text, "circle.yaml")

    found = {problem.where: problem for problem in raised.value.problems}
    assert list(found) == [f"circle.yaml:{line}" for line in (6, 14, 20, 25, 33, 37)]
    assert found["circle.yaml:6"].hint == 'did you mean "sealed"?'
    assert found["circle.yaml:14"].message == 'unknown activity "ruond"'
    assert found["circle.yaml:20"].message == 'unknown key "rulez"'
    assert found["circle.yaml:20"].hint == 'did you mean "rules"?'
    assert found["circle.yaml:25"].message == 'unknown role "presentr"'
    assert "cannot end" in found["circle.yaml:33"].message
    assert found["circle.yaml:37"].hint == 'did you mean "keyword"?'


@pytest.mark.parametrize(
    "old, new, line",
    [
        ("version: 1\n", "version: 1\ncolour: red\n", 3),
        ("privacy: sealed\n", "privacy: sealed\nid: other\n", 7),
        ("privacy: sealed\n", "privacy: sealed\nrules: {}\n", 7),
        ("scope: topic", "scop: topic", 9),
        ("scope: series", "skope: series", 10),
        ("items: {kind: keyword}", "items: {kind: keyword}, odrer: ring", 17),
        ("soft: 20,", "soft: 20, softer: 3,", 17),
        ("keep: series}", "keep: series, kept: 1}", 19),
        ("  role: presenter\n", "  role: presenter\n  flow: []\n", 26),
        ("    use: talk\n", "    use: talk\n    options: {}\n", 30),
    ],
)
def test_an_unknown_key_is_refused_with_its_line(
    spoilt: Spoilt, old: str, new: str, line: int
) -> None:
    """A key that means nothing is a mistake, never a wish silently ignored."""
    found = spoilt(old, new)

    assert [(problem.where, problem.message.split()[0]) for problem in found] == [
        (f"circle.yaml:{line}", "unknown")
    ]


@pytest.mark.parametrize("key", ["version", "duration", "capacity", "privacy", "roles", "flow"])
def test_a_missing_key_is_named(circle: str, key: str) -> None:
    read = YAML(typ="safe", pure=True).load(circle)
    del read[key]

    with pytest.raises(FormatProblems) as raised:
        read_declaration(json.dumps(read), "circle.json")

    assert f'"{key}" is missing' in [problem.message for problem in raised.value.problems]


def test_a_key_that_stands_twice_is_refused(spoilt: Spoilt) -> None:
    """The second one would silently win or lose."""
    (problem,) = spoilt("version: 1\n", "version: 1\nversion: 2\n")

    assert problem.where == "circle.yaml:3"
    assert problem.message == '"version" stands here twice'


def test_a_few_aliases_are_convenient(circle: str) -> None:
    text = circle.replace("minutes: [1, 3, 5]", "minutes: &short [1, 3, 5]", 1)
    text = text.replace("    minutes: [1, 3, 5]", "    minutes: *short")

    assert read_declaration(text, "circle.yaml").phases()[1].minutes == (1, 3, 5)


def test_a_yaml_bomb_is_refused(problems: Problems) -> None:
    """Aliases of aliases count as what they stand for, so nothing large is ever built."""
    lines = ["format: bomb", "a: &a [x, x, x, x, x, x, x, x, x, x]"]
    names = "abcdefghi"
    for before, name in itertools.pairwise(names):
        lines.append(f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]")

    (problem,) = problems("\n".join(lines))

    assert "values in one declaration" in problem.message or "aliases" in problem.message


def test_many_values_by_few_aliases_are_refused(problems: Problems) -> None:
    """Each alias doubles: within the number of aliases, beyond the number of values."""
    lines = ["format: bomb", f"a0: &a0 [{', '.join('x' * 50)}]"]
    lines += [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, MAX_ALIASES // 2)]

    (problem,) = problems("\n".join(lines))

    assert "values in one declaration" in problem.message


def test_an_alias_of_itself_is_refused(problems: Problems) -> None:
    (problem,) = problems("format: x\ntitle: &t {en: *t}\n")

    assert problem.where == "circle.yaml:2"
    assert "stands for nothing, or for itself" in problem.message


@pytest.mark.parametrize("opening", ["[", "{a: "])
def test_deep_nesting_is_refused(problems: Problems, opening: str) -> None:
    (problem,) = problems("format: deep\nparams: " + opening * 5_000)

    assert f"deeper than {MAX_DEPTH} levels" in problem.message


def test_a_large_file_is_refused(problems: Problems) -> None:
    (problem,) = problems("format: large\n# " + "x" * MAX_BYTES)

    assert "larger than 64 KiB" in problem.message


@pytest.mark.parametrize(
    "text, part",
    [
        ("", "the file is empty"),
        ("# only a comment\n", "the file is empty"),
        ("format: x\n---\nformat: y\n", "more than one document"),
        ("format: [unclosed\n", "not readable as YAML"),
        ("format: x\n\tversion: 1\n", "not readable as YAML"),
        ("format: \x07\n", "not readable as YAML"),
        ("? [a, b]\n: 1\n", "a key is a word"),
        ("- format: x\n", "not a declaration"),
        ("just words", "not a declaration"),
    ],
)
def test_what_is_no_declaration_is_refused_with_a_sentence(
    problems: Problems, text: str, part: str
) -> None:
    (problem,) = problems(text)

    assert part in problem.message
    assert problem.where.startswith("circle.yaml:")


def test_tags_construct_nothing(spoilt: Spoilt) -> None:
    (problem,) = spoilt("version: 1\n", 'version: !!python/object/apply:os.system ["true"]\n')

    assert problem.where == "circle.yaml:2"


def test_a_tag_on_a_word_is_refused(spoilt: Spoilt) -> None:
    (problem,) = spoilt("version: 1\n", "version: !int 1\n")

    assert "have no meaning here" in problem.message


def test_a_number_where_a_text_belongs_is_not_guessed(spoilt: Spoilt) -> None:
    (problem,) = spoilt('{en: "Keywords"}', "{en: 2026}")

    assert problem.hint == "put it in quotes"


# --- formats_from -----------------------------------------------------------------------------


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, circle: str) -> Path:
    """An importable package with one declaration."""
    folder = tmp_path / "talkingpiece_small"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "format.yaml").write_text(circle)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "talkingpiece_small", raising=False)
    return folder


def test_a_package_may_hold_a_family_of_declarations(package: Path, circle: str) -> None:
    """Every file with a key `format` is one; other YAML files are something else."""
    (package / "other.yaml").write_text(circle.replace("small_circle", "other_circle"))
    (package / "cards.yaml").write_text("cards: [a, b]\n")
    (package / "notes.txt").write_text("format: none\n")

    found = formats_from("talkingpiece_small")

    assert [declared.id for declared in found] == ["small_circle", "other_circle"]


def test_problems_of_all_files_are_reported_together(package: Path, circle: str) -> None:
    (package / "format.yaml").write_text(circle.replace("version: 1", "version: one"))
    (package / "other.yaml").write_text("format: [\n")

    with pytest.raises(FormatProblems) as raised:
        formats_from("talkingpiece_small")

    places = [problem.where for problem in raised.value.problems]
    assert places == ["talkingpiece_small/format.yaml:2", "talkingpiece_small/other.yaml:2"]


def test_a_file_that_is_not_text_is_a_problem(package: Path) -> None:
    (package / "format.yaml").write_bytes(b"format: \xff\xfe\n")

    with pytest.raises(FormatProblems, match="not UTF-8"):
        formats_from("talkingpiece_small")


def test_a_file_too_large_is_not_read_whole(package: Path) -> None:
    (package / "format.yaml").write_bytes(b"#" * (MAX_BYTES + 1))

    with pytest.raises(FormatProblems, match="larger than 64 KiB"):
        formats_from("talkingpiece_small")


def test_not_a_declaration_is_a_kind_of_format_problems() -> None:
    """Whoever reads a folder can tell another YAML file from a broken declaration."""
    with pytest.raises(NotADeclaration):
        read_declaration("cards: []\n", "cards.yaml")
