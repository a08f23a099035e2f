"""The ends of the period where nothing is judged by periods: of a record they would be its own day."""

from collections.abc import Iterator

from domain.library.lint.doubts import Doubt, wrong
from domain.library.models import values as v
from domain.library.models.literals import NameValue
from domain.library.models.scheme import Scheme
from domain.library.scopes import Visit, Visits

_ENDS = {"period_start": ("头", "first_of"), "period_end": ("末", "last_of")}
_JUDGED = frozenset({"rules", "duties", "time_limits", "lists"})
_OTHERWISE = frozenset(
    {"carries", "carries_when", "limits"}
)  # asked when an account starts afresh, or by its stretch


def check_no_period(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Every end of a period in what is judged on records, or as of today; on another day it may be meant."""
    filled = {key for fact in scheme.facts.values() for key in fact.fields}
    dated = {(*visit.path, "of") for visit in visited if isinstance(visit.node, v.AsOf)}
    for visit in visited:
        name = visit.node.name if isinstance(visit.node, NameValue) else ""
        if name not in _ENDS.keys() - filled or visit.scope.grain is not None or not _judged(visit):
            continue
        if any(visit.path[:at] in dated for at in range(len(visit.path))):
            continue
        which, form = _ENDS[name]
        yield wrong(
            visit.path,
            f"这里不是按期判断的，没有“期”，{name} 就是判断那一天：那天所在的那一期的{which}一天写 "
            f"{{{form}: month}}（year、学期等声明的键、{{anniversary: 日期数据的键}}），登记那天写 row_date",
        )


def _judged(visit: Visit) -> bool:
    section, inside = visit.path[0], set(visit.path)
    if section == "balances":
        return not inside & _OTHERWISE
    return section in _JUDGED or (section == "facts" and "fields" in inside)
