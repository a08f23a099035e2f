"""A clock for pages: they run in a thread of their own, which a frozen one does not reach."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from services import clock

Stand = Callable[[date], None]


@pytest.fixture
def stand(monkeypatch: pytest.MonkeyPatch) -> Stand:
    """Stop the clock at nine in the morning of a day; inside `clock.frozen` that one wins."""

    def at(day: date) -> None:
        moment = datetime(day.year, day.month, day.day, 9, tzinfo=clock.SHANGHAI).astimezone(UTC)
        monkeypatch.setattr(clock, "now", lambda: clock._frozen.get() or moment)

    return at
