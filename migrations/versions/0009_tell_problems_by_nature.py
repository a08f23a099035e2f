"""Keep of each problem its nature, found and treated as, and objections to postings with their handling."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

LEDGER = [
    "campaign_id", "state", "due", "category", "unit_id", "lead_unit_id", "kind", "source", "item", "provider_id",
    "amount_fen", "people", "found_on", "escalation",
]  # fmt: skip
NATURES = ("nature", "nature_found", "nature_due")


def upgrade() -> None:
    op.drop_index("ix_finding_ledger", "finding")
    with op.batch_alter_table("finding") as table:
        for column in NATURES:
            table.add_column(sa.Column(column, sa.String(length=40), nullable=False, server_default=""))
    with op.batch_alter_table("finding") as table:
        for column in NATURES:
            table.alter_column(column, server_default=None)
    op.create_index("ix_finding_ledger", "finding", [*LEDGER, "nature"])
    op.create_index("ix_finding_nature", "finding", ["campaign_id", "nature_due", "state"])
    op.create_table(
        "publicity_objection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("posted_from", sa.Date(), nullable=False),
        sa.Column("posted_to", sa.Date(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("objector", sa.String(length=100), nullable=False),
        sa.Column("text", sa.String(length=4000), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("handling", sa.String(length=4000), nullable=False),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["finding.id"], name=op.f("fk_publicity_objection_finding_id_finding")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_publicity_objection_recorded_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["settled_by"], ["account.id"], name=op.f("fk_publicity_objection_settled_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publicity_objection")),
    )
    for column in ("finding_id", "outcome"):
        op.create_index(op.f(f"ix_publicity_objection_{column}"), "publicity_objection", [column])


def downgrade() -> None:
    op.drop_table("publicity_objection")
    op.drop_index("ix_finding_nature", "finding")
    op.drop_index("ix_finding_ledger", "finding")
    with op.batch_alter_table("finding") as table:
        for column in reversed(NATURES):
            table.drop_column(column)
    op.create_index("ix_finding_ledger", "finding", LEDGER)
