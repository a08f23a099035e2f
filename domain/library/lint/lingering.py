"""Rules by period that look back further than one period: the same records meet them again in those after it."""

from collections.abc import Iterator
from math import ceil, inf
from typing import Any

from domain.library.grains import days_in
from domain.library.lint.doubts import Doubt, doubtful
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models import windows as w
from domain.library.models.literals import NumberValue
from domain.library.models.rules import Rule
from domain.library.models.scheme import Scheme
from domain.library.scopes import Path, Visits

_DAYS = {"calendar_day": 1, "week": 7, "month": 31, "year": 366}
_ANY_TIME = frozenset({"period", "ever", "earlier"})
_AGAIN = "同样的几次在以后几期里还会成立、再触发："


def check_lingering(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Each rule by period with consequences (按月判断、12 个月内累计三次), and each of its tiers."""
    for visit in visited:
        rule = visit.node
        if not isinstance(rule, Rule) or rule.every is None or rule.every == "occasion":
            continue
        judged: list[tuple[Path, Any, bool]] = [(("when",), rule.when, bool(rule.then))]
        judged += [(("tiers", at, "when"), one.when, bool(one.then)) for at, one in enumerate(rule.tiers)]
        for path, when, acts in judged:
            found = _lingering(when, days_in(rule.every)) if acts else None
            if found is not None:
                yield doubtful((*visit.path, *path), _said(found))


def _said(found: c.Happened | v.Count | v.CountPeriods) -> str:
    if isinstance(found, v.CountPeriods):
        return (
            f"数的一段比一期长，以后几期自己不是的也算够了，{_AGAIN}凑满的那一期才处理的，"
            "把数的那个条件也写进 when（用 all，与够几期写在一起）；原文就是每期都看的不用改"
        )
    record = found.count if isinstance(found, v.Count) else found.happened
    return (
        f"往回数的一段比一期长，{_AGAIN}"
        f"凑满那一次才处理的，规则写 on: {record}（登记一条判断一次）；原文就是每期都看的不用改"
    )


def _lingering(node: Any, days: int) -> c.Happened | v.Count | v.CountPeriods | None:
    """What goes on meeting a condition; nothing where something of the period itself is asked besides."""
    match node:
        case c.All():
            found = [_lingering(one, days) for one in node.all]
            return found[0] if all(one is not None for one in found) else None
        case c.AnyOf():
            return next((one for part in node.any if (one := _lingering(part, days)) is not None), None)
        case c.Happened():
            return node if _longer(node.within, days) else None
        case c.Compare(value=v.Count() as counted) if _so_many(node):
            return counted if _longer(counted.within, days) else None
        case c.Compare(value=v.CountPeriods() as counted) if _so_many(node):
            return counted if _periods(counted.over, days, _least(node)) > _least(node) else None
    return None


def _so_many(node: c.Compare) -> bool:
    return _least(node) > 0


def _least(node: c.Compare) -> int:
    """How many a comparison asks for; one where that is reckoned, none where it asks for few."""
    for bound, more in ((node.at_least, 0), (node.equals, 0), (node.above, 1)):
        if bound is not None:
            return ceil(bound.number) + more if isinstance(bound, NumberValue) else 1
    return 0


def _periods(window: Any, days: int, least: int) -> float:
    """About how many of the periods that are judged lie in a stretch over which periods are counted.

    The last so many periods move on with each that is judged: two of three quarters are looked at anew.
    Four of twelve months add up (12个月内累计4个月), as they do where the stretch is written in months.
    """
    if isinstance(window, w.WordWindow):
        return 1 if window.word in _ANY_TIME else round(days_in(window.word) / days)
    if isinstance(window, w.LastPeriods):
        return inf if window.periods >= 2 * least else 1
    return inf if isinstance(window, w.AnniversaryWindow) or _longer(window, days) else 1


def _longer(window: Any, days: int) -> bool:
    plain = isinstance(window, w.RollingWindow) and window.anchor is None
    return plain and isinstance(window.count, int) and window.count * _DAYS.get(window.unit, 0) > days + 1
