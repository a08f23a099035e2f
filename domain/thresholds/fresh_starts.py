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
        held = windows.anniversary(_shortest(renews, place), place)
        return held[0] if held is not None else date.min
    return spans.bounds(renews, place.index_in(renews), place.year_start)[0]


def doubtful(balance: Balance, place: Place) -> tuple[str, date, date] | None:
    """Why it is not known when it last started afresh, and between which days (the last one excluded) that lies.

    None where it is known, or has not started afresh yet however long its time is.
    """
    why = windows.unknown_cycle(balance.renews, place)
    if not why or not isinstance(balance.renews, AnniversaryWindow):
        return None
    began = place.book.day_of(balance.renews.anniversary, place.subject)
    if began is None:
        return why, date.min, place.moment + timedelta(days=1)
    last = last_start(balance, place)
    return (why, began, last) if began < last else None


def _shortest(renews: AnniversaryWindow, place: Place) -> AnniversaryWindow:
    """Years from a date as they run at the least, where nobody knows how many there are in a cycle."""
    unknown = windows.unknown_cycle(renews, place)
    return renews.model_copy(update={"years": 1}) if unknown else renews


def starts_since(balance: Balance, place: Place, day: date, last: date) -> Iterator[date]:
    """The fresh starts after a day, the last of them first."""
    start = last
    while day < start:
        yield start
        before = Place(place.book, place.subject, start - timedelta(days=1), unit=place.unit)
        start = last_start(balance, before)
