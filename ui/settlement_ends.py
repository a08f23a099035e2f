"""Taking a settlement back: a draft by the office, an approved one by a leader."""

from functools import partial

from services.actor import Actor
from services.settlement_revocation import revoke_settlement
from services.settlements import SettlementRow, cancel_settlement
from ui.reasoned import reasoned


def draw_cancelling(actor: Actor, row: SettlementRow) -> None:
    """The office takes it back."""
    act = partial(cancel_settlement, actor, row.id)
    said = "结算已作废，可以重新编制。"
    reasoned(f"cancel-{row.id}", row.version, act, title="作废", label="作废的原因", said=said, danger=True)


def draw_revocation(actor: Actor, row: SettlementRow) -> None:
    """A leader takes back what was approved."""
    reasoned(
        f"revoke-{row.id}", row.version, partial(revoke_settlement, actor, row.id),
        title="撤销批准", label="撤销的原因", button="撤销结算", said="结算已撤销，可以重新编制。", danger=True,
        caption="批错了的，撤销以后扣减的款项重新待结算，这个季度可以重新编制；已经支付的款项请另行追回或者补付。",
    )  # fmt: skip
