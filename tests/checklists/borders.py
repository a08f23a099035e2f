"""Rules with one numeric border moved: what no case of the scheme notices is not asked from both sides."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

from pydantic import BaseModel

from domain.errors import Told
from domain.library.library import Library
from domain.library.models import conditions as c
from domain.library.models.cases import ExpectedVerdict
from domain.library.models.literals import ClockValue, DayValue, NumberValue
from domain.library.models.rules import Rule
from domain.library.models.scheme import Scheme
from domain.library.models.windows import LastPeriods, RollingWindow
from domain.library.scopes import Path, visits
from domain.thresholds.rule_run import RuleRun
from domain.thresholds.trial_ground import Ground
from domain.thresholds.trial_verdicts import asked_periods, check_verdict
from domain.thresholds.trials import grounds

OTHER_SIDE = {"at_least": "above", "above": "at_least", "at_most": "below", "below": "at_most"}
PERCENT = Fraction(1, 100)
Change = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Border:
    """One way in which a border of a rule could be another one."""

    rule: str
    path: Path
    way: str

    def __str__(self) -> str:
        return f"{self.rule} {'/'.join(map(str, self.path))} {self.way}"


def unnoticed(library: Library) -> Iterator[Border]:
    """Borders of the rules that could be moved without a case of the scheme failing."""
    asked: dict[Border, list[tuple[Ground, Rule, list[ExpectedVerdict]]]] = defaultdict(list)
    for ground in grounds(library):
        expected: dict[str, list[ExpectedVerdict]] = defaultdict(list)
        for one in ground.case.expect.verdicts:
            expected[one.id].append(one)
        for border, rule in _moved(ground.engine.scheme):
            asked[border].append((ground, rule, expected[border.rule]))
    for border, places in asked.items():
        if not any(wanted and not _holds(ground, rule, wanted) for ground, rule, wanted in places):
            yield border


def _holds(ground: Ground, rule: Rule, wanted: list[ExpectedVerdict]) -> bool:
    """Whether everything still comes out under another rule."""
    engine, known = ground.engine, ground.engine.rules
    engine.rules = {**known, rule.id: RuleRun(engine.compiler, rule)}
    try:
        verdicts = engine.evaluate(ground.facts, ground.today, asked_periods(ground))
        there = replace(ground, verdicts=verdicts)
        return all(finding.passed for one in wanted for finding in check_verdict(there, one))
    except (Told, ValueError):
        return False
    finally:
        engine.rules = known


def _moved(scheme: Scheme) -> Iterator[tuple[Border, Rule]]:
    for visit in visits(scheme):
        follows = {"then", "otherwise"} & set(visit.path)
        if visit.path[0] == "rules" and len(visit.path) > 2 and not follows:
            rule, path = scheme.rules[int(visit.path[1])], visit.path[2:]
            for way, change in _ways(visit.node):
                yield Border(rule.id, path, way), _with(rule, path, change)


def _ways(node: BaseModel) -> Iterator[tuple[str, Change]]:
    match node:
        case c.Bounds():
            for name, bound in node.limits:
                yield from _of_bound(name, bound)
        case c.Run():
            yield from _counted("length", node.length, least=1)
        case c.Quorum():
            yield from _counted("at_least", node.at_least, least=1)
        case LastPeriods():
            yield from _counted("periods", node.periods, least=1)
        case RollingWindow():
            yield from _counted("count", node.count, least=1)


def _of_bound(name: str, bound: Any) -> Iterator[tuple[str, Change]]:
    if name == "equals":
        for other in ("at_least", "at_most"):
            yield f"{name} → {other}", _bound("equals", other, bound)
        return
    yield f"{name} → {OTHER_SIDE[name]}", _bound(name, OTHER_SIDE[name], bound)
    if (further := _further(bound, up=name in {"above", "at_most"})) is not None:
        yield f"{name} one step further", _bound(name, name, further)


def _further(bound: Any, *, up: bool) -> Any:
    """The bound one step on, where a value does not count yet; None where it is reckoned from others."""
    sign = 1 if up else -1
    match bound:
        case NumberValue(number=number, percent=percent):
            step = PERCENT if percent or number.denominator > 1 else Fraction(1)
            return bound.model_copy(update={"number": number + sign * step})
        case DayValue(day=day):
            return bound.model_copy(update={"day": day + sign * timedelta(days=1)})
        case ClockValue(minutes=minutes):
            return bound.model_copy(update={"minutes": minutes + sign})
    return None


def _bound(name: str, other: str, bound: Any) -> Change:
    return lambda node: node.model_copy(update={name: None} | {other: bound})


def _counted(field: str, number: int, *, least: int) -> Iterator[tuple[str, Change]]:
    for by, way in ((-1, "one less"), (1, "one more")):
        if number + by >= least:
            yield f"{field} {way}", _set({field: number + by})


def _set(values: dict[str, int]) -> Change:
    return lambda node: node.model_copy(update=values)


def _with(node: Any, path: Path, change: Change) -> Any:
    """The same with the part at a path changed."""
    if not path:
        return change(node)
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        return (*node[:step], _with(node[step], rest, change), *node[step + 1 :])
    if isinstance(node, Mapping):
        return {**node, step: _with(node[step], rest, change)}
    fields = type(node).model_fields
    name = next(name for name, field in fields.items() if step in (name, field.alias))
    return node.model_copy(update={name: _with(getattr(node, name), rest, change)})
