"""Keep until when the next close-out step of a problem is to be taken, and which units a report is asked of by name."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("finding", sa.Column("step_due", sa.Date(), nullable=True))
    op.add_column("deliverable", sa.Column("only", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("deliverable", "only")
    with op.batch_alter_table("finding") as table:
        table.drop_column("step_due")
