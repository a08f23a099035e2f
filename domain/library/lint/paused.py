"""What does not count towards terms: days, stretches between two dates of the record in hand, recorded stoppages."""

from collections.abc import Iterator, Sequence
from typing import Any

from domain.library.kinds import kind_of
from domain.library.lint.doubts import Doubt, doubtful, unknown, wrong
from domain.library.models.consequences import Deed
from domain.library.models.limits import PausedSpan
from domain.library.models.rules import Duty, TimeLimit
from domain.library.models.scheme import Scheme
from domain.library.models.values import CoveredDays
from domain.library.named_days import names_in
from domain.library.scopes import Path, Scope, Visits


def check_paused(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """The pauses of every time limit, of every duty and of every consequence."""
    for visit in visited:
        if isinstance(visit.node, TimeLimit) and visit.node.record in scheme.facts:
            clock = getattr(visit.node.within, "unit", "") in {"hour", "minute"}
            yield from _pauses(scheme, visit.path, visit.node.pauses, visit.scope, clock=clock)
            yield from _bounded(visit.path, visit.node)
        elif isinstance(visit.node, Deed | Duty):
            yield from _pauses(scheme, visit.path, visit.node.pauses, visit.scope, clock=False)


def _bounded(path: Path, limit: TimeLimit) -> Iterator[Doubt]:
    """可以顺延，但不得超过解除后10日: how far it moves is bounded, the term itself does not become shorter by it."""
    bound = getattr(limit.within, "no_later_than", None)
    ends = {one.to for one in limit.pauses if isinstance(one, PausedSpan)}
    for end in sorted(ends.intersection(names_in(bound)) if bound is not None else ()):
        yield doubtful(
            (*path, "within", "no_later_than"),
            f"从不计入的止日（{end}）数起的最晚一天，可能早于没有顺延的末日，期限反而短了：只限顺延多久的，"
            "在登记项里算出期限 {larger_of: [没有顺延的末日, {smaller_of: "
            f"[顺延以后的末日, {{after: {end}, …}}]}}]}}，"
            "within 写 {by: {event: 那一项}}",
        )


def _pauses(
    scheme: Scheme, path: Path, pauses: Sequence[Any], scope: Scope, *, clock: bool
) -> Iterator[Doubt]:
    """A number of days (hours, minutes), or what lies between two dates."""
    fact = scheme.facts.get(scope.record or "")
    kinds = {"time"} if clock else {"date", "time"}
    dates = [key for key, field in fact.fields.items() if field.kind in kinds] if fact is not None else []
    dates += [] if clock or fact is None else ["row_date"]
    what = "时刻登记项" if clock else "日期登记项"
    for at, pause in enumerate(pauses):
        here = (*path, "pauses", at)
        if isinstance(pause, PausedSpan):
            yield from (
                unknown((*here, "from"), what, key, dates)
                for key in (pause.from_, pause.to)
                if key not in dates
            )
        elif isinstance(pause, CoveredDays):
            if pause.within is not None or pause.unit != "calendar_day":
                yield wrong(
                    here, "pauses 里的 covered_days 只算期限以内的日子，按期限的单位算：不写 within、unit"
                )
        elif kind_of(scheme, pause, scope) not in (None, "number"):
            yield wrong(here, "不计入的天数要是数；两个日期之间写 {from: 起日, to: 止日}")
