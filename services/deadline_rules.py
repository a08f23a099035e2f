"""From what somebody chose on a form to a deadline with its arithmetic.

Default terms are data of the campaign (`parameters["deadlines"]`, by kind of rectification: period, event,
clause), which it takes from its scheme; a form may name another term or a fixed date.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any

from pydantic import Field, field_validator
from sqlmodel import Session

from domain.calendar import WorkCalendar
from domain.deadlines import Deadline, due, fixed
from domain.errors import Invalid
from domain.findings import KIND_NAMES, Kind
from domain.forms import Form, require_past
from domain.permissions import Action
from domain.terms import Period, Roll, Unit
from domain.traffic_lights import DEFAULT_BOUNDS, LightBounds
from models.campaign import Campaign
from services import clock
from services.actor import Actor
from services.calendars import work_calendar
from services.findings_access import require_campaign_open
from services.use_case import INJECTED, query

SERVED = "通知送达"
TERMS = "deadlines"  # where a campaign's parameters keep the default terms


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


@dataclass(frozen=True, slots=True)
class DefaultTerm:
    """The term that a scheme sets for a kind of rectification, with its clause and the version it stands in."""

    kind: Kind
    period: Period
    event: str
    clause: str
    version: str = ""

    @property
    def text(self) -> str:
        """自通知送达次日起3日（自然日），末日遇休顺延（S4-1-22）."""
        source = f"（{self.clause}）" if self.clause else ""
        return self.period.rule(self.event) + source

    def applied(self, start: date, calendar: WorkCalendar) -> Deadline:
        """The deadline of an order served on this day."""
        ends = due(start, self.period, calendar, event=self.event, rule=self.text)
        return replace(ends, rule_version=self.version)


def default_terms(campaign: Campaign) -> dict[Kind, DefaultTerm]:
    """The default term of each kind for which the campaign has one."""
    return read_terms(campaign.parameters.get(TERMS))


def read_terms(stored: object) -> dict[Kind, DefaultTerm]:
    """Default terms as `campaign_terms.default_terms_of` writes them."""
    if not isinstance(stored, Mapping):
        return {}
    return {Kind(kind): _default(Kind(kind), values) for kind, values in stored.items()}


def _default(kind: Kind, values: Mapping[str, Any]) -> DefaultTerm:
    period = Period.from_json({"roll": None, "direction": "forward", "cap": None, **values["period"]})
    event, clause = str(values.get("event") or SERVED), str(values.get("clause") or "")
    return DefaultTerm(kind, period, event, clause, str(values.get("version") or ""))


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
) -> Deadline | None:
    """The deadline of an order served on this day; None for 长期坚持.

    A fixed date wins over a term, a term over the campaign's default. `Invalid` when there is nothing to go by.
    """
    if kind is Kind.ONGOING:
        return None
    if fixed_on is not None:
        return _fixed(fixed_on, served_on, calendar)
    if term is not None:
        return due(served_on, term.period, calendar, event=SERVED)
    default = default_terms(campaign).get(kind)
    if default is None:
        raise Invalid({"term": f"方案没有规定“{KIND_NAMES[kind]}”的期限，请填写整改期限。"})
    return default.applied(served_on, calendar)


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
    session: Session = INJECTED,
) -> Deadline | None:
    """What a deadline would be and how it is computed, before anything is ordered."""
    campaign = require_campaign_open(campaign_id, session=session)
    chosen = Term.read(term) if term else None
    calendar = work_calendar(session=session)
    return deadline_for(campaign, kind, served_on, calendar=calendar, term=chosen, fixed_on=fixed_on)
