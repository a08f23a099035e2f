"""Which records a rule of periods looks at where it does not say so: only its own period's, or all so far."""

from collections.abc import Iterator

from domain.library.lint.doubts import Doubt, doubtful
from domain.library.models import values as v
from domain.library.models.conditions import Met
from domain.library.models.scheme import Scheme
from domain.library.period_words import stretch
from domain.library.scopes import Visit, Visits


def check_which_records(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Every question of a period about the latest record, or about a time limit."""
    limits = {limit.id: limit.record for limit in scheme.time_limits}
    for visit in visited:
        of_periods = visit.scope.grain is not None or visit.path[0] == "measures"
        if not of_periods or visit.scope.record is not None or visit.path[0] == "cases":
            continue
        match visit.node:
            case v.Take(take="latest" | "earliest", rows=str(), within=None, members=None, peers=None):
                yield from _latest(visit, visit.node)
            case Met(met=key) if key in limits and visit.scope.grain is not None:
                yield from _limit(visit, key, limits[key])


def _latest(visit: Visit, node: v.Take) -> Iterator[Doubt]:
    """最近一次评级 is hardly only that of this quarter."""
    own = f"本{stretch(visit.scope.grain)}" if visit.scope.grain is not None else "所问的那一期"
    yield doubtful(
        visit.path,
        f"不写 within 的，按期问时只看{own}登记的，没有登记就不成立："
        f"沿用以前登记的写 within: ever，只看{own}的写明 within",
    )


def _limit(visit: Visit, key: str, record: str) -> Iterator[Doubt]:
    """One step that was late would be held against every period after it."""
    grain = str(visit.scope.grain)
    own = stretch(grain)
    counted = f"{{value: {{count: {record}, where: {{not: {{met: {key}}}}}, within: {grain}}}, at_least: 1}}"
    yield doubtful(
        visit.path,
        f"“{key}”看的是到那时为止的每一条，一条没有按时，以后各{own}都算没有完成；只看本{own}登记的写 {counted}",
    )
