"""Figures for whoever runs the server, in Prometheus' text format: how much, never who or what.

They are served on an address of their own (setting `metrics`), by default nowhere, and never on the
port that people use. A figure counts rooms, browsers, bytes and seconds of the whole server. None
has a room, a person, a path or a kind of command in its labels: nobody's passes are counted.
"""

import time
from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate
from typing import Any, cast

from aiohttp import web
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import HistogramMetricFamily, Metric
from prometheus_client.registry import Collector
from prometheus_client.utils import floatToGoString

from talkingpiece import __version__
from talkingpiece.core.ids import RoomId
from talkingpiece.errors import Conflict, StoreUnavailable
from talkingpiece.hub.rooms import Rooms
from talkingpiece.sdk.ports import Store

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
REQUEST_SECONDS = (0.005, 0.02, 0.1, 0.5, 2, 10)
COMMIT_SECONDS = (0.0005, 0.002, 0.01, 0.05, 0.2, 1, 5)


class Commits(Collector):
    """How long commits take: counted plainly with each, made into a figure when somebody looks."""

    def __init__(self) -> None:
        self._counted = [0] * (len(COMMIT_SECONDS) + 1)
        self._seconds = 0.0

    def observe(self, seconds: float) -> None:
        """One group of events was kept, or refused, after so long."""
        self._counted[bisect_left(COMMIT_SECONDS, seconds)] += 1
        self._seconds += seconds

    def collect(self) -> Iterator[Metric]:
        """As Prometheus wants it: how many took no longer than each bound."""
        bounds = (*map(floatToGoString, COMMIT_SECONDS), "+Inf")
        counted = list(zip(bounds, accumulate(self._counted), strict=True))
        name, words = "talkingpiece_commit_seconds", "Time until a group of events was kept."
        yield HistogramMetricFamily(name, words, counted, self._seconds)


class Metrics:
    """All figures of one server."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        known: Any = {"registry": self.registry, "namespace": "talkingpiece"}
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        GCCollector(registry=self.registry)
        build = Gauge("build_info", "The version that runs.", ["version"], **known)
        build.labels(__version__).set(1)
        self._awake = Gauge("rooms_awake", "Rooms in memory.", **known)
        self._browsers = Gauge("browsers", "Browsers that are connected to a room.", **known)
        self.requests = Histogram(
            "request_seconds", "Time to answer a request, sockets left out.",
            ["method", "route", "status"], buckets=REQUEST_SECONDS, **known,
        )  # fmt: skip
        self._heard = Counter("frames_heard", "Frames that browsers sent.", **known)
        self.misheard = Counter("frames_misheard", "Those that were no message.", **known)
        self._written = Counter("bytes_written", "Bytes of frames handed to sockets.", **known)
        # Counted with every frame, so plainly; the figures follow when somebody looks.
        self.heard = self.written = 0
        self.closed = Counter("sockets_closed", "Sockets closed by us, and why.", ["why"], **known)
        self.commits = Commits()
        self.registry.register(self.commits)
        self.conflicts = Counter("commit_conflicts", "Groups another node came before.", **known)
        self.failures = Counter(
            "store_failures", "Times the store could not keep or read something.", **known
        )

    def text(self, rooms: Rooms) -> bytes:
        """Everything as of now."""
        tables = list(rooms.awake.values())
        self._awake.set(len(tables))
        heard, written, self.heard, self.written = self.heard, self.written, 0, 0
        self._heard.inc(heard)
        self._written.inc(written)
        self._browsers.set(sum(1 for table in tables for _ in table.presence.connections()))
        return generate_latest(self.registry)


class MeasuredStore:
    """A store whose commits are timed and whose refusals are counted; all else is the store's."""

    def __init__(self, store: Store, metrics: Metrics) -> None:
        self._store = store
        self._metrics = metrics

    async def append(self, room: RoomId, expected: int, sealed: bytes) -> int:
        began = time.perf_counter()
        try:
            return await self._store.append(room, expected, sealed)
        except Conflict:
            self._metrics.conflicts.inc()
            raise
        except StoreUnavailable:
            self._metrics.failures.inc()
            raise
        finally:
            self._metrics.commits.observe(time.perf_counter() - began)

    async def read(self, room: RoomId, after: int) -> Any:
        try:
            return await self._store.read(room, after)
        except StoreUnavailable:
            self._metrics.failures.inc()
            raise

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


def measured(store: Store, metrics: Metrics) -> Store:
    """*store*, with its commits in *metrics*."""
    return cast(Store, MeasuredStore(store, metrics))


def metrics_app(metrics: Metrics, rooms: Rooms) -> web.Application:
    """The one page of the address for Prometheus: `GET /metrics`."""

    async def page(request: web.Request) -> web.Response:
        headers = {"Content-Type": CONTENT_TYPE, "Cache-Control": "no-store"}
        return web.Response(body=metrics.text(rooms), headers=headers)

    app = web.Application()
    app.add_routes([web.get("/metrics", page)])
    return app


def place_of(setting: str) -> tuple[str, int] | None:
    """Host and port of the setting `metrics`; None where there is nothing to serve."""
    host, _, port = setting.rpartition(":")
    return (host.strip("[]"), int(port)) if port else None


METRICS = web.AppKey("metrics", Metrics)
