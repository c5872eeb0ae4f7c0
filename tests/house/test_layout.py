"""The shape of the house: where files live, how long they are, what they are called.

Each list of exceptions gives a reason per entry and can only shrink: an entry that is no longer
needed fails as well.
"""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLUGIN = ROOT / "plugin"
CORE = PLUGIN / "talkingpiece" / "core"

MAX_FILE_LINES = 300
MAX_FUNCTION_LINES = 80

LONG_FILES: dict[str, str] = {}
"""Path → why it is one file all the same."""

LONG_FUNCTIONS: dict[str, str] = {}
"""path::function → why it is one function all the same."""

CORE_WITHOUT_OWN_TEST: dict[str, str] = {}
"""Core module with functions → why tests/core has no test_<module>.py."""

FORBIDDEN_WORDS = {"manager", "helper", "helpers", "util", "utils", "data", "info"}
"""Words that say nothing about what a thing does."""

GENERATED = (".gen.ts", ".gen.py")


def tracked() -> list[Path]:
    """Files under version control; outside a clone, every file that make does not make."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed.returncode == 0:
        paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        skipped = {".venv", "node_modules", "dist", "__pycache__", ".git"}
        paths = [path for path in ROOT.rglob("*") if not skipped & set(path.parts)]
    return [path for path in paths if path.is_file()]


def named(*endings: str) -> Iterator[tuple[str, Path]]:
    """Tracked files with one of these endings, as (path from the root, path)."""
    for path in tracked():
        if path.name.endswith(endings) and not path.name.endswith(GENERATED):
            yield path.relative_to(ROOT).as_posix(), path


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """(name, lines) of every function in a Python file, its docstring not counted."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            has_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
            docstring = (first.end_lineno or 0) - first.lineno + 1 if has_docstring else 0
            yield node.name, (node.end_lineno or 0) - node.lineno + 1 - docstring


@pytest.mark.parametrize("root", [PLUGIN, PLUGIN / "formats"], ids=["plugin", "plugin/formats"])
def test_source_roots_are_not_packages(root: Path) -> None:
    """An __init__.py here would give every module two names (docs/decisions/0002)."""
    assert not (root / "__init__.py").exists()


def test_formats_have_the_shape_of_a_package() -> None:
    """plugin/formats holds talkingpiece_<name>/ with declarations and a README, nothing loose.

    One `format.yaml`, or a family of named ones.
    """
    formats = [p for p in (PLUGIN / "formats").iterdir() if p.is_dir() and p.name != "__pycache__"]
    assert formats
    for package in formats:
        assert re.fullmatch(r"talkingpiece_[a-z0-9_]+", package.name), package.name
        for part in ("__init__.py", "README.md"):
            assert (package / part).is_file(), f"{package.name} lacks {part}"
        declared = {path.name for path in package.glob("*.yaml")}
        assert declared == {"format.yaml"} or len(declared - {"format.yaml"}) > 1, package.name


def test_files_are_at_most_300_lines() -> None:
    """A longer file hides a second thing that wants its own name."""
    long = {
        name: lines
        for name, path in named(".py", ".ts", ".mjs")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MAX_FILE_LINES
    }
    assert long.keys() - LONG_FILES.keys() == set(), long
    assert LONG_FILES.keys() - long.keys() == set(), "no longer long: take these off the list"


def test_functions_are_at_most_80_lines() -> None:
    """A function fits a screen."""
    long = {
        f"{name}::{function}": lines
        for name, path in named(".py")
        for function, lines in functions(path)
        if lines > MAX_FUNCTION_LINES
    }
    assert long.keys() - LONG_FUNCTIONS.keys() == set(), long
    assert LONG_FUNCTIONS.keys() - long.keys() == set(), "no longer long: take these off the list"


def test_every_core_file_has_its_own_tests() -> None:
    """core/turns.py is tested by tests/core/test_turns.py; modules of bare types need none."""
    modules = {path.stem for path in CORE.glob("[!_]*.py") if any(functions(path))}
    tested = {path.stem.removeprefix("test_") for path in (ROOT / "tests/core").glob("test_*.py")}
    untested = modules - tested
    assert untested - CORE_WITHOUT_OWN_TEST.keys() == set()
    assert CORE_WITHOUT_OWN_TEST.keys() - untested == set(), "tested or gone: take off the list"


CLASS = re.compile(r"^(?:export )?(?:abstract )?class (\w+)", re.MULTILINE)


def words_of(class_name: str) -> set[str]:
    """The words of a name in CamelCase, in lower case."""
    return {word.lower() for word in re.findall(r"[A-Z][a-z]*|[a-z]+", class_name)}


def test_names_say_what_things_do() -> None:
    """No module or class is called manager, helper, util, data or info."""
    vague = []
    for name, path in named(".py", ".ts"):
        if FORBIDDEN_WORDS & set(re.split(r"[-_.]", path.stem.lower())):
            vague.append(name)
        kinds = CLASS.findall(path.read_text(encoding="utf-8"))
        vague += [f"{name}: {kind}" for kind in kinds if FORBIDDEN_WORDS & words_of(kind)]
    assert not vague


MACHINE_PATH = re.compile(r"(?<![\w.:/~$})-])/(?:work|tmp|root|Users)/")
REGISTRY = re.compile(
    r"registry\.(?:npmjs|yarnpkg)|npmmirror|pythonhosted|pypi\.org/simple|index-url|artifactory",
    re.IGNORECASE,
)


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    """Paths of one machine and addresses of one registry are of use to nobody else."""
    naming_it = {Path(__file__).resolve(), ROOT / "Makefile"}  # in order to forbid it
    found = []
    for path in tracked():
        if path in naming_it:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), 1):
            if MACHINE_PATH.search(line) or REGISTRY.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    assert not found


def test_lock_files_pin_hashes_and_no_address() -> None:
    """Whoever installs gets the same files, from whichever mirror they use."""
    package_lock = (ROOT / "static/widget/package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in package_lock
    assert '"integrity"' in package_lock
    for lock in (ROOT / "requirements").glob("*.txt"):
        text = lock.read_text(encoding="utf-8")
        assert "://" not in text, lock.name
        for requirement in re.split(r"\n(?=\S)", text.strip()):
            assert "--hash=sha256:" in requirement, f"{lock.name}: {requirement}"
