"""Records of days after the period that is judged, looked for in a stretch that ends with it: there never are any."""

from collections.abc import Iterator
from typing import Any

from domain.library.lint.doubts import Doubt, doubtful
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models import windows as w
from domain.library.models.literals import NameValue
from domain.library.models.scheme import Scheme
from domain.library.parts import below
from domain.library.scopes import Visit, Visits

_SAID = (
    "只看到期末登记的，期末以后才有的永远数不到：期满以后才做的，within 写 {from: {after: period_end, count: 1, "
    "unit: calendar_day, roll: none}, to: {after: period_end, count: 10, unit: calendar_day, roll: none}}，"
    "where 里不写；期满前后做的都算本期的，职责写 done_by"
)


def check_after_the_end(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """What is counted by period: of the day of a record, and of any date where it says what was done."""
    for visit in visited:
        node = visit.node
        if visit.scope.grain is None or not isinstance(node, v.Count | c.Happened | v.Take):
            continue
        done, parts = _is_done(visit), [] if _reaches_on(node.within) else below(node.where)
        if any(_after_the_end(part, done=done) for part in parts):
            yield doubtful((*visit.path, "where"), _SAID)


def _reaches_on(window: Any) -> bool:
    if isinstance(window, w.RollingWindow):
        return window.after is not None or window.around is not None
    return isinstance(window, w.DatesWindow | w.PhaseWindow)


def _is_done(visit: Visit) -> bool:
    return visit.path[0] == "duties" and bool({"done", "each"} & set(map(str, visit.path)))


def _after_the_end(node: Any, *, done: bool) -> bool:
    """Whether a comparison asks for a day after the last one of the period."""
    if not isinstance(node, c.Compare) or not isinstance(node.value, NameValue):
        return False
    if not done and node.value.name != "row_date":
        return False
    bounds = [bound for name, bound in node.limits if name in ("at_least", "above")]
    return any(_later(bound) for bound in bounds) or _is_end(node.above)


def _later(bound: Any) -> bool:
    return isinstance(bound, v.Shifted) and _is_end(bound.after)


def _is_end(node: Any) -> bool:
    return isinstance(node, NameValue) and node.name == "period_end"
