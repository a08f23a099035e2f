"""Whom an exception spares, and who is counted all the same where others are looked at together."""

from collections.abc import Iterator
from typing import Any

from domain.library.lint.doubts import Doubt, doubtful
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models.exemptions import Exemption
from domain.library.models.rules import Rule
from domain.library.models.scheme import Scheme
from domain.library.parts import children
from domain.library.scopes import Visit, Visits
from domain.several_kinds import meet

_CONTRARY = {"at_least": "below", "below": "at_least", "at_most": "above", "above": "at_most"}
_GATHERED = (v.CountMembers, v.Take, v.Ranking, v.Entrants)


def check_exempted(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """An exception spares rules and duties; the totals of those above still count whom it spares."""
    yield from _ranked(visited)
    gathered = [one for one in visited if isinstance(one.node, _GATHERED)]
    for at, one in enumerate(scheme.exemptions):
        if one.entries:
            continue
        found = [visit.path for visit in gathered if _counts(visit, one)]
        names = dict.fromkeys(_named(scheme, path) for path in found)
        if names:
            yield doubtful(
                ("exemptions", at),
                f"“{one.title}”免的，{'、'.join(f'“{name}”' for name in names)}里照样数着："
                "不算在内的，那里的 where 也写上 {not: 这条例外的条件}",
            )


def _ranked(visited: Visits) -> Iterator[Doubt]:
    """A rule that leaves somebody out and yet ranks him among the rest, where he takes a place."""
    rules = {
        visit.path: visit.node for visit in visited if isinstance(visit.node, Rule) and visit.node.unless
    }
    for visit in visited:
        node, asked = visit.node, visit.path[2:3] != ("unless",)
        if isinstance(node, v.Ranking) and node.where is None and asked and visit.path[:2] in rules:
            yield doubtful(
                visit.path,
                "unless 除外的，名次里照样占着位子：不参加排名的写 ranking 的 where，原文就是一起排的不用改",
            )


def _counts(visit: Visit, one: Exemption) -> bool:
    """Whether those of its kind are counted, without a look at what spares them."""
    node: Any = visit.node
    match node:
        case v.CountMembers(count_members=members) | v.Take(members=members):
            alike = members is not None and meet(members, one.of)
        case _:
            alike = meet(visit.scope.kind or "", one.of) and node.missing == "pending"
    return alike and (node.where is None or not _holds(node.where, one.when))


def _holds(node: Any, when: Any) -> bool:
    return node == when or _contrary(node, when) or any(_holds(part, when) for part in children(node))


def _contrary(node: Any, when: Any) -> bool:
    """Whether one begins where the other ends: 60 and more, beside an exception of less than 60."""
    if not isinstance(node, c.Compare) or not isinstance(when, c.Compare) or node.value != when.value:
        return False
    turned = [(_CONTRARY.get(name, name), bound) for name, bound in when.limits if name in _CONTRARY]
    return len(when.limits) == 1 and list(node.limits) == turned


def _named(scheme: Scheme, path: tuple[str | int, ...]) -> str:
    """What counts them: a measure by its name, an entry by its number."""
    room, key = path[0], path[1]
    if room == "measures" and key in scheme.measures:
        return scheme.measures[str(key)].name
    entries = getattr(scheme, str(room), ())
    found = entries[key] if isinstance(entries, tuple | list) and isinstance(key, int) else key
    return str(getattr(found, "id", found))
