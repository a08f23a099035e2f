"""Rules that look at a balance, which stands by the day: each record of a day, or each day, meets them anew."""

from collections.abc import Iterator
from typing import Any

from domain.library.lint.doubts import Doubt, doubtful
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models.dates import CountedTerm
from domain.library.models.literals import NameValue
from domain.library.models.rolls import Roll
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

_TURNING = (
    v.Opening,
    v.Previous,
    v.AsOf,
    v.TriggeredTimes,
    v.ListedSince,
    c.OnList,
)  # tell the day it comes to it


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


def check_day_after_day(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Each rule and each list that asks every day how a balance stands, and not whether it has just come to it."""
    for visit in visited:
        node = visit.node
        if isinstance(node, Rule):
            asked: Any = (node.when, node.of, node.tiers)
            told: Any = (*asked, node.unless)
            again = _acts(node)
        elif isinstance(node, Roll):
            asked = told = node.when
            again = isinstance(node.lasts, CountedTerm) and node.again != "keeps"
        else:
            continue
        if node.every != "day" or not again or any(isinstance(one, _TURNING) for one in below(told)):
            continue
        kept = [key for key in scheme.balances if scheme.balances[key].renews != "day"]
        stand = sorted(set(_read(asked)) & set(kept))
        if stand:
            yield doubtful((*visit.path, "every"), _daily(scheme, stand[0]))


def _daily(scheme: Scheme, key: str) -> str:
    return (
        f"“{scheme.balances[key].name}”没有变的日子也天天成立、天天触发（列入名单的，期限天天从头算）："
        f"到了那条线的那一天才处理的，加上此前还没有到：{{value: {{opening: {key}}}, …}}（分档的写在 unless 里，"
        "见第14节“累计达到4分、6分、9分的各怎样处理”）；只看现在处在哪一档的，写成指标的 bands"
    )


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
