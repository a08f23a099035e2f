"""What waits for those who report and rectify: townships, villages and providers."""

from typing import Any

import sqlalchemy as sql
from sqlalchemy import ColumnElement, Date
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from domain.findings import ExtensionState
from domain.permissions import Action, Role
from domain.self_inspection import WITH_UNIT as REPORT_WITH_UNIT
from domain.self_inspection import ReportState
from domain.workflow import WITH_UNIT, State
from models.campaign import CampaignUnit, Deliverable
from models.finding import Extension, Finding
from models.self_inspection import SelfExemption, SelfInspection
from models.unit import Unit
from services.actor import Actor
from services.filing_scope import asks
from services.self_scope import DELIVERABLE
from services.todo_rows import running_campaigns, task
from services.upper_units import looks_after
from services.visibility import visible_units, within


def for_units(actor: Actor) -> list[sql.Select[Any]]:
    """Tasks of a township or village, or of a provider, those about decisions aside."""
    own = [_own_report(actor), _findings(actor)]
    if actor.role is Role.PROVIDER:
        return own
    return [*own, _reports_below(actor), to_review(actor, within(actor, Action.SELF_REVIEW, Unit.id))]


def _owed(kind: Any, object_id: Any, **columns: Any) -> sql.Select[Any]:
    """Units of a scope that owe a report which is still with them."""
    report, excused = SelfInspection, SelfExemption
    same = sql.and_(
        col(report.campaign_id) == col(CampaignUnit.campaign_id), col(report.unit_id) == col(Unit.id)
    )
    let_off = sql.and_(
        col(excused.campaign_id) == col(CampaignUnit.campaign_id),
        col(excused.unit_id) == col(Unit.id),
        col(excused.lifted_at).is_(None),
    )
    with_unit = sorted(state.value for state in REPORT_WITH_UNIT)
    return (
        task(kind, object_id, campaign_id=col(CampaignUnit.campaign_id), **columns)
        .select_from(CampaignUnit)
        .join(Unit, col(Unit.id) == col(CampaignUnit.unit_id))
        .join(
            Deliverable,
            sql.and_(col(Deliverable.campaign_id) == col(CampaignUnit.campaign_id), _asks(DELIVERABLE)),
        )
        .outerjoin(report, same)
        .outerjoin(excused, let_off)
        .where(
            col(CampaignUnit.campaign_id).in_(running_campaigns()),
            col(excused.id).is_(None),
            col(Unit.active),
            sql.or_(col(report.state).is_(None), col(report.state).in_(with_unit)),
        )
    )


def _asks(kind: str) -> ColumnElement[bool]:
    """Condition: the deliverable is of this kind and asked of the unit's kind."""
    return sql.and_(col(Deliverable.kind) == kind, asks())


def _own_report(actor: Actor) -> sql.Select[Any]:
    kind = sql.case(
        (col(SelfInspection.state) == ReportState.RETURNED.value, "self_returned"), else_="self_submit"
    )
    owed = _owed(
        kind,
        sql.func.coalesce(col(SelfInspection.id), 0),
        text=col(Deliverable.name),
        unit_id=col(Unit.id),
        due=col(Deliverable.due),
        since=col(SelfInspection.reviewed_at),
    )
    return owed.where(col(Unit.id) == actor.unit_id)


def _reports_below(actor: Actor) -> sql.Select[Any]:
    """One row a campaign: how many units below still owe their report."""
    below = sql.and_(col(Unit.id).in_(visible_units(actor)), col(Unit.id) != actor.unit_id)
    owed = _owed(
        "self_below",
        col(CampaignUnit.campaign_id),
        text=sql.func.max(col(Deliverable.name)),
        due=sql.type_coerce(sql.func.max(col(Deliverable.due)), Date),
        detail=sql.func.count(sql.distinct(col(Unit.id))),
    )
    return sql.select(owed.where(below).group_by(col(CampaignUnit.campaign_id)).subquery("below"))


def to_review(actor: Actor, sight: ColumnElement[bool], *conditions: ColumnElement[bool]) -> sql.Select[Any]:
    """Reports handed in by others than the actor and the actor's unit."""
    report = SelfInspection
    return (
        task(
            "self_review",
            col(report.id),
            unit_id=col(report.unit_id),
            campaign_id=col(report.campaign_id),
            since=col(report.submitted_at),
        )
        .join(Unit, col(Unit.id) == col(report.unit_id))
        .where(
            col(report.campaign_id).in_(running_campaigns()),
            col(report.state) == ReportState.SUBMITTED.value,
            col(report.unit_id) != actor.unit_id,
            sql.func.coalesce(col(report.submitted_by), 0) != actor.account_id,
            sight,
            *conditions,
        )
    )


def reports_to_office() -> ColumnElement[bool]:
    """Condition: the unit reports to the office, not to the unit that it stands below."""
    upper = aliased(Unit)
    return ~sql.exists().where(col(upper.id) == col(Unit.parent_id), looks_after(upper))


def _findings(actor: Actor) -> sql.Select[Any]:
    """Findings with the unit: to receive, to rectify, returned, or left with the old date."""
    finding = Finding
    units = select(Unit.id).where(within(actor, Action.FINDING_RECTIFY, Unit.id))
    kind = sql.case(
        (col(finding.state) == State.ASSIGNED.value, "finding_receive"),
        (_last_answer_refused(), "extension_refused"),
        (col(finding.returned_count) > 0, "finding_returned"),
        else_="finding_rectify",
    )
    return task(
        kind,
        col(finding.id),
        text=col(finding.number) + " " + col(finding.title),
        unit_id=col(finding.lead_unit_id),
        campaign_id=col(finding.campaign_id),
        due=col(finding.due),
        since=col(finding.assigned_at),
    ).where(
        col(finding.campaign_id).in_(running_campaigns()),
        col(finding.state).in_(sorted(state.value for state in WITH_UNIT)),
        col(finding.lead_unit_id).in_(units),
    )


def _last_answer_refused() -> ColumnElement[bool]:
    asked, later = aliased(Extension), aliased(Extension)
    newer = sql.exists().where(col(later.finding_id) == col(asked.finding_id), col(later.id) > col(asked.id))
    return sql.exists().where(
        col(asked.finding_id) == col(Finding.id), col(asked.state) == ExtensionState.REFUSED.value, ~newer
    )
