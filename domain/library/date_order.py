"""Dates of one record that stand in another order than a time limit expects: done before it began."""

from collections.abc import Mapping
from datetime import date

from domain.library.models.literals import NameValue
from domain.library.models.rules import TimeLimit
from domain.library.models.scheme import Scheme

_OWN_DAY = "row_date"
_DAY, _MINUTES = len("2026-03-01"), len("2026-03-01 09:30")


def done_before_begun(scheme: Scheme, fact: str, day: date | None, fields: Mapping[str, object]) -> list[str]:
    """“办结日”（2026-03-18）早于“受理日”（2026-03-20）: for the person who registers it; it may be meant."""
    written = {key: str(value)[:_MINUTES] for key, value in fields.items() if isinstance(value, str | date)}
    if day is not None:
        written[_OWN_DAY] = day.isoformat()
    found = []
    for first, last in _orders(scheme, fact):
        began, done = written.get(first, ""), written.get(last, "")
        if began and done and _cut(done, began) < _cut(began, done):
            names = [_called(scheme, fact, name) for name in (last, first)]
            found.append(f"“{names[0]}”（{done}）早于“{names[1]}”（{began}）")
    return list(dict.fromkeys(found))


def _cut(text: str, other: str) -> str:
    """Moments are compared with moments, and by their days with days."""
    return text if len(text) == len(other) else text[:_DAY]


def _orders(scheme: Scheme, fact: str) -> list[tuple[str, str]]:
    """The dates, both typed in, from one of which to the other a time limit runs."""
    limits = [one for one in scheme.time_limits if one.record == fact]
    return [pair for limit in limits if (pair := _typed(scheme, limit)) is not None]


def _typed(scheme: Scheme, limit: TimeLimit) -> tuple[str, str] | None:
    ends = [one.name for one in (limit.starts, limit.ends) if isinstance(one, NameValue)]
    fields = scheme.facts[limit.record].asked
    asked = {_OWN_DAY, *(key for key, field in fields.items() if field.kind in {"date", "time"})}
    return (ends[0], ends[1]) if len(ends) == 2 and asked.issuperset(ends) else None


def _called(scheme: Scheme, fact: str, name: str) -> str:
    return "登记日期" if name == _OWN_DAY else scheme.facts[fact].fields[name].name
