"""Deliverables as conditions and values ask of them: whether a turn came in, in time, how many days late."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.calendar import WorkCalendar
from domain.library.calendar_dates import Found, find
from domain.library.models.campaign import Deliverable, Repeats
from domain.library.models.filing import EXCUSED, PERIOD, RETURNED, filing_keys
from domain.library.repeating import due_in
from domain.library.schedule import latest_inside
from domain.library.scopes import Scope
from domain.terms import chinese_date
from domain.thresholds import spans
from domain.thresholds.compiling import Compiler
from domain.thresholds.context import Place
from domain.thresholds.data import NOT_DUE, UNBOUNDED, Datum, Known, Missing, number
from domain.thresholds.dated import seen_from
from domain.thresholds.facts import Row
from domain.thresholds.truth import NO, PENDING, YES, Truth

_NOT_OWED = "本期没有这项报送"


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a deliverable: what it is about, when it is due; `at` is the place from which `unless` looks."""

    due: Found
    at: Place
    about: str = ""


@dataclass(frozen=True, slots=True)
class Came:
    """What is known of a turn: its last day, the day on which it came first.

    `waived` says why nothing was owed, `doubt` that this is not known; what was `returned` has not come again.
    """

    title: str
    today: date
    period: str = ""
    due: date | None = None
    why: str = ""
    day: date | None = None
    waived: str = ""
    doubt: Truth | None = None
    returned: bool = False

    @property
    def in_time(self) -> Truth:
        """Whether it came by its last day; not known until that is over."""
        if self.waived:
            return YES
        if self.due is None:
            return PENDING
        if self.day is not None and self.day <= self.due:
            return PENDING if self.returned else YES
        late = self.day is not None or self.today > self.due
        return (self.doubt or NO) if late else PENDING

    @property
    def filed(self) -> Truth:
        """Whether it came at all; what is missing after its last day has not come."""
        if self.waived:
            return YES
        if self.day is not None:
            return PENDING if self.returned else YES
        over = self.due is not None and self.today > self.due
        return (self.doubt or NO) if over else PENDING

    def late(self, calendar: WorkCalendar, unit: str) -> Known:
        """How many days too late; what has not come is late by today, and may be late until its last day is over."""
        name = f"“{self.title}”逾期天数"
        if self.waived:
            return number(0, name=name)
        if self.due is None or self.doubt is not None:
            return Missing(name, self.why or "是否要报送待定")
        if self.returned and self.day is not None and self.day <= self.due:
            return Missing(name, "已退回补正，尚未重新报送")
        last = max(self.day or self.today, self.due)
        days = calendar.workdays_between(self.due, last) if unit == "working_day" else (last - self.due).days
        if self.day is not None:
            return number(days, name=name)
        if self.today <= self.due:
            return Datum("number", name=name, high=UNBOUNDED, how=NOT_DUE)
        return Datum("number", days, name=name, how="还没有报来，算到今日")

    @property
    def name(self) -> str:
        """What it is called where it is told; with its period where the place does not say it."""
        return f"“{self.title}”{f'（{self.period}）' if self.period else ''}"

    def tell(self) -> str:
        """When it was due and when it came."""
        if self.waived:
            return f"{self.name}{self.waived}"
        if self.due is None:
            return f"{self.name}{self.why}"
        until = f"{self.name}应于{chinese_date(self.due)}（含）前报送，"
        if self.day is None:
            return f"{until}{'没有报来' if self.today > self.due else '还没有到期'}{self._doubtful()}"
        came = f"{chinese_date(self.day)}报来"
        if self.day > self.due:
            came += f"，逾期{(self.day - self.due).days}日{self._doubtful()}"
        return f"{until}{came}{'，已退回补正，尚未重新报送' if self.returned else ''}"

    def _doubtful(self) -> str:
        return "，是否属于不用报送的情形待定" if self.doubt is not None else ""


class FilingRun:
    """One deliverable, compiled."""

    def __init__(self, compiler: Compiler, one: Deliverable) -> None:
        self.one, self.almanac = one, compiler.almanac
        grain = one.repeats.every if one.repeats is not None else None
        self.unless = compiler.optional(one.unless, Scope(kind=one.who[0], grain=grain))
        self.keys = filing_keys(one)
        self._dues: dict[int, Found | None] = {}
        document = compiler.scheme.documents[one.source or compiler.scheme.main_document]
        self.effective = one.effective or document.effective
        self.until = one.until or document.until

    def came(self, place: Place) -> Came:
        """What is known of the turn that the place asks about."""
        repeats = self.one.repeats
        if repeats is None:
            return self._known(self._only(place), place)
        index = place.index_in(repeats.every)
        known = place.book.remembered(self, dict[tuple[str, str | None, int], Came])
        asked = place.subject, place.unit, index
        if asked not in known:
            known[asked] = self._known(self._turn(place, repeats, index), place)
        own = place.grain == repeats.every
        return known[asked] if own else replace(known[asked], period=spans.label(repeats.every, index))

    def _known(self, turn: Turn | None, place: Place) -> Came:
        title, today = self.one.title, place.book.today
        if turn is None:
            return Came(title, today, waived=_NOT_OWED)
        rows = self._rows(turn)
        came = [row.day for row in rows if not row.fields.get(EXCUSED)]
        due = turn.due.day and place.book.moved.get((self.one.id, turn.due.day), turn.due.day)
        found = Came(title, today, "", due, turn.due.text, min(came, default=None), returned=_sent_back(rows))
        if len(came) < len(rows):
            return replace(found, waived="经批准不用报送")
        if waived := self._waived(turn, found):
            return replace(found, waived=waived)
        exempt = NO if self.unless is None else self.unless(turn.at).truth
        if exempt is YES:
            return replace(found, waived="不用报送（符合除外情形）")
        return found if exempt is NO else replace(found, doubt=exempt)

    def exempt(self, place: Place) -> bool:
        """Whether what is about the period of a place, or due on its day, is certainly not owed, by its exception."""
        every = self.one.repeats.every if self.one.repeats is not None else "occasion"
        there = place if every == "occasion" else place.at(every, place.index_in(every))
        return self.unless is not None and self.unless(there).truth is YES

    def _turn(self, place: Place, repeats: Repeats, index: int) -> Turn | None:
        """The turn that tells of a period; None where there is none."""
        if index not in self._dues:
            self._dues[index] = self._due_of(repeats, index)
        due = self._dues[index]
        if due is None:
            return None
        return Turn(due, place.at(repeats.every, index), spans.text_of(repeats.every, index))

    def _only(self, place: Place) -> Turn | None:
        """What is owed once belongs to the period, or to the scheme's year, in which it is due."""
        one = self.one
        almanac = seen_from(place, self.almanac, one.due)
        due = latest_inside(one, almanac) if one.due is None else find(one.due, almanac, "end")
        at = Place(place.book, place.subject, due.day or place.moment)
        if place.grain in (None, "occasion") or due.day is None:
            return Turn(due, at)
        if place.grain == "year" and self.almanac.year is not None:
            return Turn(due, at) if place.index == self.almanac.year else None
        return (
            Turn(due, at) if place.start <= due.day <= place.end_of(str(place.grain), place.index) else None
        )

    def _due_of(self, repeats: Repeats, index: int) -> Found | None:
        """The day until which a period is reported; None where the repetition does not cover it."""
        owed = index + 1 if repeats.about == "previous" else index
        start, end = spans.bounds(repeats.every, owed)
        due = due_in(repeats, spans.label(repeats.every, owed), start, end, self.almanac)
        if repeats.working_days_only and not self.almanac.calendar.is_workday(end):
            return None
        if repeats.day_of_week is not None:
            start = end = end - timedelta(days=7 - repeats.day_of_week)
        first = None if repeats.first is None else find(repeats.first, self.almanac, "start")
        last = None if repeats.last is None else find(repeats.last, self.almanac, "end")
        if any(bound is not None and bound.day is None for bound in (first, last)):
            return Found(None, "起止未定")
        early = first is not None and first.day is not None and end < first.day
        late = last is not None and last.day is not None and start > last.day
        return None if early or late else due

    def _rows(self, turn: Turn) -> list[Row]:
        """What came in for a turn so far, in the order in which it came."""
        book, subject = turn.at.book, turn.at.subject
        known = book.subjects.get(subject)
        key = self.keys.get(known.kind if known is not None else "", "")
        return [
            row
            for row in book.rows.get(key, {}).get(subject, ())
            if row.day <= book.today and (not turn.about or row.fields.get(PERIOD) == turn.about)
        ]

    def _waived(self, turn: Turn, found: Came) -> str:
        """Why a turn that did not come is not missed: it was due before anybody kept account, or after the end."""
        book, subject = turn.at.book, turn.at.subject
        if self.until is not None and turn.at.start > self.until:
            return _NOT_OWED
        if found.day is not None or found.due is None:
            return ""
        began = [day for day in (self.effective, book.began(subject), book.kept_since) if day is not None]
        if began and found.due < max(began):
            return "在施行、登记以前到期，不核对"
        known = book.subjects.get(subject)
        gone = known is not None and known.until is not None and turn.at.start > known.until
        return "报送时已经退出" if gone else ""


def _sent_back(rows: list[Row]) -> bool:
    """Whether the last of what came in was given back and nothing has come since."""
    return bool(rows) and rows[-1].fields.get(RETURNED) is True
