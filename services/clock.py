"""The only clock. Dates are those of Shanghai, where the offices are."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
_frozen: ContextVar[datetime | None] = ContextVar("frozen_clock", default=None)


def now() -> datetime:
    """The current moment, aware, in UTC."""
    return _frozen.get() or datetime.now(UTC)


def today() -> date:
    """The current day in Shanghai."""
    return now().astimezone(SHANGHAI).date()


def local(moment: datetime) -> datetime:
    """A stored moment as people in Shanghai read it."""
    return moment.astimezone(SHANGHAI)


@contextmanager
def frozen(at: date | datetime) -> Iterator[None]:
    """Stop the clock (tests, and the demo data, which tells a story over months).

    A plain date means nine in the morning of that day in Shanghai.
    """
    when = at if isinstance(at, datetime) else datetime(at.year, at.month, at.day, 9, tzinfo=SHANGHAI)
    token = _frozen.set(when.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.reset(token)


def tick(seconds: int = 1) -> None:
    """Move a frozen clock on; does nothing to the real one."""
    at = _frozen.get()
    if at is not None:
        _frozen.set(at + timedelta(seconds=seconds))
