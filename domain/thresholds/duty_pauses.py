"""Days that do not count towards a period of a duty (停工、停业期间): its end moves on, or nothing is owed for it.

What is done in the days by which an end has moved goes to the period that lacks it, and only then to the next one, as
a debt is paid before anything new: nothing counts twice, and nothing done in its own period is lost.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from domain.library.models.limits import PausedSpan
from domain.library.models.rules import Duty
from domain.library.models.values import CoveredDays
from domain.library.scopes import Scope
from domain.library.sentences import Sentences
from domain.paused import Paused, Stretch
from domain.terms import Unit, chinese_date
from domain.thresholds.compiling import Compiler
from domain.thresholds.context import Place
from domain.thresholds.data import Missing
from domain.thresholds.evidence import Evidence
from domain.thresholds.pausing import stopped
from domain.thresholds.truth import NO, Truth

_DAY = timedelta(days=1)
Kept = Callable[[Place], bool]


class DutyPauses:
    """The pauses of one duty, compiled; `kept` says whether enough was done within the days that count at a place."""

    def __init__(self, compiler: Compiler, duty: Duty, scope: Scope, kept: Kept) -> None:
        pauses = [one for one in duty.pauses if not isinstance(one, PausedSpan)]
        covered = [one for one in pauses if isinstance(one, CoveredDays)]
        self.stoppages = [stopped(compiler, one, scope) for one in covered]
        self.numbers = [compiler.value(one, scope) for one in pauses if not isinstance(one, CoveredDays)]
        self.calendar, self.kept = compiler.almanac.calendar, kept
        self.told = Sentences(compiler.scheme).pauses(duty.pauses, scope)

    def of(self, place: Place) -> Place:
        """The place with the days that count for its period, where they are not its own."""
        counted = place.book.remembered((self, "counted"), dict[tuple[str, int], tuple[date, date]])
        key = (place.subject, place.index)
        if key not in counted:
            counted[key] = self._first(place), self._last(place)
        return place if counted[key] == (place.start, place.moment) else replace(place, counted=counted[key])

    def nothing_owed(self, place: Place) -> Evidence | None:
        """Why nothing has to be done for a period: none of its days counts."""
        length = (place.moment - place.start).days + 1
        if (
            self._paused(place).within(
                place.start - _DAY, place.moment, place.book.today, self.calendar, Unit.CALENDAR_DAY
            )
            < length
        ):
            return None
        return Evidence(NO, "duty", text=f"{self.told}占满本期，本期不要求")

    def beside(self, place: Place, evidence: Evidence, truth: Truth) -> Evidence:
        """What came out, told with the days that count for the period."""
        counted = self.of(place).counted
        if counted is None:
            return evidence
        days = (counted[1] - place.moment).days
        moved = f"{self.told}{days}日不计入，" if days else ""
        text = f"{moved}{chinese_date(counted[0])}至{chinese_date(counted[1])}做的算本期"
        return Evidence(truth, "all", parts=(evidence, Evidence(truth, "duty", text=text)))

    def _paused(self, place: Place) -> Paused:
        """Everything recorded up to today; what is not filled in is none."""
        here = replace(place, moment=max(place.moment, place.book.today))
        found = [number(place) for number in self.numbers]
        days = sum(max(0, int(one.exact)) for one in found if not isinstance(one, Missing))
        spans: list[Stretch] = [span for one in self.stoppages for span in one(here)]
        return Paused(tuple(spans), days)

    def _last(self, place: Place) -> date:
        """The end of the period, later by the days that do not count; of one for which nothing is owed its own."""
        if self.nothing_owed(place) is not None:
            return place.moment
        end, today = place.moment, place.book.today

        def reach(days: int) -> date:
            return end + timedelta(days=days)

        paused = self._paused(place)
        return reach(paused.settled(place.start - _DAY, reach, today, self.calendar, Unit.CALENDAR_DAY))

    def _first(self, place: Place) -> date:
        """The first day that counts: that of the period, or the day after those that went to the periods before."""
        before = self._before(place)
        if not self._any(before) and not self._any(self._before(before)):
            return place.start
        return max(self._taken(before) + _DAY, place.start)

    def _taken(self, place: Place) -> date:
        """The last day whose work goes to a period or to those before it: once enough was done no day is needed."""
        first, last = self.of(place).counted or (place.start, place.moment)
        day = max(place.moment, first - _DAY)
        while day < last and not self.kept(replace(place, counted=(first, day))):
            day += _DAY
        return day

    def _before(self, place: Place) -> Place:
        return place.whole(str(place.grain), place.index - 1)

    def _any(self, place: Place) -> bool:
        """Whether anything paused the period; what lies before two that nothing paused has no bearing."""
        paused = self._paused(place)
        return (
            paused.within(
                place.start - _DAY, place.moment, place.book.today, self.calendar, Unit.CALENDAR_DAY
            )
            > 0
        )
