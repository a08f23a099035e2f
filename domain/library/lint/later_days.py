"""Entries by period that turn on a day after the period: they are dated by its end, before anybody could know."""

from collections.abc import Iterator
from typing import Any

from domain.library.lint.doubts import Doubt, doubtful
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models.accounts import BalanceEntry
from domain.library.models.literals import NameValue
from domain.library.models.rolls import Roll
from domain.library.models.scheme import Scheme
from domain.library.models.standings import Met
from domain.library.parts import below
from domain.library.scopes import Path, Visits

_SAID = (
    "按期记的一笔记在期末那天，这里比的却是期末以后的日子：到那天才看得出，记的还是期末，那以前的分、名单也跟着变。"
    "从看得出的那天起的写 starts: {after: period_end, count: 那么多天, unit: calendar_day, roll: none}；"
    "就要记在期末的写 starts: period_end"
)


def check_later_days(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Comparisons with today, or with a day counted from the end of the period, in entries without `starts`.

    What asks whether a report came or a duty was done is dated by that anyway.
    """
    for path, entry in _by_period(scheme):
        if entry.starts is not None or entry.when is None:
            continue
        if any(isinstance(one, Met | v.DaysLate) for one in below([entry.when])):
            continue
        where = (*path, "when")
        for visit in visited:
            if visit.path[: len(where)] == where and isinstance(visit.node, c.Compare) and _later(visit.node):
                yield doubtful(visit.path, _SAID)
                break


def _by_period(scheme: Scheme) -> Iterator[tuple[Path, BalanceEntry | Roll]]:
    for key, balance in scheme.balances.items():
        for at, entry in enumerate(balance.entries):
            if entry.every not in {None, "day"} and entry.sets is None:
                yield ("balances", key, "entries", at), entry
    for key, roll in scheme.lists.items():
        if roll.every not in {None, "day"}:
            yield ("lists", key), roll


def _later(node: c.Compare) -> bool:
    parts = list(below([node.value, [bound for _, bound in node.limits]]))
    return any(_is_today(one) or (isinstance(one, v.Shifted) and _is_end(one.after)) for one in parts)


def _is_today(node: Any) -> bool:
    return isinstance(node, NameValue) and node.name == "today"


def _is_end(node: Any) -> bool:
    return isinstance(node, NameValue) and node.name == "period_end"
