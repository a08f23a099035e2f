"""Dates of a scheme turned into days.

A fixed date never rolls. A date that depends on an event of the unit stays empty until the event is
known; words and open parameters stay empty until a person fixes them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from domain.calendar import WorkCalendar
from domain.deadlines import Deadline, due, fixed
from domain.library.models.base import OpenMark, is_day, read_day
from domain.library.models.campaign import Phase
from domain.library.models.dates import (
    CalendarDate,
    CountedTerm,
    DateSpec,
    EventDate,
    FixedDate,
    MonthDate,
    PhaseDate,
    Point,
    RelativeDate,
    UntilTerm,
    WordsDate,
)
from domain.periods import PeriodKind, StatPeriod
from domain.terms import Direction, Period, Roll, Unit, chinese_date

_PARTS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31)}


@dataclass(frozen=True)
class Almanac:
    """What dates are computed from: the campaign's year, its phases, known events, the calendar.

    `years` are years filled in by their key, `names` the words for events that go by a key.
    """

    year: int | None = None
    phases: Mapping[str, Phase] = field(default_factory=dict)
    events: Mapping[str, date] = field(default_factory=dict)
    calendar: WorkCalendar = field(default_factory=WorkCalendar)
    years: Mapping[str, int] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def called(self, event: str) -> str:
        """An event in words."""
        return self.names.get(event, event)


@dataclass(frozen=True, slots=True)
class Found:
    """A day, or why there is none; `text` says where it comes from."""

    day: date | None
    text: str
    fixed: bool = False
    deadline: Deadline | None = None


def find(spec: DateSpec, almanac: Almanac, point: Point) -> Found:
    """The day that a date of a scheme means, as a start or as an end."""
    match spec:
        case FixedDate():
            return Found(spec.day, chinese_date(spec.day), fixed=True)
        case CalendarDate():
            open_year = spec.year.open if isinstance(spec.year, OpenMark) else ""
            day = calendar_day(spec, almanac.years.get(open_year) if open_year else almanac.year, point)
            return Found(day, chinese_date(day) if day else "年份未定", fixed=True)
        case PhaseDate():
            return _of_phase(spec, almanac)
        case RelativeDate():
            return _relative(spec, almanac)
        case MonthDate():
            return _in_month(spec, almanac, point)
        case EventDate():
            day = almanac.events.get(spec.event)
            name = almanac.called(spec.event)
            return Found(day, f"{name}之日" if day is None else f"{name}：{chinese_date(day)}")
        case WordsDate():
            return Found(None, f"“{spec.words}”：由人确定日期")
        case OpenMark():
            return Found(None, "未定：创建专项行动时填写")


def calendar_day(spec: CalendarDate, campaign_year: int | None, point: Point) -> date | None:
    """The first or last day of what a date without a full date names."""
    year = _year(spec, campaign_year)
    if year is None:
        return None
    if spec.month is None:
        return _of_span(spec, year, point)
    month = StatPeriod.month(year, spec.month)
    if spec.day:
        return min(month.start + timedelta(days=spec.day - 1), month.end)
    if spec.part:
        first, last = _PARTS[spec.part]
        return (
            month.start + timedelta(days=first - 1)
            if point == "start"
            else min(month.end, month.start + timedelta(days=last - 1))
        )
    return month.start if point == "start" else month.end


def _of_span(spec: CalendarDate, year: int, point: Point) -> date:
    if spec.quarter:
        span = StatPeriod(PeriodKind.QUARTER, year, spec.quarter)
    elif spec.half:
        span = StatPeriod(PeriodKind.HALF, year, spec.half)
    else:
        span = StatPeriod(PeriodKind.YEAR, year)
    return span.start if point == "start" else span.end


def _year(spec: CalendarDate, campaign_year: int | None) -> int | None:
    if isinstance(spec.year, int):
        return spec.year
    if campaign_year is None or isinstance(spec.year, OpenMark):
        return campaign_year
    return campaign_year + {"this": 0, "next": 1, "previous": -1}[spec.year]


def _of_phase(spec: PhaseDate, almanac: Almanac) -> Found:
    phase = almanac.phases.get(spec.phase)
    bound = None if phase is None else phase.start if spec.point == "start" else phase.end
    if bound is None:
        return Found(None, f"阶段“{spec.phase}”没有写{'起' if spec.point == 'start' else '止'}日")
    return find(bound, almanac, spec.point)


def _relative(spec: RelativeDate, almanac: Almanac) -> Found:
    anchor = spec.after if spec.after is not None else spec.before
    name, start = _anchor(anchor, almanac)
    if isinstance(spec.count, OpenMark):
        return Found(None, "天数未定")
    side = "前" if spec.after is None else "后"
    period = Period(spec.count, Unit(spec.unit), *_roll(spec.roll), cap=None)
    if start is None:
        return Found(None, f"{name}{side}{period.text}（随各单位实际日期计算）")
    deadline = counted(_as_term(spec), almanac, start, name)
    return Found(deadline.due, told(deadline), deadline=deadline)


def _in_month(spec: MonthDate, almanac: Almanac, point: Point) -> Found:
    name, start = _anchor(spec.month_of, almanac)
    which = month_words(spec.later, spec.day)
    if start is None:
        return Found(None, f"{name}{which}（随各单位实际日期计算）")
    day = day_of_month(start, spec.later, 1 if spec.day is None and point == "start" else spec.day)
    return Found(day, f"{name}{which}，{chinese_date(day)}")


def day_of_month(start: date, later: int, day: int | None) -> date:
    """A day of the month so many months later, the last where there is none or none was said."""
    years, month = divmod(start.month - 1 + later, 12)
    span = StatPeriod.month(start.year + years, month + 1)
    return span.end if day is None else min(span.start + timedelta(days=day - 1), span.end)


def month_words(later: int, day: int | None) -> str:
    """当月底, 次月10日, 第3个月底."""
    month = ("当月", "次月")[later] if later < 2 else f"后第{later}个月"
    return f"{month}{'底' if day is None else f'{day}日'}"


def told(deadline: Deadline) -> str:
    """The arithmetic; where a bound took over, what was counted up to it as well."""
    return deadline.rule if deadline.period is None else deadline.explain()


def _anchor(anchor: object, almanac: Almanac) -> tuple[str, date | None]:
    if isinstance(anchor, str):
        known = read_day(anchor) if is_day(anchor) else almanac.events.get(anchor)
        return almanac.called(anchor), known
    if isinstance(anchor, PhaseDate):
        found = find(anchor, almanac, anchor.point)
        phase = almanac.phases.get(anchor.phase)
        name = f"{phase.name if phase else anchor.phase}{'开始' if anchor.point == 'start' else '结束'}"
        return name, found.day
    if isinstance(anchor, FixedDate | CalendarDate | EventDate | OpenMark):
        found = find(anchor, almanac, "end")
        return found.text, found.day
    return "", None


def _as_term(spec: RelativeDate) -> CountedTerm:
    caps = {"no_later_than": spec.no_later_than, "no_earlier_than": spec.no_earlier_than}
    side = {"before": "起点"} if spec.after is None else {"from": "起点"}
    fields = {"count": spec.count, "unit": spec.unit, "roll": spec.roll, **side}
    return CountedTerm.model_validate(fields).model_copy(update=caps)


def _roll(roll: str | None) -> tuple[Roll | None]:
    return (Roll(roll) if roll else None,)


def period_of(term: CountedTerm, almanac: Almanac) -> Period | None:
    """The term as `domain.deadlines` counts it; None while its length is open."""
    if isinstance(term.count, OpenMark):
        return None
    bound = term.no_later_than if term.before is None else term.no_earlier_than
    cap = find(bound, almanac, "end").day if bound is not None else None
    direction = Direction.FORWARD if term.before is None else Direction.BACKWARD
    return Period(term.count, Unit(term.unit), *_roll(term.roll), direction=direction, cap=cap)


def counted(term: CountedTerm, almanac: Almanac, start: date, event: str) -> Deadline:
    """A counted term applied to its start; the caller has made sure that its length is known."""
    period = period_of(term, almanac)
    if period is None:
        raise ValueError("the length of the term is open")
    return _held(term, almanac, due(start, period, almanac.calendar, event=event))


def _held(term: CountedTerm, almanac: Almanac, free: Deadline) -> Deadline:
    """The bound that the direction of counting does not know: 不早于 forward, 不晚于 backward."""
    late = term.before is not None
    bound = term.no_later_than if late else term.no_earlier_than
    day = find(bound, almanac, "end").day if bound is not None else None
    if day is None or (free.due <= day if late else free.due >= day):
        return free
    rule = f"{free.explain()}，但不得{'晚' if late else '早'}于{chinese_date(day)}"
    return fixed(day, almanac.calendar, rule=rule)


def term_due(term: CountedTerm | UntilTerm, almanac: Almanac) -> Found:
    """When a term of a consequence ends, once its start event is known."""
    if isinstance(term, UntilTerm):
        return find(term.by, almanac, "end")
    name = almanac.called(term.from_ or term.before or "")
    period = period_of(term, almanac)
    start = almanac.events.get(term.from_ or term.before or "")
    if period is None or start is None or period.unit is Unit.HOUR:
        return Found(None, period.rule(name) if period else "期限未定")
    deadline = counted(term, almanac, start, name)
    return Found(deadline.due, told(deadline), deadline=deadline)
