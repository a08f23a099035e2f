"""Days of the calendar that a title says beside those that are written: 9月30日前 with by: 2026-09-20."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from domain.library.lint.doubts import Doubt, doubtful
from domain.library.models.campaign import Deliverable, Task
from domain.library.models.dates import CalendarDate, FixedDate
from domain.library.models.rules import Duty, Rule, TimeLimit
from domain.library.models.scheme import Scheme
from domain.library.parts import below
from domain.library.scopes import Visits

_DAY = re.compile(r"(?<!\d)(\d{1,2})月(\d{1,2})日")
_LAST = {month: monthrange(2000, month)[1] for month in range(1, 13)}
Day = tuple[int, int]


def check_dates_in_title(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Whatever is due on days that are all written in numbers, where its title says others."""
    for visit in visited:
        entry = visit.node
        if not isinstance(entry, Deliverable | Task | TimeLimit | Rule | Duty):
            continue
        title = unicodedata.normalize("NFKC", entry.title)
        said = {(int(found[1]), int(found[2])): found[0] for found in _DAY.finditer(title)}
        written = set(_written(entry)) if said else set()
        if written and written.isdisjoint(_meant(said)):
            words, days = (
                "、".join(said.values()),
                "、".join(f"{month}月{day}日" for month, day in sorted(written)),
            )
            yield doubtful(visit.path, f"标题说“{words}”，这里写的是{days}：是不是写错了？")


def _meant(said: Iterable[Day]) -> set[Day]:
    """The days that are said and those beside them: after 30 June is from 1 July on."""
    days = [date(2000, month, day) for month, day in said if 0 < day <= _LAST.get(month, 0)]
    around = [day + timedelta(days=step) for day in days for step in (-1, 0, 1)]
    return {(day.month, day.day) for day in around}


def _written(entry: object) -> Iterator[Day]:
    for one in below(entry):
        if isinstance(one, FixedDate):
            yield one.day.month, one.day.day
        elif isinstance(one, CalendarDate) and one.month is not None and one.day is not None:
            yield one.month, one.day
