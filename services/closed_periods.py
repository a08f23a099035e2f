"""What still may go into a closed period: corrections and what comes late, by the office and with a reason."""

from collections.abc import Collection, Sequence

from sqlmodel import Session, col, select

from domain.errors import Invalid, WrongState
from domain.permissions import Role
from models.measurement import ClosedPeriod
from models.provider import ProviderRegime
from services.actor import Actor

LATE = "late_reason"  # the field of a form in which the office says why


def hold_periods(regime_id: int, *, closing: bool = False, session: Session) -> None:
    """Whoever closes a period waits for figures that are being stored, and these for whoever closes one.

    To be asked before anything else of the regime is locked, so that nobody waits in a circle.
    """
    found = select(ProviderRegime.id).where(ProviderRegime.id == regime_id)
    session.exec(found.with_for_update(read=not closing, key_share=closing)).all()


def closed_among(
    regime_id: int, metric: str, periods: Collection[str], *, session: Session
) -> tuple[str, ...]:
    """Those of some periods of a datum that are closed, and stay as they are until the transaction ends."""
    hold_periods(regime_id, session=session)
    found = select(ClosedPeriod.period).where(
        ClosedPeriod.regime_id == regime_id,
        ClosedPeriod.metric == metric,
        col(ClosedPeriod.period).in_(periods),
    )
    return tuple(sorted(session.exec(found).all()))


def reason_if_closed(
    actor: Actor, regime_id: int, metric: str, period: str, reason: str, *, session: Session
) -> str:
    """The reason to be kept with what comes late, "" for an open period; the refusal where it may not come."""
    if not closed_among(regime_id, metric, [period], session=session):
        return ""
    if actor.role is not Role.OFFICE:
        raise WrongState("这个统计期已经办结；确需补报或更正的，由专项办办理并说明原因。")
    if not reason.strip():
        raise Invalid({LATE: "这个统计期已经办结，请写明补报的原因和依据"})
    return reason.strip()


def reason_to_correct(actor: Actor, closed: Sequence[str], reason: str) -> str:
    """The reason to be kept with what changes in closed periods; the refusal where it may not."""
    if closed and actor.role is not Role.OFFICE:
        raise WrongState(f"{'、'.join(closed)}已经办结；确需更正的，由专项办更正并说明原因。")
    if closed and not reason.strip():
        raise Invalid({"reason": f"{'、'.join(closed)}已经办结，请写明更正的原因和依据"})
    return reason.strip()[:500]
