"""Steps in hours or minutes: from moment to moment, nights and rest days included, without what does not count."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from math import floor

from domain.library.models.dates import CountedTerm
from domain.library.models.lengths import ReckonedTerm
from domain.library.models.limits import MinutesTerm, Pause, PausedSpan
from domain.library.models.literals import NameValue
from domain.library.models.values import CoveredDays
from domain.library.scopes import Scope
from domain.paused import merged_spans
from domain.thresholds.compiling import Compiler
from domain.thresholds.context import Place
from domain.thresholds.data import Missing
from domain.thresholds.evidence import Evidence
from domain.thresholds.limit_results import Result
from domain.thresholds.pausing import stopped
from domain.thresholds.truth import NO, PENDING, YES
from domain.thresholds.verdicts import Outcome

CLOCK = {"hour": ("hours", "小时"), "minute": ("minutes", "分钟")}
_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)
_SECONDS = {"hours": 3600, "minutes": 60}

PausedOf = Callable[[Place, datetime, datetime | None], timedelta]


def on_the_clock(within: object) -> bool:
    """Whether a term runs from moment to moment, so far as its length is known."""
    if isinstance(within, ReckonedTerm):
        return within.unit in CLOCK
    if not isinstance(within, CountedTerm | MinutesTerm):
        return False
    return within.unit in CLOCK and isinstance(within.count, int)


class ClockTerm:
    """A term of hours or minutes with what does not count towards it, compiled."""

    def __init__(self, compiler: Compiler, unit: str, pauses: Sequence[Pause], scope: Scope) -> None:
        self.unit, self.word = CLOCK[unit]
        self.pauses = [self._compiled(compiler, pause, scope) for pause in pauses]

    def _compiled(self, compiler: Compiler, pause: Pause, scope: Scope) -> PausedOf:
        if isinstance(pause, PausedSpan):
            return _stretch(compiler, pause, scope)
        if isinstance(pause, CoveredDays):
            return _whole_days(compiler, pause, scope)
        figure = compiler.value(pause, scope)

        def so_much(place: Place, start: datetime, end: datetime | None) -> timedelta:
            found = figure(place)
            if isinstance(found, Missing):
                return timedelta()
            return max(timedelta(), timedelta(seconds=floor(found.exact * _SECONDS[self.unit])))

        return so_much

    def stands(self, place: Place, term: CountedTerm, start: date | None, end: date | None) -> Result:
        """How a step keeps its term."""
        count = term.count if isinstance(term.count, int) else 0
        if not isinstance(start, datetime):
            return Result(Outcome.PENDING_DATA, Evidence(PENDING, "limit", text="没有起算时刻"))
        done = end if isinstance(end, datetime) else None
        here = replace(place, moment=done.date() if done else place.book.today)
        paused = sum((of(here, start, done) for of in self.pauses), timedelta())
        due = start + timedelta(**{self.unit: count}) + paused
        without = f"（扣除{_told(paused)}）" if paused else ""
        told = f"自{start:%Y-%m-%d %H:%M}起{count}{self.word}{without}，至{due:%Y-%m-%d %H:%M}"
        if done is None:
            told = f"{told}，没有办结时刻"
            if place.book.today > due.date():
                return Result(Outcome.NOT_MET, Evidence(NO, "limit", text=told), due.date())
            return Result(Outcome.PENDING_DATA, Evidence(PENDING, "limit", text=told), due.date())
        early = f"（早于起算的{start:%Y-%m-%d %H:%M}，算按时；时刻登记错了的请更正）" if done < start else ""
        text = f"{told}，{done:%Y-%m-%d %H:%M}办结{early}"
        if done > due:
            return Result(Outcome.NOT_MET, Evidence(NO, "limit", text=text), due.date())
        return Result(Outcome.MET, Evidence(YES, "limit", text=text))


def _stretch(compiler: Compiler, pause: PausedSpan, scope: Scope) -> PausedOf:
    """From one moment to another; while the second is not filled in, to the end of the step or of today."""
    began, stopped = (compiler.value(NameValue.model_validate(key), scope) for key in (pause.from_, pause.to))

    def so_long(place: Place, start: datetime, end: datetime | None) -> timedelta:
        first, last = began(place), stopped(place)
        if isinstance(first, Missing) or first.day is None:
            return timedelta()
        until = None if isinstance(last, Missing) else last.day
        open_end = end or _moment(place.book.today + timedelta(days=1))
        stop = _moment(until) if until is not None else open_end
        return max(timedelta(), stop - max(_moment(first.day), start))

    return so_long


def _whole_days(compiler: Compiler, pause: CoveredDays, scope: Scope) -> PausedOf:
    """Days of a stoppage, from their first moment to their last; what goes on lasts to the end of the step or today."""
    stretches = stopped(compiler, pause, scope)

    def so_long(place: Place, start: datetime, end: datetime | None) -> timedelta:
        today = place.book.today
        stop = end or _moment(today + _DAY)
        spans = merged_spans([(after, last or today) for after, last in stretches(place)])
        moments = (
            (max(_moment(after + _DAY), start), min(_moment(last + _DAY), stop)) for after, last in spans
        )
        return sum((until - since for since, until in moments if since < until), timedelta())

    return so_long


def _moment(day: date) -> datetime:
    return day if isinstance(day, datetime) else datetime.combine(day, time())


def _told(paused: timedelta) -> str:
    hours, minutes = divmod(paused // _MINUTE, 60)
    return f"{f'{hours}小时' if hours else ''}{f'{minutes}分钟' if minutes or not hours else ''}"
