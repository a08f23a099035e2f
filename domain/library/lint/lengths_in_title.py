"""Lengths of time beside those that a title says: fifteen working days are not fifteen days."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from domain.library.kinds import alternatives
from domain.library.lint.doubts import Doubt, doubtful
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models.accounts import BalanceEntry
from domain.library.models.literals import NameValue, NumberValue
from domain.library.models.rules import Duty, Rule, TimeLimit
from domain.library.models.scheme import Scheme
from domain.library.parts import below
from domain.library.scopes import Path
from domain.library.title_words import Figure

Entry = Rule | Duty | TimeLimit | BalanceEntry
_UNITS = {
    "工作日": "working_day", "日": "calendar_day", "天": "calendar_day", "周": "week", "月": "month", "年": "year",
    "小时": "hour", "分钟": "minute",
}  # fmt: skip
_WORDS = {
    "working_day": "工作日", "calendar_day": "日历日", "week": "周", "month": "月", "year": "年", "hour": "小时",
    "minute": "分钟", "quarter": "季度", "half_year": "半年",
}  # fmt: skip


def terms_beside(scheme: Scheme, path: Path, entry: Entry, said: list[Figure]) -> Iterator[Doubt]:
    """Fifteen working days are not fifteen days, six months not six weeks, be it in the list that a rule puts on."""
    nodes = list(below(entry))
    rolls = [one for one in (scheme.lists.get(getattr(node, "list_", None) or "") for node in nodes) if one]
    nodes += [node for roll in rolls for node in below(roll.lasts)]
    terms = {term for node in nodes for term in lengths(node)} | set(_passed(scheme, entry, nodes))
    spoken = {getattr(one, name, None) for one in nodes[1:] for name in ("unit", "word", "every")}
    for one in said:
        unit, words = _UNITS.get(one.unit, ""), one.words
        other = {written for number, written in terms if number == one.number}
        if unit and other and unit not in other and unit not in spoken - other:
            written = next(iter(sorted(other)))
            told = f"标题说“{words}”，unit 写的是{_WORDS[written]}：是不是应写 {unit}？"
            days = {unit, written} <= {"working_day", "calendar_day"}
            yield doubtful(path, told + (f"原文写明“{one.unit}”怎样算的照原文" if days else ""))


def lengths(node: Any) -> Iterator[tuple[Fraction, str]]:
    """The lengths of time that a part of a scheme writes: a term, a date so long after another, a time that passed."""
    if isinstance(node, c.Compare) and isinstance(node.value, v.Elapsed):
        yield from (
            (bound.number, node.value.unit) for _, bound in node.limits if isinstance(bound, NumberValue)
        )
    elif (number := length(node)) is not None and not (
        isinstance(node, v.Shifted) and number == 1 and "day" in node.unit
    ):
        yield number, str(node.unit)  # the day before, the day after are no lengths


def _passed(scheme: Scheme, entry: Entry, nodes: list[Any]) -> Iterator[tuple[Fraction, str]]:
    """What a time that passed is compared with, where a field of the record or a measure has it (隔了几分钟)."""
    record = scheme.facts.get(record_of(entry))
    for node in nodes:
        if not isinstance(node, c.Compare) or not isinstance(node.value, NameValue):
            continue
        field = record.fields.get(node.value.name) if record is not None else None
        behind = field or scheme.measures.get(node.value.name)
        value = behind.value if behind is not None else None
        ways = [one for _, one in alternatives(value)] if isinstance(value, v.If) else [value]
        for unit in {one.unit for one in ways if isinstance(one, v.Elapsed)}:
            yield from ((bound.number, unit) for _, bound in node.limits if isinstance(bound, NumberValue))


def record_of(entry: Entry) -> str:
    """The record that an entry is judged on."""
    return (entry.record if isinstance(entry, TimeLimit) else getattr(entry, "on", None)) or ""


def length(node: Any) -> Fraction | None:
    """How many of its units a part of a scheme is long, where that is written as a number."""
    count = getattr(node, "count", None) if isinstance(getattr(node, "unit", None), str) else None
    if isinstance(count, NumberValue):
        return count.number
    return Fraction(count) if isinstance(count, int) else None
