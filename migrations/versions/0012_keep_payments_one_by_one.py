"""Keep payments of a decision one by one, and how much of it is paid."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

SUM = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OWED = frozenset({"deduct", "recover", "compensate"})


def upgrade() -> None:
    op.create_table(
        "decision_payment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("amount_fen", SUM, nullable=False),
        sa.Column("receipt", sa.String(length=300), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_reason", sa.String(length=2000), nullable=False),
        *_keys(decision_id="decision", recorded_by="account", withdrawn_by="account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_payment")),
    )
    op.create_index(op.f("ix_decision_payment_decision_id"), "decision_payment", ["decision_id"])
    op.add_column("decision", sa.Column("paid_fen", SUM, nullable=False, server_default="0"))
    _keep_what_was_paid()


def downgrade() -> None:
    op.drop_column("decision", "paid_fen")  # not rebuilt on SQLite: other tables refer to it
    op.drop_table("decision_payment")


def _keys(**tables: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_decision_payment_{column}_{table}"))
        for column, table in tables.items()
    ]


def _keep_what_was_paid() -> None:
    """Until now money came in whole: one payment for each decision that has a day of it."""
    types: dict[str, Any] = {
        "id": sa.Integer, "measure": sa.JSON, "paid_on": sa.Date, "paid_receipt": sa.String, "paid_fen": SUM,
    }  # fmt: skip
    decisions = sa.table("decision", *(sa.column(name, of) for name, of in types.items()))
    names = ("decision_id", "paid_on", "amount_fen", "receipt", "withdrawn_reason")
    payments = sa.table("decision_payment", *(sa.column(name) for name in names))
    connection = op.get_bind()
    for row in connection.execute(sa.select(decisions).where(decisions.c.paid_on.is_not(None))).all():
        deeds = (row.measure or {}).get("deeds") or []
        fen = sum(deed.get("amount_fen") or 0 for deed in deeds if deed["do"] in OWED)
        connection.execute(decisions.update().where(decisions.c.id == row.id).values(paid_fen=fen))
        connection.execute(
            payments.insert().values(
                decision_id=row.id, paid_on=row.paid_on, amount_fen=fen, receipt=row.paid_receipt,
                withdrawn_reason="",
            )
        )  # fmt: skip
