"""The log: one JSON object per line, that says what happened and never what was said.

No path, query, token, name or text stands in it: requests by their route, errors by type and
place without their message, because a message may quote what it stumbled over. What other libraries
say is left out for the same reason: of their lines there is the place they come from.
"""

import datetime as dt
import logging
import sys
import threading
import traceback
from types import TracebackType
from typing import Any, TextIO

import msgspec

OURS = "talkingpiece"
LEFT_OUT = "a line of another library, its words left out"
FACTS = "facts"
"""`log.info("…", extra={FACTS: {…}})` adds members to the line."""


class JsonLines(logging.Formatter):
    """Formats a record as one line."""

    def format(self, record: logging.LogRecord) -> str:
        """The line for *record*."""
        at = dt.datetime.fromtimestamp(record.created, dt.UTC)
        line: dict[str, Any] = {
            "at": at.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            **_said(record),
            **getattr(record, FACTS, {}),
        }
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            line["error"] = described(error)
        return msgspec.json.encode(line).decode()


def _said(record: logging.LogRecord) -> dict[str, str]:
    """Our own words as they are; of others' only where they were said."""
    if record.name.partition(".")[0] == OURS:
        return {"what": record.getMessage()}
    return {"what": LEFT_OUT, "place": f"{record.module}:{record.lineno} {record.funcName}"}


def described(error: BaseException) -> list[str]:
    """An error without its message: its type and where it came from, then what caused it."""
    lines = [type(error).__name__]
    lines += [
        f"{frame.filename}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    if error.__cause__ is not None:
        lines += ["caused by", *described(error.__cause__)]
    return lines


def set_up(level: str, stream: TextIO = sys.stderr) -> None:
    """Send the log of the whole process to *stream*."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    sys.excepthook = _failed
    sys.unraisablehook = lambda told: _failed(told.exc_type, told.exc_value, told.exc_traceback)
    threading.excepthook = lambda told: _failed(told.exc_type, told.exc_value, told.exc_traceback)
    for chatty in ("asyncio", "aiohttp.access"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def _failed(
    kind: type[BaseException], error: BaseException | None, at: TracebackType | None
) -> None:
    """What nobody caught: a line as every other, where Python would print the message as well."""
    error = error or kind()
    if isinstance(error, KeyboardInterrupt):
        return
    logging.getLogger(OURS).critical("nobody caught an error", exc_info=(kind, error, at))
