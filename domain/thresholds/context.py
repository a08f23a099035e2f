"""The place from which a condition is judged: a subject, a period or a moment, perhaps a record."""

from dataclasses import dataclass, replace
from datetime import date

from domain.thresholds import spans
from domain.thresholds.book import Book
from domain.thresholds.facts import Row


@dataclass(frozen=True, slots=True)
class Place:
    """Where a judgement stands. `moment` is the period's last day, the record's day, or today.

    `outer` is the record that was in hand before the view went over to another subject or period.
    `judged` is the day of the judgement where the view went over to a record's own day.
    `counted` are the days that count for the period where they are not its own (下季度首月15日前召开).
    `afresh` is the day of whose accounts it is where these may have started afresh since the moment.
    """

    book: Book
    subject: str
    moment: date
    grain: str | None = None
    index: int = 0
    unit: str | None = None
    row: Row | None = None
    outer: Row | None = None
    judged: date | None = None
    counted: tuple[date, date] | None = None
    afresh: date | None = None

    def at(self, grain: str, index: int) -> "Place":
        """The same subject in another period."""
        outer = self.row or self.outer
        return Place(self.book, self.subject, self.end_of(grain, index), grain, index, self.unit, outer=outer)

    def whole(self, grain: str, index: int) -> "Place":
        """A period as it is by itself, whatever record it is asked about from."""
        return replace(self.at(grain, index), outer=None)

    def up_to(self, grain: str, index: int) -> "Place":
        """The same in another period, of which nothing after the record in hand is seen."""
        there = self.at(grain, index)
        last = self.moment if self.row is not None else there.moment
        return there if there.moment <= last else replace(there, moment=last)

    def end_of(self, grain: str, index: int) -> date:
        """The last day of a period; occasions have none of their own."""
        if grain == "occasion":
            return self.moment
        return spans.bounds(grain, index, self.year_start)[1]

    def index_in(self, grain: str) -> int:
        """The number of the period of this grain in which the moment lies."""
        return self.index if grain == self.grain else self.number_of(self.moment, grain)

    def number_of(self, day: date, grain: str) -> int:
        """The number of the period of this grain in which a day lies, in the subject's own years."""
        if grain == "year":
            return spans.year_index(day, self.year_start)
        return spans.index_of(day, grain)

    def of_row(self, row: Row) -> "Place":
        """The same place, looking at one record."""
        return replace(self, row=row)

    def inside(self, row: Row) -> "Place":
        """The record's own place: its subject and its day, wherever it is looked at from."""
        judged = self.judged or self.moment
        return Place(self.book, row.subject, row.day, unit=self.unit, row=row, judged=judged)

    def of_subject(self, subject: str) -> "Place":
        """The same moment for another subject."""
        return replace(self, subject=subject, unit=None, row=None, outer=self.row or self.outer)

    @property
    def again(self) -> "Place":
        """The day of whose accounts the place is."""
        return Place(self.book, self.subject, self.afresh or self.moment, unit=self.unit)

    @property
    def beside(self) -> Row | None:
        """The record that was in hand, where the place is seen from its day: what came later that day is not."""
        return self.outer if self.outer is not None and self.outer.day == self.moment else None

    @property
    def year_start(self) -> tuple[int, int]:
        """The day on which the subject's years begin."""
        return self.book.year_start(self.subject)

    @property
    def start(self) -> date:
        """The first day of the period, or the moment itself."""
        if self.grain in (None, "occasion"):
            return self.moment
        return spans.bounds(str(self.grain), self.index, self.year_start)[0]

    @property
    def stretch(self) -> tuple[date, date]:
        """First and last day of what the place looks at: its period, or the moment alone."""
        return min(self.start, self.moment), self.moment

    @property
    def period_text(self) -> str:
        """The period's short text; empty for a moment."""
        return spans.text_of(self.grain, self.index) if self.grain else ""
