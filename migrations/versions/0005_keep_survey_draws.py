"""Keep the draws of the people whom surveys ask."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "survey_draw",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("metric", sa.String(length=40), nullable=False),
        sa.Column("reporting_unit_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("again", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("seed", sa.String(length=64), nullable=False),
        sa.Column("witnesses", sa.String(length=300), nullable=False),
        sa.Column("required", sa.Integer(), nullable=False),
        sa.Column("frame", sa.JSON(), nullable=False),
        sa.Column("left_out", sa.JSON(), nullable=False),
        sa.Column("drawn", sa.JSON(), nullable=False),
        sa.Column("drawn_by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *_keys(provider_id="provider", reporting_unit_id="unit", drawn_by="account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_draw")),
        sa.UniqueConstraint(
            "provider_id", "metric", "reporting_unit_id", "period", "number", name="uq_survey_draw_number"
        ),
    )
    op.create_index(op.f("ix_survey_draw_reporting_unit_id"), "survey_draw", ["reporting_unit_id"])


def downgrade() -> None:
    op.drop_table("survey_draw")


def _keys(**tables: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_survey_draw_{column}_{table}"))
        for column, table in tables.items()
    ]
