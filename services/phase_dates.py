"""Moving the dates of phases and duties of a running campaign, always with a reason."""

from datetime import date

from sqlmodel import Session, select

from domain.errors import Invalid, NotFound
from domain.filing import required_reason
from domain.forms import require_past
from domain.permissions import Action
from domain.phases import check_span
from models.campaign import Campaign, Deliverable
from services import clock
from services.actor import Actor
from services.audit import changed, record
from services.campaign_came import kept_since
from services.conflicts import about, stale
from services.phases import held_phase, require_running
from services.use_case import INJECTED, command


@command(Action.CAMPAIGN_EDIT)
def move_phase(
    actor: Actor,
    phase_id: int,
    start: date | None,
    end: date | None,
    reason: str,
    version: int,
    *,
    session: Session = INJECTED,
) -> None:
    """Change the dates of a phase, with a reason. Duties to report keep their own dates."""
    if not reason.strip():
        raise Invalid({"reason": "请写明调整理由和依据"})
    if end is None:
        raise Invalid({"end": "请填写结束日期"})
    check_span(start, end)
    row = held_phase(phase_id, version, session)
    before: dict[str, object] = {"start": row.start, "end": row.end}
    old, new = changed(before, {"start": start, "end": end})
    row.start, row.end = start, end
    row.version += 1
    session.add(row)
    record(
        actor,
        Action.CAMPAIGN_EDIT,
        "campaign",
        row.campaign_id,
        f"调整阶段“{row.name}”的日期",
        before=old,
        after=new,
        reason=reason.strip(),
        campaign_id=row.campaign_id,
        session=session,
    )


@command(Action.CAMPAIGN_EDIT)
def move_duty(
    actor: Actor,
    campaign_id: int,
    code: str,
    due: date,
    reason: str,
    seen: date | None,
    *,
    session: Session = INJECTED,
) -> None:
    """Change the day until which something is to be reported; `seen` is the day the caller had read."""
    if not reason.strip():
        raise Invalid({"reason": "请写明调整理由和依据"})
    require_running(campaign_id, session)
    found = select(Deliverable).where(Deliverable.campaign_id == campaign_id, Deliverable.code == code)
    row = session.exec(found.with_for_update()).first()
    if row is None:
        raise NotFound("找不到这个报送事项。")
    if row.due != seen:
        raise stale(f"“{row.name}”", "campaign", campaign_id, session=session, later=about(f"“{row.name}”"))
    row.due = due
    session.add(row)
    record(
        actor,
        Action.CAMPAIGN_EDIT,
        "campaign",
        campaign_id,
        f"调整“{row.name}”的截止日期",
        before={"due": seen},
        after={"due": due},
        reason=reason.strip(),
        campaign_id=campaign_id,
        session=session,
    )


@command(Action.CAMPAIGN_EDIT)
def ask_since(
    actor: Actor,
    campaign_id: int,
    day: date | None,
    reason: str,
    seen: date,
    *,
    session: Session = INJECTED,
) -> None:
    """Ask only for reports that are due from a day on; `seen` is the day the caller had read.

    What was due before is told as not asked for, neither as handed in nor as late.
    """
    told = required_reason(reason, "从这一天起核对的理由，例如以前的已经报来、由别的系统核对")
    if day is None:
        raise Invalid({"day": "请填写从哪天起核对"})
    require_past("day", day, clock.today(), "开始核对的日期")
    require_running(campaign_id, session)
    row = session.exec(select(Campaign).where(Campaign.id == campaign_id).with_for_update()).one()
    if kept_since(row) != seen:
        raise stale("开始核对的日期", "campaign", campaign_id, session=session)
    row.filings_since = day
    session.add(row)
    record(
        actor, Action.CAMPAIGN_EDIT, "campaign", campaign_id, f"各项报送改从{day}起核对",
        before={"filings_since": seen}, after={"filings_since": day}, reason=told, campaign_id=campaign_id,
        session=session,
    )  # fmt: skip
