"""Deliverables as conditions and values ask of them: which turn is meant, when it was due, what came in for it."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain.library.calendar_dates import Almanac, Found, find
from domain.library.models.base import clock_of
from domain.library.models.campaign import Deliverable, Repeats
from domain.library.models.filing import AT, EXCUSED, PERIOD, RETURNED, filing_keys
from domain.library.own_dates import own_dates, what_to_register
from domain.library.repeating import due_in
from domain.library.schedule import latest_inside
from domain.library.scopes import Scope
from domain.library.stretches import edge
from domain.several_kinds import joined
from domain.thresholds import spans
from domain.thresholds.came import Came
from domain.thresholds.compiling import Compiler
from domain.thresholds.context import Place
from domain.thresholds.dated import seen_from
from domain.thresholds.facts import Row
from domain.thresholds.truth import NO, YES
from domain.thresholds.years import Years

_NOT_OWED = "本期没有这项报送"
A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a deliverable: what it is about, when it is due; `at` is the place from which `unless` looks."""

    due: Found
    at: Place
    about: str = ""


class FilingRun:
    """One deliverable, compiled."""

    def __init__(self, compiler: Compiler, one: Deliverable) -> None:
        self.one, self.almanac = one, compiler.almanac
        grain = one.repeats.every if one.repeats is not None else None
        self.unless = compiler.optional(one.unless, Scope(kind=joined(filing_keys(one)), grain=grain))
        self.keys, self.own = filing_keys(one), own_dates(compiler.scheme, one)
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
        came = sorted((row.day, _clock(row)) for row in rows if not row.fields.get(EXCUSED))
        first, clock = came[0] if came else (None, "")
        due = turn.due.day and place.book.moved.get((self.one.id, turn.due.day), turn.due.day)
        found = Came(title, today, "", due, turn.due.text, first, returned=_sent_back(rows))
        found = replace(found, hour=clock_of(self.one.by_hour), clock=clock, awaits=self._awaited(turn))
        if len(came) < len(rows):
            return replace(found, waived="经批准不用报送")
        if waived := self._waived(turn, found):
            return replace(found, waived=waived)
        if self.unless is None:
            return found
        exempt = self.unless(turn.at)
        if exempt.truth is YES:
            return replace(found, waived=f"不用报送（符合除外情形：{exempt.tell()}）")
        return found if exempt.truth is NO else replace(found, doubt=exempt.truth)

    def _awaited(self, turn: Turn) -> str:
        """What has to be registered of the unit, where its last day hangs on a date that is not known."""
        if turn.due.day is not None or not self.own:
            return ""
        known = seen_from(turn.at, self.almanac, self.one.due).events
        scheme = turn.at.book.scheme
        return "、".join(what_to_register(scheme, name) for name in self.own if name not in known)

    def turns(self, first: date, last: date) -> dict[str, Found]:
        """When each turn that tells of a period within these days is due, by that period; "" for what is owed once."""
        repeats = self.one.repeats
        if repeats is None:
            return {"": self._once(self.almanac)}
        years = Years(self.almanac.year_start, self.almanac.year_start)
        indexes = range(years.begun(first, repeats.every), years.begun(last, repeats.every) + 1)
        dues = ((spans.text_of(repeats.every, index), self._due_of(repeats, index)) for index in indexes)
        return {period: due for period, due in dues if due is not None}

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
        return Turn(due, place.whole(repeats.every, index), spans.text_of(repeats.every, index))

    def _only(self, place: Place) -> Turn | None:
        """What is owed once belongs to the period, or to the scheme's year, in which it is due."""
        one = self.one
        almanac = seen_from(place, self.almanac, one.due)
        due = self._once(almanac)
        at = Place(place.book, place.subject, due.day or place.moment)
        if place.grain in (None, "occasion") or due.day is None:
            return Turn(due, at)
        if place.grain == "year" and self.almanac.year is not None:
            return Turn(due, at) if place.index == self.almanac.year else None
        return (
            Turn(due, at) if place.start <= due.day <= place.end_of(str(place.grain), place.index) else None
        )

    def _once(self, almanac: Almanac) -> Found:
        one = self.one
        return latest_inside(one, almanac) if one.due is None else find(one.due, almanac, "end")

    def _due_of(self, repeats: Repeats, index: int) -> Found | None:
        """The day until which a period is reported; None where the repetition does not cover it."""
        owed = index + 1 if repeats.about == "previous" else index
        start, end = spans.bounds(repeats.every, owed, self.almanac.year_start)
        due = due_in(repeats, spans.label(repeats.every, owed), start, end, self.almanac)
        if repeats.working_days_only and not self.almanac.calendar.is_workday(end):
            return None
        if repeats.day_of_week is not None:
            start = end = end - timedelta(days=7 - repeats.day_of_week)
        first = None if repeats.first is None else edge(repeats, self.almanac, "start")
        last = None if repeats.last is None else edge(repeats, self.almanac, "end")
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
            if row.day <= book.today and self._answers(row, turn)
        ]

    def _answers(self, row: Row, turn: Turn) -> bool:
        """Whether a report is one for a turn; what came in earlier years is not this year's."""
        if turn.about:
            return row.fields.get(PERIOD) == turn.about
        if self.own and turn.due.day is not None:  # a renewed contract asks for another one
            return row.day > turn.due.day - A_YEAR
        years = [day.year for day in (turn.due.day,) if day is not None]
        return self.almanac.year is None or row.day.year >= min([self.almanac.year, *years])

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


def _clock(row: Row) -> str:
    """When on its day a report came, where that was written down."""
    at = row.fields.get(AT)
    return f"{at:%H:%M}" if isinstance(at, datetime) else ""


def _sent_back(rows: list[Row]) -> bool:
    """Whether the last of what came in was given back and nothing has come since."""
    return bool(rows) and rows[-1].fields.get(RETURNED) is True
