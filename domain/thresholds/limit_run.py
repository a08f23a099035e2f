"""Time limits of a step: measured on each record, with pauses and with what must fit inside."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from fractions import Fraction

from domain.library.calendar_dates import Almanac, counted
from domain.library.models.dates import CountedTerm
from domain.library.models.rules import Inclusion, TimeLimit
from domain.library.scopes import Scope
from domain.thresholds import following
from domain.thresholds.book import Book
from domain.thresholds.compiling import Compiler
from domain.thresholds.context import Place
from domain.thresholds.evidence import Evidence
from domain.thresholds.facts import Row
from domain.thresholds.truth import NO, PENDING, YES, Truth
from domain.thresholds.verdicts import Outcome, Verdict, nature_of

Result = tuple[Outcome, Evidence]
_TRUTHS = {Outcome.MET: YES, Outcome.NOT_MET: NO}


class LimitRun:
    """One time limit, compiled."""

    def __init__(self, compiler: Compiler, limit: TimeLimit) -> None:
        self.limit, self.almanac = limit, compiler.almanac
        fact = compiler.scheme.facts[limit.record]
        self.otherwise = following.compiled(
            compiler, limit.otherwise, Scope(record=limit.record, kind=fact.of)
        )
        self.document = compiler.scheme.documents[limit.source or compiler.scheme.main_document].title

    def verdicts(self, book: Book) -> Iterator[Verdict]:
        """One verdict a record."""
        for subject, rows in book.rows[self.limit.record].items():
            for row in rows:
                yield self._verdict(Place(book, subject, row.day, unit=row.unit, row=row), row)

    def _verdict(self, place: Place, row: Row) -> Verdict:
        outcome, evidence = self.result(row, place.book.today)
        consequences = self.otherwise(place) if outcome is Outcome.NOT_MET else ()
        return Verdict(
            self.limit.id, "time_limit", self.limit.title, self.limit.clause, self.document, place.subject,
            outcome, evidence, day=row.day, unit=row.unit, nature=nature_of(consequences),
            consequences=consequences,
        )  # fmt: skip

    def result(self, row: Row, today: date) -> Result:
        """How one record stands."""
        start, end = _day(row, self.limit.starts), _day(row, self.limit.ends)
        if start is None:
            return Outcome.PENDING_DATA, Evidence(PENDING, "limit", text="没有起算日期")
        if self.limit.at_least is not None:
            return _lasted(self.limit.at_least, self.almanac, start, end, today)
        within = self.limit.within
        if within is not None and within.unit == "hour" and isinstance(within.count, int):
            return _in_hours(within.count, row.fields.get(self.limit.starts), row.fields.get(self.limit.ends))
        if within is None or not isinstance(within.count, int):
            return Outcome.NEEDS_JUDGEMENT, Evidence(PENDING, "limit", text="期限长度未定")
        outcome, evidence = self._in_time(within, row, start, end, today)
        for inclusion in self.limit.includes:
            inner, why = self._included(inclusion, row, today)
            if inner is Outcome.NOT_MET or (inner is Outcome.PENDING_DATA and outcome is Outcome.MET):
                outcome, evidence = inner, Evidence(PENDING, "all", parts=(evidence, why))
        return outcome, evidence

    def _in_time(self, within: CountedTerm, row: Row, start: date, end: date | None, today: date) -> Result:
        pauses = row.fields.get(self.limit.pauses) if self.limit.pauses else 0
        days = int(pauses) if isinstance(pauses, int | Fraction) else 0
        longer = within.model_copy(update={"count": _number(within) + days})
        deadline = counted(longer, self.almanac, start, within.from_ or "起算")
        paused = f"（扣除{days}）" if days else ""
        told = f"{deadline.explain()}{paused}，{f'{end}办结' if end else '尚未办结'}"
        if (end or today) > deadline.due:
            return Outcome.NOT_MET, Evidence(NO, "limit", text=told)
        return (Outcome.MET if end else Outcome.IN_PROGRESS), Evidence(YES, "limit", text=told)

    def _included(self, inclusion: Inclusion, row: Row, today: date) -> Result:
        start = _day(row, inclusion.starts)
        if start is None:
            return Outcome.PENDING_DATA, Evidence(PENDING, "limit", text=f"没有{inclusion.name}的起始日期")
        end = _day(row, inclusion.ends or self.limit.ends)
        return _lasted(inclusion.at_least, self.almanac, start, end, today, inclusion.name)

    def truth(self, place: Place) -> Truth:
        """Whether every record of the subject so far kept the limit, for conditions that ask."""
        rows = place.book.rows[self.limit.record].get(place.subject, ())
        truths = [_TRUTHS.get(self.result(row, place.book.today)[0], PENDING) for row in rows]
        return NO if NO in truths else PENDING if PENDING in truths or not truths else YES


def _in_hours(hours: int, start: object, end: object) -> Result:
    """A step in hours: from moment to moment, nights and rest days included."""
    if not isinstance(start, datetime):
        return Outcome.PENDING_DATA, Evidence(PENDING, "limit", text="没有起算时刻")
    due = start + timedelta(hours=hours)
    told = f"自{start:%Y-%m-%d %H:%M}起{hours}小时，至{due:%Y-%m-%d %H:%M}"
    if not isinstance(end, datetime):
        return Outcome.PENDING_DATA, Evidence(PENDING, "limit", text=f"{told}，没有办结时刻")
    text = f"{told}，{end:%Y-%m-%d %H:%M}办结"
    if end > due:
        return Outcome.NOT_MET, Evidence(NO, "limit", text=text)
    return Outcome.MET, Evidence(YES, "limit", text=text)


def _number(term: CountedTerm) -> int:
    return term.count if isinstance(term.count, int) else 0


def _day(row: Row, field: str) -> date | None:
    if field == "row_date":
        return row.day
    found = row.fields.get(field)
    return found if isinstance(found, date) else None


def _lasted(
    term: CountedTerm, almanac: Almanac, start: date, end: date | None, today: date, name: str = ""
) -> Result:
    """Whether something lasted at least so long: its last full day is not before the term's."""
    if not isinstance(term.count, int):
        return Outcome.NEEDS_JUDGEMENT, Evidence(PENDING, "limit", text="期限长度未定")
    least = counted(term, almanac, start, name or "开始").due
    told = (
        f"{name or '期间'}自{start}起不少于{term.count}，应满{least}，{f'{end}结束' if end else '尚未结束'}"
    )
    if end is None:
        outcome = Outcome.MET if today >= least else Outcome.IN_PROGRESS
        return outcome, Evidence(YES, "limit", text=told)
    if end < least:
        return Outcome.NOT_MET, Evidence(NO, "limit", text=told)
    return Outcome.MET, Evidence(YES, "limit", text=told)
