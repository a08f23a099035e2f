"""Say on which day an occasion was, so that occasions can be counted by years."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("measurement", sa.Column("happened_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("measurement", "happened_on")
