"""Generated files are what their generators make today."""

import runpy
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GEN = ROOT / "static" / "widget" / "gen"


def test_generated_files_are_up_to_date() -> None:
    """A change of the protocol or a setting reaches the files made from it."""
    generators = runpy.run_path(str(GEN / "__main__.py"), run_name="gen")["generators"]
    stale = []
    for generator in generators():
        path = ROOT / generator.filename
        if not path.is_file() or path.read_text(encoding="utf-8") != generator.make():
            stale.append(f"{generator.filename} (made by {Path(generator.__file__).name})")
    assert not stale, f"not up to date: {', '.join(stale)}; run `make generate` and commit"
