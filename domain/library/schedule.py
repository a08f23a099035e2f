"""Phases, deliverables and open parameters of a library, with days where days can be told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from domain.calendar import WorkCalendar
from domain.library.calendar_dates import Almanac, Found, before_hour, counted, find
from domain.library.library import Library
from domain.library.models.base import OpenMark
from domain.library.models.campaign import Deliverable, Phase
from domain.library.models.dates import DateSpec, FixedDate, Point
from domain.library.models.scheme import Scheme
from domain.library.name_words import NameWords
from domain.library.named_days import hour_words
from domain.library.repeating import Turn, repeated
from domain.library.sentences import Sentences
from domain.library.wording import length as length_of
from domain.periods import NEW_YEAR


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
    """One turn of a deliverable; `due` None where a person fixes it or an event is not known.

    `about_until` is the last day of the period that it is about, where it comes back each period of a `grain`;
    `hour` is when the last day ends.
    """

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
    jointly: bool = False
    unless: str = ""
    about_until: date | None = None
    hour: str = ""
    grain: str = ""

    @property
    def code(self) -> str:
        """By which a campaign knows the turn."""
        return self.id if self.turn == 1 else f"{self.id}/{self.turn}"


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


IN_FORCE = "施行"


def almanac_for(
    scheme: Scheme, year: int | None, calendar: WorkCalendar | None, events: Mapping[str, date] | None
) -> Almanac:
    """What the dates of a scheme are computed from."""
    phases = {phase.key: phase for phase in scheme.phases}
    declared = scheme.scheme.year
    if year is None and isinstance(declared, int):
        year = declared
    years = {declared.open: year} if isinstance(declared, OpenMark) and year is not None else {}
    names = NameWords(scheme).names
    effective = scheme.documents[scheme.main_document].effective
    known = {IN_FORCE: effective} if effective is not None else {}
    start = scheme.scheme.year_start
    begins = start.begins if start is not None and start.from_ is None else NEW_YEAR
    happened = {**known, **(events or {})}
    return Almanac(year, phases, happened, calendar or WorkCalendar(), years, names, year_start=begins)


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
    tell = Sentences(scheme)
    return tuple(
        turn for one in scheme.deliverables for turn in _turns(one, almanac, tell.exempt(one).rstrip("。"))
    )


def _turns(one: Deliverable, almanac: Almanac, exempt: str) -> Iterator[ResolvedDeliverable]:
    if one.repeats is not None:
        for number, turn in enumerate(repeated(one.repeats, almanac), 1):
            yield _turn(one, turn, almanac, number, exempt)
    else:
        due = find(one.due, almanac, "end") if one.due is not None else latest_inside(one, almanac)
        due = before_hour(due, one.hour)
        yield _turn(one, Turn("", None, due), almanac, 1, exempt)


def latest_inside(one: Deliverable, almanac: Almanac) -> Found:
    """The last day on which something may begin that has to lie inside a phase for so long."""
    phase = almanac.phases.get(one.inside or "")
    end = find(phase.end, almanac, "end") if phase is not None and phase.end is not None else None
    name = (phase.name if phase is not None else one.inside or "").removesuffix("阶段")
    if end is None or end.day is None:
        return Found(None, f"“{name}”阶段结束前（止日未定）")
    if one.lasts is None or not isinstance(one.lasts.count, int):
        return Found(end.day, f"“{name}”阶段结束前", fixed=True)
    back = one.lasts.model_copy(update={"from_": None, "before": name, "no_later_than": None})
    deadline = counted(back, almanac, end.day, f"“{name}”阶段结束")
    length = length_of(one.lasts.count, one.lasts.unit)
    return Found(deadline.due, f"须在“{name}”阶段内持续{length}，最迟这天开始", deadline=deadline)


def _turn(one: Deliverable, turn: Turn, almanac: Almanac, number: int, exempt: str) -> ResolvedDeliverable:
    due = turn.due
    return ResolvedDeliverable(
        id=one.id,
        title=one.title,
        clause=one.clause,
        who=one.who,
        to=one.to or "",
        due=due.day,
        due_text=due.text,
        about=turn.about,
        turn=number,
        phase=one.phase or "",
        document=one.document or "",
        on_rest_day=bool(due.day and almanac.calendar.is_rest_day(due.day)),
        jointly=one.jointly,
        unless=exempt,
        about_until=turn.until,
        hour=hour_words(one.by_hour) if one.by_hour else "",
        grain=_grain(one),
    )


def _grain(one: Deliverable) -> str:
    """Of what each turn tells one period; empty where it tells of several, or of an occasion."""
    if one.repeats is None or one.repeats.step is not None or one.repeats.every == "occasion":
        return ""
    return one.repeats.every


def year_doubts(scheme: Scheme, year: int) -> tuple[str, ...]:
    """Where the year of a campaign contradicts a year that the source states."""
    declared = scheme.scheme.year
    if isinstance(declared, int) and declared != year:
        return (f"方案原文是{declared}年的，这里填了{year}年，没有写年份的日期都按{year}年算",)
    stated = {
        phase.name: bound.day.year
        for phase in scheme.phases
        for bound in (phase.start, phase.end)
        if isinstance(bound, FixedDate) and bound.day.year not in (year, year + 1)
    }
    return tuple(f"“{name}”阶段原文写明是{own}年，与{year}年不符，请核对" for name, own in stated.items())


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
