"""What a page holds on to: memory, nodes, listeners; and when it kept the browser busy too long."""

from dataclasses import dataclass

from tests.browser.seats import Seat

LONG_TASKS_JS = """
window.longTasks = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.longTasks.push(entry.duration);
}).observe({ type: "longtask", buffered: true });
"""


@dataclass(frozen=True)
class Footprint:
    """After everything that nobody needs has been collected."""

    heap: int
    """Bytes."""
    nodes: int
    listeners: int


async def footprint(seat: Seat) -> Footprint:
    """What *seat*'s page holds on to now."""
    tool = await seat.context.new_cdp_session(seat.page)
    await tool.send("Performance.enable")
    await tool.send("HeapProfiler.collectGarbage")
    told = (await tool.send("Performance.getMetrics"))["metrics"]
    await tool.detach()
    found = {metric["name"]: int(metric["value"]) for metric in told}
    return Footprint(found["JSHeapUsedSize"], found["Nodes"], found["JSEventListeners"])


async def watch_long_tasks(seat: Seat) -> None:
    """From the next page on, note every task of more than 50 ms."""
    await seat.page.add_init_script(LONG_TASKS_JS)


async def long_tasks(seat: Seat) -> list[float]:
    """How long each of them took, in ms."""
    noted: list[float] = await seat.page.evaluate("window.longTasks")
    return noted
