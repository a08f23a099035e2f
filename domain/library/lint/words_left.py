"""Which words a value can still be at a place of a scheme, after the conditions that lead there."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models.consequences import Deed
from domain.library.models.rules import Duty, Rule, Tier, TimeLimit
from domain.library.scopes import Path, Visit

_Known = tuple[Any, bool]  # a condition, and whether it holds there


def words_left(at: Mapping[Path, Visit], visit: Visit, value: Any, words: Collection[str]) -> list[str]:
    """The words that are not ruled out for a value by what has been asked on the way to a place."""
    left = set(words)
    for size in range(len(visit.path)):
        above = at.get(visit.path[:size])
        if above is not None and above.scope == visit.scope:
            for asked, held in _asked(above.node, visit.path[size:], value):
                left &= _can_be(asked, repr(value), left, held)
    return [word for word in words if word in left]


def _asked(node: Any, below: Path, value: Any) -> Iterator[_Known]:
    """The conditions that hold, or do not, where a part of a node is worked out."""
    step = below[0]
    match node:
        case v.If() if step != "if":
            yield node.if_, step == "then"
        case c.All() | c.AnyOf():
            parts = node.all if isinstance(node, c.All) else node.any
            yield from ((part, isinstance(node, c.All)) for at, part in enumerate(parts) if at != below[1])
        case Rule() if step in {"then", "otherwise"} and node.when is not None:
            yield node.when, step == "then"
        case Rule() if below[0] == "tiers" and below[2:3] == ("then",) and repr(node.of) == repr(value):
            yield c.Compare.model_construct(None, value=value, **_bounds(node.tiers[int(below[1])])), True
        case Deed() | Tier() if step != "when" and node.when is not None:
            yield node.when, True
        case TimeLimit() if step not in {"where", "unless"} and node.where is not None:
            yield node.where, True
    if isinstance(node, Rule | Duty | TimeLimit) and node.unless is not None and step != "unless":
        yield node.unless, False


def _bounds(tier: Tier) -> dict[str, Any]:
    return {name: getattr(tier, name) for name in c.Bounds.model_fields}


def _can_be(asked: Any, key: str, words: Collection[str], held: bool) -> set[str]:
    """The words that a value can be where a condition holds, or does not; all where that says nothing of it."""
    match asked:
        case c.Not():
            return _can_be(asked.not_, key, words, not held)
        case c.Compare() if repr(asked.value) == key and not asked.limits:
            named = {asked.is_} if isinstance(asked.is_, str) else set(asked.one_of or ())
            if asked.is_ is not None and asked.one_of is not None:
                return set(words)
            return {word for word in words if (word in named) is held}
        case c.All() | c.AnyOf():
            parts = asked.all if isinstance(asked, c.All) else asked.any
            found = [_can_be(part, key, words, held) for part in parts]
            every = isinstance(asked, c.All) is held
            return set(words).intersection(*found) if every else set().union(*found)
    return set(words)
