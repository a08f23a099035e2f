"""Payments of what a decision makes a party owe."""

from datetime import date, datetime

from sqlmodel import Field

from models.base import Large, Row, moment


class DecisionPayment(Row, table=True):
    """Money that came in for a decision, the whole or an instalment; entered wrongly it is withdrawn, never deleted.

    `Decision.paid_fen` is the sum of those that stand, `Decision.paid_on` the day on which nothing was left to pay.
    """

    __tablename__ = "decision_payment"

    decision_id: int = Field(foreign_key="decision.id", index=True)
    paid_on: date
    amount_fen: int = Field(sa_type=Large)
    receipt: str = Field(max_length=300)
    recorded_by: int | None = Field(
        default=None, foreign_key="account.id"
    )  # none where only the whole was kept
    recorded_at: datetime | None = moment(nullable=True)
    withdrawn_by: int | None = Field(default=None, foreign_key="account.id")
    withdrawn_at: datetime | None = moment(nullable=True)
    withdrawn_reason: str = Field(default="", max_length=2000)
