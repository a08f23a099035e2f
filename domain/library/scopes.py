"""Who means what where: the parts of a scheme visited together with the names they may use.

A condition reads names in a scope: the fields of a record inside `where`, the period of the rule it
stands in, the kind of subject it speaks of.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from pydantic import BaseModel

from domain.library.grains import each_of, grain_of
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models.accounts import Balance, BalanceEntry, Limit
from domain.library.models.campaign import Deliverable, Target
from domain.library.models.caps import Cap
from domain.library.models.casework import CloseOutStep, Escalation
from domain.library.models.exemptions import Exemption
from domain.library.models.extending import Extending
from domain.library.models.facts import Fact, FieldOfRecord, Measure
from domain.library.models.handled import HANDLED
from domain.library.models.rolls import Roll
from domain.library.models.rules import Duty, Rule, TimeLimit
from domain.library.models.scheme import Scheme
from domain.library.models.scoring import Sheet
from domain.library.naming import holder_of
from domain.library.narrowing import where_failed, where_held
from domain.library.parts import fields_of
from domain.several_kinds import is_several

Path = tuple[str | int, ...]
BUILT_IN_NAMES = frozenset({"today", "judged_on", "period_start", "period_end", "row_date"})
ESCALATION_NAMES = frozenset(
    {"days_overdue", "days_left", "working_days_overdue", "times_returned", "times_urged", "level_days"}
)


@dataclass(frozen=True, slots=True)
class Scope:
    """The names in reach: a record's fields, the subject's kind, the period, given figures.

    `outer` is the record in hand where the view has gone over to other subjects (全区同品种平均) or to
    other periods (同一考核人员连续几个月). `telling` are the measures whose values are being looked through, so
    that one that asks for its own last value is not looked through again. `scale` are the grades that the measure
    in hand declares, for words in it that have no order of their own.
    """

    record: str | None = None
    kind: str | None = None
    grain: str | None = None
    given: frozenset[str] = frozenset()
    outer: str | None = None
    telling: frozenset[str] = frozenset()
    scale: tuple[str, ...] = ()

    def inside(self, name: str, measure: Measure) -> "Scope":
        """The scope of a measure's own value."""
        return Scope(kind=measure.of, grain=measure.every, telling=self.telling | {name}, scale=measure.order)

    def of_others(self, kind: str | None) -> "Scope":
        """The scope of other subjects, who are seen from the record in hand."""
        return Scope(kind=kind, grain=self.grain, outer=self.record or self.outer)

    def of_periods(self, grain: str | None) -> "Scope":
        """The scope of the same subject's periods, who are seen from the record in hand."""
        return Scope(kind=self.kind, grain=grain, given=self.given, outer=self.record or self.outer)


def of_the_finding(scheme: Scheme, given: frozenset[str] = frozenset()) -> Scope:
    """The scope of a condition about the problem in hand, where something asks what it is like."""
    return Scope(record=HANDLED if HANDLED in scheme.facts else None, given=given)


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
        if name not in {"cases", "ladders"}:  # what ladders say is read where rules are on them
            yield from _below(scheme, getattr(scheme, name), (name,), Scope(), [])
    for at, case in enumerate(scheme.cases):
        for number, one in enumerate(case.expect.values):
            path = ("cases", at, "expect", "values", number, "value")
            yield from _below(scheme, one.value, path, Scope(), [])


def _below(scheme: Scheme, node: Any, path: Path, scope: Scope, found: list[Visit]) -> list[Visit]:
    """A part and all below it, put into `found`, parents first: one list, since schemes are walked all the time."""
    kind: type = type(node)
    if fields := fields_of(kind):
        scope = _entered(scheme, node, scope) if _is_one(kind, _OPENING) else scope
        found.append(Visit(path, node, scope))
        narrows = _is_one(kind, _NARROWING)
        for name, written in fields:
            if (part := getattr(node, name)) is not None:
                inner = _narrowed(scheme, node, name, scope) if narrows else scope
                _below(scheme, part, (*path, written), inner, found)
    elif isinstance(node, tuple | list):
        for index, item in enumerate(node):
            _below(scheme, item, (*path, index), scope, found)
    elif isinstance(node, dict):
        for key, item in node.items():
            _below(scheme, item, (*path, key), scope, found)
    return found


_is_one = cache(issubclass)  # asked of every part: `isinstance` looks through all the bases each time
_OPENING = (
    Rule, Duty, Measure, Escalation, CloseOutStep, Extending, Fact, FieldOfRecord, Exemption, Target, Cap, TimeLimit,
    Deliverable, Sheet, Balance, Roll, BalanceEntry, Limit,
)  # fmt: skip
_RECORDS = ("count", "happened", "longest_gap", "covered_days")
_NARROWING = (
    v.Count, c.Happened, v.LongestGap, v.CoveredDays, v.Take, v.AsOf, v.InPart, v.Upper, v.CountMembers,
    v.CountPeriods, v.Previous, v.Opening, c.Run, c.All, v.If, Rule, Duty, Balance, Roll,
)  # fmt: skip


def _entered(scheme: Scheme, node: BaseModel, scope: Scope) -> Scope:
    """The scope that a judged entry opens."""
    match node:
        case Rule() | Duty():
            return Scope(record=getattr(node, "on", None), kind=node.subject, grain=node.every)
        case Measure():
            grain = node.every or grain_of(scheme, node.value)
            return Scope(kind=node.of, grain=grain, scale=node.order)
        case Escalation():
            return of_the_finding(scheme, ESCALATION_NAMES)
        case CloseOutStep() | Extending():
            return of_the_finding(scheme)
    return _of_plan(scheme, node, scope)


def _of_plan(scheme: Scheme, node: BaseModel, scope: Scope) -> Scope:
    """The scope of what a campaign plans: figures to reach, things owed, steps with a term."""
    match node:
        case Fact() if node.fields:
            return Scope(kind=node.of, record=next(key for key, one in scheme.facts.items() if one is node))
        case FieldOfRecord():
            return replace(scope, scale=node.order)
        case Exemption() | Target():
            return Scope(kind=node.of)
        case Cap():
            words = isinstance(node.within, str) and node.within != "ever"
            return Scope(kind=node.of, grain=str(node.within) if words else None)
        case TimeLimit() if node.record in scheme.facts:
            return Scope(kind=scheme.facts[node.record].of, record=node.record)
        case Deliverable():
            return Scope(kind=node.who[0] if len(node.who) == 1 else None, grain=scheme.every_of(node.id))
    return _of_account(scheme, node, scope)


def _of_account(scheme: Scheme, node: BaseModel, scope: Scope) -> Scope:
    """The scope of sheets, balances and lists; what a record names is asked of whose record it is."""
    match node:
        case Sheet() | Balance():
            return Scope(kind=node.of, grain=getattr(node, "every", None))
        case Roll():
            return Scope(kind=holder_of(scheme, node, node.of), record=node.on, grain=node.every)
        case BalanceEntry():
            return replace(scope, record=node.on, grain=node.every, kind=holder_of(scheme, node, scope.kind))
        case Limit():
            words = isinstance(node.within, str) and node.within != "ever"
            return replace(scope, record=None, grain=str(node.within) if words else None)
    return scope


def _narrowed(scheme: Scheme, node: BaseModel, field: str, scope: Scope) -> Scope:
    """The scope of one field of a node."""
    match node:
        case v.Count() | c.Happened() | v.LongestGap() | v.CoveredDays() if field in _of_records(node):
            return replace(
                scope, record=next(getattr(node, name) for name in _RECORDS if hasattr(node, name))
            )
        case v.Take() if node.rows is not None and field in {"of", "where"}:
            return replace(scope.of_others(node.members) if node.members else scope, record=node.rows)
        case v.Take() if node.over is not None and field == "of":
            return replace(scope, record=None, grain=grain_of(scheme, node.of))
        case v.Take() if (node.members or node.peers) and field in {"of", "where"}:
            return scope.of_others(node.members or scope.kind)
        case v.AsOf() | v.InPart() | v.Opening() if field in {"of", "opening"}:
            return replace(
                scope, record=None, grain=grain_of(scheme, node.of) if isinstance(node, v.InPart) else None
            )
        case v.Upper() if field == "of":
            return scope.of_others(node.upper)
        case v.CountMembers() if field == "where":
            return scope.of_others(node.count_members)
        case v.CountPeriods() | v.Previous() if field in {"count_periods", "previous"}:
            every = node.every if isinstance(node, v.CountPeriods) else None
            return scope.of_periods(every or each_of(scheme, getattr(node, field), scope.grain))
        case c.Run() if field in {"of", "skip", "where"}:
            return _of_run(node, scope)
    return _in_the_end(node, field, scope)


def _in_the_end(node: BaseModel, field: str, scope: Scope) -> Scope:
    """What goes over is asked of the period that is over; who leaves a list is asked himself, whatever named him."""
    if isinstance(node, v.If | c.All | Rule | Duty):
        several = is_several(scope.kind)  # of one kind there is nothing to leave out
        return replace(scope, kind=_kind_within(node, field, scope.kind)) if several else scope
    if isinstance(node, Roll) and field == "leaves_when" and node.whose is not None:
        return Scope(kind=node.of)
    renews = node.renews if isinstance(node, Balance) and field == "carries" else "never"
    return replace(scope, grain=renews) if isinstance(renews, str) and renews != "never" else scope


def _kind_within(node: v.If | c.All | Rule | Duty, field: str, kind: str | None) -> str | None:
    """The kinds left beside a condition on the kind: what is joined to it is asked only where it holds."""
    if isinstance(node, Rule | Duty) and field != "unless":
        kind = where_failed(kind, node.unless)
    match node:
        case v.If() if field in {"then", "otherwise"}:
            return (where_held if field == "then" else where_failed)(kind, node.if_)
        case Rule() if field in {"then", "otherwise"}:
            return (where_held if field == "then" else where_failed)(kind, node.when)
        case c.All():
            return where_held(kind, node)
    return kind


def _of_records(node: BaseModel) -> frozenset[str]:
    """The fields in which the records that are looked through are in hand."""
    return frozenset({"where", "from_", "to"} if isinstance(node, v.CoveredDays) else {"where"})


def _of_run(node: c.Run, scope: Scope) -> Scope:
    """A streak looks at periods, or at records one after another."""
    if node.rows is not None:
        return replace(scope, record=node.rows, grain=None)
    return scope.of_periods(node.every or scope.grain)
