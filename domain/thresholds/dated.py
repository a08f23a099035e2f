"""Dates of a scheme seen from a place: those recorded of the subject, or in the record, count as events."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from domain.library.calendar_dates import Almanac, Found, find
from domain.library.models.base import OpenMark
from domain.library.models.dates import (
    Anchor,
    CalendarDate,
    DateSpec,
    EventDate,
    MonthDate,
    Point,
    RelativeDate,
)
from domain.library.named_days import names_in
from domain.thresholds.context import Place
from domain.thresholds.fields import day_of


def find_at(spec: DateSpec, almanac: Almanac, point: Point, place: Place) -> Found:
    """The day that a date means for the subject and the record of a place."""
    return find(spec, seen_from(place, almanac, spec), point)


def anchor_at(anchor: Anchor, almanac: Almanac, place: Place) -> date | None:
    """The day of what a time runs from, for the subject and the record of a place."""
    spec = EventDate(event=anchor) if isinstance(anchor, str) else anchor
    return find_at(spec, almanac, "start", place).day


def seen_from(place: Place, almanac: Almanac, spec: Any) -> Almanac:
    """The almanac with the dates of the place that a date names by their keys."""
    if of_the_place(spec, almanac):
        almanac = replace(almanac, seen=place.moment.year)
    known = {name: day for name in names_in(spec) if (day := _day(name, place)) is not None}
    if not known:
        return almanac
    called = {**almanac.names, **_fields(place)}
    return replace(almanac, events={**almanac.events, **known}, names=called)


def _fields(place: Place) -> dict[str, str]:
    """The fields of the record in hand by their names."""
    if place.row is None:
        return {}
    fields = place.book.scheme.facts[place.row.fact].fields
    return {"row_date": "登记日期", **{key: field.name for key, field in fields.items()}}


def of_the_place(spec: Any, almanac: Almanac) -> bool:
    """Whether a date is of the year in which the place lies: 当年, or of any year in a scheme without one."""
    match spec:
        case CalendarDate():
            return spec.year == "same" or (almanac.year is None and not isinstance(spec.year, int | OpenMark))
        case RelativeDate():
            sides = (spec.after, spec.before, spec.no_later_than, spec.no_earlier_than)
            return any(of_the_place(side, almanac) for side in sides)
        case MonthDate():
            return of_the_place(spec.origin, almanac)
    return False


_OF_PERIOD = frozenset({"period_start", "period_end"})


def _day(name: str, place: Place) -> date | None:
    book, row = place.book, place.row
    if row is not None and name == "row_date":
        return row.day
    if place.grain is not None and name in _OF_PERIOD:
        return place.start if name == "period_start" else place.moment
    if row is not None and name in book.scheme.facts[row.fact].fields:
        found = day_of(place, name)
        return found.date() if isinstance(found, datetime) else found
    fact = book.scheme.facts.get(name)
    if fact is None:
        return book.events.get(place.subject, {}).get(name)
    if fact.kind != "date" or fact.every is not None:
        return None
    return book.day_of(name, place.subject)
