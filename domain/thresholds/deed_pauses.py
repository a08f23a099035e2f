"""What does not count of the time of a consequence: found anew whenever it is judged, also after it was served."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from domain.library.calendar_dates import Almanac, period_of
from domain.library.models.consequences import Deed
from domain.library.models.dates import CountedTerm
from domain.library.models.limits import Pause, PausedSpan
from domain.library.models.values import CoveredDays
from domain.library.scopes import Scope
from domain.library.sentences import Sentences
from domain.paused import Paused, Stretch, paused_deadline, paused_last_day
from domain.thresholds.bounding import Bounds, bounds_at
from domain.thresholds.compiling import Compiler
from domain.thresholds.context import Place
from domain.thresholds.data import Missing
from domain.thresholds.lengths import AWAITED
from domain.thresholds.pausing import between_dates, stopped

Times = dict[str, Any]
_Parts = tuple[list[Stretch], int]


class DeedPauses:
    """The pauses of one act, compiled."""

    def __init__(self, compiler: Compiler, deed: Deed, scope: Scope) -> None:
        self.deed, self.almanac = deed, compiler.almanac
        self.parts = [_part(compiler, pause, scope) for pause in deed.pauses]
        tell = Sentences(compiler.scheme)
        self.told = f"，{tell.pauses(deed.pauses, scope)}不计入"

    def applied(self, place: Place, times: Times) -> Times:
        """The times of the act at a place, with what does not count and the last days as far as they are known."""
        here = replace(place, moment=place.book.today)
        found = [part(here) for part in self.parts]
        stretches = sorted({span for spans, _ in found for span in spans}, key=_order)
        paused = Paused(tuple(stretches), sum(days for _, days in found))
        name = "within" if self.deed.within is not None else "lasts"
        awaited = str(times[name]).endswith(AWAITED)
        moved = {**times, "paused": paused} | ({} if awaited else {name: f"{times[name]}{self.told}"})
        if self.deed.within is not None:
            bounds = bounds_at(self.deed.within, self.almanac, place)
            due = None if bounds.unknown else self._due(self.deed.within, bounds, paused, place.book.today)
            return {**moved, "due": due or times["due"]}
        begins = times.get("begins") or self._begins()
        end = _end(self.deed.lasts, begins, self.almanac, paused, place.book.today)
        return {**moved, "until": end or times["until"]}

    def _due(self, term: object, bounds: Bounds, paused: Paused, today: date) -> date | None:
        """The last day of a term that runs from an event of the case, within its bounds, which stay where they are."""
        if not isinstance(term, CountedTerm):
            return None
        event = term.from_ or ""
        start, period = self.almanac.events.get(event), period_of(Bounds({}).of(term), self.almanac)
        if start is None or period is None:
            return None
        free = paused_deadline(start, period, self.almanac.calendar, event, paused, today)
        return bounds.held(free.due, "")[0]

    def _begins(self) -> date | None:
        """The event from which a state lasts, where a case names its day."""
        event = self.deed.starts or "决定"
        return self.almanac.events.get(event) if isinstance(event, str) else None


def _order(span: Stretch) -> tuple[date, date]:
    return span[0], span[1] or date.max


def _end(lasts: object, begins: date | None, almanac: Almanac, paused: Paused, today: date) -> date | None:
    if begins is None or not isinstance(lasts, CountedTerm) or not isinstance(lasts.count, int):
        return None
    return paused_last_day(begins, lasts.count, lasts.unit, almanac.calendar, paused, today)


def _part(compiler: Compiler, pause: Pause, scope: Scope) -> Callable[[Place], _Parts]:
    """One pause as a function of the place: stretches between two days, or so many days."""
    if isinstance(pause, PausedSpan):
        between = between_dates(compiler, pause, scope)
        return lambda place: ([*between(place)], 0)
    if isinstance(pause, CoveredDays):
        covered = stopped(compiler, pause, scope)
        return lambda place: ([*covered(place)], 0)
    value = compiler.value(pause, scope)

    def days(place: Place) -> _Parts:
        found = value(place)
        return [], 0 if isinstance(found, Missing) else max(0, int(found.exact))

    return days
