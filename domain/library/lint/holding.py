"""What is known of figures where a condition holds: between what they lie, and which of two is the larger."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from domain.library.lint.intervals import Interval, of_limit
from domain.library.models import conditions as c
from domain.library.models.literals import NumberValue
from domain.library.models.scheme import Scheme

_INVERSE = {"at_least": "below", "above": "at_most", "at_most": "above", "below": "at_least"}


@dataclass(frozen=True, slots=True)
class Held:
    """Intervals of values, and pairs of which the first is at least the second; each value as it is written."""

    lie: dict[str, Interval] = field(default_factory=dict)
    pairs: frozenset[tuple[str, str]] = frozenset()

    def along(self, other: "Held") -> "Held":
        """What both say."""
        lie = dict(self.lie)
        for key, one in other.lie.items():
            lie[key] = lie[key].meet(one) if key in lie else one
        return Held(lie, self.pairs | other.pairs)


def held_by(scheme: Scheme, *conditions: Any, seen: frozenset[str] = frozenset()) -> Held:
    """What follows from conditions that hold together."""
    found = Held()
    for one in conditions:
        for compare, holds in _certain(scheme, one, True, seen):
            found = found.along(_said(compare, holds))
    return found


def held_by_bounds(value: Any, bounds: c.Bounds) -> Held:
    """What follows where a value lies within the bounds of a tier."""
    return _said(c.Compare.model_construct(value=value, **dict(_written(bounds))), True)


def _written(bounds: c.Bounds) -> Iterator[tuple[str, Any]]:
    for name in c.Bounds.model_fields:
        yield name, getattr(bounds, name)


def _certain(
    scheme: Scheme, node: Any, holds: bool, seen: frozenset[str]
) -> Iterator[tuple[c.Compare, bool]]:
    """The comparisons that hold, or do not, wherever the condition does."""
    match node:
        case c.Compare():
            yield node, holds
        case c.All() if holds:
            for part in node.all:
                yield from _certain(scheme, part, True, seen)
        case c.AnyOf():
            parts = node.any if not holds else [part for part in node.any if not _unfilled(part)]
            for part in parts if not holds or len(parts) == 1 else ():
                yield from _certain(scheme, part, holds, seen)
        case c.Not():
            yield from _certain(scheme, node.not_, not holds, seen)
        case c.Streak() if holds and node.streak.rows is None:
            yield from _certain(scheme, node.streak.of, True, seen)
        case c.Triggered() if holds and node.triggered not in seen:
            rule = next((one for one in scheme.rules if one.id == node.triggered), None)
            if rule is not None:
                yield from _certain(scheme, rule.when, True, seen | {rule.id})


def _unfilled(node: Any) -> bool:
    """Whether something has not been filled in: what is reckoned from it comes to nothing there."""
    return isinstance(node, c.Not) and isinstance(node.not_, c.Reported)


def _said(node: c.Compare, holds: bool) -> Held:
    limits = list(node.limits)
    if not holds:
        if len(limits) != 1 or limits[0][0] not in _INVERSE or node.is_ is not None:
            return Held()
        limits = [(_INVERSE[limits[0][0]], limits[0][1])]
    lie, pairs, value = Interval(), set[tuple[str, str]](), repr(node.value)
    for name, bound in limits:
        if isinstance(bound, NumberValue):
            lie = lie.meet(of_limit(name, bound.number))
            continue
        pairs |= {(value, repr(bound))} if name in {"at_least", "above", "equals"} else set()
        pairs |= {(repr(bound), value)} if name in {"at_most", "below", "equals"} else set()
    return Held({value: lie} if lie != Interval() else {}, frozenset(pairs))
