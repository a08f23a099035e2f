"""Records of which a time limit does not speak: they have not kept it, and belong into no rate of those that did."""

from collections.abc import Iterator
from typing import Any

from domain.library.lint.doubts import Doubt, doubtful
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models.rules import TimeLimit
from domain.library.models.scheme import Scheme
from domain.library.parts import name_read
from domain.library.scopes import Visit, Visits


def check_not_concerned(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Every question of records whether they kept a limit that is only on some, without asking if they are such."""
    limits = {one.id: one for one in scheme.time_limits if one.where is not None or one.unless is not None}
    for visit in visited if limits else ():
        match visit.node:
            case c.Not(not_=c.Met(met=key)) if key in limits and visit.path[0] != "cases":
                limit = limits[key]
                if visit.scope.record == limit.record and not _beside(limit, visit, visited):
                    yield doubtful(
                        visit.path, _MISSED.format(title=limit.title, parts=_parts(limit), key=key)
                    )
            case v.Ratio(ratio=(above, below)):
                kept, counted = _count(scheme, above), _count(scheme, below)
                for limit in _rated(limits, kept, counted):
                    yield doubtful(
                        visit.path, _RATE.format(title=limit.title, parts=_parts(limit), key=limit.id)
                    )


_MISSED = (
    "时限“{title}”不管的登记（{parts}）也算没有完成，会一起算进去；"
    "只要该办而没有按时办的，写 {{all: [{{owed: {key}}}, {{not: {{met: {key}}}}}]}}"
)
_RATE = (
    "时限“{title}”不管的登记（{parts}）不在按时办结的里面，却在总数里，率就低了；"
    "总数只要该办的，总数那一项写 where: {{owed: {key}}}"
)


def _parts(limit: TimeLimit) -> str:
    words = {"where 以外的": limit.where, "unless 除外的": limit.unless}
    return "、".join(word for word, part in words.items() if part is not None)


def _beside(limit: TimeLimit, visit: Visit, visited: Visits) -> bool:
    """Whether what stands beside a question asks if the limit concerns the record."""
    around = [one.node for one in visited if one.path == visit.path[: len(one.path)]]
    return _told_apart(limit, [part for node in around for part in _joined(node)])


def _rated(
    limits: dict[str, TimeLimit], kept: v.Count | None, counted: v.Count | None
) -> Iterator[TimeLimit]:
    """The limits whose keeping is counted of all records, those that they do not concern among them."""
    if kept is None or counted is None or kept.count != counted.count:
        return
    asked = [
        limits[part.met] for part in _joined(kept.where) if isinstance(part, c.Met) and part.met in limits
    ]
    yield from (one for one in asked if not _told_apart(one, _joined(counted.where)))


def _count(scheme: Scheme, node: Any) -> v.Count | None:
    measure = scheme.measures.get(name_read(node))
    found = node if measure is None else measure.value
    return found if isinstance(found, v.Count) else None


def _joined(node: Any) -> list[Any]:
    """The conditions that hold together."""
    return list(node.all) if isinstance(node, c.All) else [node]


def _told_apart(limit: TimeLimit, beside: list[Any]) -> bool:
    """Whether conditions ask if a limit concerns a record, with its own conditions or by its name."""
    if c.Owed(owed=limit.id) in beside:
        return True
    denied = [part.not_ for part in beside if isinstance(part, c.Not)]
    within = limit.where is None or all(part in beside for part in _joined(limit.where))
    return within and (limit.unless is None or limit.unless in denied)
