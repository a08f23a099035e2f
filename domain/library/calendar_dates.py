"""Dates of a scheme turned into days.

A fixed date rolls only where the scheme says so. A date that depends on an event of the unit stays empty until
the event is known; words and open parameters stay empty until a person fixes them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

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
from domain.library.named_days import (
    calendar_day,
    day_within,
    hour_words,
    the_day_of,
    within_words,
)
from domain.periods import NEW_YEAR
from domain.terms import Direction, Period, Roll, Unit, chinese_date


@dataclass(frozen=True)
class Almanac:
    """What dates are computed from: the campaign's year, its phases, known events, the calendar.

    `seen` is the year of what is judged. `years` are years filled in by their key, `names` the words for events that
    go by a key. `year_start` is the day on which years begin, where that is the same for everybody.
    """

    year: int | None = None
    phases: Mapping[str, Phase] = field(default_factory=dict)
    events: Mapping[str, date] = field(default_factory=dict)
    calendar: WorkCalendar = field(default_factory=WorkCalendar)
    years: Mapping[str, int] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    seen: int | None = None
    year_start: tuple[int, int] = NEW_YEAR

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
            year = almanac.years.get(open_year) if open_year else almanac.year
            day = calendar_day(spec, year, point, None if open_year else almanac.seen)
            named = Found(day, chinese_date(day) if day else "年份未定", fixed=True)
            return moved(named, spec.roll, almanac)
        case PhaseDate():
            return _of_phase(spec, almanac)
        case RelativeDate():
            return _relative(spec, almanac)
        case MonthDate():
            return _in_month(spec, almanac, point)
        case EventDate():
            day = almanac.events.get(spec.event)
            name = almanac.called(spec.event)
            told_so = the_day_of(name) if day is None else f"{name}：{chinese_date(day)}"
            return moved(Found(day, told_so), spec.roll, almanac)
        case WordsDate():
            return Found(None, f"“{spec.words}”：由人确定日期")
        case OpenMark():
            return Found(None, "未定：创建专项行动时填写")


def moved(found: Found, roll: str | None, almanac: Almanac) -> Found:
    """A day moved off rest days, where the scheme says so."""
    if found.day is None or roll in (None, "none"):
        return found
    deadline = fixed(found.day, almanac.calendar, roll=Roll(roll), rule=found.text)
    unsure = deadline.rolled_from is not None or deadline.estimated
    reason = f"：{deadline.explain()}" if unsure else ""
    return Found(deadline.due, f"{found.text}{reason}", deadline=deadline)


def before_hour(found: Found, hour: str | None) -> Found:
    """A last day that ends at an hour; the day itself stays."""
    if hour is None or found.day is None:
        return found
    said = hour_words(hour)
    told = found.text.replace("至24时止", f"至{said}止")
    return replace(found, text=told if told != found.text else f"{found.text}，{said}前")


def _of_phase(spec: PhaseDate, almanac: Almanac) -> Found:
    phase = almanac.phases.get(spec.phase)
    bound = None if phase is None else phase.start if spec.point == "start" else phase.end
    if bound is None:
        name = spec.phase if phase is None else phase.name
        return Found(None, f"阶段“{name}”没有写{'起' if spec.point == 'start' else '止'}日")
    return find(bound, almanac, spec.point)


def _relative(spec: RelativeDate, almanac: Almanac) -> Found:
    anchor = spec.after if spec.after is not None else spec.before
    name, start = _anchor(anchor, almanac)
    if isinstance(spec.count, OpenMark):
        return Found(None, "天数未定")
    if spec.count == 0:
        text = f"{the_day_of(name)}（随各单位实际日期计算）" if start is None else name
        return moved(Found(start, text), spec.roll, almanac)
    if start is None:
        return Found(None, f"{_so_long(spec, name)}（随各单位实际日期计算）")
    if side := _awaited_bound(spec, almanac):
        return Found(None, f"{_so_long(spec, name)}（{side}的日子未定）")
    deadline = counted(_as_term(spec), almanac, start, name)
    return Found(deadline.due, told(deadline), deadline=deadline)


def _awaited_bound(spec: RelativeDate, almanac: Almanac) -> str:
    """最迟, 最早: a bound whose day is not known, so that the date itself is not."""
    sides = {"最迟": spec.no_later_than, "最早": spec.no_earlier_than}
    return next((side for side, one in sides.items() if one and find(one, almanac, "end").day is None), "")


def _so_long(spec: RelativeDate, name: str) -> str:
    """验收日后1年: a counted date in a few words."""
    if isinstance(spec.count, OpenMark) or spec.count == 0:
        return name
    period = Period(spec.count, Unit(spec.unit), *_roll(spec.roll), cap=None)
    return f"{name}{'前' if spec.after is None else '后'}{period.text}"


def _in_month(spec: MonthDate, almanac: Almanac, point: Point) -> Found:
    name, start = _anchor(spec.origin, almanac)
    which = within_words(spec)
    if start is None:
        return Found(None, f"{name}{which}（随各单位实际日期计算）")
    day = day_within(spec, start, point)
    return moved(Found(day, f"{name}{which}，{chinese_date(day)}"), spec.roll, almanac)


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
    if isinstance(anchor, RelativeDate | MonthDate):
        return _counted_anchor(anchor, almanac)
    if isinstance(anchor, FixedDate | CalendarDate | EventDate | OpenMark):
        found = find(anchor, almanac, "end")
        return found.text, found.day
    return "", None


def _counted_anchor(anchor: RelativeDate | MonthDate, almanac: Almanac) -> tuple[str, date | None]:
    """A date that is itself counted from another one: 验收日后1年."""
    day = find(anchor, almanac, "end").day
    if isinstance(anchor, MonthDate):
        return f"{_anchor(anchor.origin, almanac)[0]}{within_words(anchor)}", day
    inner = anchor.after if anchor.after is not None else anchor.before
    return _so_long(anchor, _anchor(inner, almanac)[0]), day


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
    skips = term.holidays is not None
    roll = _roll(term.roll)
    return Period(term.count, Unit(term.unit), *roll, direction=direction, cap=cap, skips_festivals=skips)


def counted(term: CountedTerm, almanac: Almanac, start: date, event: str) -> Deadline:
    """A counted term applied to its start; the caller has made sure that its length is known."""
    period = period_of(term, almanac)
    if period is None:
        raise ValueError("the length of the term is open")
    return held(term, almanac, due(start, period, almanac.calendar, event=event))


def held(term: CountedTerm, almanac: Almanac, free: Deadline) -> Deadline:
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
    if period is None or start is None:
        return Found(None, period.rule(name) if period else "期限未定")
    deadline = counted(term, almanac, start, name)
    return Found(deadline.due, told(deadline), deadline=deadline)
