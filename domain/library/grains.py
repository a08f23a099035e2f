"""How often there is a value: the period of the data that it reads, and which of two periods is the finer."""

from typing import Any

from domain.cycles import cycle_of, is_cycle
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models.filing import asked_of
from domain.library.models.scheme import Scheme
from domain.library.parts import children, name_read

_DAYS = {
    "day": 1,
    "week": 7,
    "ten_days": 10,
    "half_month": 15,
    "month": 30,
    "quarter": 91,
    "half_year": 182,
    "year": 365,
}
_GATHERED = (
    v.InPart,
    v.Count,
    v.LongestGap,
    v.CoveredDays,
    v.MonthsInScope,
    v.TriggeredTimes,
    v.Amounts,
    v.CountPeriods,
    v.CountMembers,
    v.Upper,
    v.AsOf,
    v.Opening,
    c.Happened,
)


def grain_of(scheme: Scheme, node: Any, seen: frozenset[str] = frozenset()) -> str | None:
    """The finest period of the data that a value or condition reads without gathering them."""
    if name := name_read(node):
        return _grain_of_name(scheme, name, seen)
    if isinstance(node, _GATHERED) or (isinstance(node, v.Take) and node.members is None):
        return None
    match node:
        case v.Score() | v.ScoreGrade():
            sheet = scheme.scoring.get(node.score if isinstance(node, v.Score) else node.grade)
            return sheet.every if sheet else None
        case c.Met() | c.Filed() | v.DaysLate():
            return scheme.every_of(asked_of(node))
        case c.Owed():
            return scheme.every_of(node.owed)
        case c.Triggered() | v.TierOf():
            asked = node.tier if isinstance(node, v.TierOf) else node.triggered
            return next((rule.every for rule in scheme.rules if rule.id == asked), None)
    return _finest([grain_of(scheme, part, seen) for part in children(node)])


def each_of(scheme: Scheme, node: Any, around: str | None = None) -> str | None:
    """How often there is what is gathered: by its data; without any, by the entry around it, or by its balance.

    A balance that starts afresh more often than its reader looks has a figure of its own for each of its periods.
    """
    if own := grain_of(scheme, node):
        return own
    own = renewed(scheme, node)
    return own if around is None or (around != "occasion" and finer(own, around)) else around


def renewed(scheme: Scheme, node: Any, seen: frozenset[str] = frozenset()) -> str | None:
    """The finest period with which a balance starts afresh that a value or condition reads without gathering it."""
    name = name_read(node)
    if name in scheme.balances:
        renews = scheme.balances[name].renews
        return renews if isinstance(renews, str) and renews != "never" else None
    if name in scheme.measures and name not in seen and scheme.measures[name].every is None:
        return renewed(scheme, scheme.measures[name].value, seen | {name})
    if isinstance(node, _GATHERED) or (isinstance(node, v.Take) and node.members is None):
        return None
    return _finest([renewed(scheme, part, seen) for part in children(node)])


def _grain_of_name(scheme: Scheme, name: str, seen: frozenset[str]) -> str | None:
    if name in scheme.facts:
        return scheme.facts[name].every
    measure = scheme.measures.get(name)
    if measure is None or name in seen:
        return None
    return measure.every or grain_of(scheme, measure.value, seen | {name})


def _finest(grains: list[str | None]) -> str | None:
    known = [grain for grain in grains if grain]
    if "occasion" in known:
        return "occasion"
    return min(known, key=days_in, default=None)


def finer(one: str | None, than: str | None) -> bool:
    """Whether data of one period have to be gathered before a rule of another period can read them."""
    if one is None or than is None or one == than:
        return False
    if "occasion" in (one, than):
        return True
    return days_in(one) < days_in(than)


def days_in(grain: str) -> int:
    """About how many days a period has, to tell the finer of two grains."""
    return cycle_of(grain).days if is_cycle(grain) else _DAYS[grain]
