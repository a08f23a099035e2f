"""Percentages where whole numbers are meant: each point of a hundred, two points below."""

from collections.abc import Iterator
from typing import Any

from domain.library.lint.bounded import bounded
from domain.library.lint.doubts import Doubt, doubtful, wrong
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models.consequences import FixedAmount, OneFigure, PercentAmount
from domain.library.models.facts import Fact, FieldOfRecord
from domain.library.models.literals import NameValue, NumberValue
from domain.library.models.rules import Rule
from domain.library.models.scheme import Scheme
from domain.library.models.scoring import PerStep
from domain.library.percentages import surely_percent, surely_plain
from domain.library.scopes import Path, Visit, Visits


def check_percentages(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """So much for each percentage, and comparisons of a percentage with a number without its sign."""
    for visit in visited:
        node = visit.node
        if isinstance(node, PercentAmount):
            yield from _typed_whole(scheme, visit, node)
            yield from _parts_of_one(visit, node)
        if isinstance(node, FixedAmount | PercentAmount | PerStep) and node.per is not None:
            if node.size == 1 and surely_percent(scheme, node.per, record=visit.scope.record):
                yield wrong(
                    (*visit.path, "per"), '这是百分数：每 1 个百分点写 size: "1%"，每 5 个百分点写 size: "5%"'
                )
        elif isinstance(node, v.RoundUp | v.RoundDown | v.Round):
            yield from _rounded(scheme, visit.path, node)
        elif isinstance(node, c.Compare):
            yield from _without_sign(scheme, visit.path, node.value, node, visit.scope.record)
        else:
            record = node.on if isinstance(node, Rule) else visit.scope.record
            for path, value, bounds in bounded(node):
                yield from _without_sign(scheme, (*visit.path, *path), value, bounds, record)


def _typed_whole(scheme: Scheme, visit: Visit, node: PercentAmount) -> Iterator[Doubt]:
    """A share that people type in as a number: five is five times the whole."""
    figure = node.percent.figure if isinstance(node.percent, OneFigure) else None
    typed = _typed(scheme, visit.scope.record, figure)
    if typed is not None and typed.kind == "number":
        said = f"“{typed.name}”是数，登记 5 就是 500%；登记的是百分数的，它的 kind 写 ratio"
        yield doubtful((*visit.path, "percent"), said)


def _parts_of_one(visit: Visit, node: PercentAmount) -> Iterator[Doubt]:
    """A share of things of which there are only whole ones."""
    if node.unit.endswith(_WHOLE_ONES) and node.rounded is None:
        said = (
            f"百分之几的{node.unit}多半不是整数：写 rounded: up（进一）、down（舍去）或 half_up（四舍五入）"
        )
        yield doubtful((*visit.path, "percent"), said)


_WHOLE_ONES = tuple("辆台个名人户家张座床件处项额位")


def _rounded(scheme: Scheme, path: Path, node: v.RoundUp | v.RoundDown | v.Round) -> Iterator[Doubt]:
    """A percentage and a plain number together are rounded as a plain number: 0.1% up to 100%."""
    match getattr(node, next(iter(type(node).model_fields))):
        case v.Sum(sum=parts) | v.Difference(difference=parts):
            percents = [surely_percent(scheme, one) for one in parts]
            if any(percents) and any(surely_plain(scheme, one) for one in parts):
                yield wrong(path, _MIXED)


_MIXED = (
    '取整的几项里有的是百分数，有的不是，会按 0.35 这样的数取整：数加上百分号（1 写 "100%"），'
    "算出来是百分数的指标写 percent: true"
)


def _without_sign(
    scheme: Scheme, path: Path, value: Any, bounds: c.Bounds, record: str | None
) -> Iterator[Doubt]:
    """90 where 90% is meant: nine thousand percent; 5% where people type 5."""
    typed = _typed(scheme, record, value)
    percent = surely_percent(scheme, value, record=record)
    for name, bound in bounds.limits:
        if not isinstance(bound, NumberValue):
            continue
        if percent and not bound.percent and bound.number >= 2:
            said = bound.written or str(bound.number)
            yield doubtful((*path, name), f'左边是百分数，{said} 是 {bound.number * 100}%；写成 "{said}%"')
        elif bound.percent and typed is not None and typed.kind == "number":
            said = f"“{typed.name}”是数，登记 5 就是 500%；登记的是百分数的，它的 kind 写 ratio"
            yield doubtful((*path, name), said)


def _typed(scheme: Scheme, record: str | None, value: Any) -> FieldOfRecord | Fact | None:
    """What people type in, of a record or by period, where the value is just that."""
    if not isinstance(value, NameValue):
        return None
    fields = scheme.facts[record].fields if record in scheme.facts else {}
    found = fields.get(value.name) or scheme.facts.get(value.name)
    return None if isinstance(found, FieldOfRecord) and found.value is not None else found
