"""``make generate``: writes every generated file again.

A generator is a file beside this one with ``filename`` (from the root of the repository) and
``make() -> str``. ``tests/house/test_generated.py`` fails when a file is not what it would be.
"""

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]


def generators() -> Iterator[ModuleType]:
    """Every generator of this folder, in the order of their names."""
    for path in sorted(HERE.glob("[!_]*.py")):
        spec = importlib.util.spec_from_file_location(f"gen_{path.stem}", path)
        if spec is None or spec.loader is None:
            raise ImportError(str(path))
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        yield module


def main() -> None:
    """Writes what differs and says so."""
    for generator in generators():
        path = ROOT / generator.filename
        made: str = generator.make()
        if not path.is_file() or path.read_text(encoding="utf-8") != made:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(made, encoding="utf-8")
            sys.stdout.write(f"wrote {generator.filename}\n")


if __name__ == "__main__":
    main()
