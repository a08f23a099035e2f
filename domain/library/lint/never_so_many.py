"""Lines that what is counted cannot reach: eight days of a week, four of three months, an hour after the 23rd."""

from collections.abc import Iterator
from typing import Any

from domain.library.grains import each_of
from domain.library.lint.doubts import Doubt, doubtful, wrong
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models import windows as w
from domain.library.models.duty_parts import RequiredNumber
from domain.library.models.literals import NumberValue
from domain.library.models.rules import Duty
from domain.library.models.scheme import Scheme
from domain.library.scopes import Scope, Visit, Visits

_DAYS = {
    "day": 1, "week": 7, "ten_days": 11, "half_month": 16, "month": 31, "quarter": 92, "half_year": 184, "year": 366,
}  # fmt: skip
_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
_PARTS = {"hour": (0, 23), "month": (1, 12), "day": (1, 31), "weekday": (1, 7)}
_Range = tuple[int, int, str]  # the lowest, the highest, and of what


def check_never_so_many(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Comparisons, what duties require, and how long streaks have to be."""
    for visit in visited:
        match visit.node:
            case c.Compare() as compared:
                yield from _compared(scheme, visit, compared)
            case Duty(required=RequiredNumber(number=NumberValue() as needed), done=done):
                found = _range(scheme, done, Scope(kind=visit.node.subject, grain=visit.node.every))
                if found is not None and visit.node.done_by is None and needed.number > found[1]:
                    yield wrong((*visit.path, "required"), f"做不到：{found[2]}最多 {found[1]}")
            case c.Run(rows=None, within=w.WordWindow(word=word)) as run:
                most = _how_many(run.every or visit.scope.grain, word)
                if most is not None and run.length > most:
                    yield wrong((*visit.path, "length"), f"永远不会成立：within 里最多 {most} 期")


def _compared(scheme: Scheme, visit: Visit, compared: c.Compare) -> Iterator[Doubt]:
    found = _range(scheme, compared.value, visit.scope)
    if found is None:
        return
    low, high, what = found
    for name, bound in compared.limits:
        if not isinstance(bound, NumberValue):
            continue
        line = bound.number
        if (
            (name in ("at_least", "equals") and line > high)
            or (name == "above" and line >= high)
            or (name in ("at_most", "equals") and line < low)
            or (name == "below" and line <= low)
        ):
            yield wrong((*visit.path, name), f"永远不会成立：{what}只会是 {low} 到 {high}")
        elif (name == "below" and line > high) or (name == "at_most" and line >= high and high > 1):
            yield doubtful((*visit.path, name), f"总是成立：{what}最多 {high}")


def _range(scheme: Scheme, value: Any, scope: Scope) -> _Range | None:
    match value:
        case v.PartOfDate(part=part) if part in _PARTS:
            return *_PARTS[part], {"hour": "几时", "month": "几月", "day": "几日", "weekday": "星期几"}[part]
        case v.Count(distinct="row_date", within=within):
            days = _days(within, scope)
            return None if days is None else (0, days, "不同的日子")
        case v.CountPeriods(over=over) as counted:
            grain = counted.every or each_of(scheme, counted.count_periods, scope.grain)
            if isinstance(over, w.LastPeriods) and over.every is None:
                return 0, over.periods, "期数"
            most = _how_many(grain, over.word) if isinstance(over, w.WordWindow) else None
            return None if most is None else (0, most, "期数")
    return None


def _days(within: w.Window | None, scope: Scope) -> int | None:
    """The most days that a window holds."""
    if within is None:
        return _DAYS.get(scope.grain or "") if scope.record is None else None
    return _DAYS.get(within.word) if isinstance(within, w.WordWindow) else None


def _how_many(grain: str | None, word: str) -> int | None:
    """How many periods lie in a longer one, as far as both are made of months."""
    if grain not in _MONTHS or word not in _MONTHS:
        return None
    return max(_MONTHS[word] // _MONTHS[grain], 1)
