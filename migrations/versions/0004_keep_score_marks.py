"""Keep the points that people give on the items of scoring sheets."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

LARGE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "score_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("regime_id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=True),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("sheet", sa.String(length=80), nullable=False),
        sa.Column("item", sa.String(length=80), nullable=False),
        sa.Column("period", sa.String(length=20), nullable=False),
        sa.Column("numerator", LARGE, nullable=False),
        sa.Column("denominator", LARGE, nullable=False),
        sa.Column("reason", sa.String(length=4000), nullable=False),
        sa.Column("given_by", sa.String(length=100), nullable=False),
        sa.Column("superseded", sa.Boolean(), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("correction_reason", sa.String(length=1000), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        *_keys(
            regime_id="provider_regime", provider_id="provider", subject_id="subject",
            corrects_id="score_mark", recorded_by="account",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_mark")),
    )  # fmt: skip
    op.create_index(op.f("ix_score_mark_provider_id"), "score_mark", ["provider_id"])
    op.create_index(op.f("ix_score_mark_subject_id"), "score_mark", ["subject_id"])
    op.create_index("ix_score_mark_sheet", "score_mark", ["regime_id", "sheet", "period"])


def downgrade() -> None:
    op.drop_table("score_mark")


def _keys(**tables: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_score_mark_{column}_{table}"))
        for column, table in tables.items()
    ]
