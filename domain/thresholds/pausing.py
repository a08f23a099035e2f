"""Days that do not count towards the term of a step: figures, and stretches between two dates."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from domain.deadlines import Deadline
from domain.library.calendar_dates import Almanac, counted
from domain.library.models import values as v
from domain.library.models.dates import CountedTerm
from domain.library.models.limits import Pause, PausedSpan
from domain.library.models.literals import NameValue
from domain.library.scopes import Scope
from domain.library.wording import length
from domain.paused import Paused, Stretch
from domain.terms import Unit, chinese_date
from domain.thresholds.compiling import Compiler, ValueOf
from domain.thresholds.context import Place
from domain.thresholds.data import Known, Missing
from domain.thresholds.gaps import covering


class Pauses:
    """Everything that does not count towards one term, compiled."""

    def __init__(self, compiler: Compiler, pauses: Sequence[Pause], unit: str, scope: Scope) -> None:
        self.unit = "working_day" if unit == "working_day" else "calendar_day"
        self.calendar = compiler.almanac.calendar
        stoppages = [pause for pause in pauses if isinstance(pause, v.CoveredDays) and pause.within is None]
        self.stoppages = [stopped(compiler, pause, scope) for pause in stoppages]
        self.parts = [self._compiled(compiler, pause, scope) for pause in pauses if pause not in stoppages]

    def _compiled(self, compiler: Compiler, pause: Pause, scope: Scope) -> ValueOf:
        if not isinstance(pause, PausedSpan):
            return compiler.value(pause, scope)
        began, ended, now = (NameValue.model_validate(key) for key in (pause.from_, pause.to, "judged_on"))
        running, whole = (
            v.Elapsed.model_construct(elapsed=(began, last), unit=self.unit) for last in (now, ended)
        )
        start, stop = compiler.value(began, scope), compiler.value(ended, scope)
        so_far, full = compiler.value(running, scope), compiler.value(whole, scope)

        def value(place: Place) -> Known:
            if isinstance(found := start(place), Missing):
                return found
            return so_far(place) if isinstance(stop(place), Missing) else full(place)

        return value

    def days(self, place: Place, start: date, end: date | None) -> int:
        """How many days do not count, seen from the end of the step or from today; what is not filled in is none."""
        here = replace(place, moment=end or place.book.today)
        found = [part(here) for part in self.parts]
        days = sum(max(0, int(one.exact)) for one in found if not isinstance(one, Missing))
        spans = tuple(span for one in self.stoppages for span in one(here))
        return Paused(spans, days).within(start, here.moment, here.moment, self.calendar, Unit(self.unit))

    def told(self, days: int) -> str:
        """（扣除3个工作日）."""
        return f"（扣除{length(days, self.unit)}）" if days else ""


def stopped(compiler: Compiler, node: v.CoveredDays, scope: Scope) -> Callable[[Place], tuple[Stretch, ...]]:
    """The stoppages recorded up to today: nothing counts on either of their ends."""
    covered = covering(compiler, node, scope)

    def stretches(place: Place) -> tuple[Stretch, ...]:
        found = covered(place, (date.min, place.book.today))
        if isinstance(found, Missing):
            return ()
        return tuple((first - timedelta(days=1), last) for first, last in found)

    return stretches


def extended(term: CountedTerm, days: int, almanac: Almanac, start: date) -> tuple[date, str]:
    """The last day of a term with the days that do not count, and how it was reckoned."""
    event = term.from_ or "起算日"
    if not days or term.unit in {"calendar_day", "working_day"}:
        count = days + (term.count if isinstance(term.count, int) else 0)
        deadline = counted(term.model_copy(update={"count": count}), almanac, start, event)
        return deadline.due, deadline.explain()
    return _by_days(term, days, almanac, start, event)


def _by_days(term: CountedTerm, days: int, almanac: Almanac, start: date, event: str) -> tuple[date, str]:
    """Weeks, months and years first, then the days."""
    bare: Deadline = counted(term.model_copy(update={"roll": "none"}), almanac, start, event)
    fields = {"count": days, "unit": "calendar_day", "from": "末日", "roll": term.roll}
    longer = counted(CountedTerm.model_validate(fields), almanac, bare.due, "末日")
    return longer.due, f"{bare.explain()}，顺延后末日为{chinese_date(longer.due)}"
