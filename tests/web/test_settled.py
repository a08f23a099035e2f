"""What is loaded for good is no longer looked at by full collections."""

import gc
import sys
from collections.abc import Iterator
from types import ModuleType

import pytest

from services import libraries, schemes_in_use
from tests import ledger_world, provider_world, world
from tests.databases import Database
from web import settled


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    """Nothing stays frozen for the tests that come after."""
    yield
    gc.unfreeze()


def test_what_was_loaded_is_frozen_once(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = settled.settle()
    frozen = gc.get_freeze_count()
    assert frozen > 0
    fresh = [[number] for number in range(1000)]
    assert settled.settle(loaded) == loaded
    assert gc.get_freeze_count() - frozen < len(fresh)
    monkeypatch.setitem(sys.modules, "a_page_that_was_opened", ModuleType("a_page_that_was_opened"))
    rows = [[number] for number in range(1000)]
    assert settled.settle(loaded) == loaded + 1
    assert gc.get_freeze_count() > frozen + len(rows)


def test_schemes_in_use_are_read_before_anybody_asks(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    supply = provider_world.build()
    ledger_world.campaign(supply.people)
    monkeypatch.setattr(libraries, "_parsed", {})
    assert schemes_in_use.read() == 2
    assert libraries.known() == 2


def test_a_scheme_that_cannot_be_read_does_not_keep_the_server_from_starting(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    world.district()

    def broken() -> int:
        raise ValueError("broken")

    monkeypatch.setattr(schemes_in_use, "read", broken)
    settled._read_schemes()
    assert "could not be read ahead" in caplog.text
