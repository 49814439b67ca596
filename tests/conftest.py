"""What tests share: the agreements, the gold, a browser where there is one, and a list of what had to be left out.

A test that needs what this machine lacks is skipped, and named at the end with the line that installs it; with
`--nothing-left-out` it fails instead.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHECKOUT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
SERVERS = ("oxigraph",)
REMEDIES = {
    "browser": "a browser: sudo apt install chromium (or name one in AFTALEGRAF_CHROMIUM)",
    "server": "a SPARQL server: .venv/bin/python -m pip install --require-hashes -r requirements-dev.lock",
    "virtuoso": "Virtuoso: sudo apt install virtuoso-opensource",
}


def pytest_configure() -> None:
    """Lets the tests read English messages on every machine, and fails no random case on a slow one by its time."""
    os.environ["LC_ALL"] = "C.UTF-8"
    hypothesis.settings.register_profile("any-machine", deadline=None)
    hypothesis.settings.load_profile("any-machine")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds the switch for a machine that has everything."""
    parser.addoption("--nothing-left-out", action="store_true", help="fail on whatever would be skipped")


def find_browser() -> str | None:
    """The path of a Chromium, Chrome or Edge; AFTALEGRAF_CHROMIUM names another."""
    named = os.environ.get("AFTALEGRAF_CHROMIUM")
    return named or next((path for name in BROWSERS if (path := shutil.which(name))), None)


def find_server() -> str | None:
    """The path of the Oxigraph server that comes with the development packages."""
    beside = Path(sys.executable).parent
    places = (str(beside), None)
    return next((found for name in SERVERS for place in places if (found := shutil.which(name, path=place))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks for skipping what needs something that is not here."""
    here = {"browser": find_browser(), "server": find_server(), "virtuoso": shutil.which("virtuoso-t")}
    for item in items:
        for need, found in here.items():
            if item.get_closest_marker(need) and found is None:
                item.add_marker(pytest.mark.skip(reason=f"needs {REMEDIES[need]}"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turns a skip into a failure where nothing may be left out."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and item.config.getoption("--nothing-left-out"):
        report.outcome = "failed"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Lists what was left out, and what would bring it in."""
    reasons = [str(report.longrepr) for report in terminalreporter.stats.get("skipped", ())]
    counts = {need: sum(remedy in reason for reason in reasons) for need, remedy in REMEDIES.items()}
    lines = [f"{count} tests left out for want of {REMEDIES[need]}" for need, count in sorted(counts.items()) if count]
    if "not slow" in (config.option.markexpr or ""):
        lines.append("what is slow or needs a browser or a SPARQL server: make test-all runs it")
    if lines:
        terminalreporter.section("left out")
        for line in lines:
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The folder of the project."""
    return CHECKOUT


@pytest.fixture(scope="session", autouse=True)
def _no_copies_kept() -> Iterator[None]:
    """Tests leave the user's cache of remote stores alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AFTALEGRAF_STORE_CACHE", "off")
        yield


@pytest.fixture(scope="session")
def agreements() -> Path:
    """The folder of the five agreements."""
    return CHECKOUT / "examples" / "oekonomiaftaler"


@pytest.fixture(scope="session")
def gold() -> Path:
    """The folder of the gold records."""
    return CHECKOUT / "tests" / "gold" / "dev"


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a browser; only tests marked `browser` may ask for it."""
    found = find_browser()
    assert found is not None, f"needs {REMEDIES['browser']}"
    return found


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for all tests of a module."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, agreements: Path) -> Path:
    """A store of the five agreements, built once a run; tests only read it."""
    from graph.build import build
    from graph.errors import StoreHeldError
    from graph.store import reading

    base = tmp_path_factory.getbasetemp()
    store = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "five.store"
    for _ in range(600):  # of several workers the first builds, the others wait for it
        try:
            build([agreements], store)
        except StoreHeldError:
            time.sleep(0.5)
            continue
        with reading(store):
            return store
    raise AssertionError(f"{store} was not built in time")
