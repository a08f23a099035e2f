"""What need not be filled in: a date that leaves a count open, a result that counts as 否 before there is one."""

import re
from collections.abc import Iterator
from typing import Any

from domain.library.lint.doubts import Doubt, doubtful
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models.literals import NameValue
from domain.library.models.rules import Rule
from domain.library.models.scheme import Scheme
from domain.library.parts import below
from domain.library.scopes import Visits


def check_not_filled_in(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """A comparison of such a date in `where`, without asking first whether it is there."""
    for visit in visited:
        record, where = _looked_through(visit.node)
        fact = scheme.facts.get(record)
        if where is None or fact is None or fact.kept_by_system:
            continue
        dates = {
            key for key, field in fact.asked.items() if field.optional and field.kind in ("date", "time")
        }
        for name in dict.fromkeys(_unasked(where, frozenset())):
            if name in dates:
                yield doubtful(
                    (*visit.path, "where"),
                    f"“{fact.fields[name].name}”可以不填，有一条没有填，这里就待核：没有填就是没有办的，加上 "
                    f"{{reported: {name}}}；没有填的也算的，写 {{any: [{{not: {{reported: {name}}}}}, …]}}",
                )


_RESULT = re.compile(r"(合格|通过|达标|属实|成立|不符|核准|批准)$")


def check_no_result_yet(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """返工合格 that is not ticked is 否, also before anybody looked: who asks for 否 acts without a result."""
    for visit in visited:
        rule = visit.node
        fact = scheme.facts.get(rule.on or "") if isinstance(rule, Rule) else None
        if fact is None or fact.kept_by_system or not isinstance(rule, Rule):
            continue
        parts = list(below(rule.when))
        if any(isinstance(part, c.Reported) for part in parts):
            continue
        for part in parts:
            name = part.value.name if _is_no(part) else ""
            field = fact.asked.get(name)
            if field is not None and field.optional and field.kind == "flag" and _RESULT.search(field.name):
                yield doubtful(
                    (*visit.path, "when"),
                    f"“{field.name}”可以不填，没有填的算“否”，还没有结果的也触发：都有结果才登记的，去掉 optional；"
                    "先登记、后有结果的，设一项出结果的日期（可不填），条件里先写 {reported: 那一项}",
                )


def _is_no(part: Any) -> bool:
    return isinstance(part, c.Compare) and part.is_ is False and isinstance(part.value, NameValue)


def _looked_through(node: Any) -> tuple[str, c.Condition | None]:
    match node:
        case v.Count():
            return node.count, node.where
        case c.Happened():
            return node.happened, node.where
        case v.Take():
            return node.rows or "", node.where
    return "", None


def _unasked(condition: Any, asked: frozenset[str]) -> Iterator[str]:
    """Names compared where it is not known that they are there, and nothing else tells the records apart."""
    match condition:
        case c.Compare(value=NameValue(name=name)) if name not in asked:
            yield name
        case c.All():
            if not any(_told_apart(one) for one in condition.all):
                there = asked | {name for one in condition.all if (name := _reported(one))}
                for one in condition.all:
                    yield from _unasked(one, there)
        case c.AnyOf():
            there = asked | {
                name for one in condition.any if isinstance(one, c.Not) and (name := _reported(one.not_))
            }
            for one in condition.any:
                yield from _unasked(one, there)
        case c.Not():
            yield from _unasked(condition.not_, asked)


def _reported(condition: Any) -> str:
    """What a condition asks to be there."""
    found = condition.reported if isinstance(condition, c.Reported) else None
    return found.name if isinstance(found, NameValue) else ""


def _told_apart(condition: Any) -> bool:
    """Whether a condition picks records by a word or a tick, so that the rest of it speaks of those alone."""
    return isinstance(condition, c.Compare) and (condition.is_ is not None or condition.one_of is not None)
