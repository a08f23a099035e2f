"""Of which kinds a subject still may be beside a condition on its kind: what only those have may be read there."""

from collections.abc import Iterable
from typing import Any

from domain.library.models import conditions as c
from domain.several_kinds import joined, kinds_in


def where_held(kind: str | None, condition: Any) -> str | None:
    """The kinds that are left where a condition holds: {is_a: township}, alone or with others."""
    match condition:
        case c.IsA():
            return _only(kind, kinds_in(condition.is_a))
        case c.Not():
            return where_failed(kind, condition.not_)
        case c.All():
            for part in condition.all:
                kind = where_held(kind, part)
    return kind


def where_failed(kind: str | None, condition: Any) -> str | None:
    """The kinds that are left where a condition does not hold."""
    match condition:
        case c.IsA() if kind is not None:
            return _only(kind, set(kinds_in(kind)) - set(kinds_in(condition.is_a)))
        case c.Not():
            return where_held(kind, condition.not_)
        case c.AnyOf():
            for part in condition.any:
                kind = where_failed(kind, part)
    return kind


def _only(kind: str | None, among: Iterable[str]) -> str | None:
    if kind is None:
        return None
    left = [one for one in kinds_in(kind) if one in set(among)]
    return joined(left) if left else kind
