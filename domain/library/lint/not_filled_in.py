"""Dates that need not be filled in, compared while records are counted: one that is missing leaves the count open."""

from collections.abc import Iterator
from typing import Any

from domain.library.lint.doubts import Doubt, doubtful
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models.literals import NameValue
from domain.library.models.scheme import Scheme
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
