"""Rules by period that look back further than one period: the same records meet them again in those after it."""

from collections.abc import Iterator
from typing import Any

from domain.library.grains import days_in
from domain.library.lint.doubts import Doubt, doubtful
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models import windows as w
from domain.library.models.rules import Rule
from domain.library.models.scheme import Scheme
from domain.library.scopes import Visits

_DAYS = {"calendar_day": 1, "week": 7, "month": 31, "year": 366}


def check_lingering(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Each rule by period with consequences (按月判断、12 个月内累计三次)."""
    for visit in visited:
        match visit.node:
            case Rule(every=str() as grain, when=when, then=then) if (
                when is not None and then and grain != "occasion"
            ):
                if found := _lingering(when, days_in(grain)):
                    yield doubtful(
                        (*visit.path, "when"),
                        "往回数的一段比一期长，同样的几次在以后几期里还会成立、再触发："
                        f"凑满那一次才处理的，规则写 on: {found}（登记一条判断一次）；原文就是每期都看的不用改",
                    )


def _lingering(node: Any, days: int) -> str:
    """The records that go on meeting a condition; empty where something of the period itself is asked besides."""
    match node:
        case c.All():
            found = [_lingering(one, days) for one in node.all]
            return found[0] if all(found) else ""
        case c.AnyOf():
            return next(filter(None, (_lingering(one, days) for one in node.any)), "")
        case c.Happened():
            return node.happened if _longer(node.within, days) else ""
        case c.Compare(value=v.Count() as counted) if node.at_least is not None or node.above is not None:
            return counted.count if _longer(counted.within, days) else ""
    return ""


def _longer(window: Any, days: int) -> bool:
    plain = isinstance(window, w.RollingWindow) and window.anchor is None
    return plain and isinstance(window.count, int) and window.count * _DAYS.get(window.unit, 0) > days + 1
