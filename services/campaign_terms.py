"""What a new campaign takes over from its scheme for the handling of findings: terms, steps, lights."""

from domain.calendar import WorkCalendar
from domain.findings import Kind
from domain.library.calendar_dates import period_of
from domain.library.models.casework import CloseOutStep
from domain.library.models.dates import CountedTerm
from domain.library.models.literals import NumberValue
from domain.library.models.scheme import Scheme
from domain.library.schedule import almanac_for
from domain.permissions import Role
from domain.terms import Unit
from domain.workflow import Step, StepKind

USUAL_STEPS = (
    Step("review", "审核", StepKind.REVIEW, (Role.OFFICE, Role.INSPECTOR)),
    Step("verify", "现场验收", StepKind.VERIFY, (Role.INSPECTOR,), two_people=True),
    Step("strike", "销号", StepKind.STRIKE, (Role.OFFICE,)),
)
"""Used where the scheme says nothing; the office may change them. A publicity needs days, so it is not here."""


def default_terms_of(
    scheme: Scheme, year: int, calendar: WorkCalendar, version: str
) -> dict[str, object]:
    """The term of each kind of rectification that the scheme sets, as `services.deadline_rules` reads it."""
    almanac = almanac_for(scheme, year, calendar, None)
    terms: dict[str, object] = {}
    known = {kind.value for kind in Kind}
    for key, kind in scheme.finding_kinds.items():
        if key in known and isinstance(kind.within, CountedTerm):
            period = period_of(kind.within, almanac)
            if period is not None:
                terms[key] = {
                    "period": period.to_json(),
                    "event": kind.within.from_ or "",
                    "clause": kind.clause,
                    "version": version,
                }
    return terms


def close_out_of(scheme: Scheme) -> list[dict[str, object]]:
    """The steps of the scheme, else the usual ones, as a campaign stores them."""
    close_out = scheme.close_out
    if close_out is None:
        return [step.to_json() for step in USUAL_STEPS]
    last = len(close_out.steps) - 1
    return [_step(step, last=number == last).to_json() for number, step in enumerate(close_out.steps)]


def _step(step: CloseOutStep, *, last: bool) -> Step:
    role = Role.TOWNSHIP if step.role == "responsible" else Role(step.role)
    return Step(step.key[:24], step.name, _kind(step, last=last), (role,), _days(step), step.people > 1)


def _kind(step: CloseOutStep, *, last: bool) -> StepKind:
    if step.lasts is not None:
        return StepKind.PUBLICITY
    if step.on_site:
        return StepKind.VERIFY
    return StepKind.STRIKE if last else StepKind.REVIEW


def _days(step: CloseOutStep) -> int:
    """Working days of a publicity; 0 where the scheme gives another unit, so that the office fills it in."""
    term = step.lasts
    if isinstance(term, CountedTerm) and Unit(term.unit) is Unit.WORKING_DAY and isinstance(term.count, int):
        return term.count
    return 0


def lights_of(scheme: Scheme) -> dict[str, object]:
    """When a deadline turns yellow, as the scheme says; empty where the default of the system holds."""
    lights = scheme.traffic_lights
    for light in lights.lights if lights else ():
        if light.light == "yellow" and isinstance(light.at_most, NumberValue) and lights is not None:
            return {"yellow_days": int(light.at_most.number), "unit": lights.unit}
    return {}
