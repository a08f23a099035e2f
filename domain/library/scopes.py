"""Who means what where: the parts of a scheme visited together with the names they may use.

A condition reads names in a scope: the fields of a record inside `where`, the period of the rule it
stands in, the kind of subject it speaks of.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel

from domain.cycles import cycle_of, is_cycle
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models.accounts import Balance, BalanceEntry, Limit, Roll
from domain.library.models.campaign import Deliverable, Target
from domain.library.models.casework import Escalation
from domain.library.models.facts import Fact, Measure
from domain.library.models.literals import NameValue
from domain.library.models.rules import Duty, Rule, TimeLimit
from domain.library.models.scheme import Scheme
from domain.library.models.scoring import Sheet

Path = tuple[str | int, ...]
BUILT_IN_NAMES = frozenset({"today", "judged_on", "period_start", "period_end", "row_date"})
ESCALATION_NAMES = frozenset(
    {"days_overdue", "days_left", "working_days_overdue", "times_returned", "times_urged", "level_days"}
)
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


@dataclass(frozen=True, slots=True)
class Scope:
    """The names in reach: a record's fields, the subject's kind, the period, given figures.

    `outer` is the record in hand where the view has gone over to other subjects (全区同品种平均) or to
    other periods (同一考核人员连续几个月). `telling` are the measures whose values are being looked through, so
    that one that asks for its own last value is not looked through again.
    """

    record: str | None = None
    kind: str | None = None
    grain: str | None = None
    given: frozenset[str] = frozenset()
    outer: str | None = None
    telling: frozenset[str] = frozenset()

    def inside(self, name: str, measure: Measure) -> "Scope":
        """The scope of a measure's own value."""
        return Scope(kind=measure.of, grain=measure.every, telling=self.telling | {name})

    def of_others(self, kind: str | None) -> "Scope":
        """The scope of other subjects, who are seen from the record in hand."""
        return Scope(kind=kind, grain=self.grain, outer=self.record or self.outer)

    def of_periods(self, grain: str | None) -> "Scope":
        """The scope of the same subject's periods, who are seen from the record in hand."""
        return Scope(kind=self.kind, grain=grain, given=self.given, outer=self.record or self.outer)


@dataclass(frozen=True, slots=True)
class Visit:
    """A part of a scheme at its place, with its scope."""

    path: Path
    node: BaseModel
    scope: Scope


Visits = tuple[Visit, ...]


def visits(scheme: Scheme) -> Iterator[Visit]:
    """Every part of a scheme; of its cases only the values that they ask for."""
    for name in Scheme.model_fields:
        if name != "cases":
            yield from _below(scheme, getattr(scheme, name), (name,), Scope())
    for at, case in enumerate(scheme.cases):
        for number, one in enumerate(case.expect.values):
            yield from _below(scheme, one.value, ("cases", at, "expect", "values", number, "value"), Scope())


def _below(scheme: Scheme, node: Any, path: Path, scope: Scope) -> Iterator[Visit]:
    if isinstance(node, BaseModel):
        scope = _entered(scheme, node, scope)
        yield Visit(path, node, scope)
        for name, field in type(node).model_fields.items():
            inner = _narrowed(scheme, node, name, scope) if isinstance(node, _NARROWING) else scope
            yield from _below(scheme, getattr(node, name), (*path, field.alias or name), inner)
    elif isinstance(node, tuple | list):
        for index, item in enumerate(node):
            yield from _below(scheme, item, (*path, index), scope)
    elif isinstance(node, dict):
        for key, item in node.items():
            yield from _below(scheme, item, (*path, key), scope)


_RECORDS = ("count", "happened", "longest_gap")
_NARROWING = (
    v.Count, c.Happened, v.LongestGap, v.Take, v.AsOf, v.InPart, v.Upper, v.CountMembers, v.CountPeriods,
    v.Previous, c.Run,
)  # fmt: skip


def _entered(scheme: Scheme, node: BaseModel, scope: Scope) -> Scope:
    """The scope that a judged entry opens."""
    match node:
        case Rule() | Duty():
            return Scope(record=getattr(node, "on", None), kind=node.subject, grain=node.every)
        case Measure():
            grain = node.every or grain_of(scheme, node.value)
            return Scope(kind=node.of, grain=grain)
        case Escalation():
            return Scope(given=ESCALATION_NAMES)
    return _of_plan(scheme, node, scope)


def _of_plan(scheme: Scheme, node: BaseModel, scope: Scope) -> Scope:
    """The scope of what a campaign plans: figures to reach, things owed, steps with a term."""
    match node:
        case Fact() if node.fields:
            return Scope(kind=node.of, record=next(key for key, one in scheme.facts.items() if one is node))
        case Target():
            return Scope(kind=node.of)
        case TimeLimit() if node.record in scheme.facts:
            return Scope(kind=scheme.facts[node.record].of, record=node.record)
        case Deliverable():
            return Scope(kind=node.who[0] if len(node.who) == 1 else None)
        case Sheet() | Balance() | Roll():
            return Scope(kind=node.of, record=getattr(node, "on", None), grain=getattr(node, "every", None))
        case BalanceEntry():
            return replace(scope, record=node.on, grain=node.every)
        case Limit():
            words = isinstance(node.within, str) and node.within != "ever"
            return replace(scope, record=None, grain=str(node.within) if words else None)
    return scope


def _narrowed(scheme: Scheme, node: BaseModel, field: str, scope: Scope) -> Scope:
    """The scope of one field of a node."""
    match node:
        case v.Count() | c.Happened() | v.LongestGap() if field == "where":
            return replace(
                scope, record=next(getattr(node, name) for name in _RECORDS if hasattr(node, name))
            )
        case v.Take() if node.rows is not None and field in {"of", "where"}:
            return replace(scope.of_others(node.members) if node.members else scope, record=node.rows)
        case v.Take() if node.over is not None and field == "of":
            return replace(scope, record=None, grain=grain_of(scheme, node.of))
        case v.Take() if (node.members or node.peers) and field in {"of", "where"}:
            return scope.of_others(node.members or scope.kind)
        case v.AsOf() | v.InPart() if field == "of":
            return replace(
                scope, record=None, grain=grain_of(scheme, node.of) if isinstance(node, v.InPart) else None
            )
        case v.Upper() if field == "of":
            return scope.of_others(node.upper)
        case v.CountMembers() if field == "where":
            return scope.of_others(node.count_members)
        case v.CountPeriods() | v.Previous() if field in {"count_periods", "previous"}:
            every = node.every if isinstance(node, v.CountPeriods) else None
            return scope.of_periods(every or grain_of(scheme, getattr(node, field)) or scope.grain)
        case c.Run() if field in {"of", "skip"}:
            return _of_run(node, scope)
    return scope


def _of_run(node: c.Run, scope: Scope) -> Scope:
    """A streak looks at periods, or at records one after another."""
    if node.rows is not None:
        return replace(scope, record=node.rows, grain=None)
    return scope.of_periods(node.every or scope.grain)


def name_read(node: Any) -> str:
    """The fact or measure that a node reads by name; empty for other nodes."""
    match node:
        case NameValue():
            return node.name
        case v.Share():
            return node.share
        case v.FromBottom():
            return node.from_bottom
        case v.OutOf():
            return node.out_of
    return ""


def children(node: Any) -> list[Any]:
    """What lies directly below a part of a scheme."""
    if isinstance(node, tuple | list):
        return list(node)
    if isinstance(node, dict):
        return list(node.values())
    if isinstance(node, BaseModel):
        return [getattr(node, name) for name in type(node).model_fields]
    return []


def below(node: Any) -> Iterator[Any]:
    """A part of a scheme with everything below it."""
    yield node
    for part in children(node):
        yield from below(part)


_GATHERED = (v.InPart, v.Count, v.LongestGap, v.CountPeriods, v.CountMembers, v.Upper, v.AsOf, c.Happened)


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
        case c.Triggered() | v.TierOf():
            asked = node.tier if isinstance(node, v.TierOf) else node.triggered
            return next((rule.every for rule in scheme.rules if rule.id == asked), None)
    return _finest([grain_of(scheme, part, seen) for part in children(node)])


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
