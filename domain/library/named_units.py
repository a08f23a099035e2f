"""Deliverables that the scheme asks of units by name (区财政局每季度报送)."""

from typing import Any

from domain.library.models import conditions as c


def asked_by_name(unless: Any) -> tuple[str, ...]:
    """The names, where the exception is that a unit is not one of those named; empty where anybody may be asked."""
    match unless:
        case c.Not(not_=c.IsNamed(is_named=names)):
            return names
        case c.AnyOf():
            return next((names for one in unless.any if (names := asked_by_name(one))), ())
    return ()


def nothing_else(unless: Any) -> bool:
    """Whether an exception says no more than who is asked by name."""
    return isinstance(unless, c.Not) and bool(asked_by_name(unless))
