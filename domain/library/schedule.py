"""Phases, deliverables and open parameters of a library, with days where days can be told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from domain.calendar import WorkCalendar
from domain.library.calendar_dates import Almanac, Found, counted, find, told
from domain.library.library import Library
from domain.library.models.campaign import Deliverable, Phase, Repeats
from domain.library.models.dates import DateSpec, Point
from domain.library.models.scheme import Scheme
from domain.periods import PeriodKind, StatPeriod, span

_KINDS = {
    "month": PeriodKind.MONTH,
    "quarter": PeriodKind.QUARTER,
    "half_year": PeriodKind.HALF,
    "year": PeriodKind.YEAR,
}


@dataclass(frozen=True, slots=True)
class ResolvedPhase:
    """A phase with its days; None where an end is not written or not known yet (the texts say which)."""

    key: str
    name: str
    start: date | None
    end: date | None
    start_text: str
    end_text: str
    clause: str
    does: tuple[str, ...]
    opens_when: tuple[str, ...]
    closes_when: tuple[str, ...]
    end_on_rest_day: bool = False

    @property
    def end_only(self) -> bool:
        """Whether the scheme writes only an end (X日前)."""
        return not self.start_text and bool(self.end_text)


@dataclass(frozen=True, slots=True)
class ResolvedDeliverable:
    """One turn of a deliverable; `due` None where a person fixes it or an event is not known."""

    id: str
    title: str
    clause: str
    who: tuple[str, ...]
    to: str
    due: date | None
    due_text: str
    about: str = ""
    turn: int = 1
    phase: str = ""
    document: str = ""
    on_rest_day: bool = False


@dataclass(frozen=True, slots=True)
class Blank:
    """Something the office is asked for when it starts a campaign: an open parameter or a setting."""

    key: str
    name: str
    kind: Literal["year", "date", "number", "percent", "text", "choice"]
    required: bool
    note: str = ""
    default: str = ""
    options: tuple[tuple[str, str], ...] = ()


def almanac_for(
    scheme: Scheme, year: int | None, calendar: WorkCalendar | None, events: Mapping[str, date] | None
) -> Almanac:
    """What the dates of a scheme are computed from."""
    phases = {phase.key: phase for phase in scheme.phases}
    if year is None and isinstance(scheme.scheme.year, int):
        year = scheme.scheme.year
    return Almanac(year, phases, dict(events or {}), calendar or WorkCalendar())


def resolve_phases(
    library: Library,
    year: int | None = None,
    *,
    settings: Mapping[str, Any] | None = None,
    events: Mapping[str, date] | None = None,
    calendar: WorkCalendar | None = None,
) -> tuple[ResolvedPhase, ...]:
    """All phases in their order. `events` are dates of one unit, for ends that depend on them."""
    scheme = library.with_settings(settings)
    almanac = almanac_for(scheme, year, calendar, events)
    return tuple(_phase(phase, almanac) for phase in scheme.phases)


def _phase(phase: Phase, almanac: Almanac) -> ResolvedPhase:
    start, end = _point(phase.start, almanac, "start"), _point(phase.end, almanac, "end")
    return ResolvedPhase(
        key=phase.key,
        name=phase.name,
        start=start.day if start else None,
        end=end.day if end else None,
        start_text=start.text if start else "",
        end_text=end.text if end else "",
        clause=phase.clause,
        does=phase.does,
        opens_when=tuple(gate.gate for gate in phase.opens_when),
        closes_when=tuple(gate.gate for gate in phase.closes_when),
        end_on_rest_day=bool(end and end.day and almanac.calendar.is_rest_day(end.day)),
    )


def _point(spec: DateSpec | None, almanac: Almanac, point: Point) -> Found | None:
    return find(spec, almanac, point) if spec is not None else None


def resolve_deliverables(
    library: Library,
    year: int | None = None,
    *,
    settings: Mapping[str, Any] | None = None,
    events: Mapping[str, date] | None = None,
    calendar: WorkCalendar | None = None,
) -> tuple[ResolvedDeliverable, ...]:
    """All deliverables, repeated ones once a turn."""
    scheme = library.with_settings(settings)
    almanac = almanac_for(scheme, year, calendar, events)
    return tuple(turn for one in scheme.deliverables for turn in _turns(one, almanac))


def _turns(one: Deliverable, almanac: Almanac) -> Iterator[ResolvedDeliverable]:
    if one.due is not None:
        yield _turn(one, find(one.due, almanac, "end"), almanac, 1, "")
    elif one.repeats is not None:
        for turn, (about, due) in enumerate(_repeated(one.repeats, almanac), 1):
            yield _turn(one, due, almanac, turn, about)


def _turn(one: Deliverable, due: Found, almanac: Almanac, turn: int, about: str) -> ResolvedDeliverable:
    return ResolvedDeliverable(
        id=one.id,
        title=one.title,
        clause=one.clause,
        who=one.who,
        to=one.to or "",
        due=due.day,
        due_text=due.text,
        about=about,
        turn=turn,
        phase=one.phase or "",
        document=one.document or "",
        on_rest_day=bool(due.day and almanac.calendar.is_rest_day(due.day)),
    )


def _repeated(repeats: Repeats, almanac: Almanac) -> Iterator[tuple[str, Found]]:
    bounds = _bounds(repeats, almanac)
    if bounds is None:
        yield "", Found(None, "起止未定，创建后按期生成")
        return
    if repeats.every == "week":
        yield from _weeks(repeats, *bounds)
        return
    if repeats.every == "day":
        for offset in range((bounds[1] - bounds[0]).days + 1):
            day = bounds[0] + timedelta(days=offset)
            yield day.isoformat(), Found(day, f"每日{_hour(repeats)}", fixed=True)
        return
    kind = _KINDS.get(repeats.every)
    if kind is None:
        yield "", Found(None, "每次发生时报送")
        return
    for period in span(StatPeriod.of(bounds[0], kind), StatPeriod.of(bounds[1], kind)):
        about = period.previous if repeats.about == "previous" else period
        yield about.label, _in_period(repeats, period, almanac)


def _bounds(repeats: Repeats, almanac: Almanac) -> tuple[date, date] | None:
    if almanac.year is None and (repeats.first is None or repeats.last is None):
        return None
    year = almanac.year or 0
    first = find(repeats.first, almanac, "start").day if repeats.first is not None else date(year, 1, 1)
    last = find(repeats.last, almanac, "end").day if repeats.last is not None else date(year, 12, 31)
    return (first, last) if first and last else None


def _in_period(repeats: Repeats, period: StatPeriod, almanac: Almanac) -> Found:
    if repeats.words:
        return Found(None, f"{period.label}“{repeats.words}”：由人确定日期")
    if repeats.after_end is not None and isinstance(repeats.after_end.count, int):
        deadline = counted(repeats.after_end, almanac, period.end, f"{period.label}末")
        return Found(deadline.due, told(deadline), deadline=deadline)
    if repeats.day is None:
        return Found(period.end, f"{period.label}末", fixed=True)
    month = StatPeriod.of(period.end, PeriodKind.MONTH)
    day = min(month.start + timedelta(days=repeats.day - 1), month.end)
    return Found(day, f"{period.label}{repeats.day}日{_hour(repeats)}", fixed=True)


def _hour(repeats: Repeats) -> str:
    hour = repeats.hour or ""
    return f"{hour}时" if hour.isdigit() else hour


def _weeks(repeats: Repeats, first: date, last: date) -> Iterator[tuple[str, Found]]:
    weekday = repeats.weekday or 5
    day = first + timedelta(days=(weekday - first.isoweekday()) % 7)
    while day <= last:
        yield (
            f"{day.isocalendar().year}年第{day.isocalendar().week}周",
            Found(day, f"每周{'一二三四五六日'[weekday - 1]}{_hour(repeats)}", fixed=True),
        )
        day += timedelta(days=7)


def open_parameters(library: Library) -> tuple[Blank, ...]:
    """What the scheme leaves open: blanks first, then ambiguities with their alternatives."""
    scheme = library.scheme
    blanks = [
        Blank(key, one.name, one.kind, one.required, one.note or "") for key, one in scheme.open.items()
    ]
    choices = [
        Blank(
            key, one.name, "choice", False, one.note or one.question, one.default, tuple(one.options.items())
        )
        for key, one in scheme.settings.items()
    ]
    return (*blanks, *choices)
