"""Keep since when a campaign asks for reports, whose results are to be told, and one self-inspection a campaign."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("campaign", sa.Column("filings_since", sa.Date(), nullable=True))
    op.add_column("score_round", sa.Column("untold", sa.Integer(), nullable=False, server_default="0"))
    _ask_from_now_on()
    _keep_one_self_inspection()


def downgrade() -> None:
    op.drop_column("score_round", "untold")  # not rebuilt on SQLite: other tables refer to it
    op.drop_column("campaign", "filings_since")


def _ask_from_now_on() -> None:
    """Where no report was ever kept, what was due until today came by other ways or not: nobody knows."""
    campaigns = sa.table("campaign", sa.column("id", sa.Integer), sa.column("filings_since", sa.Date))
    kept = sa.table("filed_report", sa.column("campaign_id", sa.Integer))
    known = sa.select(kept.c.campaign_id).where(kept.c.campaign_id.is_not(None))
    op.execute(
        campaigns.update().where(campaigns.c.id.not_in(known)).values(filings_since=sa.func.current_date())
    )


def _keep_one_self_inspection() -> None:
    """Further turns are reports; the first one is that which the report of each unit has answered so far."""
    names = ("id", "campaign_id", "due", "kind")
    types = (sa.Integer, sa.Integer, sa.Date, sa.String)
    rows = sa.table("deliverable", *(sa.column(name, of) for name, of in zip(names, types, strict=True)))
    connection = op.get_bind()
    found = connection.execute(sa.select(rows).where(rows.c.kind == "self_inspection")).all()
    for key in _further(found):
        connection.execute(rows.update().where(rows.c.id == key).values(kind="other"))


def _further(found: Any) -> Iterator[int]:
    seen: set[int] = set()
    for row in sorted(found, key=lambda one: (one.due or date.max, one.id)):
        if row.campaign_id in seen:
            yield row.id
        seen.add(row.campaign_id)
