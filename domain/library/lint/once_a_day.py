"""Rules on records that look at a balance: it stands by the day, so each record of a day meets them anew."""

from collections.abc import Iterator
from typing import Any

from domain.library.lint.doubts import Doubt, doubtful
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models.literals import NameValue
from domain.library.models.rules import Rule
from domain.library.models.scheme import Scheme
from domain.library.moving import rules_moving
from domain.library.parts import below, children
from domain.library.scopes import Visits

_ELSEWHERE = (
    v.AsOf,
    v.Opening,
    v.Upper,
    v.Take,
    v.CountMembers,
    v.CountPeriods,
    v.Count,
    c.Happened,
    c.Streak,
)


def check_once_a_day(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Each rule with consequences on the records that move the balance that it looks at."""
    for visit in visited:
        rule = visit.node
        if not isinstance(rule, Rule) or rule.on not in scheme.facts or not _acts(rule) or _once(rule):
            continue
        read = set(_read((rule.when, rule.of, rule.tiers)))
        moved = sorted(key for key in read & set(scheme.balances) if rule.on in _movers(scheme, key))
        if moved:
            yield doubtful((*visit.path, "on"), _said(scheme, rule, moved[0]))


def _acts(rule: Rule) -> bool:
    return bool(rule.then) or any(tier.then for tier in rule.tiers)


def _once(rule: Rule) -> bool:
    """Whether it leaves out what something before it was judged by."""
    return any(isinstance(one, v.TriggeredTimes | v.Count | c.Happened) for one in below(rule.unless))


def _movers(scheme: Scheme, balance: str) -> set[str | None]:
    """The kinds of records that move a balance."""
    rules = {rule.on for rule in rules_moving(scheme, balance)}
    return rules | {entry.on for entry in scheme.balances[balance].entries}


def _read(node: Any) -> Iterator[str]:
    """The names that are read of the subject as it stands."""
    if isinstance(node, NameValue):
        yield node.name
    elif not isinstance(node, _ELSEWHERE):
        for part in children(node):
            yield from _read(part)


def _said(scheme: Scheme, rule: Rule, balance: str) -> str:
    record, name = scheme.facts[str(rule.on)].name, scheme.balances[balance].name
    earlier = f"{{triggered_times: [{rule.id}], match: {{row_date: row_date}}, within: earlier}}"
    return (
        f"“{name}”按日算，同一天登记了几条“{record}”（一次检查查出几条），每一条都会触发一次：一天只处理一次的，"
        f"“{record}”写 ordered_by: registration，这里写 unless: {{value: {earlier}, at_least: 1}}，"
        "同一次检查的在 match 里再加检查编号；原文就是逐条处理的不用改"
    )
