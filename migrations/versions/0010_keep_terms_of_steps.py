"""Keep of each problem under check until when its next close-out step is to be taken."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("finding", sa.Column("step_due", sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("finding") as table:
        table.drop_column("step_due")
