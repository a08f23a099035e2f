"""Keep the reports that units hand in, and of each duty of a campaign to which entry of its scheme it belongs."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "filed_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("regime_id", sa.Integer(), nullable=True),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("period", sa.String(length=20), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("online", sa.Boolean(), nullable=False),
        sa.Column("text", sa.String(length=8000), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("first_submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_by", sa.Integer(), nullable=True),
        sa.Column("returned_count", sa.Integer(), nullable=False),
        sa.Column("return_reason", sa.String(length=2000), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed_by", sa.Integer(), nullable=True),
        *_keys(
            regime_id="provider_regime", campaign_id="campaign", unit_id="unit", submitted_by="account",
            reviewed_by="account",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filed_report")),
        sa.UniqueConstraint("regime_id", "code", "period", "unit_id", name="uq_filed_report_regime_turn"),
        sa.UniqueConstraint("campaign_id", "code", "unit_id", name="uq_filed_report_campaign_turn"),
    )  # fmt: skip
    for column in ("regime_id", "campaign_id", "unit_id", "state"):
        op.create_index(op.f(f"ix_filed_report_{column}"), "filed_report", [column])
    _name_duties()


def downgrade() -> None:
    op.drop_index(op.f("ix_deliverable_duty"), "deliverable")
    with op.batch_alter_table("deliverable") as table:
        table.drop_column("period")
        table.drop_column("duty")
    op.drop_table("filed_report")


def _name_duties() -> None:
    """Turns of a duty carry its id before a stroke (D-3/2); the period is told by the next planning."""
    with op.batch_alter_table("deliverable") as table:
        table.add_column(sa.Column("duty", sa.String(length=40), nullable=False, server_default=""))
        table.add_column(sa.Column("period", sa.String(length=20), nullable=False, server_default=""))
    columns = (sa.column("id", sa.Integer), sa.column("code", sa.String), sa.column("duty", sa.String))
    rows = sa.table("deliverable", *columns)
    connection = op.get_bind()
    for key, code in connection.execute(sa.select(rows.c.id, rows.c.code)).all():
        connection.execute(rows.update().where(rows.c.id == key).values(duty=code.partition("/")[0]))
    with op.batch_alter_table("deliverable") as table:
        table.alter_column("duty", server_default=None)
        table.alter_column("period", server_default=None)
    op.create_index(op.f("ix_deliverable_duty"), "deliverable", ["duty"])


def _keys(**tables: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_filed_report_{column}_{table}"))
        for column, table in tables.items()
    ]
