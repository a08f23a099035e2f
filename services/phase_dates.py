"""Moving the dates of phases and duties of a running campaign, always with a reason."""

from datetime import date

from sqlmodel import Session, select

from domain.errors import Invalid, NotFound
from domain.permissions import Action
from domain.phases import check_span
from models.campaign import Deliverable
from services.actor import Actor
from services.audit import changed, record
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
