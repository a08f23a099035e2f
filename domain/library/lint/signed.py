"""Between what numbers a value lies where a condition holds, and where among its parts its sign changes.

Figures are taken as not below zero unless they declare it: what is looked for is arithmetic that goes below it.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from domain.library.lint.holding import Held, held_by
from domain.library.lint.intervals import possible_range
from domain.library.models import values as v
from domain.library.models.conditions import Not
from domain.library.models.literals import NameValue, NumberValue
from domain.library.models.scheme import Scheme
from domain.library.scopes import Scope

_FAR = Fraction(10) ** 18  # stands for no end at all
Ends = tuple[Fraction, Fraction]
_SAME_SIGN = (v.RoundUp, v.RoundDown, v.Round)
_REMAINS = (
    (v.Entrants, v.Ranking),
    (v.OutOf, NameValue),
)  # of so many, the place of one: nobody comes after the last


class Signs:
    """The arithmetic of one value in its scope."""

    def __init__(self, scheme: Scheme, scope: Scope, held: Held, seen: frozenset[str] = frozenset()) -> None:
        self.scheme, self.scope, self.held, self.seen = scheme, scope, held, seen

    def changing(self, node: Any) -> Iterator[Any]:
        """The differences, sums and spans of time in a value that are now above zero and now below it."""
        if not crosses(self.ends(node)):
            return
        match node:
            case NameValue():
                inner = self._behind(node.name)
                if inner is not None:
                    yield from inner[1].changing(inner[0])
            case v.Product() | v.Sum() | v.Quotient() | v.RoundUp() | v.RoundDown() | v.Round() | v.If():
                parts = [found for part, signs in self._parts(node) for found in signs.changing(part)]
                yield from parts
                if not parts and isinstance(node, v.Sum) and not self._given(node.sum):
                    yield node
            case v.Difference() if not self._given(node.difference):
                yield node
            case v.Elapsed():
                yield node

    def _given(self, parts: Any) -> bool:
        """Whether one of the parts may be of either sign by itself: figures that say so are meant so."""
        return any(crosses(self.ends(part)) for part in parts)

    def _parts(self, node: Any) -> Iterator[tuple[Any, "Signs"]]:
        if isinstance(node, v.If):
            yield node.then, self._where(node.if_, True)
            yield node.otherwise, self._where(node.if_, False)
            return
        held = getattr(node, next(iter(type(node).model_fields)))
        yield from ((part, self) for part in (held if isinstance(held, tuple) else (held,)))

    def _where(self, condition: Any, holds: bool) -> "Signs":
        asked = condition if holds else Not.model_construct(not_=condition)
        return Signs(self.scheme, self.scope, self.held.along(held_by(self.scheme, asked)), self.seen)

    def ends(self, node: Any) -> Ends:
        """The least and the most that it can come to."""
        low, high = self._reckoned(node)
        known = self.held.lie.get(repr(node))
        if known is not None:
            low = low if known.low is None else max(low, known.low)
            high = high if known.high is None else min(high, known.high)
        return low, max(low, high)

    def _reckoned(self, node: Any) -> Ends:
        match node:
            case NumberValue():
                return node.number, node.number
            case NameValue():
                return self._named(node)
            case v.Sum():
                return _summed([self.ends(part) for part in node.sum])
            case v.Difference():
                return self._apart(node)
            case v.Elapsed():
                first, last = node.elapsed
                low = Fraction(0) if self._in_order(first, last) else -_FAR
                return low, (Fraction(0) if self._in_order(last, first) else _FAR)
            case v.Product():
                return _multiplied([self.ends(part) for part in node.product])
            case v.Quotient() | v.Ratio():
                return self._divided(node)
            case _ if isinstance(node, (*_SAME_SIGN, v.If)):
                found = [signs.ends(part) for part, signs in self._parts(node)]
                return min(low for low, _ in found), max(high for _, high in found)
        return self._chosen(node)

    def _chosen(self, node: Any) -> Ends:
        match node:
            case v.LargerOf() | v.SmallerOf():
                pick = max if isinstance(node, v.LargerOf) else min
                found = [self.ends(part) for part, _ in self._parts(node)]
                return pick(low for low, _ in found), pick(high for _, high in found)
            case v.Table() | v.ByBands():
                then = (
                    [*node.values.values()] if isinstance(node, v.Table) else [one.then for one in node.bands]
                )
                otherwise = getattr(node, "otherwise", None)
                found = [self.ends(part) for part in (*then, *([otherwise] if otherwise is not None else ()))]
                return min(low for low, _ in found), max(high for _, high in found)
        possible = possible_range(self.scheme, node)
        return _taken(possible.low, possible.high)

    def _named(self, node: NameValue) -> Ends:
        inner = self._behind(node.name)
        if inner is not None:
            return inner[1].ends(inner[0])
        fact = self.scheme.facts.get(self.scope.record or "")
        field = fact.fields.get(node.name) if fact is not None else None
        return self._chosen(node) if field is None else _taken(field.at_least, field.at_most)

    def _behind(self, name: str) -> "tuple[Any, Signs] | None":
        """What a name is computed from, seen from where it is computed."""
        if name in self.seen:
            return None
        seen = self.seen | {name}
        fact = self.scheme.facts.get(self.scope.record or "")
        if fact is not None and name in fact.fields:
            value = fact.fields[name].value
            return None if value is None else (value, Signs(self.scheme, self.scope, self.held, seen))
        measure = self.scheme.measures.get(name)
        if name in self.scheme.facts or measure is None or measure.bands or measure.initially is not None:
            return None
        scope = Scope(kind=measure.of, grain=self.scope.grain)
        return measure.value, Signs(self.scheme, scope, self.held, seen)

    def _apart(self, node: v.Difference) -> Ends:
        first, second = node.difference
        (low, high), (less, most) = self.ends(first), self.ends(second)
        least, greatest = low - most, high - less
        if self._in_order(second, first) or _part_of(second, first):
            least = max(least, Fraction(0))
        if self._in_order(first, second):
            greatest = min(greatest, Fraction(0))
        return least, greatest

    def _in_order(self, small: Any, large: Any) -> bool:
        """Whether the second is known not to be less, or earlier; a recorded date may be one that is still to come."""
        names = [one.name if isinstance(one, NameValue) else "" for one in (small, large)]
        over = names[0] in {"row_date", "period_start"} and names[1] in {"today", "judged_on", "period_end"}
        return over or (repr(large), repr(small)) in self.held.pairs

    def _divided(self, node: v.Quotient | v.Ratio) -> Ends:
        first, second = getattr(node, next(iter(type(node).model_fields)))
        low, high = self.ends(first)
        if isinstance(second, NumberValue) and second.number:
            return _multiplied([(low, high), (1 / second.number, 1 / second.number)])
        return (-_FAR if low < 0 else Fraction(0)), (_FAR if high > 0 else Fraction(0))


def _taken(low: Fraction | None, high: Fraction | None) -> Ends:
    """The figures that a field takes."""
    return (Fraction(0) if low is None else low), (_FAR if high is None else high)


def crosses(ends: Ends) -> bool:
    """Whether it may lie on both sides of zero."""
    return ends[0] < 0 < ends[1]


def _part_of(part: Any, whole: Any) -> bool:
    """Whether one counts some of what the other counts, or is a place among so many."""
    if any(isinstance(whole, total) and isinstance(part, one) for total, one in _REMAINS):
        return True
    if not (isinstance(part, v.Count) and isinstance(whole, v.Count)) or part.distinct or part.alike:
        return False
    plain = whole.where is None or repr(whole.where) == repr(part.where)
    same = (part.count, repr(part.within), repr(part.match)) == (
        whole.count, repr(whole.within), repr(whole.match),
    )  # fmt: skip
    return plain and same and not (whole.distinct or whole.alike)


def _summed(parts: list[Ends]) -> Ends:
    return sum((low for low, _ in parts), Fraction(0)), sum((high for _, high in parts), Fraction(0))


def _multiplied(parts: list[Ends]) -> Ends:
    low, high = Fraction(1), Fraction(1)
    for less, most in parts:
        ways = [one * two for one in (low, high) for two in (less, most)]
        low, high = min(ways), max(ways)
    return low, high
