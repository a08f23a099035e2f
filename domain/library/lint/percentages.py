"""Percentages where whole numbers are meant: each point of a hundred, two points below."""

from collections.abc import Iterator
from typing import Any

from domain.library.lint.bounded import bounded
from domain.library.lint.doubts import Doubt, doubtful, wrong
from domain.library.models import conditions as c
from domain.library.models.consequences import FixedAmount, PercentAmount
from domain.library.models.literals import NumberValue
from domain.library.models.scheme import Scheme
from domain.library.models.scoring import PerStep
from domain.library.percentages import surely_percent
from domain.library.scopes import Path, Visits


def check_percentages(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """So much for each percentage, and comparisons of a percentage with a number without its sign."""
    for visit in visited:
        node = visit.node
        if isinstance(node, FixedAmount | PercentAmount | PerStep) and node.per is not None:
            if node.size == 1 and surely_percent(scheme, node.per):
                yield wrong(
                    (*visit.path, "per"), '这是百分数：每 1 个百分点写 size: "1%"，每 5 个百分点写 size: "5%"'
                )
        elif isinstance(node, c.Compare):
            yield from _without_sign(scheme, visit.path, node.value, node)
        else:
            for path, value, bounds in bounded(node):
                yield from _without_sign(scheme, (*visit.path, *path), value, bounds)


def _without_sign(scheme: Scheme, path: Path, value: Any, bounds: c.Bounds) -> Iterator[Doubt]:
    """90 where 90% is meant: nine thousand percent."""
    limits = bounds.limits if surely_percent(scheme, value) else ()
    for name, bound in limits:
        if isinstance(bound, NumberValue) and not bound.percent and bound.number >= 2:
            said = bound.written or str(bound.number)
            yield doubtful((*path, name), f'左边是百分数，{said} 是 {bound.number * 100}%；写成 "{said}%"')
