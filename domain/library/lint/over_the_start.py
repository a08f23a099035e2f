"""Points of another day, where the account started afresh since: they are those of another account."""

from collections.abc import Iterator
from typing import Any

from domain.library.grains import finer
from domain.library.lint.doubts import Doubt, doubtful
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models.literals import NameValue, NumberValue
from domain.library.models.scheme import Scheme
from domain.library.parts import below
from domain.library.scopes import Visits

_THAT_DAY = frozenset({"row_date", "judged_on", "period_start", "period_end", "today"})


def check_over_the_start(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Comparisons that ask whether a line had not been reached before (累计达到12分的那一次)."""
    for visit in visited:
        node = visit.node
        if not isinstance(node, c.Compare):
            continue
        if (key := _since(node)) and (balance := _account(scheme, key, visit.scope.grain)) is not None:
            name = scheme.balances[balance].name
            yield doubtful(
                visit.path,
                f"“{name}”会重新起算，与那天的分比，中间重新起算过的就比不出后来又记了没有："
                "另设一个 renews: never 的分来记，与它那天的比；年度（周期）的分由它减去期初以前的得出",
            )
        if node.below is None and node.at_most is None:
            continue
        balance = _account(scheme, key := _before(node.value), visit.scope.grain)
        if balance is not None:
            yield doubtful(
                visit.path,
                f"“{scheme.balances[balance].name}”重新起算以后的头一天（头一期），这里看到的还是上一个周期的分，"
                f"那天就满了的不会触发：写 {{value: {{opening: {key}}}, …}}，是同一个周期里此前的分",
            )


def _since(node: c.Compare) -> str:
    """The points that are held against what they were on some day that is registered; empty where none are."""
    parts = list(below([node.value, [bound for _, bound in node.limits]]))
    then = [one for one in parts if isinstance(one, v.AsOf) and _some_day(one.as_of)]
    now = [node.value, *(part for one in parts if isinstance(one, v.Difference) for part in one.difference)]
    names = {one.name for one in now if isinstance(one, NameValue)}
    held = (one.of.name for one in then if isinstance(one.of, NameValue))
    return next((name for name in held if name in names), "")


def _some_day(day: Any) -> bool:
    """A registered day, or that of a list: not the one in hand, nor the beginning of a period."""
    parts = list(below([day]))
    if any(isinstance(one, v.EdgeOfPeriod) for one in parts):
        return False
    named = (isinstance(one, NameValue) and one.name not in _THAT_DAY for one in parts)
    return any(named) or any(isinstance(one, v.ListedSince) for one in parts)


def _before(value: Any) -> str:
    """What is looked at as it was on the day, or in the period, before; empty where it is not."""
    match value:
        case v.AsOf(
            as_of=v.Shifted(before=NameValue(name=day), count=NumberValue(number=1), unit="calendar_day"),
            of=NameValue(name=key),
        ):
            return key if day in _THAT_DAY else ""
        case v.Previous(previous=NameValue(name=key), years=None):
            return key if value.periods in (None, 1) else ""
    return ""


def _account(scheme: Scheme, key: str, grain: str | None) -> str | None:
    """The balance of that name, or that a measure is reckoned from, that starts afresh less often than it is read."""
    measure = scheme.measures.get(key)
    names = {one.name for one in below(measure.value) if isinstance(one, NameValue)} if measure else {key}
    found = (name for name in sorted(names & scheme.balances.keys()))
    return next((name for name in found if _goes_on(scheme.balances[name].renews, grain)), None)


def _goes_on(renews: Any, grain: str | None) -> bool:
    return renews != "never" and (grain is None or not isinstance(renews, str) or finer(grain, renews))
