"""What a new campaign takes over from its scheme for the handling of findings: terms, steps, lights."""

from domain.calendar import WorkCalendar
from domain.library.calendar_dates import Almanac, find, period_of
from domain.library.models.casework import CloseOutStep, FindingKind
from domain.library.models.dates import CountedTerm, Term, UntilTerm
from domain.library.models.literals import NumberValue
from domain.library.models.scheme import Scheme
from domain.library.schedule import almanac_for
from domain.library.striking import RESPONSIBLE, strikes_at
from domain.library.yearly import yearly_day
from domain.permissions import Action, Role, ruling
from domain.terms import Unit
from domain.workflow import Step, StepKind

USUAL_STEPS = (
    Step("review", "审核", StepKind.REVIEW, (Role.OFFICE, Role.INSPECTOR)),
    Step("verify", "现场验收", StepKind.VERIFY, (Role.INSPECTOR,), two_people=True),
    Step("strike", "销号", StepKind.STRIKE, (Role.OFFICE,)),
)
"""Used where the scheme says nothing; the office may change them. A publicity needs days, so it is not here."""


def default_terms_of(scheme: Scheme, year: int, calendar: WorkCalendar, version: str) -> dict[str, object]:
    """The term of each kind that the scheme sets, its own kinds too, as `services.default_terms` reads it.

    A length from an event, or a day by which everything of the kind is to be done, of one year or of each; words are
    for a person.
    """
    almanac = almanac_for(scheme, year, calendar, None)
    terms: dict[str, object] = {}
    for key, kind in scheme.finding_kinds.items():
        if length := _length(scheme, kind.within, almanac):
            cited = {"clause": kind.clause, "version": version}
            more = {**_of_relapses(scheme, kind, almanac), **_of_natures(scheme, kind, almanac)}
            terms[key] = {**length, **cited, **more}
    return terms


def _length(scheme: Scheme, term: Term | None, almanac: Almanac) -> dict[str, object]:
    if (each := yearly_day(scheme, term)) is not None:
        return {"each_year": each.to_json()}
    match term:
        case CountedTerm():
            period = period_of(term, almanac)
            return {"period": period.to_json(), "event": term.from_ or ""} if period is not None else {}
        case UntilTerm():
            day = find(term.by, almanac, "end").day
            return {"until": day.isoformat()} if day is not None else {}
    return {}


def _of_relapses(scheme: Scheme, kind: FindingKind, almanac: Almanac) -> dict[str, object]:
    """Only where the scheme says something of problems that come back."""
    found = {word: _length(scheme, term, almanac) for word, term in kind.relapse_within_of.items()}
    told: dict[str, object] = {"relapses": found} if found else {}
    if kind.relapse_percent is not None:
        return {"relapse": {"share": str(kind.relapse_percent)}, **told}
    length = _length(scheme, kind.relapse_within, almanac)
    return {"relapse": length, **told} if length else told


def _of_natures(scheme: Scheme, kind: FindingKind, almanac: Almanac) -> dict[str, object]:
    """Only where problems of some nature have a term of their own that is a number of days, or a day."""
    found = {word: _length(scheme, term, almanac) for word, term in kind.within_of.items()}
    return {"natures": told} if (told := {word: one for word, one in found.items() if one}) else {}


def close_out_of(scheme: Scheme) -> list[dict[str, object]]:
    """The steps of the scheme, else the usual ones, as a campaign stores them.

    A step of the responsible unit is no step here: handing in the result, which goes before all steps, is it.
    """
    written = scheme.close_out.steps if scheme.close_out else ()
    steps = [step for step in written if step.role != RESPONSIBLE]
    strike = strikes_at(written)
    taken = [_step(step, strikes=step is strike) for step in steps]
    return [step.to_json() for step in _completed(taken)]


def _completed(taken: list[Step]) -> tuple[Step, ...]:
    """The steps with what no close-out can do without: somebody else's check, and the striking off itself."""
    if not taken:
        return USUAL_STEPS
    kinds = {step.kind for step in taken}
    review, _, strike = USUAL_STEPS
    before = () if kinds & {StepKind.REVIEW, StepKind.VERIFY} else (review,)
    after = () if StepKind.STRIKE in kinds else (strike,)
    return (*before, *taken, *after)


def _step(step: CloseOutStep, *, strikes: bool) -> Step:
    kind = StepKind.STRIKE if strikes else _kind(step)
    code = step.key[:24]
    only = code if step.when is not None else ""
    count, unit = (step.within.count, Unit(step.within.unit)) if step.within else (0, Unit.WORKING_DAY)
    checker = (_checker(step),)
    days, posted = _posting(step)
    return Step(code, step.name, kind, checker, days, step.people > 1, only, step.anew, count, unit, posted)


def _checker(step: CloseOutStep) -> Role:
    """Who takes the step here: the office in the place of those who have no right to check findings."""
    role = Role(step.role)
    return role if ruling(role, Action.FINDING_CHECK).allowed else Role.OFFICE


def _kind(step: CloseOutStep) -> StepKind:
    if step.lasts is not None:
        return StepKind.PUBLICITY
    return StepKind.VERIFY if step.on_site else StepKind.REVIEW


def _posting(step: CloseOutStep) -> tuple[int, Unit]:
    """How many days a publicity lasts, of which kind; 0 where the scheme gives no number: the office fills it in."""
    term = step.lasts
    if isinstance(term, CountedTerm) and isinstance(term.count, int):
        return term.count, Unit(term.unit)
    return 0, Unit.WORKING_DAY


def lights_of(scheme: Scheme) -> dict[str, object]:
    """When a deadline turns yellow, as the scheme says; empty where the default of the system holds."""
    lights = scheme.traffic_lights
    for light in lights.lights if lights else ():
        if light.light == "yellow" and isinstance(light.at_most, NumberValue) and lights is not None:
            return {"yellow_days": int(light.at_most.number), "unit": lights.unit}
    return {}
