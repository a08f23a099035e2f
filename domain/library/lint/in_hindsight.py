"""Time limits of other records asked from a record: how they came out by today, not on the day of the record."""

from collections.abc import Iterator

from domain.library.lint.doubts import Doubt, doubtful
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models.literals import NameValue
from domain.library.models.scheme import Scheme
from domain.library.scopes import Visits

_ROWS = (v.Count, c.Happened, v.Take)


def check_in_hindsight(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Filters of what is judged record by record, which take a term that was to run out later as missed already."""
    limits = {one.id: one for one in scheme.time_limits}
    for visit in visited if limits else ():
        own = visit.scope.record
        if (
            not isinstance(visit.node, _ROWS)
            or visit.node.where is None
            or own is None
            or visit.path[0] == "facts"
        ):
            continue
        where = (*visit.path, "where")
        inside = [one for one in visited if one.path[: len(where)] == where]
        if any(isinstance(one.node, NameValue) and one.node.name == "judged_on" for one in inside):
            continue
        for one in inside:
            key = _asked(one.node)
            if key in limits and limits[key].record != own:
                yield doubtful(one.path, _said(scheme, own, limits[key].title))


def _asked(node: object) -> str:
    return node.met if isinstance(node, c.Met) else node.days_late if isinstance(node, v.DaysLate) else ""


def _said(scheme: Scheme, own: str, title: str) -> str:
    name = scheme.facts[own].name if own in scheme.facts else own
    return (
        f"时限“{title}”看的是到今天的结果，“{name}”登记那天期限还没有到的也算逾期：看那天的，期限设成算出来的登记项，"
        "where 里再写 {value: 那一项, below: judged_on}"
    )
