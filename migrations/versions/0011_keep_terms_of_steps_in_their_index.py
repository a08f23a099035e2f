"""Read the to-do list from indexes: with the term of a step in one, and only what is proposed in the other two."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

STEPS = ["campaign_id", "state", "step", "submitted_by", "publicity_to", "round", "submitted_at"]
PROPOSED = {
    "ix_finding_escalation": (
        ["campaign_id", "state", "escalation_due", "escalation", "due"],
        "escalation_due > 0",
    ),
    "ix_finding_nature": (["campaign_id", "nature_due", "state"], "nature_due > ''"),
}


def upgrade() -> None:
    _anew("ix_finding_step", [*STEPS, "step_due"])
    for name, (columns, where) in PROPOSED.items():
        _anew(name, columns, where)


def downgrade() -> None:
    for name, (columns, _) in PROPOSED.items():
        _anew(name, columns)
    _anew("ix_finding_step", STEPS)


def _anew(name: str, columns: list[str], where: str | None = None) -> None:
    some = None if where is None else sa.text(where)
    op.drop_index(name, table_name="finding")
    op.create_index(name, "finding", columns, sqlite_where=some, postgresql_where=some)
