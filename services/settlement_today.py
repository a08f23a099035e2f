"""What a settlement that waits for approval comes to today: a deduction may have come into force meanwhile."""

from sqlmodel import Session

from domain.permissions import Action
from domain.settlements import Reckoning, reckon
from services.actor import Actor
from services.settlement_gate import deductions_of
from services.settlements import DRAFT, SettlementRow, read_settlement
from services.use_case import INJECTED, query


@query(Action.SETTLEMENT_READ)
def sums_today(actor: Actor, settlement_id: int, *, session: Session = INJECTED) -> Reckoning | None:
    """The sums that an approval would store now; None where they are those on the paper, or it is decided."""
    row: SettlementRow = read_settlement(actor, settlement_id, session=session)
    if row.state != DRAFT:
        return None
    sums = reckon(row.base_fen, row.voided_fen, deductions_of(row.provider_id, session=session))
    return None if sums.payable == row.payable_fen else sums
