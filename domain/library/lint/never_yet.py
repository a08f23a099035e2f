"""So many days since the last time: where there never was one, nothing is that long ago (连续30日没有服务)."""

from collections.abc import Iterator
from typing import Any

from domain.library.lint.doubts import Doubt, doubtful
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models import windows as w
from domain.library.models.literals import NameValue, NumberValue
from domain.library.models.scheme import Scheme
from domain.library.parts import below
from domain.library.scopes import Path, Visits

_AT_THE_END = ("latest", "earliest")
_PER_UNIT = {"calendar_day": "calendar_day", "month": "month", "year": "year"}


def check_never_yet(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """A line that the time since the last record has to reach, with nothing beside it about there being none."""
    for visit in visited:
        if not isinstance(visit.node, c.Compare) or "leaves_when" in visit.path:
            continue
        longest = [bound for name, bound in visit.node.limits if name in ("above", "at_least")]
        span = _span(scheme, visit.node.value)
        if not longest or span is None or (record := _last_of(span)) not in scheme.facts:
            continue
        entry = _entry(scheme, visit.path)
        if record == getattr(entry, "on", None) or any(_asks_for(node, record) for node in below(entry)):
            continue
        name = scheme.facts[record].name
        yield doubtful(
            visit.path,
            f"从来没有登记过“{name}”的，这里不成立：一直没有的也算，写 {{not: {{happened: {record}, "
            f"within: {_window(span, longest[0])}}}}}；没有过就不算的，旁边加 {{happened: {record}, within: ever}}",
        )


def _span(scheme: Scheme, value: Any) -> v.Elapsed | None:
    """The time since something, as it is written or as a measure is computed."""
    if isinstance(value, NameValue) and value.name in scheme.measures:
        value = scheme.measures[value.name].value
    return value if isinstance(value, v.Elapsed) else None


def _last_of(span: v.Elapsed) -> str:
    """The records of which the last one is looked for; empty where those before one in hand are meant."""
    since = span.elapsed[0]
    if not isinstance(since, v.Take) or since.take not in _AT_THE_END or since.members is not None:
        return ""
    earlier = isinstance(since.within, w.WordWindow) and since.within.word == "earlier"
    return "" if earlier else since.rows or ""


def _entry(scheme: Scheme, path: Path) -> Any:
    """The rule, the balance or whatever else it is of which a path is a part."""
    top = getattr(scheme, str(path[0]))
    return top[path[1]] if isinstance(top, dict) else top[int(path[1])] if isinstance(top, tuple) else top


def _asks_for(node: Any, record: str) -> bool:
    match node:
        case c.Happened(happened=key) | v.Count(count=key):
            return key == record
        case c.Reported():
            return any(isinstance(part, v.Take) and part.rows == record for part in below(node))
    return False


def _window(span: v.Elapsed, line: Any) -> str:
    unit = _PER_UNIT.get(span.unit)
    if unit is None or not isinstance(line, NumberValue) or line.number.denominator != 1:
        return "{count: …, unit: calendar_day}"
    return f"{{count: {line.number.numerator}, unit: {unit}}}"
