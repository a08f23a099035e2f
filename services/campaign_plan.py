"""What a library makes of a year: phases and duties with their days, what it leaves open, what is doubtful.

Shown before a campaign is created, and used to create it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session, select

from domain.calendar import WorkCalendar
from domain.errors import Invalid, NotFound
from domain.library.calendar_dates import Almanac, Found, find
from domain.library.library import Library
from domain.library.models.base import OpenMark, exact, read_day
from domain.library.models.campaign import Phase
from domain.library.models.scheme import OpenParameter, Scheme, Setting
from domain.library.schedule import ResolvedDeliverable, almanac_for
from domain.library.unit_names import unit_names
from domain.permissions import Action
from domain.phases import Note, Span, notes
from domain.thresholds import spans
from domain.thresholds.owed import owed_turns
from domain.thresholds.years import Years
from domain.units import UnitKind
from models.library import LibraryVersion
from services import clock
from services.actor import Actor
from services.calendars import work_calendar
from services.campaigns import DutyView
from services.libraries import known_parameters, read_library
from services.plan_notes import scheme_notes
from services.use_case import INJECTED, query

SELF_INSPECTION, SUMMARY, OTHER = "self_inspection", "summary", "other"
_DUTIES = {
    "自查": SELF_INSPECTION,
    "总结": SUMMARY,
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
class Plan:
    """A library applied to a year and its parameters."""

    library_id: int
    scheme_name: str
    short_name: str
    version: str
    checksum: str
    year_open: bool
    year_key: str
    open_parameters: Mapping[str, OpenParameter]
    settings: Mapping[str, Setting]
    phases: tuple[PlannedPhase, ...]
    duties: tuple[DutyView, ...]
    notes: tuple[Note, ...]
    unit_names: Mapping[str, str]  # of the kinds that the scheme speaks of


@query(Action.CAMPAIGN_EDIT)
def plan_campaign(
    actor: Actor, library_id: int, year: int, parameters: Mapping[str, object], *, session: Session = INJECTED
) -> Plan:
    """Preview of a campaign."""
    return make_plan(library_id, year, parameters, session=session)


def library_version(library_id: int, *, session: Session) -> tuple[Library, str]:
    """A stored library and the name of its version."""
    found = select(LibraryVersion.checksum, LibraryVersion.version_name).where(
        LibraryVersion.id == library_id
    )
    row = session.exec(found).first()
    if row is None:
        raise NotFound("找不到这个制度库版本。")
    return read_library(library_id, row[0], session=session), row[1]


def make_plan(
    library_id: int,
    year: int,
    parameters: Mapping[str, object],
    *,
    since: date | None = None,
    checklist: str = "",
    session: Session,
) -> Plan:
    """The plan; parameters that are still empty leave their days open.

    since, checklist: when a campaign that is there was made, and which turn its checklist answers.
    """
    library, version = library_version(library_id, session=session)
    settings = known_parameters(library, parameters)
    scheme = library.with_settings(settings)
    calendar = work_calendar(session=session)
    almanac = almanac_for(scheme, year, calendar, None)
    phases = tuple(_phase(phase, almanac) for phase in scheme.phases)
    turns = owed_turns(library, year, settings=settings, calendar=calendar)
    years = Years(almanac.year_start, almanac.year_start)
    duties = _one_checklist([_duty(turn, years) for turn in turns], since or clock.today(), checklist)
    return Plan(
        library_id,
        library.name,
        scheme.scheme.short_name or library.name,
        version,
        library.checksum,
        _year_open(scheme),
        campaign_year(scheme),
        scheme.open,
        scheme.settings,
        phases,
        duties,
        (*scheme_notes(scheme, year, session=session), *_notes(phases, calendar)),
        unit_names(scheme, _kinds(scheme)),
    )


def require_parameters(scheme: Scheme, parameters: Mapping[str, object]) -> None:
    """`Invalid` for each open place that must be filled in and is not, or that holds something else."""
    wrong = {
        key: sentence
        for key, parameter in scheme.open.items()
        if key != campaign_year(scheme) and (sentence := _wrong(parameter, parameters.get(key)))
    }
    if wrong:
        raise Invalid(wrong)


def campaign_year(scheme: Scheme) -> str:
    """The open place that is the year of the campaign itself, which is asked for under its own name."""
    declared = scheme.scheme.year
    return declared.open if isinstance(declared, OpenMark) else ""


def _wrong(parameter: OpenParameter, value: object) -> str:
    """What is wrong with the value of one open place; "" when it can be taken."""
    if value in (None, ""):
        return f"请填写“{parameter.name}”" if parameter.required else ""
    readers: dict[str, Callable[[object], object]] = {
        "date": read_day,
        "number": exact,
        "percent": exact,
        "year": _read_year,
    }
    try:
        readers.get(parameter.kind, str)(value)
    except ValueError as mistake:
        return f"“{parameter.name}”{mistake}"
    return ""


def _read_year(raw: object) -> int:
    text = str(raw).strip()
    if not text.isdigit() or not 1990 <= int(text) <= 2100:
        raise ValueError("应是年份，例如 2026")
    return int(text)


def _year_open(scheme: Scheme) -> bool:
    return not isinstance(scheme.scheme.year, int)


def _kinds(scheme: Scheme) -> set[str]:
    named = {who for duty in scheme.deliverables for who in duty.who}
    named |= {who for group in scheme.checklist.categories for item in group.items for who in item.applies_to}
    return named | set(scheme.scheme.in_scope)


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


def _duty(turn: ResolvedDeliverable, years: Years) -> DutyView:
    """One turn of a duty; repeated ones carry their period in the name, of a joint one the first unit files."""
    name = f"{turn.title}（{turn.about}）" if turn.about else turn.title
    who = turn.who[:1] if turn.jointly else turn.who
    kinds = tuple(kind.value for kind in UnitKind if kind.value in who)
    by = f"{turn.hour}前" if turn.due and turn.hour else "" if turn.due else turn.due_text
    words = "；".join(part for part in (by, turn.unless) if part)
    return DutyView(
        turn.code, name, turn.phase, turn.due, words, turn.clause, kind_of(turn.document), kinds, turn.id,
        _period(turn, years),
    )  # fmt: skip


def _one_checklist(duties: Sequence[DutyView], since: date, known: str) -> tuple[DutyView, ...]:
    """Of the self-inspections one is answered on the checklist, the known one or the first; others are reports."""
    asked = [one for one in duties if one.kind == SELF_INSPECTION]
    ahead = [one for one in asked if one.due is None or one.due >= since]
    ordered = sorted(ahead or asked, key=lambda one: one.due or date.max)
    first = next((one.code for one in asked if one.code == known), ordered[0].code if ordered else "")
    further = {one.code for one in asked if one.code != first}
    return tuple(replace(one, kind=OTHER) if one.code in further else one for one in duties)


def _period(turn: ResolvedDeliverable, years: Years) -> str:
    """What a turn tells of, as records of reports name it."""
    if not turn.grain or turn.about_until is None:
        return ""
    return spans.text_of(turn.grain, years.begun(turn.about_until, turn.grain))


def kind_of(document: str) -> str:
    """Which records count as received, by the document that a deliverable names."""
    return next((kind for word, kind in _DUTIES.items() if word in document), OTHER)


def _notes(phases: tuple[PlannedPhase, ...], calendar: WorkCalendar) -> tuple[Note, ...]:
    spans = [Span(phase.name, phase.start, phase.end) for phase in phases]
    return notes(spans, calendar, clock.today())
