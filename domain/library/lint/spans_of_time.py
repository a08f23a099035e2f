"""Beginnings before ends: phases, repeated deliverables, windows, targets."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from domain.library.calendar_dates import Almanac, find
from domain.library.grains import finer
from domain.library.kinds import alternatives
from domain.library.lint.doubts import Doubt, doubtful, wrong
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models.base import OpenMark
from domain.library.models.campaign import Deliverable, Phase, Repeats, Target
from domain.library.models.dates import DateSpec, PhaseDate, RelativeDate, Running
from domain.library.models.literals import NumberValue
from domain.library.models.rules import Duty
from domain.library.models.scheme import Scheme
from domain.library.models.windows import DatesWindow, RollingWindow
from domain.library.repeating import repeated
from domain.library.scopes import Path, Visit, Visits

_ANY_YEAR = 2026  # only the order of two dates is looked at


def check_spans(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Everything that ends before it begins, as far as the scheme itself fixes the days."""
    year = scheme.scheme.year if isinstance(scheme.scheme.year, int) else _ANY_YEAR
    years = {scheme.scheme.year.open: year} if isinstance(scheme.scheme.year, OpenMark) else {}
    almanac = Almanac(year, {phase.key: phase for phase in scheme.phases}, years=years)
    for at, one in enumerate(scheme.deliverables):
        yield from _outside(scheme, almanac, ("deliverables", at), one)
        yield from _after_the_phase(almanac, ("deliverables", at, "repeats"), one)
    for visit in visited:
        if isinstance(visit.node, RelativeDate) and visit.node.unit == "hour":
            yield wrong(visit.path, "日期按日排，不能按小时；48 小时写 {count: 2, unit: calendar_day}")
        if isinstance(visit.node, Running) and visit.node.holidays is not None:
            yield from _holidays(visit.path)
        if isinstance(visit.node, Repeats):
            yield from _weekday(visit.path, visit.node)
        if isinstance(visit.node, Duty):
            yield from _made_up(visit.path, visit.node)
        yield from _anchored(visit)
        yield from _by_halves(visit)
        for what, first, last in _pairs(visit.node):
            start, end = _day(first, almanac, "start"), _day(last, almanac, "end")
            if start is not None and end is not None and start > end:
                yield wrong(
                    visit.path,
                    f"{what}的开始（{start}）在结束（{end}）之后；跨年的写 year: next，每年都有的写 season",
                )


def _by_halves(visit: Visit) -> Iterator[Doubt]:
    """A date or a moment lies so many whole days, hours or minutes from another one."""
    if not isinstance(visit.node, v.Shifted):
        return
    count = visit.node.count
    several = alternatives(count) if isinstance(count, v.If | v.Table | v.ByBands) else [((), count)]
    for inner, one in several:
        if isinstance(one, NumberValue) and one.number.denominator != 1:
            yield wrong(
                (*visit.path, "count", *inner),
                "往后（往前）数的要是整数：半小时写 {count: 30, unit: minute}，一天半写 {count: 36, unit: hour}",
            )


def _made_up(path: Path, duty: Duty) -> Iterator[Doubt]:
    """How much may be made up is limited within longer periods than that in which it is owed."""
    make_up = duty.make_up
    if make_up is not None and make_up.at_most is not None and not finer(duty.every, make_up.within):
        yield wrong((*path, "make_up", "within"), "within 要比职责的 every 长：每年最多补几次写 within: year")


_TO_ACT_IN = frozenset(
    {"within", "relapse_within", "at_least", "after_start", "after_end", "before_end", "look_back"}
)


def _holidays(path: Path) -> Iterator[Doubt]:
    """Only a term in which something is to be done leaves days out; what lasts goes on."""
    if _TO_ACT_IN.isdisjoint(path[-1:]):
        yield wrong(
            path, "这里的长短从头到尾连着算，不写 holidays；它写在 within（多久以内做完）一类的期限里"
        )


def _weekday(path: Path, one: Repeats) -> Iterator[Doubt]:
    """A day of the week names the day of a week, and of nothing else."""
    if one.weekday is None or one.day_of_week is not None:
        return
    if one.every != "week":
        yield wrong((*path, "weekday"), "weekday（星期几）只用于每周的报送（every: week）")
    else:
        yield wrong(
            (*path, "weekday"), "weekday 与 working_day、after_start、after_end、before_end、words 只写一个"
        )


def _anchored(visit: Visit) -> Iterator[Doubt]:
    """A window counted from another date looks at records only: periods are told by the moment."""
    node = visit.node
    if isinstance(node, v.Count | c.Happened | v.CoveredDays) or (
        isinstance(node, v.Take) and node.rows is not None
    ):
        if isinstance(node, v.Take) and (node.take != "total" or node.members is not None):
            yield from _any_stretch(visit.path, node.within)
        return
    for name in type(node).model_fields:
        window = getattr(node, name)
        if isinstance(window, RollingWindow) and window.anchor is not None:
            said = "after" if window.after is not None else "before"
            yield wrong(
                (*visit.path, name),
                f"从某天算起的时段（{said}）只用于 count、take … rows、happened 的 within",
            )


def _any_stretch(path: Path, window: object) -> Iterator[Doubt]:
    if isinstance(window, RollingWindow) and window.around is not None:
        yield wrong(
            (*path, "within"), "任意一段（around）只用于 count、happened 和自己登记的合计（take: total）"
        )


def _outside(scheme: Scheme, almanac: Almanac, path: Path, one: Deliverable) -> Iterator[Doubt]:
    """A deliverable due outside the phase in which it has to lie."""
    phase = almanac.phases.get(one.inside or "")
    due = _day(one.due, almanac, "end")
    if phase is None or due is None:
        return
    first, last = _day(phase.start, almanac, "start"), _day(phase.end, almanac, "end")
    if (first is not None and due < first) or (last is not None and due > last):
        yield wrong((*path, "due"), f"报送日（{due}）不在“{phase.name}”阶段（{first or ''}至{last or ''}）内")


def _after_the_phase(almanac: Almanac, path: Path, one: Deliverable) -> Iterator[Doubt]:
    """A repetition up to the end of a phase whose last turn is due only after it (半月报 of a phase until the 20th)."""
    repeats = one.repeats
    if repeats is None or not isinstance(repeats.last, PhaseDate) or repeats.after_end is not None:
        return
    last, turns = find(repeats.last, almanac, "end").day, list(repeated(repeats, almanac))
    due = turns[-1].due.day if turns else None
    phase = almanac.phases.get(repeats.last.phase)
    if phase is not None and last is not None and due is not None and due > last:
        said = f"最后一次（{turns[-1].about}）要到 {due} 才报，在“{phase.name}”阶段结束（{last}）以后"
        yield doubtful((*path, "last"), f"{said}；不报这一次的，last 写上一期的日子；原文就要报的不用改")


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
