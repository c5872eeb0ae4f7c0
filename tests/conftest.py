"""What holds for every test; fixtures live in the conftest of each folder."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.storage.cluster import Cluster, binaries, running

TESTS = Path(__file__).resolve().parent
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: drives a real Chromium (all of tests/browser)")
    config.addinivalue_line("markers", "slow: takes more than a few seconds")


def chromium_path() -> str | None:
    """The machine's Chromium: ``TALKINGPIECE_CHROMIUM``, else the first usual name on PATH."""
    named = os.environ.get("TALKINGPIECE_CHROMIUM")
    return named or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the browser; `--no-sandbox` is needed where tests run as root."""
    path = chromium_path()
    if path is None:
        pytest.skip("no Chromium on this machine")
    return path


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A running PostgreSQL, for all tests that want one."""
    programs = binaries()
    if programs is None:
        pytest.skip("no PostgreSQL on this machine: install Debian's `postgresql`")
    with running(programs) as cluster:
        yield cluster


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in tests/browser is marked `browser`, and skipped where there is no Chromium."""
    missing = chromium_path() is None
    for item in items:
        if TESTS / "browser" in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if missing:
                item.add_marker(pytest.mark.skip(reason="no Chromium: install Debian's `chromium`"))


def reason_of(report: pytest.TestReport | pytest.CollectReport) -> str:
    """Why something was skipped; pytest keeps it as (path, line, reason)."""
    return report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    """In CI a skip is a failure: what was not tried there is tried nowhere."""
    report = yield
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"in CI a skip is a failure: {reason_of(report)}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector):
    """The same for whole files that skip themselves while they are imported."""
    report = yield
    if os.environ.get("CI") and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"in CI a skip is a failure: {reason_of(report)}"
    return report
