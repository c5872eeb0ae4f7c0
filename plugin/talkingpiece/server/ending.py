"""A server that was told to stop comes to an end, whatever hangs.

Each step of stopping is waited for so long and no longer; then the next one is taken. Where even
that does not go on, because something holds up the loop itself, the process is cut off. Nobody
loses by it what was acknowledged: that has been committed before. All of it takes less than the
fifteen seconds that `deploy/` gives a server before it is killed.
"""

import asyncio
import logging
import os
import sys
import threading
import traceback
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

from talkingpiece.server.logs import FACTS

log = logging.getLogger(__name__)

ROOMS_SECONDS = 5.0
"""How long the goodbye may take, and what rooms are keeping at that moment."""
SOCKETS_SECONDS = 3.0
"""How long a stopping server waits for browsers to close their sockets."""
NODES_SECONDS = 1.0
STORE_SECONDS = 2.0
ALL_SECONDS = 12.0
LOOP_SECONDS = 2.0
"""How long what is left on the loop may take, once the server is closed."""
SAYING_SECONDS = 0.5


async def within(seconds: float, what: str, step: Coroutine[Any, Any, object]) -> None:
    """Wait for *step*. After *seconds* it is cancelled, named as *what* in the log, and left."""
    task = asyncio.create_task(step)
    _, late = await asyncio.wait({task}, timeout=seconds)
    if late:
        task.cancel()
        log.warning("stopped without waiting any longer for %s", what)
    else:
        task.result()


@contextmanager
def at_most(seconds: float, cut: Callable[[], None] | None = None) -> Iterator[None]:
    """Call *cut* from another thread if the block takes longer; else the process ends there."""
    timer = threading.Timer(seconds, cut or _cut_off)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _cut_off() -> None:
    """Say where it hangs, and be gone: whatever else there is to be done is left."""
    saying = threading.Thread(target=_say_where, daemon=True)
    saying.start()
    saying.join(SAYING_SECONDS)  # what hangs may be the log
    os._exit(1)


def _say_where() -> None:
    frame = sys._current_frames().get(threading.main_thread().ident or 0)  # noqa: SLF001
    place = [f"{at.filename}:{at.lineno} {at.name}" for at in traceback.extract_stack(frame)]
    log.critical("stopping came to no end, and was cut off", extra={FACTS: {"place": place}})
