"""What is written well and yet hardly meant: a day too many, a window cut short, a word that a table leaves out."""

from collections.abc import Iterator, Mapping

from domain.library.lint.doubts import Doubt, doubtful, wrong
from domain.library.lint.words_left import words_left
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models.dates import EventDate, RelativeDate
from domain.library.models.literals import ClockValue
from domain.library.models.scheme import Scheme
from domain.library.models.windows import DatesWindow, RollingWindow
from domain.library.outcomes import outcomes
from domain.library.scopes import Path, Visit, Visits

_DAY = 24 * 60
_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


def check_easily_missed(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Each window and each table where it is used."""
    at = {visit.path: visit for visit in visited}
    for visit in visited:
        match visit.node:
            case RollingWindow(anchor=None) as window:
                yield from _day_too_many(visit, window)
            case DatesWindow() as window:
                yield from _cut_short(scheme, visit, window)
            case c.Compare(value=v.PartOfDate(part="time")) as compared:
                yield from _after_midnight(visit, compared)
            case v.Table(otherwise=None) as table:
                yield from _left_out(scheme, visit, table, at)


def _after_midnight(visit: Visit, compared: c.Compare) -> Iterator[Doubt]:
    """Nothing of a day is later than its last minute: what ends after midnight ends early on the next."""
    midnight = {
        name for name, bound in compared.limits if isinstance(bound, ClockValue) and bound.minutes == _DAY
    }
    if midnight & {"above", "at_least"}:
        yield wrong(visit.path, "一天里没有 24:00 以后的时刻，永远不会成立：次日凌晨的写 below: 6:00 这样")


def _day_too_many(visit: Visit, window: RollingWindow) -> Iterator[Doubt]:
    """Three years back from the last day of a year take in the last day of a fourth."""
    each = _MONTHS.get(visit.scope.grain or "")
    months = {"month": 1, "year": 12}.get(window.unit, 0) * window.count
    if (
        each is None
        or visit.scope.record is not None
        or window.edge == "excluded"
        or not months
        or months % each
    ):
        return
    yield doubtful(
        visit.path,
        "从期末往回数，首尾两天都算，会连上多一期的末一天（例如三年前的 12 月 31 日）；"
        f"近几期写 {{periods: {months // each}}}，原文就是连那一天的不用改",
    )


def _cut_short(scheme: Scheme, visit: Visit, window: DatesWindow) -> Iterator[Doubt]:
    """So long after a date of the subject: a period's rule sees it up to the end of the period only."""
    to = window.to
    if visit.scope.grain is None or not isinstance(to, RelativeDate) or not isinstance(to.count, int):
        return
    after = to.after.event if isinstance(to.after, EventDate) else to.after
    fact = scheme.facts.get(after) if isinstance(after, str) else None
    if fact is not None and fact.kind == "date":
        written = f"{{count: {to.count}, unit: {to.unit}, after: {after}}}"
        yield doubtful(
            (*visit.path, "to"), f"按期的只看到期末，期末以后登记的不算；要看到这段时间过完，写 {written}"
        )


def _left_out(scheme: Scheme, visit: Visit, table: v.Table, at: Mapping[Path, Visit]) -> Iterator[Doubt]:
    """The words of what is looked up for which a table has nothing."""
    possible = dict.fromkeys(outcomes(scheme, table.table, visit.scope))
    words = words_left(at, visit, table.table, possible)
    left = [word for word in words if word not in table.values]
    if left and len(left) < len(words):
        yield doubtful(
            visit.path,
            f"“{'、'.join(left)}”不在对照表里，遇到了由人判定；补上，或写 otherwise",
        )
