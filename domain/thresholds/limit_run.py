"""Time limits of a step: measured on each record, with pauses and with what must fit inside."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain.library.calendar_dates import before_hour
from domain.library.models.base import clock_of
from domain.library.models.dates import CountedTerm, UntilTerm
from domain.library.models.limits import Inclusion
from domain.library.models.literals import NameValue
from domain.library.models.rules import TimeLimit
from domain.library.models.windows import PhaseWindow as WindowOfPhase
from domain.library.scopes import Scope
from domain.thresholds import following, windows
from domain.thresholds.book import Book
from domain.thresholds.bounding import Bounds, bounds_at
from domain.thresholds.clock_run import ClockTerm, on_the_clock
from domain.thresholds.compiling import Compiler, ValueOf
from domain.thresholds.context import Place
from domain.thresholds.data import Known, Missing
from domain.thresholds.dated import find_at
from domain.thresholds.evidence import Evidence
from domain.thresholds.exempting import exceptions
from domain.thresholds.facts import Row
from domain.thresholds.lateness import days_over
from domain.thresholds.lengths import term_of
from domain.thresholds.limit_results import Result, day_of, kept, kept_by, lasted, no_start, told_with, worse
from domain.thresholds.pausing import Pauses, extended
from domain.thresholds.truth import NO, PENDING, YES, Truth, all_of, any_of, negated
from domain.thresholds.verdicts import DUTY_OUTCOMES, Outcome, Verdict, nature_of

_TRUTHS = {Outcome.MET: YES, Outcome.NOT_MET: NO}


@dataclass(frozen=True, slots=True)
class _Span:
    """Something that has to fit inside a step, with its two dates compiled."""

    says: Inclusion
    starts: ValueOf
    ends: ValueOf


class LimitRun:
    """One time limit, compiled."""

    def __init__(self, compiler: Compiler, limit: TimeLimit) -> None:
        self.limit, self.almanac = limit, compiler.almanac
        self.phase = WindowOfPhase(phase=limit.inside) if limit.inside else None
        fact = compiler.scheme.facts[limit.record]
        scope = Scope(record=limit.record, kind=fact.of)
        self.length = term_of(compiler, limit.within, scope)
        self.starts, self.ends = compiler.value(limit.starts, scope), compiler.value(limit.ends, scope)
        unit = getattr(limit.within, "unit", "calendar_day")
        self.clock = ClockTerm(compiler, unit, limit.pauses, scope) if on_the_clock(limit.within) else None
        self.pauses = Pauses(compiler, limit.pauses if self.clock is None else (), limit.within, scope)
        self.includes = [self._inclusion(compiler, one, scope) for one in limit.includes]
        self.otherwise = following.compiled(compiler, limit.otherwise, scope)
        self.where = compiler.optional(limit.where, scope)
        self.unless = exceptions(compiler, limit.id, limit.unless, scope)
        document = compiler.scheme.documents[limit.source or compiler.scheme.main_document]
        self.document = document.title
        self.effective, self.until = limit.effective or document.effective, limit.until or document.until

    def _inclusion(self, compiler: Compiler, one: Inclusion, scope: Scope) -> "_Span":
        ends = compiler.value(one.ends, scope) if one.ends is not None else self.ends
        return _Span(one, compiler.value(one.starts, scope), ends)

    def verdicts(self, book: Book) -> Iterator[Verdict]:
        """One verdict a record."""
        for subject in book.rows[self.limit.record]:
            yield from self.verdicts_of(book, subject)

    def verdicts_of(self, book: Book, subject: str) -> Iterator[Verdict]:
        """One verdict a record of a subject."""
        for row in book.rows[self.limit.record].get(subject, ()):
            place = Place(book, subject, row.day, unit=row.unit, row=row)
            if self.applies(place) and (self.where is None or self.where(place).truth is not NO):
                yield self._verdict(place, row)

    def applies(self, place: Place) -> bool:
        """Whether the limit held for a record: registered, or begun, since it came into force."""
        day = place.row.day if place.row is not None else place.moment
        if self.until is not None and day > self.until:
            return False
        if self.effective is None or day >= self.effective:
            return True
        begun = day_of(self.starts(place))
        return begun is not None and begun >= self.effective

    def _verdict(self, place: Place, row: Row) -> Verdict:
        outcome, evidence, _ = self.stands(place)
        consequences = self.otherwise(place) if outcome is Outcome.NOT_MET else ()
        return Verdict(
            self.limit.id, "time_limit", self.limit.title, self.limit.clause, self.document, place.subject,
            outcome, evidence, day=row.day, unit=row.unit, nature=nature_of(consequences),
            consequences=consequences,
        )  # fmt: skip

    def stands(self, place: Place) -> Result:
        """How one record stands, with the phase in which it has to lie."""
        if not self.applies(place):
            return Result(Outcome.NOT_APPLICABLE, Evidence(NO, "limit", text="不在时限施行期间"))
        if self.where is not None and (meant := self.where(place)).truth is not YES:
            outcome = Outcome.NOT_APPLICABLE if meant.truth is NO else DUTY_OUTCOMES[meant.truth]
            return Result(outcome, meant)
        exempt = self.unless(place) if self.unless is not None else None
        if exempt is not None and exempt.truth is YES:
            return Result(Outcome.NOT_APPLICABLE, exempt)
        found = self.result(place)
        if exempt is not None and exempt.truth is not NO and found.outcome is Outcome.NOT_MET:
            return Result(DUTY_OUTCOMES[exempt.truth], exempt)
        return found

    def missed(self, place: Place) -> date:
        """The day on which a record failed its term, or will fail it, for what follows; never before it was registered.

        Until then nothing is open that follows from it.
        """
        return max(self.result(place).missed or place.moment, place.moment)

    def result(self, place: Place) -> Result:
        """How one record keeps the term, what has to fit inside it and the phase in which it has to lie."""
        found = self._kept(place)
        return found if self.phase is None else worse(found, self._in_phase(place))

    def _kept(self, place: Place) -> Result:
        today = place.book.today
        begun = self.starts(place)
        start, end = day_of(begun), day_of(self.ends(place))
        if start is None:
            return no_start(begun, not isinstance(self.limit.starts, NameValue))
        if self.limit.at_least is not None:
            return lasted(self.limit.at_least, self.almanac, start, end, today)
        if isinstance(self.limit.within, UntilTerm):
            return self._with_inclusions(self._until(self.limit.within, place), place, today)
        length = self.length(place)
        if length.term is None:
            outcome = Outcome.NEEDS_JUDGEMENT if length.judge else Outcome.PENDING_DATA
            return Result(outcome, Evidence(PENDING, "limit", text=length.how))
        if self.clock is not None:
            return told_with(length.how, self.clock.stands(place, length.term, *self._moments(place)))
        found = told_with(length.how, self._in_time(length.term, place, start, end))
        return self._with_inclusions(found, place, today)

    def _with_inclusions(self, found: Result, place: Place, today: date) -> Result:
        for inclusion in self.includes:
            found = worse(found, self._included(inclusion, place, today))
        return found

    def _until(self, within: UntilTerm, place: Place) -> Result:
        """A step that has to end by a date: one of the scheme, or one counted from a recorded date."""
        hour = getattr(within, "hour", None)
        due = before_hour(find_at(within.by, self.almanac, "end", place), hour)
        if due.day is None:
            return Result(Outcome.NEEDS_JUDGEMENT, Evidence(PENDING, "limit", text=f"期限未定：{due.text}"))
        end = self._moments(place)[1]
        if hour is not None and isinstance(end, datetime) and end.date() == due.day:
            return kept_by(clock_of(hour), f"期限至{due.text}", end)
        days = day_of(self.starts(place)), day_of(self.ends(place))
        return kept(due.day, f"期限至{due.text}", *days, place.book.today)

    def _in_phase(self, place: Place) -> Result:
        """Whether the step lies in its phase: what began before it or ended after it does not."""
        held = windows.days(self.phase, place, self.almanac)
        if held is None:
            return Result(Outcome.PENDING_DATA, Evidence(PENDING, "limit", text="阶段的起止未定"))
        start, end = day_of(self.starts(place)), day_of(self.ends(place))
        text = f"须在{held[0] if held[0] > date.min else ''}至{held[1]}的阶段内"
        outside = [day for day in (start, end) if day is not None and not held[0] <= day <= held[1]]
        if outside:
            return Result(
                Outcome.NOT_MET, Evidence(NO, "limit", text=f"{text}，{outside[0]}在阶段以外"), outside[0]
            )
        if start is not None and end is None and place.book.today > held[1]:
            told = Evidence(NO, "limit", text=f"{text}，阶段结束时尚未办结")
            return Result(Outcome.NOT_MET, told, held[1] + timedelta(days=1))
        return Result(Outcome.MET, Evidence(YES, "limit", text=text))

    def _in_time(self, within: CountedTerm, place: Place, start: date, end: date | None) -> Result:
        days, bounds = self.pauses.days(place, start, end), bounds_at(within, self.almanac, place)
        if (past := bounds.past(start, end)) is not None:
            return past
        due, rule = extended(Bounds({}).of(within), days, self.almanac, start)
        due, rule = bounds.held(due, f"{rule}{self.pauses.told(days)}")
        return bounds.settled(kept(due, rule, start, end, place.book.today))

    def _moments(self, place: Place) -> tuple[date | None, date | None]:
        start, end = self.starts(place), self.ends(place)
        return (
            None if isinstance(start, Missing) else start.day,
            None if isinstance(end, Missing) else end.day,
        )

    def _included(self, span: "_Span", place: Place, today: date) -> Result:
        inclusion = span.says
        start = day_of(span.starts(place))
        if start is None:
            return Result(
                Outcome.PENDING_DATA, Evidence(PENDING, "limit", text=f"没有{inclusion.name}的起始日期")
            )
        end = day_of(span.ends(place))
        if outside := self._outside(inclusion, place, start, end):
            return Result(Outcome.NOT_MET, Evidence(NO, "limit", text=outside), end or start)
        if not isinstance(inclusion.at_least.count, int):
            return Result(Outcome.MET, Evidence(YES, "limit", text=f"{inclusion.name}的长短没有规定，不核对"))
        return lasted(inclusion.at_least, self.almanac, start, end, today, inclusion.name)

    def _outside(self, inclusion: Inclusion, place: Place, start: date, end: date | None) -> str:
        """Why a span does not lie within its step; empty when it does."""
        began, done = day_of(self.starts(place)), day_of(self.ends(place))
        if began is not None and start < began:
            return f"{inclusion.name}自{start}起，早于{began}，不在办理期间内"
        if done is not None and (end or start) > done:
            return f"{inclusion.name}至{end or start}，晚于{done}，不在办理期间内"
        return ""

    def late(self, place: Place, unit: str) -> Known:
        """By how many days the record in hand went over its term."""
        end, calendar = day_of(self.ends(place)), self.almanac.calendar
        return days_over(self.limit.title, self.stands(place), end, place.book.today, calendar, unit)

    def owed(self, place: Place) -> Truth:
        """Whether the limit concerns the record in hand, or any of the subject so far, for conditions that ask."""
        if place.row is not None and place.row.fact == self.limit.record:
            meant = YES if self.where is None else self.where(place).truth
            exempt = NO if self.unless is None else self.unless(place).truth
            return all_of((YES if self.applies(place) else NO, meant, negated(exempt)))
        rows = place.book.rows[self.limit.record].get(place.subject, ())
        return any_of(self.owed(replace(place, row=row)) for row in rows)

    def truth(self, place: Place) -> Truth:
        """Whether the record in hand kept the limit, or every one of the subject so far, for conditions that ask."""
        if place.row is not None and place.row.fact == self.limit.record:
            outcome = self.stands(place)[0]
            return NO if outcome is Outcome.NOT_APPLICABLE else _TRUTHS.get(outcome, PENDING)
        rows = place.book.rows[self.limit.record].get(place.subject, ())
        found = [self.stands(replace(place, row=row))[0] for row in rows]
        truths = [_TRUTHS.get(one, PENDING) for one in found if one is not Outcome.NOT_APPLICABLE]
        return NO if NO in truths else PENDING if PENDING in truths or not rows else YES
