"""The story of the demo district as dated entries: run day by day, with the clock of that day.

An entry may write further entries for later days. All entries of a day share one transaction; the clock
moves on between them, so that the audit log reads as if people had done the work.
"""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count

from sqlmodel import Session

from domain.calendar import WorkCalendar
from models import engine
from services import clock

Act = Callable[[Session], None]
Progress = Callable[[float, str], None]

SECONDS = 25  # between two entries of a day; a full day has about 600 of them
_ONE_DAY = timedelta(days=1)


@dataclass(order=True)
class _Entry:
    day: date
    number: int
    chapter: str = field(compare=False)
    act: Act = field(compare=False)


@dataclass
class Diary:
    """Entries up to `today`; what would happen later is left out, because it has not happened yet."""

    today: date
    calendar: WorkCalendar = field(default_factory=WorkCalendar)
    _entries: list[_Entry] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=count)
    _first: date | None = None

    def ago(self, days: int) -> date:
        """The working day so many days ago; a rest day becomes the working day before it."""
        day = self.today - timedelta(days=days)
        return day if days <= 0 or self.calendar.is_workday(day) else self.calendar.previous_workday(day)

    def workday(self, day: date) -> date:
        """The day itself, or the next working day."""
        return day if self.calendar.is_workday(day) else self.calendar.next_workday(day)

    def write(self, day: date, chapter: str, act: Act) -> None:
        """Add an entry; one that lies in the future is dropped."""
        if day <= self.today:
            heapq.heappush(self._entries, _Entry(day, next(self._numbers), chapter, act))

    def run(self, progress: Progress) -> None:
        """Run all entries in their order; those of today happen by the caller's clock."""
        self._first = self._entries[0].day if self._entries else self.today
        while self._entries:
            entry = self._entries[0]
            progress(self._share(entry.day), entry.chapter)
            if entry.day < self.today:
                with clock.frozen(entry.day):
                    self._run_day(entry.day)
            else:
                self._run_day(entry.day)

    def _share(self, day: date) -> float:
        """How far the story is, by the days that are over."""
        first = self._first or day
        return (day - first) / max(self.today - first, _ONE_DAY)

    def _run_day(self, day: date) -> None:
        with engine.transaction() as session:
            while self._entries and self._entries[0].day <= day:
                heapq.heappop(self._entries).act(session)
                clock.tick(SECONDS)
