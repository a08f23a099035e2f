"""Records on which a time limit was not kept: those it does not concern have not kept it either."""

from collections.abc import Iterator

from domain.library.lint.doubts import Doubt, doubtful
from domain.library.models import conditions as c
from domain.library.models.rules import TimeLimit
from domain.library.models.scheme import Scheme
from domain.library.scopes import Visit, Visits


def check_not_concerned(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Every question of one record whether it missed a limit that is only on some, without asking if it is one."""
    limits = {one.id: one for one in scheme.time_limits if one.where is not None or one.unless is not None}
    for visit in visited if limits else ():
        match visit.node:
            case c.Not(not_=c.Met(met=key)) if key in limits and visit.path[0] != "cases":
                limit = limits[key]
                if visit.scope.record == limit.record and not _told_apart(limit, visit, visited):
                    yield doubtful(visit.path, _SAID.format(title=limit.title, parts=_parts(limit), key=key))


_SAID = (
    "时限“{title}”不管的登记（{parts}）也算没有完成，会一起算进去；"
    "只要该办而没有按时办的，写 {{all: [时限里的那个条件, {{not: {{met: {key}}}}}]}}"
)


def _parts(limit: TimeLimit) -> str:
    words = {"where 以外的": limit.where, "unless 除外的": limit.unless}
    return "、".join(word for word, part in words.items() if part is not None)


def _told_apart(limit: TimeLimit, visit: Visit, visited: Visits) -> bool:
    """Whether what stands beside the question names some of the limit's own conditions."""
    around = [one.node for one in visited if one.path == visit.path[: len(one.path)]]
    beside = {part for node in around if isinstance(node, c.All) for part in node.all}
    denied = {part.not_ for part in beside if isinstance(part, c.Not)}
    own = limit.where.all if isinstance(limit.where, c.All) else (limit.where,)
    within = limit.where is None or beside.issuperset(own)
    return within and (limit.unless is None or limit.unless in denied)
