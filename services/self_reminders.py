"""Reminding those who have not reported: one digest a unit and day, audited, safe to repeat."""

from collections.abc import Sequence

from sqlalchemy import insert
from sqlmodel import Session, select

from domain.errors import NotFound, WrongState
from domain.permissions import Action
from domain.phases import due_sentence
from domain.self_inspection import REPORT_STATE_NAMES
from models.campaign import Campaign
from models.document import Notice
from services import clock
from services.actor import Actor
from services.audit import record
from services.reminding import Reminded, told_today
from services.self_scope import Duty, Reporter, duty_of, reporters
from services.use_case import INJECTED, command

KIND = "self_reminder"


@command(Action.SELF_REMIND)
def remind_missing(
    actor: Actor, campaign_id: int, unit_ids: Sequence[int] = (), *, session: Session = INJECTED
) -> Reminded:
    """Tell every unit whose report is missing (or those named, as far as theirs is) once a day, but not one's own."""
    campaign = session.exec(select(Campaign).where(Campaign.id == campaign_id).with_for_update()).first()
    if campaign is None:
        raise NotFound("找不到这个专项行动。")
    if campaign.state != "running":
        raise WrongState("该专项行动已经结束，不再催报。")
    duty = duty_of(campaign_id, session=session)
    found = reporters(actor, Action.SELF_REMIND, campaign_id, duty, session=session, among=unit_ids)
    below = [one for one in found if one.unit_id != actor.unit_id]
    missing = [one for one in below if not one.standing.received and not one.standing.excused]
    told = told_today(KIND, Notice.campaign_id == campaign_id, session=session)
    fresh = [one for one in missing if one.unit_id not in told]
    _send(actor, campaign, duty, fresh, session)
    receipt = Reminded(_names(fresh), _names([one for one in missing if one.unit_id in told]))
    if fresh:
        record(
            actor,
            Action.SELF_REMIND,
            "campaign",
            campaign_id,
            f"催报{duty.name}：{len(fresh)}个单位",
            after={"units": list(receipt.sent)},
            campaign_id=campaign_id,
            session=session,
        )
    return receipt


def _send(actor: Actor, campaign: Campaign, duty: Duty, units: Sequence[Reporter], session: Session) -> None:
    rows = [
        {
            "unit_id": one.unit_id,
            "campaign_id": campaign.key,
            "kind": KIND,
            "text": f"请报送“{campaign.name}”{duty.name}：{due_sentence(duty.due, clock.today())}，"
            f"目前{REPORT_STATE_NAMES[one.state]}。"[:1000],
            "link": f"/my_report?campaign={campaign.key}&unit={one.unit_id}",
            "at": clock.now(),
            "sent_by": actor.account_id,
        }
        for one in units
    ]
    if rows:
        session.execute(insert(Notice), rows)


def _names(found: Sequence[Reporter]) -> tuple[str, ...]:
    return tuple(one.standing.unit_name for one in found)
