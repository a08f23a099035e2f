"""行动概览: is the campaign on time, who has not reported, what is wrong, how far rectification has come.

Ten statements at most, whatever the size; each figure names the filter that shows its rows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sql
from sqlmodel import Session, col

from domain.decisions import UNDECIDED
from domain.errors import NotFound
from domain.permissions import Action
from domain.phases import in_order
from domain.rectification import Progress, total
from domain.self_inspection import Coverage
from domain.workflow import State
from models.campaign import CampaignUnit
from models.decision import Decision
from models.finding import Finding
from models.provider import Provider
from models.unit import Unit
from services import clock
from services.actor import Actor
from services.campaign_filings import FilingCounts, filing_counts
from services.campaigns import PhaseView, phase_view, phases_of, require_campaign
from services.dashboard_figures import grouped, own_line, progress_of
from services.decision_access import sees_decisions, visible_decisions
from services.earlier_versions import category_names
from services.findings_access import visible_findings
from services.kind_names import kind_names
from services.self_rollup import Group, upper_names
from services.self_rollup import grouped as grouped_reports
from services.self_scope import duty_of, reporters
from services.use_case import INJECTED, query


@dataclass(frozen=True, slots=True)
class CategoryFigures:
    """Findings of one risk category: by state, and how far they have come."""

    code: str
    name: str
    states: Mapping[State, int]
    progress: Progress


@dataclass(frozen=True, slots=True)
class Overview:
    """What the overview page shows. `reports_due` is None when the scheme asks for no self-inspection."""

    campaign_id: int
    name: str
    year: int
    state: str
    today: date
    phases: tuple[PhaseView, ...]
    reports: bool
    reports_due: date | None
    groups: tuple[Group, ...]
    coverage: Coverage
    categories: tuple[CategoryFigures, ...]
    findings: Progress
    open_decisions: int | None
    filings: FilingCounts

    @property
    def running(self) -> list[PhaseView]:
        """The open phases, the current one first."""
        return in_order((phase for phase in self.phases if phase.state == "open"), self.today)


@query(Action.DASHBOARD_READ)
def overview(actor: Actor, campaign_id: int, *, session: Session = INJECTED) -> Overview:
    """The figures of one campaign as far as the actor sees them."""
    campaign = require_campaign(actor, campaign_id, session=session)
    phases = tuple(phase_view(row) for row in phases_of(campaign_id, session=session))
    groups, due, reports = _reports(actor, campaign_id, session)
    categories = tuple(_categories(actor, campaign_id, category_names(campaign, session=session), session))
    return Overview(
        campaign_id,
        campaign.name,
        campaign.year,
        campaign.state,
        clock.today(),
        phases,
        reports,
        due,
        groups,
        sum((group.coverage for group in groups), Coverage()),
        categories,
        total(category.progress for category in categories),
        _open_decisions(actor, campaign_id, session),
        filing_counts(actor, campaign, session=session),
    )


def _reports(actor: Actor, campaign_id: int, session: Session) -> tuple[tuple[Group, ...], date | None, bool]:
    try:
        duty = duty_of(campaign_id, session=session)
    except NotFound:
        return (), None, False
    found = reporters(actor, Action.SELF_READ, campaign_id, duty, session=session)
    names, kinds = upper_names(found, session=session), kind_names(actor, campaign_id, session=session)
    return tuple(grouped_reports(found, names, kinds, own_unit=own_line(actor))), duty.due, True


def _categories(
    actor: Actor, campaign_id: int, names: Mapping[str, str], session: Session
) -> Iterable[CategoryFigures]:
    """Every category of the scheme, also the empty ones; codes that the scheme does not know come last."""
    states: dict[str, dict[State, int]] = {code: {} for code in names}
    progress: dict[str, list[Progress]] = {code: [] for code in names}
    seen = (col(Finding.campaign_id) == campaign_id, visible_findings(actor))
    for row in session.execute(grouped([col(Finding.category)]).where(*seen)):
        counts = states.setdefault(row.category, {})
        counts[State(row.state)] = counts.get(State(row.state), 0) + row.number
        progress.setdefault(row.category, []).append(progress_of(row))
    return (
        CategoryFigures(code, names.get(code, code), states[code], total(progress[code])) for code in states
    )


def _open_decisions(actor: Actor, campaign_id: int, session: Session) -> int | None:
    """Decisions under way about providers in scope; None for those who may not read them."""
    if not sees_decisions(actor):
        return None
    in_scope = sql.select(col(CampaignUnit.unit_id)).where(col(CampaignUnit.campaign_id) == campaign_id)
    found = (
        sql.select(sql.func.count())
        .select_from(Decision)
        .join(Provider, col(Provider.id) == col(Decision.provider_id))
        .join(Unit, col(Unit.id) == col(Provider.unit_id))
        .where(
            col(Decision.state).in_(sorted(UNDECIDED)),
            col(Unit.id).in_(in_scope),
            visible_decisions(actor, with_verdicts=False),
        )
    )
    return int(session.execute(found).scalar_one())
