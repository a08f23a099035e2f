"""The turn of whoever writes: one after the other, because entries of the audit log are chained."""

from sqlalchemy import text
from sqlmodel import Session

CHAIN_LOCK = 7_230_001  # PostgreSQL advisory lock; SQLite lets only one write anyway


def take_turn(*, session: Session) -> None:
    """Wait until nobody else writes, as SQLite has everybody wait from the first statement on.

    Taken before decisions, verdicts or parties are locked: who locked them first and came to the chain later would
    wait in a circle with who judges, and would not see what was judged meanwhile.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": CHAIN_LOCK})
