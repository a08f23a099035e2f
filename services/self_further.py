"""Self-inspections that a scheme asks for besides the one on the checklist; they are handed in as reports are."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from domain.errors import NotFound
from domain.permissions import Action
from models.campaign import Campaign, CampaignUnit, Deliverable
from models.unit import Unit
from services.actor import Actor
from services.campaign_came import kept_since
from services.campaign_plan import SELF_INSPECTION, kind_of
from services.campaigns import visible_campaigns
from services.libraries import scheme_of
from services.self_scope import DELIVERABLE, duty_of
from services.use_case import INJECTED, query
from services.visibility import within


@dataclass(frozen=True, slots=True)
class FurtherReport:
    """A self-inspection that is not answered on the checklist: its turn, and until when or in which words."""

    code: str
    name: str
    due: date | None
    words: str


@dataclass(frozen=True, slots=True)
class SelfInspections:
    """Which self-inspection of a campaign its checklist answers, and the others, by their days."""

    on_checklist: str
    further: tuple[FurtherReport, ...]


@query(Action.SELF_READ)
def self_inspections_of(actor: Actor, campaign_id: int, *, session: Session = INJECTED) -> SelfInspections:
    """Those asked of units in the actor's sight since the campaign keeps account. Five statements at most."""
    campaign = session.exec(
        select(Campaign).where(Campaign.id == campaign_id, visible_campaigns(actor))
    ).first()
    if campaign is None:
        raise NotFound("找不到这个专项行动。")
    asked = {
        one.id
        for one in scheme_of(campaign, session=session).deliverables
        if kind_of(one.document or "") == SELF_INSPECTION
    }
    found = select(Deliverable).where(
        Deliverable.campaign_id == campaign_id,
        Deliverable.kind != DELIVERABLE,
        col(Deliverable.duty).in_(asked),
    )
    rows = session.exec(found.order_by(col(Deliverable.due), col(Deliverable.id))).all() if asked else []
    if not rows:
        return SelfInspections("", ())
    kinds = select(Unit.kind).join(CampaignUnit, col(CampaignUnit.unit_id) == Unit.id)
    seen = set(
        session.exec(
            kinds.where(CampaignUnit.campaign_id == campaign_id, within(actor, Action.SELF_READ, Unit.id))
        ).all()
    )
    further = tuple(
        FurtherReport(row.code, row.name, row.due, row.words)
        for row in rows
        if seen & set(row.unit_kinds) and (row.due is None or row.due >= kept_since(campaign))
    )
    return SelfInspections(duty_of(campaign_id, session=session).name, further)
