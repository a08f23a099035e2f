"""What still may go into a closed period: corrections and what comes late, by the office and with a reason."""

from sqlmodel import Session, select

from domain.errors import Invalid, WrongState
from domain.permissions import Role
from models.measurement import ClosedPeriod
from services.actor import Actor

LATE = "late_reason"  # the field of a form in which the office says why


def reason_if_closed(
    actor: Actor, regime_id: int, metric: str, period: str, reason: str, *, session: Session
) -> str:
    """The reason to be kept with what comes late, "" for an open period; the refusal where it may not come."""
    if not _closed(regime_id, metric, period, session=session):
        return ""
    if actor.role is not Role.OFFICE:
        raise WrongState("这个统计期已经办结；确需补报或更正的，由专项办办理并说明原因。")
    if not reason.strip():
        raise Invalid({LATE: "这个统计期已经办结，请写明补报的原因和依据"})
    return reason.strip()


def _closed(regime_id: int, metric: str, period: str, *, session: Session) -> bool:
    found = select(ClosedPeriod.id).where(
        ClosedPeriod.regime_id == regime_id, ClosedPeriod.metric == metric, ClosedPeriod.period == period
    )
    return session.exec(found).first() is not None
