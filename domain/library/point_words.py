"""Points in plain Chinese: what is taken, what is given, and for how much of what."""

from collections.abc import Iterable
from fractions import Fraction
from math import prod
from typing import Any

from domain.library import period_words, unit_words
from domain.library.decimals import short
from domain.library.grains import each_of
from domain.library.models import values as v
from domain.library.models.consequences import Figure, OneFigure
from domain.library.models.literals import NameValue, NumberValue
from domain.library.models.scheme import Scheme
from domain.library.moving import acting, consequences_of, moving
from domain.library.parts import children
from domain.library.scopes import Scope
from domain.library.value_words import ValueWords

_SPANS = {**unit_words.UNITS, "hour": "小时", "minute": "分钟"}
_OPAQUE = (v.Product, v.Quotient, v.Count, v.CountPeriods, v.CountMembers, v.Table, v.ByBands)


def taking(scheme: Scheme, key: str | None) -> str:
    """扣 from what somebody has; 减 where points are run up from nothing, so that there is nothing to take from.

    An account that starts at its floor, or at zero, and that something adds to, counts up.
    """
    balance = scheme.balances.get(key or "")
    if balance is None or balance.base > max(balance.floor or 0, Fraction(0)):
        return "扣"
    deeds = [
        deed for rule in acting(scheme) for many in consequences_of(rule) for deed in moving(many, key or "")
    ]
    nodes = [entry.points for entry in balance.entries if entry.points is not None]
    nodes += [deed.points.figure for deed in deeds if isinstance(deed.points, OneFigure)]
    return "减" if any(_sign(node) > 0 for node in nodes) else "扣"


def _sign(node: Any) -> int:
    """Whether points are added or taken; 0 where both may be. Counts, sums and amounts that are named add."""
    match node:
        case NumberValue():
            return (node.number > 0) - (node.number < 0)
        case v.Product():
            return prod(_sign(part) for part in node.product)
        case v.Table():
            return _one_sign(node.values.values())
        case v.ByBands():
            return _one_sign(band.then for band in node.bands)
        case v.If():
            return _one_sign((node.then, node.otherwise))
    return 1


def _one_sign(nodes: Iterable[Any]) -> int:
    signs = {_sign(node) for node in nodes}
    return signs.pop() if len(signs) == 1 else 0


def moved(points: Fraction, give: str = "加", take: str = "扣") -> str:
    """扣3分, 加2分; what a line gives that starts at nothing is 得."""
    if not points:
        return "得0分" if give == "得" else "不加不减"
    return f"{give if points > 0 else take}{short(abs(points))}分"


def moved_by(tell: ValueWords, node: Any, scope: Scope, take: str = "扣") -> str:
    """The same for points that are computed: 按2×处数扣分."""
    if isinstance(node, NumberValue):
        return moved(node.number, take=take)
    if isinstance(node, v.Product):
        numbers = [one.number for one in node.product if isinstance(one, NumberValue)]
        rest = [tell.value(one, scope) for one in node.product if not isinstance(one, NumberValue)]
        factor = prod(numbers, start=Fraction(1))
        if factor < 0 and rest:
            return f"按{'×'.join(([] if factor == -1 else [short(-factor)]) + rest)}{take}分"
    if isinstance(node, v.ByBands):
        return f"按{tell.by_bands(node, scope, '分')}计"
    return f"按{tell.value(node, scope)}计分"


def points_of(tell: ValueWords, figure: Figure, scope: Scope, take: str = "扣") -> str:
    """Points of a consequence; a range is for a person to fix."""
    if isinstance(figure, OneFigure):
        return moved_by(tell, figure.figure, scope, take)
    ends = [end for end in (figure.at_least, figure.above, figure.at_most, figure.below) if end is not None]
    numbers = [end.number for end in ends if isinstance(end, NumberValue)]
    if len(numbers) == len(ends) == 2:
        return f"{between(numbers[0], numbers[1], take=take)}（由人在幅度内确定）"
    return f"计{'至'.join(tell.value(end, scope) for end in ends)}分（由人在幅度内确定）"


def between(low: Fraction, high: Fraction, give: str = "加", take: str = "扣") -> str:
    """扣3至5分, 得0至10分, 扣5分至加5分."""
    if high <= 0:
        return f"{take}{short(-high)}至{short(-low)}分"
    if low >= 0:
        return f"{give}{short(low)}至{short(high)}分"
    return f"{moved(low, take=take)}至{moved(high, give)}"


def each(scheme: Scheme, node: Any, size: Fraction) -> str:
    """What makes one unit of a value: 1个百分点, 2日, 1次."""
    if is_percent(scheme, node):
        return f"{short(size * 100)}个百分点"
    return f"{short(size)}{_unit(scheme, node)}"


def is_percent(scheme: Scheme, node: Any) -> bool:
    """Whether a value is a percentage, as far as the scheme tells."""
    match node:
        case NumberValue():
            return node.percent
        case NameValue():
            fact, measure = scheme.facts.get(node.name), scheme.measures.get(node.name)
            return fact.kind == "ratio" if fact is not None else measure is not None and measure.percent
        case v.Ratio() | v.Share():
            return True
        case v.ByBands():
            return any(is_percent(scheme, band.then) for band in node.bands)
    return not isinstance(node, _OPAQUE) and any(is_percent(scheme, part) for part in children(node))


def _unit(scheme: Scheme, node: Any) -> str:
    match node:
        case NameValue():
            named = scheme.facts.get(node.name) or scheme.measures.get(node.name)
            return (named.unit or "") if named is not None else ""
        case v.Elapsed():
            return _SPANS[node.unit]
        case v.Count():
            return "次"
        case v.CountPeriods():
            return period_words.counted_in(node.every or each_of(scheme, node.count_periods))
    if isinstance(node, _OPAQUE):
        return ""
    return next(filter(None, (_unit(scheme, part) for part in children(node))), "")
