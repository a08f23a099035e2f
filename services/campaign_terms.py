"""What a new campaign takes over from its scheme for the handling of findings: terms and close-out steps."""

from collections.abc import Mapping

from sqlmodel import Session

from domain.findings import Kind
from domain.library.calendar_dates import Almanac, period_of
from domain.library.models.casework import CloseOutStep
from domain.library.models.dates import CountedTerm
from domain.permissions import Role
from domain.terms import Unit
from domain.workflow import Step, StepKind
from services.calendars import work_calendar
from services.libraries import known_parameters, read_library

USUAL_STEPS = (
    Step("review", "审核", StepKind.REVIEW, (Role.OFFICE, Role.INSPECTOR)),
    Step("verify", "现场验收", StepKind.VERIFY, (Role.INSPECTOR,), two_people=True),
    Step("strike", "销号", StepKind.STRIKE, (Role.OFFICE,)),
)
"""Used where the scheme says nothing; the office may change them. A publicity needs days, so it is not here."""


def default_terms_of(
    library_id: int, checksum: str, year: int, parameters: Mapping[str, object], *, session: Session
) -> dict[str, object]:
    """The term of each kind of rectification for which the scheme has one, as `services.deadline_rules` reads it."""
    library = read_library(library_id, checksum, session=session)
    scheme = library.with_settings(known_parameters(library, parameters))
    almanac = Almanac(
        year, {phase.key: phase for phase in scheme.phases}, calendar=work_calendar(session=session)
    )
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
                }
    return terms


def close_out_of(library_id: int, checksum: str, *, session: Session) -> list[dict[str, object]]:
    """The steps of the scheme, else the usual ones, as a campaign stores them."""
    close_out = read_library(library_id, checksum, session=session).scheme.close_out
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
