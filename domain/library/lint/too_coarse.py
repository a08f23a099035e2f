"""Hours between days that have none, and what is done in a year held against what each month asks."""

from collections.abc import Iterator
from typing import Any

from domain.cycles import is_cycle
from domain.library.grains import finer
from domain.library.lint.doubts import Doubt, doubtful, wrong
from domain.library.models import values as v
from domain.library.models import windows as w
from domain.library.models.literals import NameValue
from domain.library.models.rules import Duty
from domain.library.models.scheme import Scheme
from domain.library.period_words import stretch
from domain.library.scopes import Scope, Visit, Visits

_BY_THE_CLOCK = ("hour", "minute")
_PERIODS = frozenset({"day", "week", "ten_days", "half_month", "month", "quarter", "half_year", "year"})


def check_too_coarse(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Every stretch in hours, and what each duty counts as done."""
    for visit in visited:
        match visit.node:
            case v.Elapsed(unit=unit) as span if unit in _BY_THE_CLOCK:
                yield from _days_only(scheme, visit, span)
            case Duty() as duty:
                yield from _beyond_the_period(visit, duty)


def _days_only(scheme: Scheme, visit: Visit, span: v.Elapsed) -> Iterator[Doubt]:
    """报告超过24小时 of two dates: 39 hours of two days running are told as 24."""
    for one in span.elapsed:
        name = _recorded_day(scheme, one, visit.scope)
        if name:
            said = f"按小时、分钟算的要有时刻，“{name}”只有日期（从零点算）：它的 kind 写 time，或者按日算"
            yield wrong((*visit.path, "elapsed"), said)
            return


def _recorded_day(scheme: Scheme, node: Any, scope: Scope) -> str:
    """The name of a date that is typed in without an hour; empty for anything else."""
    if not isinstance(node, NameValue):
        return ""
    record = scheme.facts.get(scope.record or "")
    found = record.fields.get(node.name) if record is not None else None
    known = found or scheme.facts.get(node.name)
    typed = known is not None and getattr(known, "value", None) is None
    return known.name if known is not None and typed and str(known.kind) == "date" else ""


def _beyond_the_period(visit: Visit, duty: Duty) -> Iterator[Doubt]:
    """每月回访: what was done since January is not what was done this month."""
    window = getattr(duty.done, "within", None)
    if duty.every is None or not isinstance(window, w.WordWindow) or duty.make_up is not None:
        return
    if (window.word in _PERIODS or is_cycle(window.word)) and finer(duty.every, window.word):
        own = stretch(duty.every)
        said = f"做到的从{stretch(window.word)}初数起，以前各{own}做的也算在本{own}里"
        yield doubtful((*visit.path, "done"), f"{said}：只算本{own}的不写 within；原文就是累计的不用改")
