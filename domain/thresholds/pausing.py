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
from domain.thresholds.data import Missing
from domain.thresholds.gaps import covering
from domain.thresholds.limit_results import day_of

StretchesOf = Callable[[Place], tuple[Stretch, ...]]


class Pauses:
    """Everything that does not count towards one term, compiled."""

    def __init__(self, compiler: Compiler, pauses: Sequence[Pause], term: object, scope: Scope) -> None:
        unit = getattr(term, "unit", "calendar_day")
        self.unit = "working_day" if unit == "working_day" else "calendar_day"
        self.festivals = getattr(term, "holidays", None) is None
        self.calendar = compiler.almanac.calendar
        self.stretches: list[StretchesOf] = []
        self.numbers: list[ValueOf] = []
        for pause in pauses:
            if isinstance(pause, PausedSpan):
                self.stretches.append(between_dates(compiler, pause, scope))
            elif isinstance(pause, v.CoveredDays):
                self.stretches.append(stopped(compiler, pause, scope))
            else:
                self.numbers.append(compiler.value(pause, scope))

    def days(self, place: Place, start: date, end: date | None) -> int:
        """How many days do not count, seen from the end of the step or from today; what is not filled in is none."""
        here = replace(place, moment=end or place.book.today)
        found = [part(here) for part in self.numbers]
        days = sum(max(0, int(one.exact)) for one in found if not isinstance(one, Missing))
        spans = tuple(span for one in self.stretches for span in one(here))
        return Paused(spans, days).within(
            start, here.moment, here.moment, self.calendar, Unit(self.unit), festivals=self.festivals
        )

    def told(self, days: int) -> str:
        """（扣除3个工作日）."""
        return f"（扣除{length(days, self.unit)}）" if days else ""


def between_dates(compiler: Compiler, pause: PausedSpan, scope: Scope) -> StretchesOf:
    """What lies between two dates of the record in hand; none before the first one is filled in."""
    began, ended = (compiler.value(NameValue.model_validate(key), scope) for key in (pause.from_, pause.to))

    def stretch(place: Place) -> tuple[Stretch, ...]:
        first, last = day_of(began(place)), day_of(ended(place))
        return () if first is None else ((first, last),)

    return stretch


def stopped(compiler: Compiler, node: v.CoveredDays, scope: Scope) -> StretchesOf:
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
