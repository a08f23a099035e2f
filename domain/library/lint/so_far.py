"""Periods that have only begun: what a record's rule sees of its month ends with that record."""

from collections.abc import Iterator
from typing import Any

from domain.cycles import is_cycle
from domain.library.grains import grain_of
from domain.library.lint.doubts import Doubt, doubtful
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models import windows as w
from domain.library.models.consequences import CoefficientAmount, FixedAmount, PercentAmount, TimesAmount
from domain.library.models.literals import NumberValue
from domain.library.models.scheme import Scheme
from domain.library.parts import below, name_read
from domain.library.period_words import stretch
from domain.library.scopes import Visit, Visits

_AMOUNTS = (PercentAmount, TimesAmount, CoefficientAmount, FixedAmount)
_PERIODS = frozenset({"day", "week", "month", "quarter", "half_year", "year"})


def check_so_far(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Sums that are cut off at a record, and empty months that have hardly begun."""
    for visit in visited:
        if isinstance(visit.node, _AMOUNTS) and visit.scope.record is not None:
            yield from _cut_off(scheme, visit)
        elif isinstance(visit.node, c.Run) and visit.path[0] != "lists":
            yield from _hardly_begun(scheme, visit, visit.node)


def _cut_off(scheme: Scheme, visit: Visit) -> Iterator[Doubt]:
    """当月货款的10%: of the whole month, or of what was bought so far."""
    for name in ("of", "cap", "floor"):
        word = next(_summed(scheme, getattr(visit.node, name, None)), None)
        if word is not None:
            said = stretch(word)
            yield doubtful(
                (*visit.path, name),
                f"逐条判断的只加到本条为止，本条以后登记的不在本{said}的合计里："
                "要按全期算的，规则写 every（每期一次），数额写在那里；原文就是到本条为止的不用改",
            )


def _summed(scheme: Scheme, node: Any, seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """The periods over which records are summed up below a value."""
    for part in below(node):
        if isinstance(part, v.Take) and part.take == "total" and part.rows is not None:
            yield from _word(part.within)
        name = name_read(part)
        if name in scheme.measures and name not in seen:
            yield from _summed(scheme, scheme.measures[name].value, seen | {name})


def _word(within: Any) -> Iterator[str]:
    if isinstance(within, w.WordWindow) and (within.word in _PERIODS or is_cycle(within.word)):
        yield within.word


def _hardly_begun(scheme: Scheme, visit: Visit, run: c.Run) -> Iterator[Doubt]:
    """连续三个月没有违规, asked on the first of a month: that month is one of the three."""
    at_a_moment = visit.scope.grain is None or visit.scope.record is not None
    if run.rows is None and run.every is not None and at_a_moment and _little(scheme, run.of):
        yield doubtful(
            visit.path,
            "这里不是按期判断的，判断那天所在的那一期还没有过完，也算作一期（月初第一天就算这个月没有）："
            "要看满几期的，规则写 every；往回数满几个月没有的，"
            "写 {not: {happened: …, within: {count: 3, unit: month}}}",
        )


def _little(scheme: Scheme, node: Any) -> bool:
    """Whether a condition holds as long as little or nothing was recorded."""
    match node:
        case c.All(all=parts) | c.AnyOf(any=parts):
            return any(_little(scheme, one) for one in parts)
        case c.Not(not_=c.Happened()):
            return True
        case c.Not(not_=c.Compare() as one):
            return (one.at_least is not None or one.above is not None) and _counted(scheme, one)
        case c.Compare():
            nothing = node.equals == NumberValue.model_validate(0)
            small = node.at_most is not None or node.below is not None or nothing
            return small and _counted(scheme, node)
    return False


def _counted(scheme: Scheme, node: c.Compare) -> bool:
    """Whether a figure is counted from records alone, so that a period that has begun has one."""
    names = [name_read(part) for part in below(node.value)]
    told = [scheme.measures[name].value for name in names if name in scheme.measures]
    parts = [part for value in (node.value, *told) for part in below(value)]
    counts = any(isinstance(part, v.Count) or (isinstance(part, v.Take) and part.rows) for part in parts)
    facts = any(grain_of(scheme, part) for part in told) or (not told and grain_of(scheme, node.value))
    return counts and not facts
