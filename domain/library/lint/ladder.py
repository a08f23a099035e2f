"""The ladder of supervision: from mild to severe, and no day overdue between two levels that belongs to none."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from domain.library.lint.doubts import Doubt, doubtful
from domain.library.lint.intervals import Interval, interval_of
from domain.library.models import conditions as c
from domain.library.models.literals import NameValue
from domain.library.models.scheme import Scheme
from domain.library.scopes import Path, Visits

_FIGURES = {
    "days_overdue": "逾期天数",
    "working_days_overdue": "逾期工作日",
    "times_returned": "退回次数",
    "times_urged": "催办次数",
}
_Step = tuple[int, str, Interval]  # the number of the level, its name, what its figure may be


def check_ladder(scheme: Scheme, _: Visits) -> Iterator[Doubt]:
    """Levels that are reached by the same figure, from the mildest to the most severe."""
    if scheme.escalation is None:
        return
    for figure, name in _FIGURES.items():
        steps = [
            (at, level.name, span)
            for at, level in enumerate(scheme.escalation.levels)
            for span in _spans(level.when, figure)
        ]
        yield from _gaps(("escalation", "levels"), name, steps)


def _spans(when: object, figure: str) -> list[Interval]:
    """What a figure has to be for a level that is reached by it alone."""
    if isinstance(when, c.AnyOf):
        return [span for one in when.any for span in _spans(one, figure)]
    if isinstance(when, c.Compare) and isinstance(when.value, NameValue) and when.value.name == figure:
        found = interval_of(when)
        return [] if found is None else [found.whole()]
    return []


def _gaps(path: Path, name: str, steps: Sequence[_Step]) -> Iterator[Doubt]:
    for (one, mild, before), (at, severe, after) in pairwise(steps):
        if one == at:
            continue
        if before.low is not None and after.low is not None and after.low < before.low:
            yield doubtful(
                (*path, at),
                f"督办由轻到重写，“{severe}”{name} {after.low} 就到，前面的“{mild}”要 {before.low}：轮不到“{mild}”",
            )
        elif before.high is not None and after.low is not None and after.low > before.high + 1:
            yield doubtful((*path, at), f"{name} {_between(before.high, after.low)} 不在任何一级")


def _between(high: Fraction, low: Fraction) -> str:
    first, last = high + 1, low - 1
    return str(first) if first == last else f"{first} 至 {last}"
