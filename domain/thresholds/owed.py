"""The turns of deliverables that somebody owes: without those that nobody does (冬休期间不报送)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from domain.calendar import WorkCalendar
from domain.library.library import Library
from domain.library.models import conditions as c
from domain.library.models import dates as d
from domain.library.models import values as v
from domain.library.models import windows as w
from domain.library.models.literals import DayValue, FlagValue, NameValue, NumberValue
from domain.library.parts import children
from domain.library.schedule import ResolvedDeliverable, resolve_deliverables
from domain.thresholds.book import Book
from domain.thresholds.context import Place
from domain.thresholds.engine import Engine
from domain.thresholds.facts import Facts

_OF_THE_CALENDAR = (
    c.All, c.AnyOf, c.Not, c.Some, c.Quorum, c.During, c.Compare, v.PartOfDate, NumberValue, FlagValue, DayValue,
    w.WordWindow, w.SeasonWindow, w.SeasonSpan, w.PhaseWindow, w.DatesWindow, d.FixedDate, d.CalendarDate, d.PhaseDate,
)  # fmt: skip
_PLAIN = (str, int, bool, date, type(None))


def same_for_all(node: Any) -> bool:
    """Whether a condition hangs on nothing but the calendar, so that it is the same for every unit."""
    if isinstance(node, NameValue):
        return node.name in {"period_start", "period_end"}
    if isinstance(node, tuple):
        return all(same_for_all(part) for part in node)
    if not isinstance(node, _OF_THE_CALENDAR):
        return isinstance(node, _PLAIN)
    return isinstance(node, NumberValue | FlagValue | DayValue) or all(map(same_for_all, children(node)))


def owed_turns(
    library: Library,
    year: int | None = None,
    *,
    settings: Mapping[str, Any] | None = None,
    calendar: WorkCalendar | None = None,
) -> tuple[ResolvedDeliverable, ...]:
    """All deliverables as `resolve_deliverables` tells them, without the turns that nobody owes."""
    turns = resolve_deliverables(library, year, settings=settings, calendar=calendar)
    scheme = library.with_settings(settings)
    dropping = {one.id for one in scheme.deliverables if one.unless is not None and same_for_all(one.unless)}
    if not dropping:
        return turns
    engine = Engine(library, settings, year=year, calendar=calendar)
    book = engine.book(Facts(), date.min)
    return tuple(_owed(engine, book, turns, dropping))


def _owed(
    engine: Engine, book: Book, turns: tuple[ResolvedDeliverable, ...], dropping: set[str]
) -> Iterator[ResolvedDeliverable]:
    for turn in turns:
        day = turn.about_until or turn.due
        if turn.id not in dropping or day is None:
            yield turn
        elif not engine.filings[turn.id].exempt(Place(book, "", day)):
            yield replace(turn, unless="")
