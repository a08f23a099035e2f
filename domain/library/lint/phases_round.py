"""The first and last days of phases may not be reckoned from each other in a circle."""

from collections.abc import Iterator

from domain.library.lint.doubts import Doubt, wrong
from domain.library.models.dates import PhaseDate
from domain.library.models.scheme import Scheme
from domain.library.scopes import Visits

_Bound = tuple[str, str]  # the phase and which of its days: start or end


def check_phases_round(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Each day that comes back to itself: nobody can say when it is, so nothing else is looked at."""
    leads: dict[_Bound, set[_Bound]] = {}
    for visit in visited:
        if (
            isinstance(visit.node, PhaseDate)
            and visit.path[0] == "phases"
            and visit.path[2] in ("start", "end")
        ):
            here = scheme.phases[int(visit.path[1])].key, str(visit.path[2])
            leads.setdefault(here, set()).add((visit.node.phase, visit.node.point))
    for at, phase in enumerate(scheme.phases):
        for point in ("start", "end"):
            if _comes_back(leads, (phase.key, point)):
                day = "起日" if point == "start" else "止日"
                yield wrong(
                    ("phases", at, point), f"阶段“{phase.name}”的{day}绕了一圈又从自己算起，写一个确定的日子"
                )


def _comes_back(leads: dict[_Bound, set[_Bound]], start: _Bound) -> bool:
    seen: set[_Bound] = set()
    todo = list(leads.get(start, ()))
    while todo:
        here = todo.pop()
        if here == start:
            return True
        if here not in seen:
            seen.add(here)
            todo += leads.get(here, ())
    return False
