"""From what somebody chose on a form to a deadline with its arithmetic.

A campaign has the default terms of its scheme (`services.default_terms`); a form may name another term or a fixed date.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import Field, field_validator
from sqlalchemy import func
from sqlmodel import Session, select

from domain.calendar import WorkCalendar
from domain.deadlines import Deadline, due, fixed
from domain.errors import Invalid
from domain.findings import KIND_NAMES, ExtensionState, Kind
from domain.forms import Form, require_past
from domain.permissions import Action
from domain.terms import Period, Roll, Unit
from domain.traffic_lights import DEFAULT_BOUNDS, LightBounds
from models.campaign import Campaign
from models.finding import Extension, Finding
from services import clock
from services.actor import Actor
from services.calendars import work_calendar
from services.default_terms import SERVED, DefaultTerm, FirstTerm, default_terms, term_of
from services.findings_access import require_campaign_open
from services.use_case import INJECTED, query


class Term(Form):
    """A length as a form gives it; without `roll` the law's default holds."""

    count: Annotated[int, Field(ge=1, le=3650)]
    unit: Unit = Unit.CALENDAR_DAY
    roll: Roll | None = None

    @field_validator("unit")
    @classmethod
    def _days_or_longer(cls, unit: Unit) -> Unit:
        if unit is Unit.HOUR:
            raise ValueError("整改期限按日、周、月或年计")
        return unit

    @property
    def period(self) -> Period:
        return Period(self.count, self.unit, self.roll)


def light_bounds(campaign: Campaign) -> LightBounds:
    """When this campaign's deadlines turn yellow."""
    stored = campaign.light_bounds
    if not stored:
        return DEFAULT_BOUNDS
    days = stored.get("yellow_days", DEFAULT_BOUNDS.yellow_days)
    unit = Unit(str(stored.get("unit", DEFAULT_BOUNDS.unit.value)))
    return LightBounds(int(str(days)), unit)


def deadline_for(
    campaign: Campaign,
    kind: Kind,
    served_on: date,
    *,
    calendar: WorkCalendar,
    term: Term | None = None,
    fixed_on: date | None = None,
    matter: str = "",
    nature: str = "",
    first: FirstTerm | None = None,
    found_on: date | None = None,
) -> Deadline | None:
    """The deadline of an order served on this day; None for 长期坚持.

    A fixed date wins over a term, a term over the campaign's default, which may be another one for a problem that
    came back (`first`), or run from when it was found. `Invalid` when there is nothing to go by.
    """
    if kind is Kind.ONGOING:
        return None
    if fixed_on is not None:
        return _fixed(fixed_on, served_on, calendar)
    if term is not None:
        return due(served_on, term.period, calendar, event=SERVED)
    default = term_of(default_terms(campaign), kind, matter, nature)
    if default is not None and (default.natures or (first is not None and default.relapses)) and not nature:
        raise Invalid({"nature": "方案按问题的性质分别规定期限，请先选择性质，或者另定期限。"})
    if default is None:
        raise Invalid({"term": f"方案没有规定“{KIND_NAMES[kind]}”的期限，请填写整改期限。"})
    meant = default if first is None else default.again(first)
    if isinstance(meant.length, date) and meant.length < served_on:
        raise Invalid({"term": f"方案规定的期限是{meant.text}，已经过了，请另定天数或日期。"})
    if meant.from_finding:
        return _since_found(meant, found_on, served_on, calendar)
    return meant.applied(served_on, calendar)


def _since_found(
    term: DefaultTerm, found_on: date | None, served_on: date, calendar: WorkCalendar
) -> Deadline:
    """A term that runs from the finding; of many problems each has its own."""
    if found_on is None:
        raise Invalid({"term": f"{term.text}，各问题按各自的发现日期计算。"})
    ends = term.applied(found_on, calendar)
    if ends.due < served_on:
        raise Invalid({"term": f"{ends.explain()}，通知送达时已经过了，请另定天数或日期。"})
    return ends


def each_its_own(campaign: Campaign, kind: str, matter: str) -> bool:
    """Whether the campaign's default is another one for each problem: by when it was found, or by its nature."""
    default = term_of(default_terms(campaign), kind, matter)
    return default is not None and (default.from_finding or bool(default.natures))


def _fixed(day: date, served_on: date, calendar: WorkCalendar) -> Deadline:
    if day < served_on:
        raise Invalid({"fixed_on": "整改期限不能早于通知送达日。"})
    return fixed(day, calendar)


def require_served(served_on: date) -> None:
    """`Invalid` when a notice is said to be served tomorrow."""
    require_past("served_on", served_on, clock.today(), "通知送达日")


@query(Action.FINDING_ASSIGN)
def preview_deadline(
    actor: Actor,
    campaign_id: int,
    kind: Kind,
    served_on: date,
    *,
    term: Mapping[str, Any] | None = None,
    fixed_on: date | None = None,
    matter: str = "",
    nature: str = "",
    finding_id: int | None = None,
    session: Session = INJECTED,
) -> Deadline | None:
    """What a deadline would be and how it is computed, before anything is ordered; of one finding where it is named."""
    campaign = require_campaign_open(campaign_id, session=session)
    chosen = Term.read(term) if term else None
    calendar = work_calendar(session=session)
    row = session.get(Finding, finding_id) if finding_id is not None else None
    first = first_term(campaign, row, session=session) if row is not None else None
    return deadline_for(
        campaign, kind, served_on, calendar=calendar, term=chosen, fixed_on=fixed_on, matter=matter,
        nature=nature, first=first, found_on=row.found_on if row is not None else None,
    )  # fmt: skip


def first_term(campaign: Campaign, row: Finding, *, session: Session) -> FirstTerm | None:
    """The term that a problem had the first time, however often it came back; no statement where it did not."""
    if row.relapse_of is None or not any(term.for_relapses for term in default_terms(campaign).values()):
        return None
    first = session.get_one(Finding, row.relapse_of)
    while first.relapse_of is not None:  # half of the first term, not half of the half
        first = session.get_one(Finding, first.relapse_of)
    asked = Deadline.from_json(first.deadline) if first.deadline else None
    if asked is not None and asked.period is not None:
        return FirstTerm(first.number, asked.period)
    if first.due is None or first.assigned_at is None:
        return FirstTerm(first.number, None)
    granted = select(func.min(Extension.old_due)).where(
        Extension.finding_id == first.key, Extension.state == ExtensionState.GRANTED.value
    )
    before: date | None = session.exec(granted).first()
    days = ((before or first.due) - clock.local(first.assigned_at).date()).days
    return FirstTerm(first.number, Period(max(1, days), Unit.CALENDAR_DAY))
