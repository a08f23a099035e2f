"""When an account starts afresh."""

from collections.abc import Iterator
from datetime import date, timedelta

from domain.library.models.accounts import Balance
from domain.library.models.windows import AnniversaryWindow
from domain.thresholds import spans, windows
from domain.thresholds.context import Place


def last_start(balance: Balance, place: Place) -> date:
    """The day on which it last started afresh; the first day of all where it never does."""
    renews = balance.renews
    if renews == "never":
        return date.min
    if isinstance(renews, AnniversaryWindow):
        held = windows.anniversary(renews, place)
        return held[0] if held is not None else date.min
    return spans.bounds(renews, place.index_in(renews), place.year_start)[0]


def starts_since(balance: Balance, place: Place, day: date, last: date) -> Iterator[date]:
    """The fresh starts after a day, the last of them first."""
    start = last
    while day < start:
        yield start
        before = Place(place.book, place.subject, start - timedelta(days=1), unit=place.unit)
        start = last_start(balance, before)
