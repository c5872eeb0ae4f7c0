"""The docs tell what the code does today: everything has its place, links lead somewhere,
samples play.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from talkingpiece.cli import COMMANDS, main
from talkingpiece.registry import Registry
from talkingpiece.sdk import read_declaration
from talkingpiece.testing.simulate import Setting, report, simulate

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
PAGES = sorted(
    path
    for place in (ROOT, DOCS, ROOT / "plugin")
    for path in (place.glob("*.md") if place == ROOT else place.rglob("*.md"))
)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE_BLOCK = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def samples(path: Path, language: str) -> Iterator[str]:
    """The code blocks of a page in one language."""
    text = path.read_text(encoding="utf-8")
    yield from re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


# --- pages ----------------------------------------------------------------------------------------


def anchors(path: Path) -> set[str]:
    """The anchors of a page's headings, as code hosts make them."""
    text = CODE_BLOCK.sub("", path.read_text(encoding="utf-8"))
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_relative_links_lead_somewhere() -> None:
    """To a file that exists, and to a heading in it."""
    broken = []
    for path in PAGES:
        for target in LINK.findall(CODE_BLOCK.sub("", path.read_text(encoding="utf-8"))):
            if "://" in target or target.startswith("mailto:"):
                continue
            file, _, anchor = target.partition("#")
            aim = (path.parent / file).resolve() if file else path
            exists = aim.exists() and (not anchor or anchor in anchors(aim))
            if not exists:
                broken.append(f"{path.relative_to(ROOT)}: {target}")
    assert broken == []


def test_every_page_can_be_found() -> None:
    """From docs/index.md, by following links."""
    found: set[Path] = set()
    ahead = [DOCS / "index.md"]
    while ahead:
        path = ahead.pop()
        if path in found or path.suffix != ".md" or not path.is_file():
            continue
        found.add(path)
        links = LINK.findall(path.read_text(encoding="utf-8"))
        files = [link.partition("#")[0] for link in links if "://" not in link]
        ahead += [(path.parent / file).resolve() for file in files if file]
    assert [path.name for path in sorted(DOCS.rglob("*.md")) if path not in found] == []


def test_pages_use_the_words_of_the_house() -> None:
    """A facilitator is nowhere called a host (a host of machines may be)."""
    spoken = re.compile(r"\b(?:the|a|co-|your) ?hosts?\b(?! (?:name|header))", re.IGNORECASE)
    said = [p.name for p in sorted(DOCS.rglob("*.md")) if spoken.search(p.read_text("utf-8"))]
    assert said == []


def test_json_samples_are_json() -> None:
    """Readers copy them."""
    for path in PAGES:
        for sample in samples(path, "json"):
            json.loads(sample)


def test_named_commands_exist() -> None:
    """Nobody is told to type what is not there: `make …` and `talkingpiece …`."""
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    unknown = []
    for path in PAGES:
        text = path.read_text(encoding="utf-8")
        typed = "\n".join((*re.findall(r"`([^`\n]+)`", text), *samples(path, "console")))
        for word in re.findall(r"(?:^|\$ )make ([a-z]+)", typed, re.MULTILINE):
            unknown += [f"{path.name}: make {word}"] if word not in targets else []
        for word in re.findall(r"^(?:\$ )?talkingpiece ([a-z]+)", typed, re.MULTILINE):
            unknown += [f"{path.name}: talkingpiece {word}"] if word not in COMMANDS else []
    assert unknown == []


def test_pictures_are_light() -> None:
    """A reader on a poor line sees them too."""
    sizes = {path.name: path.stat().st_size for path in (DOCS / "images").iterdir()}
    assert sizes
    assert {name: size for name, size in sizes.items() if size > 150_000} == {}


# --- samples --------------------------------------------------------------------------------------

DECLARATIONS = [
    pytest.param(path, text, id=f"{path.stem}-{number}")
    for path in (ROOT / "README.md", DOCS / "how-to" / "write-a-format.md")
    for number, text in enumerate(samples(path, "yaml"))
    if re.search("^format:", text, re.MULTILINE)
]


def test_there_are_samples_of_declarations() -> None:
    """One in the README, at most twenty lines; and one in the how-to."""
    assert {param.values[0].name for param in DECLARATIONS} == {"README.md", "write-a-format.md"}
    short = next(p.values[1] for p in DECLARATIONS if p.values[0].name == "README.md")
    assert len(short.splitlines()) <= 20


@pytest.mark.parametrize("path,text", DECLARATIONS)
def test_sample_declarations_are_sound(
    path: Path, text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What readers copy passes `talkingpiece check`."""
    file = tmp_path / "sample.yaml"
    file.write_text(text, encoding="utf-8")
    code = main(["check", str(file)])
    assert code == 0, capsys.readouterr().out


@pytest.mark.parametrize("path,text", DECLARATIONS)
def test_sample_declarations_play(path: Path, text: str) -> None:
    """And plays to its end, fairly, with as many people as it likes best."""
    declared = read_declaration(text, path.name)
    people, minutes = declared.capacity.ideal[1], declared.duration[1]
    setting = Setting(format=declared, people=people, minutes=minutes)
    figures = report(list(simulate(setting, Registry.load(), plays=5, seed=1)))
    assert figures["violation_details"] == []


def test_sample_of_a_translation_is_taken() -> None:
    """The module of the how-to registers, and its words are found."""
    (text,) = samples(DOCS / "how-to" / "translate.md", "python")
    module = ModuleType("talkingpiece_italian")
    exec(text, vars(module))  # noqa: S102 — our own page
    registry = Registry.load(
        locales=("en", "it"),
        plugins={"italian": module},
    )
    assert registry.set_aside == ()
    intervision = registry.formats["intervision_triage"]
    assert registry.texts(intervision, "it")["intervision_triage/keywords/title"] == "Parole chiave"
