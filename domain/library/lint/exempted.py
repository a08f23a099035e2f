"""Whom an exception spares, and who is counted all the same where others are looked at together."""

from collections.abc import Iterator
from typing import Any

from domain.library.lint.doubts import Doubt, doubtful
from domain.library.models import values as v
from domain.library.models.exemptions import Exemption
from domain.library.models.scheme import Scheme
from domain.library.parts import children
from domain.library.scopes import Visits


def check_exempted(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """An exception spares rules and duties; the totals of those above still count whom it spares."""
    gathered = [one for one in visited if isinstance(one.node, v.CountMembers | v.Take)]
    for at, one in enumerate(scheme.exemptions):
        if one.entries:
            continue
        found = [visit.path for visit in gathered if _counts(visit.node, one)]
        names = dict.fromkeys(_named(scheme, path) for path in found)
        if names:
            yield doubtful(
                ("exemptions", at),
                f"“{one.title}”免的，{'、'.join(f'“{name}”' for name in names)}里照样数着："
                "不算在内的，那里的 where 也写上 {not: 这条例外的条件}",
            )


def _counts(node: Any, one: Exemption) -> bool:
    """Whether those of its kind are counted, without a look at what spares them."""
    members = node.count_members if isinstance(node, v.CountMembers) else node.members
    return members == one.of and (node.where is None or not _holds(node.where, one.when))


def _holds(node: Any, when: Any) -> bool:
    return node == when or any(_holds(part, when) for part in children(node))


def _named(scheme: Scheme, path: tuple[str | int, ...]) -> str:
    """What counts them: a measure by its name, an entry by its number."""
    room, key = path[0], path[1]
    if room == "measures" and key in scheme.measures:
        return scheme.measures[str(key)].name
    entries = getattr(scheme, str(room), ())
    found = entries[key] if isinstance(entries, tuple | list) and isinstance(key, int) else key
    return str(getattr(found, "id", found))
