"""Money that a decision asks for: what is owed, until it is paid or taken in a settlement."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from domain.amounts import yuan

OWED = frozenset({"deduct", "recover", "compensate"})  # acts by which a party owes an amount


def owed(deeds: Iterable[Mapping[str, Any]]) -> int:
    """What a party owes by the deeds of a decision, in fen."""
    return sum(deed.get("amount_fen") or 0 for deed in deeds if deed["do"] in OWED)


def late_by(paid_on: date, due: date | None) -> int:
    """Days after the term; 0 inside it, its last day included, and where there is none."""
    return max(0, (paid_on - due).days) if due is not None else 0


def unpaid_words(fen: int, due: date, today: date) -> str:
    """What is said of money not paid in time; empty while the term runs."""
    days = late_by(today, due)
    return f"应缴{yuan(fen)}元，缴款期限已于{due}届满，逾期{days}天" if days else ""
