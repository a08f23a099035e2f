"""Self-inspection coverage of several campaigns at once, by unit: one statement, judged by the domain."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sql
from sqlmodel import Session, col, select

from domain.permissions import Action
from domain.self_inspection import Coverage, ReportState, Standing, coverage
from models.campaign import CampaignUnit, Deliverable
from models.self_inspection import SelfExemption, SelfInspection
from models.unit import Unit
from services.actor import Actor
from services.filing_scope import asks
from services.self_scope import DELIVERABLE, counted
from services.visibility import within


@dataclass(frozen=True, slots=True)
class Reporting:
    """Where one unit stands with its report in one campaign."""

    campaign_id: int
    standing: Standing


def reporting(actor: Actor, campaign_ids: Iterable[int], *, session: Session) -> list[Reporting]:
    """Units in sight that owe a report in these campaigns. One statement."""
    report, excused, scope = SelfInspection, SelfExemption, CampaignUnit
    same = sql.and_(col(report.campaign_id) == col(scope.campaign_id), col(report.unit_id) == col(Unit.id))
    let_off = sql.and_(
        col(excused.campaign_id) == col(scope.campaign_id),
        col(excused.unit_id) == col(Unit.id),
        col(excused.lifted_at).is_(None),
    )
    found: Any = (
        sql.select(col(scope.campaign_id), col(Unit.id).label("unit_id"), col(Unit.name), col(report.state),
                   col(report.late), col(excused.reason))
        .select_from(scope)
        .join(Unit, col(Unit.id) == col(scope.unit_id))
        .outerjoin(report, same)
        .outerjoin(excused, let_off)
        .where(
            col(scope.campaign_id).in_(list(campaign_ids)), _owes(), counted(),
            within(actor, Action.SELF_READ, Unit.id),
        )
    )  # fmt: skip
    return [_reporting(row) for row in session.execute(found)]


def _owes() -> Any:
    """The campaign asks this kind of unit for a self-inspection."""
    return (
        select(Deliverable.id)
        .where(
            col(Deliverable.campaign_id) == col(CampaignUnit.campaign_id),
            col(Deliverable.kind) == DELIVERABLE,
            asks(),
        )
        .correlate(CampaignUnit, Unit)
        .exists()
    )


def _reporting(row: Any) -> Reporting:
    state = ReportState(row.state or ReportState.NOT_STARTED)
    return Reporting(
        row.campaign_id, Standing(row.unit_id, row.name, state, bool(row.late), row.reason or "")
    )


def coverage_of(found: Iterable[Reporting]) -> Coverage:
    """The counts of these units together."""
    return coverage(one.standing for one in found)
