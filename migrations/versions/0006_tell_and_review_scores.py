"""Keep which marks are owed, what the assessed were told, and their requests for review."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "score_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("regime_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.String(length=80), nullable=False),
        sa.Column("period", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("told", sa.JSON(), nullable=False),
        *_keys("score_round", regime_id="provider_regime"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_round")),
        sa.UniqueConstraint("regime_id", "sheet", "period", name="uq_score_round_period"),
    )
    op.create_table(
        "score_wait",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=True),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("item", sa.String(length=80), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        *_keys("score_wait", round_id="score_round", provider_id="provider", subject_id="subject", unit_id="unit"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_wait")),
    )  # fmt: skip
    op.create_index(op.f("ix_score_wait_round_id"), "score_wait", ["round_id"])
    _reviews()


def _reviews() -> None:
    op.create_table(
        "score_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=True),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=4000), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("term", sa.String(length=400), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("opinion", sa.String(length=4000), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        *_keys(
            "score_review", round_id="score_round", provider_id="provider", subject_id="subject",
            unit_id="unit", asked_by="account", decided_by="account",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_review")),
    )  # fmt: skip
    op.create_index(op.f("ix_score_review_round_id"), "score_review", ["round_id"])
    op.create_index(op.f("ix_score_review_unit_id"), "score_review", ["unit_id"])


def downgrade() -> None:
    op.drop_table("score_review")
    op.drop_table("score_wait")
    op.drop_table("score_round")


def _keys(table: str, **others: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))
        for column, other in others.items()
    ]
