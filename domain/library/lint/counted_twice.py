"""One event looked at both by itself and where several registers are put together: it counts twice."""

from collections.abc import Iterator, Mapping
from typing import Any

from domain.library.lint.doubts import Doubt, doubtful
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models.joined import REGISTER
from domain.library.models.literals import NameValue
from domain.library.models.scheme import Scheme
from domain.library.moving import consequences_of, moving, rules_moving
from domain.library.scopes import Path, Visits

_Picked = Mapping[str, frozenset[str]]  # by field the words that records are picked by
_Mover = tuple[Path, str, str, Any]  # where it stands, its id, its record, its condition


def check_counted_twice(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Balances moved by a register and by those put together, and sums that count both."""
    for key in scheme.balances:
        movers = list(_movers(scheme, key))
        for path, name, record, when in movers:
            for _, other, part, condition in movers:
                if part in _parts(scheme, record) and not _apart(scheme, part, when, condition):
                    told = f"“{scheme.facts[part].name}”已经在“{scheme.facts[record].name}”里"
                    yield doubtful(
                        path, f"{told}，“{other}”和“{name}”会把同一条记两次：{_ways(scheme, part)}"
                    )
    for visit in visited:
        if isinstance(visit.node, v.Sum):
            counted = {one.count: one for one in visit.node.sum if isinstance(one, v.Count)}
            for record, whole in counted.items():
                for part in counted.keys() & set(_parts(scheme, record)):
                    if not _apart(scheme, part, whole.where, counted[part].where):
                        told = f"“{scheme.facts[part].name}”已经在“{scheme.facts[record].name}”里"
                        yield doubtful(visit.path, f"{told}，加起来同一条数了两次：{_ways(scheme, part)}")


def _ways(scheme: Scheme, part: str) -> str:
    others = f"{{not: {{value: {REGISTER}, is: {scheme.facts[part].name}}}}}"
    return f"只留一处，或者合在一起的那一处写 {others}"


def _parts(scheme: Scheme, record: str) -> tuple[str, ...]:
    return scheme.facts[record].parts if record in scheme.facts else ()


def _movers(scheme: Scheme, key: str) -> Iterator[_Mover]:
    """Entries and rules that move a balance with each record."""
    for at, entry in enumerate(scheme.balances[key].entries):
        if entry.on is not None:
            yield ("balances", key, "entries", at), entry.id, entry.on, entry.when
    at_rule = {rule.id: at for at, rule in enumerate(scheme.rules)}
    for rule in rules_moving(scheme, key):
        if (
            rule.on is not None
            and rule.id in at_rule
            and any(moving(many, key) for many in consequences_of(rule))
        ):
            yield ("rules", at_rule[rule.id]), rule.id, rule.on, rule.when


def _apart(scheme: Scheme, part: str, whole_when: Any, part_when: Any) -> bool:
    """Whether what is meant of the whole and of the part are different records for certain."""
    mine = {REGISTER: frozenset({scheme.facts[part].name}), **_picked(part_when)}
    if any(_left_out(one) & mine[REGISTER] for one in _both(whole_when)):
        return True
    theirs = _picked(whole_when)
    return any(not mine[field] & theirs[field] for field in mine.keys() & theirs.keys())


def _both(when: Any) -> tuple[Any, ...]:
    return when.all if isinstance(when, c.All) else (when,)


def _picked(when: Any) -> _Picked:
    return {name: words for one in _both(when) for name, words in _words(one).items()}


def _left_out(one: Any) -> frozenset[str]:
    return _words(one.not_).get(REGISTER, frozenset()) if isinstance(one, c.Not) else frozenset()


def _words(one: Any) -> _Picked:
    if not isinstance(one, c.Compare) or not isinstance(one.value, NameValue):
        return {}
    listed = one.one_of or ((one.is_,) if one.is_ is not None else ())
    return {one.value.name: frozenset(map(str, listed))} if listed else {}
