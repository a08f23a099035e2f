"""Beginnings before ends: phases, repeated deliverables, windows, targets."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from domain.library.calendar_dates import Almanac, find
from domain.library.lint.doubts import Doubt, wrong
from domain.library.models.campaign import Phase, Repeats, Target
from domain.library.models.dates import DateSpec
from domain.library.models.scheme import Scheme
from domain.library.models.windows import DatesWindow
from domain.library.scopes import Visits

_ANY_YEAR = 2026  # only the order of two dates is looked at


def check_spans(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Everything that ends before it begins, as far as the scheme itself fixes the days."""
    year = scheme.scheme.year if isinstance(scheme.scheme.year, int) else _ANY_YEAR
    almanac = Almanac(year, {phase.key: phase for phase in scheme.phases})
    for visit in visited:
        for what, first, last in _pairs(visit.node):
            start, end = _day(first, almanac, "start"), _day(last, almanac, "end")
            if start is not None and end is not None and start > end:
                yield wrong(visit.path, f"{what}的开始（{start}）在结束（{end}）之后；跨年的写 year: next")


def _pairs(node: Any) -> list[tuple[str, DateSpec | None, DateSpec | None]]:
    match node:
        case Phase():
            return [(f"阶段“{node.name}”", node.start, node.end)]
        case Repeats():
            return [("报送", node.first, node.last)]
        case DatesWindow():
            return [("时段", node.from_, node.to)]
        case Target():
            return [("指标", node.since, milestone.by) for milestone in node.milestones]
    return []


def _day(spec: DateSpec | None, almanac: Almanac, point: Any) -> date | None:
    return find(spec, almanac, point).day if spec is not None else None
