"""The order of periods in time: their texts do not tell it where a scheme names its periods itself."""

from datetime import date

from domain.errors import Invalid
from domain.thresholds import spans
from domain.thresholds.years import CALENDAR, Years


def place_in_time(period: str, grains: tuple[str, ...] = ()) -> int:
    """The first day as a number, or that of an occasion; 0 for what stands without a period.

    `grains` are those that the scheme declares itself.
    """
    try:
        span = spans.parse(period, grains)
    except Invalid:
        return 0
    return span.index if span.grain == "occasion" else spans.bounds(span.grain, span.index)[0].toordinal()


def last_day(period: str, grains: tuple[str, ...] = (), years: Years = CALENDAR) -> date | None:
    """When a period is over, a year by the party's own; None for occasions and for what stands without a period."""
    try:
        span = spans.parse(period, grains)
    except Invalid:
        return None
    return None if span.grain == "occasion" else years.ends(span.grain, span.index)
