"""Taking back a settlement that was approved by mistake."""

from sqlmodel import Session

from domain.errors import Invalid, WrongState
from domain.permissions import Action
from models.provider import Provider
from models.settlement import Settlement
from services.actor import Actor
from services.audit import record
from services.provider_access import bump, hold
from services.settlement_gate import release_deductions
from services.settlements import APPROVED, CANCELLED, OBJECT
from services.turns import take_turn
from services.use_case import INJECTED, command


@command(Action.SETTLEMENT_APPROVE)
def revoke_settlement(
    actor: Actor, settlement_id: int, version: int, reason: str, *, session: Session = INJECTED
) -> None:
    """Take an approved settlement back: what it deducted is owed again, and the quarter can be prepared anew."""
    take_turn(session=session)
    row = hold(Settlement, settlement_id, version, "结算", session=session)
    if row.state != APPROVED:
        raise WrongState("这份结算没有批准，不需要撤销。")
    if not reason.strip():
        raise Invalid({"reason": "请写明撤销的原因"})
    provider = session.get_one(Provider, row.provider_id)
    freed = release_deductions(row, provider, session=session)
    told = f"{row.opinion}；撤销：{reason.strip()}"
    bump(row, {"state": CANCELLED, "opinion": told[:2000]}, session=session)
    words = f"，{'、'.join(freed)}的扣减重新待结算" if freed else ""
    record(
        actor, Action.SETTLEMENT_APPROVE, OBJECT, row.key, f"撤销已批准的{row.period}结算{words}",
        before={"state": APPROVED}, after={"state": CANCELLED}, reason=reason.strip(), session=session,
    )  # fmt: skip
