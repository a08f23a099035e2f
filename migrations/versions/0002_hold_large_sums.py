"""Hold sums of money and figures beyond two thousand million.

SQLite keeps whole numbers of any size already; PostgreSQL has to be told.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

COLUMNS = {
    "contract": ("annual_fen", "quarter_fen"),
    "decision": ("amount_fen", "amount_base_fen"),
    "finding": ("amount_fen", "rectified_fen", "recovered_fen"),
    "lead": ("amount_fen",),
    "measurement": ("numerator", "denominator"),
    "self_problem": ("amount_fen", "recovered_fen"),
    "settlement": ("base_fen", "voided_fen", "deducted_fen", "payable_fen"),
}


def upgrade() -> None:
    _change(sa.Integer(), sa.BigInteger())


def downgrade() -> None:
    _change(sa.BigInteger(), sa.Integer())


def _change(before: sa.Integer, after: sa.Integer) -> None:
    if op.get_bind().dialect.name == "sqlite":
        return
    for table, columns in COLUMNS.items():
        for column in columns:
            op.alter_column(table, column, existing_type=before, type_=after)
