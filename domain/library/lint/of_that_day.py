"""Filters of records stand at the judgement: a month in them is not the month of the record looked through."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from domain.cycles import cycle_of, is_cycle
from domain.library.grains import finer
from domain.library.lint.doubts import Doubt, doubtful, wrong
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models import windows as w
from domain.library.models.literals import NameValue
from domain.library.models.scheme import Scheme
from domain.library.scopes import Path, Visit, Visits
from domain.library.wording import every as every_word

_LOOKED_THROUGH = (v.Count, c.Happened, v.Take, v.LongestGap, v.CoveredDays)
_ALL_TIME = ("ever", "earlier", "period")
_BY_ITSELF = (w.RollingWindow, w.LastPeriods, w.AnniversaryWindow)


@dataclass(frozen=True, slots=True)
class _Filter:
    """Where records are looked through, in which window, and whether one after another."""

    path: Path
    record: str
    outer: str | None
    streak: bool


def check_of_that_day(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Periods, and figures by period, in a filter of records that is not itself of that same period."""
    filters = [one for visit in visited for one in _filters(visit)]
    dated = [(*one.path, "of") for one in visited if isinstance(one.node, v.AsOf)]
    for visit in visited if filters else ():
        above = [one for one in filters if _under(visit.path, one.path)]
        if not above or any(_under(visit.path, path) for path in dated):
            continue
        found, inner = max(above, key=lambda one: len(one.path)), _period(scheme, visit)
        if inner is not None and not _the_same(inner, found.outer):
            yield _told(scheme, visit, found, inner)


def _filters(visit: Visit) -> Iterator[_Filter]:
    node = visit.node
    if isinstance(node, c.Run) and node.rows is not None:
        yield from (_Filter((*visit.path, name), node.rows, None, True) for name in ("of", "where"))
    elif isinstance(node, _LOOKED_THROUGH):
        outer = visit.scope.grain
        if isinstance(within := getattr(node, "within", None), w.WordWindow) and within.word != "period":
            outer = within.word
        elif within is not None:
            outer = None
        yield _Filter((*visit.path, "where"), _looked_through(node), outer, False)


def _looked_through(node: Any) -> str:
    names = ("count", "happened", "rows", "longest_gap", "covered_days")
    return next((key for name in names if isinstance(key := getattr(node, name, None), str)), "")


def _under(path: Path, above: Path) -> bool:
    return path[: len(above)] == above


def _period(scheme: Scheme, visit: Visit) -> str | None:
    """The period of the moment that a part of a filter reads; empty for a stretch without a name."""
    match visit.node:
        case w.WordWindow(word=word) if word not in _ALL_TIME and visit.path[-1] != "during":
            return word
        case w.RollingWindow(anchor=None) | w.LastPeriods() | w.AnniversaryWindow():
            return "" if visit.path[-1] not in {"during", "first_of", "last_of"} else None
        case NameValue(name=key) if key not in _fields(scheme, visit):
            every = _every(scheme, key)
            return every if every != visit.scope.grain else None
    return None


def _fields(scheme: Scheme, visit: Visit) -> Any:
    fact = scheme.facts.get(visit.scope.record or "")
    return fact.fields if fact is not None else ()


def _every(scheme: Scheme, key: str) -> str | None:
    kept = scheme.facts.get(key) or scheme.measures.get(key)
    every = kept.every if kept is not None else None
    return every if every != "occasion" else None


def _the_same(inner: str, outer: str | None) -> bool:
    """Whether all records looked through lie in the one period of the moment that is meant."""
    if not inner or outer is None or outer in _ALL_TIME:
        return False
    return inner == outer or finer(outer, inner)


def _told(scheme: Scheme, visit: Visit, found: _Filter, inner: str) -> Doubt:
    name, fact = _name(inner), scheme.facts.get(found.record)
    kind = fact.name if fact is not None else "那种登记"
    instead = f"先在“{kind}”里设一个算出来的登记项（写 value，它站在那一条登记的那天算），这里用那个登记项"
    if found.streak:
        return wrong(visit.path, f"这里的{name}是判断那一刻的，不是连续几条里各条登记那天的：{instead}")
    return doubtful(
        visit.path,
        f"where 里的{name}是判断那一刻的，不是被数的那条登记那天的：要看那天的，{instead}；"
        "就是要看判断那一刻的不用改",
    )


def _name(inner: str) -> str:
    if not inner:
        return "时段"
    return f"“{cycle_of(inner).name if is_cycle(inner) else every_word(inner).removeprefix('每')}”"
