"""Points that are given where a title says that they are taken (违规扣5分 with points: 5), or that come to nothing."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from domain.library.lint.accounts import rule_at
from domain.library.lint.doubts import Doubt, doubtful
from domain.library.lint.holding import Held
from domain.library.lint.signed import Signs
from domain.library.models.accounts import Balance, BalanceEntry
from domain.library.models.consequences import Deed, OneFigure
from domain.library.models.daily import Daily
from domain.library.models.scheme import Scheme
from domain.library.models.scoring import PerStep, SheetItem, WhenStep
from domain.library.scopes import Scope, Visit, Visits

_BROKEN = re.compile(r"不[足满][^，。；]*按")
_WHOLE = "标题说不足的也按一段计，each: {each} 是满了才算：加上 broken: counted"
_TAKEN = "标题说的是扣分，points 写的是加：扣的写负数"


def check_against_titles(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Balances that begin with points, the consequences that move them, and items of sheets that begin full."""
    for visit in visited:
        match visit.node:
            case Balance() as balance if balance.base > 0:
                yield from _entries(scheme, visit, balance)
            case Deed(do="points") as deed if deed.balance in scheme.balances:
                yield from _deed(scheme, visit, deed)
            case BalanceEntry(daily=Daily(each=each, broken="left_out"), title=title) if each > 1:
                if _BROKEN.search(title):
                    yield doubtful((*visit.path, "daily"), _WHOLE.format(each=each))
            case SheetItem() as item:
                yield from _item(visit, item)


def _entries(scheme: Scheme, visit: Visit, balance: Balance) -> Iterator[Doubt]:
    for at, entry in enumerate(balance.entries):
        scope = Scope(record=entry.on, kind=balance.of, grain=entry.every)
        if "扣" in entry.title and _positive(scheme, scope, entry.points):
            yield doubtful((*visit.path, "entries", at, "points"), _TAKEN)


def _deed(scheme: Scheme, visit: Visit, deed: Deed) -> Iterator[Doubt]:
    rule = rule_at(scheme, visit.path)
    begins = scheme.balances[deed.balance or ""].base
    figure = deed.points.figure if isinstance(deed.points, OneFigure) else deed.points
    if rule is not None and "扣" in rule.title and begins > 0 and _positive(scheme, visit.scope, figure):
        yield doubtful((*visit.path, "points"), _TAKEN)


def _item(visit: Visit, item: SheetItem) -> Iterator[Doubt]:
    """From full marks on nothing can be added."""
    steps = item.steps
    adding = [step for step in steps if isinstance(step, PerStep | WhenStep) and step.points > 0]
    if item.starts == "full" and not item.bonus and steps and len(adding) == len(steps):
        yield doubtful(
            (*visit.path, "steps"),
            "从满分起，加的分不起作用：扣的写负数，从零分起加的写 starts: zero",
        )


def _positive(scheme: Scheme, scope: Scope, points: Any) -> bool:
    """Whether what is moved is never below zero: figures that are registered are taken as they are called (扣分)."""
    low, high = (Fraction(0), Fraction(0)) if points is None else Signs(scheme, scope, Held()).ends(points)
    return low >= 0 and high > 0
