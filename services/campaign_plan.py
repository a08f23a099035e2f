"""What a library makes of a year: phases and duties with their days, what it leaves open, what is doubtful.

Shown before a campaign is created, and used to create it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, select

from domain.calendar import WorkCalendar
from domain.errors import Invalid, NotFound
from domain.library.calendar_dates import Almanac, Found, find
from domain.library.models.campaign import Deliverable, Phase
from domain.library.models.scheme import OpenParameter, Scheme, Setting
from domain.permissions import Action
from domain.phases import Note, Span, notes
from domain.units import UnitKind
from models.library import LibraryVersion
from services import clock
from services.actor import Actor
from services.calendars import work_calendar
from services.libraries import known_parameters, read_library
from services.use_case import INJECTED, query

_DUTIES = {
    "自查": "self_inspection",
    "总结": "summary",
}  # a word of the document named by a deliverable → its kind


@dataclass(frozen=True, slots=True)
class PlannedPhase:
    """A phase with its days; `words` say where a day comes from or why there is none."""

    code: str
    name: str
    start: date | None
    end: date | None
    words: str
    clause: str
    tasks: tuple[str, ...]
    conditions: dict[str, object]


@dataclass(frozen=True, slots=True)
class PlannedDuty:
    """Something to be reported, by whom and until when."""

    code: str
    name: str
    phase_code: str
    due: date | None
    words: str
    clause: str
    kind: str
    unit_kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A library applied to a year and its parameters."""

    library_id: int
    scheme_name: str
    version: str
    checksum: str
    year_open: bool
    open_parameters: Mapping[str, OpenParameter]
    settings: Mapping[str, Setting]
    phases: tuple[PlannedPhase, ...]
    duties: tuple[PlannedDuty, ...]
    notes: tuple[Note, ...]
    unit_kinds: frozenset[UnitKind]


@query(Action.CAMPAIGN_EDIT)
def plan_campaign(
    actor: Actor, library_id: int, year: int, parameters: Mapping[str, object], *, session: Session = INJECTED
) -> Plan:
    """Preview of a campaign."""
    return make_plan(library_id, year, parameters, session=session)


def make_plan(library_id: int, year: int, parameters: Mapping[str, object], *, session: Session) -> Plan:
    """The plan; parameters that are still empty leave their days open."""
    row = session.exec(
        select(LibraryVersion.checksum, LibraryVersion.version_name).where(LibraryVersion.id == library_id)
    ).first()
    if row is None:
        raise NotFound("找不到这个制度库版本。")
    library = read_library(library_id, row[0], session=session)
    scheme = library.with_settings(known_parameters(library, parameters))
    calendar = work_calendar(session=session)
    almanac = Almanac(year, {phase.key: phase for phase in scheme.phases}, calendar=calendar)
    phases = tuple(_phase(phase, almanac) for phase in scheme.phases)
    duties = tuple(_duty(duty, almanac) for duty in scheme.deliverables)
    return Plan(
        library_id,
        library.name,
        row[1],
        library.checksum,
        _year_open(scheme),
        scheme.open,
        scheme.settings,
        phases,
        duties,
        _notes(phases, calendar),
        _kinds(scheme),
    )


def require_parameters(scheme: Scheme, parameters: Mapping[str, object]) -> None:
    """`Invalid` for each open parameter that the scheme requires and nobody has filled in."""
    empty = {
        key: f"请填写“{parameter.name}”"
        for key, parameter in scheme.open.items()
        if parameter.required and parameter.kind != "year" and parameters.get(key) in (None, "")
    }
    if empty:
        raise Invalid(empty)


def _year_open(scheme: Scheme) -> bool:
    return not isinstance(scheme.scheme.year, int)


def _kinds(scheme: Scheme) -> frozenset[UnitKind]:
    kinds = {kind.value for kind in UnitKind}
    named = {who for duty in scheme.deliverables for who in duty.who}
    named |= {who for group in scheme.checklist.categories for item in group.items for who in item.applies_to}
    return frozenset(UnitKind(kind) for kind in (named | set(scheme.scheme.in_scope)) & kinds)


def _phase(phase: Phase, almanac: Almanac) -> PlannedPhase:
    start = find(phase.start, almanac, "start") if phase.start is not None else None
    end = find(phase.end, almanac, "end") if phase.end is not None else None
    words = "；".join(found.text for found in (start, end) if found is not None and found.day is None)
    conditions: dict[str, object] = {
        "opens_when": [gate.model_dump() for gate in phase.opens_when],
        "closes_when": [gate.model_dump() for gate in phase.closes_when],
        "does": list(phase.does),
    }
    return PlannedPhase(
        phase.key, phase.name, _day(start), _day(end), words, phase.clause, phase.does, conditions
    )


def _day(found: Found | None) -> date | None:
    return None if found is None else found.day


def _duty(duty: Deliverable, almanac: Almanac) -> PlannedDuty:
    found = find(duty.due, almanac, "end") if duty.due is not None else None
    words = found.text if found is not None else _repeats(duty)
    kinds = tuple(who for who in duty.who if who in {kind.value for kind in UnitKind})
    return PlannedDuty(
        duty.id, duty.title, duty.phase or "", _day(found), words, duty.clause, _kind(duty), kinds
    )


def _repeats(duty: Deliverable) -> str:
    repeats = duty.repeats
    if repeats is None:
        return ""
    every = {
        "day": "每日",
        "week": "每周",
        "month": "每月",
        "quarter": "每季度",
        "half_year": "每半年",
        "year": "每年",
        "occasion": "每次",
    }[repeats.every]
    return every + (repeats.words or (f"{repeats.day}日前" if repeats.day else ""))


def _kind(duty: Deliverable) -> str:
    named = duty.document or ""
    return next((kind for word, kind in _DUTIES.items() if word in named), "other")


def _notes(phases: tuple[PlannedPhase, ...], calendar: WorkCalendar) -> tuple[Note, ...]:
    spans = [Span(phase.name, phase.start, phase.end) for phase in phases]
    return notes(spans, calendar, clock.today())
