"""What is gathered over periods, or seen a period ago, has to have periods."""

from collections.abc import Iterator
from typing import Any

from domain.library.grains import each_of
from domain.library.lint.doubts import Doubt, wrong
from domain.library.misread import OWN_YEARS
from domain.library.models import values as v
from domain.library.models.literals import NameValue
from domain.library.models.scheme import Scheme
from domain.library.models.windows import AnniversaryWindow
from domain.library.parts import below, name_read
from domain.library.scopes import Visits

_RECKONED = (
    v.Sum,
    v.Difference,
    v.Product,
    v.LargerOf,
    v.SmallerOf,
    v.Absolute,
    v.Round,
    v.RoundUp,
    v.RoundDown,
    v.Count,
)


def check_pooled(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Counts are pooled, of ratios that have them: figures and what was reckoned from ratios have none."""
    for visit in visited:
        node = visit.node
        if isinstance(node, v.Take) and node.take == "pooled":
            told = "登记项没有分子、分母" if node.rows is not None else _without_counts(scheme, node.of)
            if told:
                yield wrong(visit.path, f"合并计算（pooled）把分子、分母各自加起来，{told}：写 mean 或 total")


def _without_counts(scheme: Scheme, of: Any, above: frozenset[str] = frozenset()) -> str:
    name = name_read(of)
    fact, measure = scheme.facts.get(name), scheme.measures.get(name)
    if fact is not None and isinstance(of, NameValue) and fact.kind != "ratio":
        return f"“{fact.name}”不是比率"
    if measure is not None and name not in above:
        return (
            f"“{measure.name}”没有分子、分母"
            if _without_counts(scheme, measure.value, above | {name})
            else ""
        )
    return "算出来的数没有分子、分母" if isinstance(of, _RECKONED) else ""


def check_gathered(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """What looks at several periods, or at one before, of something of which nobody says how often there is one."""
    for visit in visited:
        match visit.node:
            case v.Take(over=over, of=of) if over is not None:
                said = "over 是按期汇总"
            case v.CountPeriods(every=None, count_periods=of):
                said = "count_periods 是数有几期"
            case v.Previous(previous=of):
                said = "previous 是上一期"
            case _:
                continue
        if each_of(scheme, of) is None and visit.scope.grain is None:
            name = name_read(of) or next((one for part in below(of) if (one := name_read(part))), "")
            what = f"“{name}”" if name else "这个值"
            yield wrong(visit.path, f"{said}，{what}没有写多久一次：{_instead(scheme, name)}")


def _instead(scheme: Scheme, name: str) -> str:
    balance = scheme.balances.get(name)
    if balance is not None and isinstance(balance.renews, AnniversaryWindow):
        return f"{OWN_YEARS}，这个分写 renews: year，规则写 every: year"
    if name in scheme.measures:
        return "在这个指标里写 every: day（或 month 等）"
    return "先写成一个指标，带上 every"
