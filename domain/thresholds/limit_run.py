"""Time limits of a step: measured on each record, with pauses and with what must fit inside."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from domain.library.calendar_dates import Almanac, counted
from domain.library.models.dates import CountedTerm, UntilTerm
from domain.library.models.rules import Inclusion, TimeLimit
from domain.library.models.windows import PhaseWindow as WindowOfPhase
from domain.library.scopes import Scope
from domain.library.wording import length as length_of
from domain.thresholds import following, windows
from domain.thresholds.book import Book
from domain.thresholds.compiling import Compiler
from domain.thresholds.context import Place
from domain.thresholds.dated import find_at
from domain.thresholds.evidence import Evidence
from domain.thresholds.facts import Row
from domain.thresholds.fields import day_of
from domain.thresholds.pausing import Pauses, extended
from domain.thresholds.truth import NO, PENDING, YES, Truth, all_of
from domain.thresholds.verdicts import DUTY_OUTCOMES, Outcome, Verdict, nature_of

Result = tuple[Outcome, Evidence]
_WORST = (Outcome.NOT_MET, Outcome.NEEDS_JUDGEMENT, Outcome.IN_PROGRESS, Outcome.PENDING_DATA)
_CLOCK = {"hour": ("hours", "小时"), "minute": ("minutes", "分钟")}
_TRUTHS = {Outcome.MET: YES, Outcome.NOT_MET: NO}


class LimitRun:
    """One time limit, compiled."""

    def __init__(self, compiler: Compiler, limit: TimeLimit) -> None:
        self.limit, self.almanac = limit, compiler.almanac
        self.phase = WindowOfPhase(phase=limit.inside) if limit.inside else None
        fact = compiler.scheme.facts[limit.record]
        scope = Scope(record=limit.record, kind=fact.of)
        term = limit.within if isinstance(limit.within, CountedTerm) else None
        self.pauses = Pauses(compiler, limit.pauses, term, scope)
        self.otherwise = following.compiled(compiler, limit.otherwise, scope)
        self.where = compiler.optional(limit.where, scope)
        self.document = compiler.scheme.documents[limit.source or compiler.scheme.main_document].title

    def verdicts(self, book: Book) -> Iterator[Verdict]:
        """One verdict a record."""
        for subject, rows in book.rows[self.limit.record].items():
            for row in rows:
                place = Place(book, subject, row.day, unit=row.unit, row=row)
                if self.where is None or self.where(place).truth is not NO:
                    yield self._verdict(place, row)

    def _verdict(self, place: Place, row: Row) -> Verdict:
        outcome, evidence = self.stands(place)
        consequences = self.otherwise(place) if outcome is Outcome.NOT_MET else ()
        return Verdict(
            self.limit.id, "time_limit", self.limit.title, self.limit.clause, self.document, place.subject,
            outcome, evidence, day=row.day, unit=row.unit, nature=nature_of(consequences),
            consequences=consequences,
        )  # fmt: skip

    def stands(self, place: Place) -> Result:
        """How one record stands, with the phase in which it has to lie."""
        if self.where is not None and (meant := self.where(place)).truth is not YES:
            outcome = Outcome.NOT_APPLICABLE if meant.truth is NO else DUTY_OUTCOMES[meant.truth]
            return outcome, meant
        found = self.result(place)
        return found if self.phase is None else _worse(found, self._in_phase(place))

    def result(self, place: Place) -> Result:
        """How one record keeps the term and what has to fit inside it."""
        today = place.book.today
        start, end = day_of(place, self.limit.starts), day_of(place, self.limit.ends)
        if start is None:
            return Outcome.PENDING_DATA, Evidence(PENDING, "limit", text="没有起算日期")
        if self.limit.at_least is not None:
            return _lasted(self.limit.at_least, self.almanac, start, end, today)
        within = self.limit.within
        if isinstance(within, UntilTerm):
            return self._with_inclusions(self._until(within, place, end), place, today)
        if within is not None and within.unit in _CLOCK and isinstance(within.count, int):
            length = timedelta(**{_CLOCK[within.unit][0]: within.count})
            told = f"{within.count}{_CLOCK[within.unit][1]}"
            return _by_the_clock(length, told, self._moments(place), today)
        if not isinstance(within, CountedTerm) or not isinstance(within.count, int):
            return Outcome.NEEDS_JUDGEMENT, Evidence(PENDING, "limit", text="期限长度未定")
        return self._with_inclusions(self._in_time(within, place, start, end), place, today)

    def _with_inclusions(self, found: Result, place: Place, today: date) -> Result:
        for inclusion in self.limit.includes:
            found = _worse(found, self._included(inclusion, place, today))
        return found

    def _until(self, within: UntilTerm, place: Place, end: date | None) -> Result:
        """A step that has to end by a date: one of the scheme, or one counted from a recorded date."""
        due = find_at(within.by, self.almanac, "end", place)
        if due.day is None:
            return Outcome.NEEDS_JUDGEMENT, Evidence(PENDING, "limit", text=f"期限未定：{due.text}")
        told = f"期限至{due.text}"
        return _kept(due.day, told, end, place.book.today)

    def _in_phase(self, place: Place) -> Result:
        """Whether the step lies in its phase: what began before it or ended after it does not."""
        held = windows.days(self.phase, place, self.almanac)
        if held is None:
            return Outcome.PENDING_DATA, Evidence(PENDING, "limit", text="阶段的起止未定")
        start, end = day_of(place, self.limit.starts), day_of(place, self.limit.ends)
        text = f"须在{held[0] if held[0] > date.min else ''}至{held[1]}的阶段内"
        outside = [day for day in (start, end) if day is not None and not held[0] <= day <= held[1]]
        if outside:
            return Outcome.NOT_MET, Evidence(NO, "limit", text=f"{text}，{outside[0]}在阶段以外")
        return Outcome.MET, Evidence(YES, "limit", text=text)

    def _in_time(self, within: CountedTerm, place: Place, start: date, end: date | None) -> Result:
        days = self.pauses.days(place, end)
        due, rule = extended(within, days, self.almanac, start)
        return _kept(due, f"{rule}{self.pauses.told(days)}", end, place.book.today)

    def _moments(self, place: Place) -> tuple[object, object]:
        return day_of(place, self.limit.starts), day_of(place, self.limit.ends)

    def _included(self, inclusion: Inclusion, place: Place, today: date) -> Result:
        start = _day(place, inclusion.starts)
        if start is None:
            return Outcome.PENDING_DATA, Evidence(PENDING, "limit", text=f"没有{inclusion.name}的起始日期")
        end = _day(place, inclusion.ends or self.limit.ends)
        if outside := self._outside(inclusion, place, start, end):
            return Outcome.NOT_MET, Evidence(NO, "limit", text=outside)
        if not isinstance(inclusion.at_least.count, int):
            return Outcome.MET, Evidence(YES, "limit", text=f"{inclusion.name}的长短没有规定，不核对")
        return _lasted(inclusion.at_least, self.almanac, start, end, today, inclusion.name)

    def _outside(self, inclusion: Inclusion, place: Place, start: date, end: date | None) -> str:
        """Why a span does not lie within its step; empty when it does."""
        began, done = day_of(place, self.limit.starts), day_of(place, self.limit.ends)
        if began is not None and start < began:
            return f"{inclusion.name}自{start}起，早于{began}，不在办理期间内"
        if done is not None and (end or start) > done:
            return f"{inclusion.name}至{end or start}，晚于{done}，不在办理期间内"
        return ""

    def truth(self, place: Place) -> Truth:
        """Whether every record of the subject so far kept the limit, for conditions that ask."""
        rows = place.book.rows[self.limit.record].get(place.subject, ())
        found = [self.stands(replace(place, row=row))[0] for row in rows]
        truths = [_TRUTHS.get(one, PENDING) for one in found if one is not Outcome.NOT_APPLICABLE]
        return NO if NO in truths else PENDING if PENDING in truths or not rows else YES


def _kept(due: date, rule: str, end: date | None, today: date) -> Result:
    """Whether a step ended by its last day, or may still end by it."""
    told = f"{rule}，{f'{end}办结' if end else '尚未办结'}"
    if (end or today) > due:
        return Outcome.NOT_MET, Evidence(NO, "limit", text=told)
    return (Outcome.MET if end else Outcome.IN_PROGRESS), Evidence(YES, "limit", text=told)


def _worse(one: Result, two: Result) -> Result:
    """The two together: what is not kept stands, then what is not known."""
    ranks = [(_WORST.index(outcome) if outcome in _WORST else len(_WORST)) for outcome, _ in (one, two)]
    outcome = one[0] if ranks[0] <= ranks[1] else two[0]
    truth = all_of((one[1].truth, two[1].truth))
    return outcome, Evidence(truth, "all", parts=(one[1], two[1]))


def _by_the_clock(length: timedelta, told: str, moments: tuple[object, object], today: date) -> Result:
    """A step in hours or minutes: from moment to moment, nights and rest days included."""
    start, end = moments
    if not isinstance(start, datetime):
        return Outcome.PENDING_DATA, Evidence(PENDING, "limit", text="没有起算时刻")
    due = start + length
    told = f"自{start:%Y-%m-%d %H:%M}起{told}，至{due:%Y-%m-%d %H:%M}"
    if not isinstance(end, datetime):
        late = today > due.date()
        outcome = Outcome.NOT_MET if late else Outcome.PENDING_DATA
        return outcome, Evidence(NO if late else PENDING, "limit", text=f"{told}，没有办结时刻")
    text = f"{told}，{end:%Y-%m-%d %H:%M}办结"
    if end > due:
        return Outcome.NOT_MET, Evidence(NO, "limit", text=text)
    return Outcome.MET, Evidence(YES, "limit", text=text)


def _day(place: Place, field: str) -> date | None:
    """A date of the record in hand; of a moment its day."""
    found = day_of(place, field)
    return found.date() if isinstance(found, datetime) else found


def _lasted(
    term: CountedTerm, almanac: Almanac, start: date, end: date | None, today: date, name: str = ""
) -> Result:
    """Whether something lasted at least so long: its last full day is not before the term's."""
    if not isinstance(term.count, int):
        return Outcome.NEEDS_JUDGEMENT, Evidence(PENDING, "limit", text="期限长度未定")
    if term.roll is None:  # a minimum is not prolonged by a holiday at its end, as a term to act in is
        term = term.model_copy(update={"roll": "none"})
    least = counted(term, almanac, start, name or "开始").due
    told = (
        f"{name or '期间'}自{start}起不少于{length_of(term.count, term.unit)}，应满{least}，"
        f"{f'{end}结束' if end else '尚未结束'}"
    )
    if end is None:
        outcome = Outcome.MET if today >= least else Outcome.IN_PROGRESS
        return outcome, Evidence(YES, "limit", text=told)
    if end < least:
        return Outcome.NOT_MET, Evidence(NO, "limit", text=told)
    return Outcome.MET, Evidence(YES, "limit", text=told)
