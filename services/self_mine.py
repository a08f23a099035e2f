"""我的自查: what the actor's unit owes, and the units below it."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from domain.errors import NotFound
from domain.permissions import Action
from domain.self_inspection import ReportState
from models.campaign import Campaign
from models.self_inspection import SelfInspection
from services.actor import Actor
from services.campaigns import visible_campaigns
from services.self_scope import duty_of, reporters
from services.use_case import INJECTED, query


@dataclass(frozen=True, slots=True)
class MyReport:
    """A report that the actor's unit owes, or that a unit below owes."""

    campaign_id: int
    campaign: str
    unit_id: int
    unit: str
    own: bool
    report_id: int | None
    state: ReportState
    due: date | None
    late: bool
    excused: str
    return_reason: str


@query(Action.SELF_WRITE)
def my_reports(actor: Actor, *, session: Session = INJECTED) -> list[MyReport]:
    """What the actor's unit and those below owe in running campaigns, own reports first."""
    campaigns = session.exec(
        select(Campaign)
        .where(Campaign.state == "running", visible_campaigns(actor, Action.SELF_WRITE))
        .order_by(col(Campaign.id).desc())
    ).all()
    return [report for campaign in campaigns for report in _owed(actor, campaign, session)]


def _owed(actor: Actor, campaign: Campaign, session: Session) -> list[MyReport]:
    try:
        duty = duty_of(campaign.key, session=session)
    except NotFound:
        return []
    owed = reporters(actor, Action.SELF_WRITE, campaign.key, duty, session=session)
    ids = [one.report_id for one in owed if one.state is ReportState.RETURNED]
    reasons = _return_reasons(ids, session)
    rows = [
        MyReport(
            campaign.key,
            campaign.name,
            one.unit_id,
            one.standing.unit_name,
            one.unit_id == actor.unit_id,
            one.report_id,
            one.state,
            duty.due,
            one.standing.late,
            one.standing.excused,
            reasons.get(one.report_id or 0, ""),
        )
        for one in owed
    ]
    return sorted(rows, key=lambda row: not row.own)


def _return_reasons(ids: list[int | None], session: Session) -> dict[int, str]:
    if not ids:
        return {}
    found = select(SelfInspection).where(col(SelfInspection.id).in_(ids))
    return {row.key: row.return_reason for row in session.exec(found)}
