"""Rules that can never fire: contradictory bounds, impossible values, dates, and shadows in a group."""

from collections.abc import Iterator
from typing import Any

from domain.library.lint.doubts import Doubt, doubtful, wrong
from domain.library.lint.intervals import Interval, interval_of, possible_range
from domain.library.lint.wholes import is_whole
from domain.library.models import conditions as c
from domain.library.models.consequences import (
    CoefficientAmount,
    FixedAmount,
    NumberRange,
    PercentAmount,
    TimesAmount,
)
from domain.library.models.literals import NumberValue
from domain.library.models.rules import Rule
from domain.library.models.scheme import Scheme
from domain.library.period_words import every
from domain.library.scopes import Visits

_AMOUNTS = (PercentAmount, TimesAmount, CoefficientAmount, FixedAmount)


def check_reach(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Everything that can never come about."""
    for visit in visited:
        node, path = visit.node, visit.path
        if isinstance(node, c.Compare) and _impossible(scheme, node):
            yield wrong(
                path,
                "条件永远不会成立：界限互相矛盾，或超出这个数据可能的范围（比率会超过100%的，在数据里写 at_most）",
            )
        elif isinstance(node, c.Compare) and _certain(scheme, node):
            yield doubtful(path, '条件总是成立：界限包住了这个数据可能的全部范围；百分数要写成 "90%"')
        elif isinstance(node, c.All):
            yield from (wrong(path, f"条件永远不会成立：{why}") for why in _contradictions(scheme, node))
        elif isinstance(node, c.Quorum) and node.at_least > len(node.of):
            yield wrong(path, f"只有{len(node.of)}项，却要求至少{node.at_least}项")
        elif isinstance(node, Rule) and node.until is not None:
            document = scheme.documents.get(node.source or scheme.main_document)
            since = node.effective or (document.effective if document else None)
            if since is not None and node.until < since:
                yield wrong(path, f"规则永远不会生效：{since}起施行，{node.until}已废止")
        elif isinstance(node, NumberRange) and _upside_down(node):
            yield wrong(path, "幅度的下限大于上限")
        elif isinstance(node, _AMOUNTS) and _above(node.floor, node.cap):
            yield wrong((*path, "floor"), "最低的数额（floor）大于最高的数额（cap）")
    yield from _shadows(scheme)
    yield from _apart(scheme)


def _interval(scheme: Scheme, node: c.Compare) -> Interval | None:
    found = interval_of(node)
    if found is None:
        return None
    return found.whole() if is_whole(scheme, node.value) else found


def _impossible(scheme: Scheme, node: c.Compare) -> bool:
    found = _interval(scheme, node)
    if found is None:
        return False
    return found.empty or found.meet(possible_range(scheme, node.value)).empty


def _certain(scheme: Scheme, node: c.Compare) -> bool:
    found, possible = _interval(scheme, node), possible_range(scheme, node.value)
    return found is not None and possible != Interval() and possible.inside(found)


def _contradictions(scheme: Scheme, node: c.All) -> Iterator[str]:
    """Conditions on the same value that cannot hold together."""
    seen: dict[str, Interval] = {}
    words: dict[str, Any] = {}
    for part in _flat(node):
        key = repr(part.value)
        found = _interval(scheme, part)
        if found is not None:
            seen[key] = seen[key].meet(found) if key in seen else found
            if seen[key].empty and not found.empty:
                yield "对同一数值的几个界限没有交集"
        if part.is_ is not None:
            if key in words and words[key] != part.is_:
                yield f"同一数据不能既是“{words[key]}”又是“{part.is_}”"
            words[key] = part.is_


def _flat(node: c.All) -> Iterator[c.Compare]:
    for part in node.all:
        if isinstance(part, c.Compare):
            yield part
        elif isinstance(part, c.All):
            yield from _flat(part)


def _upside_down(node: NumberRange) -> bool:
    low = node.at_least if node.at_least is not None else node.above
    high = node.at_most if node.at_most is not None else node.below
    return _above(low, high)


def _above(low: object, high: object) -> bool:
    return isinstance(low, NumberValue) and isinstance(high, NumberValue) and low.number > high.number


def _shadows(scheme: Scheme) -> Iterator[Doubt]:
    """In a group, a rule that holds only where one before it holds never stands."""
    rules = {rule.id: (at, rule) for at, rule in enumerate(scheme.rules)}
    for group in scheme.groups.values():
        order = [rules[key] for key in group.order if key in rules]
        for later, (at, rule) in enumerate(order):
            for _, heavier in order[:later]:
                if _covered(scheme, rule, heavier):
                    yield wrong(
                        ("rules", at), f"在择重组里永远轮不到：凡触发它时，排在前面的“{heavier.id}”也触发"
                    )


def _apart(scheme: Scheme) -> Iterator[Doubt]:
    """In a group, rules that are never judged on one occasion never take each other's place."""
    rules = {rule.id: rule for rule in scheme.rules}
    for key, group in scheme.groups.items():
        members = [rules[one] for one in group.order if one in rules]
        lone = [rule for rule in members if [_occasion(one) for one in members].count(_occasion(rule)) == 1]
        if lone and len(members) > 1:
            told = "、".join(f"“{rule.id}”（{_moment(rule)}）" for rule in members)
            yield doubtful(
                ("groups", key, "order"),
                f"择重只在同一对象的同一期、同一天的登记里比，{told}碰不到一起，不会互相取代："
                "判断的对象和时机（every、on）写成一样的，或者不放在一组",
            )


def _occasion(rule: Rule) -> tuple[str | None, ...]:
    return rule.subject, rule.units, rule.every or ("record" if rule.on else ""), rule.whose


def _moment(rule: Rule) -> str:
    moment = every(rule.every) if rule.every else "逐条登记" if rule.on else "按今天"
    return f"{moment}，各统计单元分别看" if rule.units == "separate" else moment


def _covered(scheme: Scheme, rule: Rule, heavier: Rule) -> bool:
    one, two = rule.when, heavier.when
    if not isinstance(one, c.Compare) or not isinstance(two, c.Compare):
        return False
    if repr(one.value) != repr(two.value) or heavier.unless is not None:
        return False
    inner, outer = _interval(scheme, one), _interval(scheme, two)
    return inner is not None and outer is not None and inner.inside(outer)
