"""Comparisons with what a value that takes only a few numbers never comes to, or always does."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from domain.library.kinds import alternatives
from domain.library.lint.bounded import bounded
from domain.library.lint.doubts import Doubt, doubtful, wrong
from domain.library.lint.intervals import Interval, interval_of
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models.base import exact, is_number
from domain.library.models.facts import Measure
from domain.library.models.literals import NameValue, NumberValue
from domain.library.models.rules import Rule, Tier
from domain.library.models.scheme import Scheme
from domain.library.scopes import Scope, Visit, Visits
from domain.library.value_words import number_text

_CHOOSING = (v.If, v.Table, v.ByBands, v.LargerOf, v.SmallerOf)
_Numbers = Mapping[Fraction, str]  # each as it is written


def check_attainable(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Every comparison, tier and band of such a value."""
    for visit in visited:
        if isinstance(visit.node, c.Compare):
            yield from _compared(scheme, visit, visit.node)
        elif isinstance(visit.node, Rule | Measure | v.ByBands):
            yield from _banded(scheme, visit)


def _compared(scheme: Scheme, visit: Visit, node: c.Compare) -> Iterator[Doubt]:
    numbers = numbers_of(scheme, node.value, visit.scope)
    held = _held(node, numbers) if numbers and not isinstance(node.value, NumberValue) else None
    if held is None or numbers is None:
        return
    if not any(held):
        yield wrong(visit.path, f"条件永远不会成立：所比的值只会是 {_told(numbers)}")
    elif all(held) and len(held) > 1:
        yield doubtful(
            visit.path, f"条件总是成立：所比的值只会是 {_told(numbers)}；有了这个数就办的写 {{reported: 键}}"
        )


def _banded(scheme: Scheme, visit: Visit) -> Iterator[Doubt]:
    """Tiers from which something follows, and bands, to which none of the numbers belongs."""
    for path, value, bounds in bounded(visit.node):
        if path[0] == "range" or (isinstance(bounds, Tier) and not bounds.then):
            continue
        numbers = numbers_of(scheme, value, visit.scope)
        if (
            numbers
            and not isinstance(value, NumberValue)
            and _held(bounds, numbers) == [False] * len(numbers)
        ):
            yield doubtful((*visit.path, *path), f"永远轮不到这一档：所比的值只会是 {_told(numbers)}")


def _held(bounds: c.Bounds, numbers: _Numbers) -> list[bool] | None:
    """Which of the numbers lie within some bounds; None where those are not all numbers."""
    if bounds.one_of is not None and not bounds.limits and bounds.is_ is None:
        listed = {exact(one) for one in bounds.one_of if is_number(one)}
        return [one in listed for one in numbers]
    interval = interval_of(bounds)
    if interval is None:
        return None
    return [Interval(one, True, one, True).inside(interval) for one in numbers]


def _told(numbers: _Numbers) -> str:
    return "、".join(numbers[one] for one in sorted(numbers))


def numbers_of(
    scheme: Scheme, node: Any, scope: Scope, seen: frozenset[str] = frozenset()
) -> _Numbers | None:
    """The numbers that a value can come to, where those are written; None where there may be any."""
    match node:
        case NumberValue():
            return {node.number: number_text(node)}
        case NameValue() if node.name not in seen:
            inner = _behind(scheme, node.name, scope)
            return None if inner is None else numbers_of(scheme, *inner, seen | {node.name})
        case _ if isinstance(node, _CHOOSING):
            found = [numbers_of(scheme, one, scope, seen) for _, one in alternatives(node)]
            if any(one is None for one in found):
                return None
            return {number: text for one in found if one is not None for number, text in one.items()}
    return None


def _behind(scheme: Scheme, name: str, scope: Scope) -> tuple[Any, Scope] | None:
    """What a name is computed from: a field of the record in hand, or a measure that does not go on by itself."""
    for record in (scope.record, scope.outer):
        fact = scheme.facts.get(record or "")
        if fact is not None and name in fact.fields:
            value = fact.fields[name].value
            return None if value is None else (value, Scope(kind=fact.of, record=record))
    measure = scheme.measures.get(name)
    if name in scheme.facts or measure is None or measure.bands or measure.initially is not None:
        return None
    return measure.value, Scope(kind=measure.of)
