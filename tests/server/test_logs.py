"""The log says what happened and never what was said, whoever writes the line."""

import ast
import asyncio
import io
import json
import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.server.house import House

from talkingpiece.server import logs

SECRET = "tulip-canary"
SOURCES = Path(logs.__file__).resolve().parents[1]
LEVELS = {"debug", "info", "warning", "error", "exception", "critical", "log"}


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What the process logs, set up as the server does it; afterwards all is as before."""
    root, stream = logging.getLogger(), io.StringIO()
    handlers, level = root.handlers[:], root.level
    for place, hook in ((sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook")):
        monkeypatch.setattr(place, hook, getattr(place, hook))
    logs.set_up("debug", stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)


def lines(written: io.StringIO) -> list[dict[str, object]]:
    assert SECRET not in written.getvalue()
    return [json.loads(line) for line in written.getvalue().splitlines()]


class Stumbled(Exception):
    """An error that quotes what it stumbled over."""


def stumble() -> None:
    try:
        raise ValueError(SECRET)
    except ValueError as error:
        raise Stumbled(f"cannot read {SECRET!r}") from error


def test_an_error_is_its_type_and_its_places(written: io.StringIO) -> None:
    try:
        stumble()
    except Stumbled:
        logging.getLogger("talkingpiece.x").exception("it failed")
    [line] = lines(written)
    assert line["what"] == "it failed"
    assert isinstance(line["error"], list)
    assert line["error"][0] == "Stumbled"
    assert "ValueError" in line["error"]
    assert any("stumble" in place for place in line["error"])


def test_what_other_libraries_say_is_left_out(written: io.StringIO) -> None:
    other = logging.getLogger("aiohttp.server")
    other.error("Error handling request from %s", SECRET)
    other.error(f"said at once {SECRET}")
    first, second = lines(written)
    assert first["what"] == second["what"] == logs.LEFT_OUT
    assert "test_logs" in str(first["place"])


async def test_a_task_that_nobody_waited_for_tells_no_words(written: io.StringIO) -> None:
    asyncio.get_running_loop().call_exception_handler(
        {"message": f"Task {SECRET}", "exception": Stumbled(SECRET)}
    )
    [line] = lines(written)
    assert line["from"] == "asyncio"
    assert line["error"] == ["Stumbled"]


def test_what_nobody_caught_is_a_line_as_every_other(written: io.StringIO) -> None:
    sys.excepthook(Stumbled, Stumbled(SECRET), None)
    thread = threading.Thread(target=stumble)
    thread.start()
    thread.join()
    first, second = lines(written)
    assert first["error"] == ["Stumbled"]
    assert second["level"] == "critical"


def test_a_process_that_dies_of_an_error_prints_no_words() -> None:
    """As Python would by itself, on standard error."""
    program = f"from talkingpiece.server.logs import set_up; set_up('info'); int('{SECRET}')"
    died = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert died.returncode == 1
    assert SECRET not in died.stderr + died.stdout
    assert json.loads(died.stderr)["error"][0] == "ValueError"


def test_every_line_of_ours_begins_with_a_fixed_text() -> None:
    """What varies stands apart, as values: so it can be seen here what may get into the log."""
    loose = [
        f"{path.name}:{call.lineno}"
        for path in SOURCES.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in LEVELS
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id in ("log", "logger", "logging")
        and not (isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str))
    ]
    assert loose == []


async def test_a_request_that_is_no_http_leaves_no_words(
    house: House, written: io.StringIO
) -> None:
    """aiohttp quotes such a line, and the address it came from."""
    reading, writing = await asyncio.open_connection("127.0.0.1", house.client.port)
    writing.write(f"BREW /{SECRET} HTTP/1.1\r\n{SECRET}: {SECRET}\r\n\r\n".encode())
    answer = await reading.read()
    writing.close()
    await writing.wait_closed()
    assert b"400" in answer
    assert lines(written)
    assert "127.0.0.1" not in written.getvalue()
