"""Fixtures for tests in Chromium, against the real application in a process of its own.

`page` is one person at 1366×768; `visit()` opens a browser for one more; `live_app` is the server that they
share; `fresh_app` is one that nobody has visited. Any request to another host fails the test.
"""

import re
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.live import ROOT, LiveApp, running_app
from tests.browser.visits import Visitors, Watch
from tools.debian import BROWSERS

PICTURES = ROOT / "tmp/browser"
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture(scope="session")
def live_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveApp]:
    """The server that the tests of this process share, with an empty SQLite database."""
    with running_app(tmp_path_factory.mktemp("live")) as app:
        yield app


@pytest.fixture
def fresh_app(tmp_path: Path) -> Iterator[LiveApp]:
    """A server of this test alone: no script has run in it yet, and nobody has claimed it."""
    with running_app(tmp_path) as app:
        yield app


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Of one file only: Playwright leaves an event loop running, which other tests would trip over."""
    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    if chromium is None:
        pytest.fail("Chromium is missing; `python3 -m tools setup` installs it")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def watch() -> Watch:
    """What the browsers of this test ask for and complain about."""
    return Watch()


@pytest.fixture
def visit(request: pytest.FixtureRequest, browser: Browser, watch: Watch) -> Iterator[Visitors]:
    """Opens one more watched browser at each call: `visit()`, `visit(fresh_app)`, `visit(size=TABLET)`."""
    visitors = Visitors(browser, lambda: request.getfixturevalue("live_app"), watch)
    yield visitors
    if request.node.stash.get(FAILED, False):
        visitors.pictures(PICTURES, re.sub(r"[^\w-]+", "-", request.node.name))
    visitors.leave()
    assert watch.outside == [], "a browser asked an outside host"
    assert watch.script_errors == [], "a script in the page failed"


@pytest.fixture
def page(visit: Visitors) -> Page:
    """One person in front of the shared server."""
    return visit()
