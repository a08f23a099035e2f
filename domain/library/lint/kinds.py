"""Like compared with like: numbers with numbers, dates with dates, words with words."""

from collections.abc import Iterator, Sequence
from typing import Any

from domain.library.lint.doubts import Doubt, doubtful, unknown, wrong
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models.facts import Fact
from domain.library.models.literals import DayValue, NameValue, NumberValue, TextValue
from domain.library.models.rules import Rule, Tier
from domain.library.models.scheme import Scheme
from domain.library.scopes import BUILT_IN_NAMES, Path, Scope, Visits

_OF_KIND = {
    "number": "number", "amount": "number", "ratio": "number", "rank": "number", "flag": "flag",
    "date": "day", "time": "day", "grade": "text", "choice": "text", "text": "text", "person": "text",
}  # fmt: skip
_SAID = {"number": "数", "day": "日期", "text": "词", "flag": "是否"}
_PASSED_ON: dict[type[object], str] = {v.Previous: "previous", v.Upper: "of", v.AsOf: "of", v.If: "then"}
_NUMBERS = (
    v.Sum, v.Difference, v.Product, v.Ratio, v.Quotient, v.Absolute, v.RoundUp, v.RoundDown, v.Elapsed,
    v.Count, v.CountPeriods, v.CountMembers, v.Share, v.Numerator, v.Denominator, v.FromBottom, v.OutOf,
    v.Ranking, v.Score,
)  # fmt: skip


def kind_of(scheme: Scheme, node: Any, scope: Scope) -> str | None:
    """number, day, text or flag; None where it cannot be told."""
    match node:
        case NumberValue():
            return "number"
        case DayValue() | v.PhaseDay() | v.EventDay():
            return "day"
        case TextValue() | v.ScoreGrade():
            return "text"
        case NameValue():
            return _of_name(scheme, node.name, scope)
        case v.Take():
            inner = scope if node.rows is None else Scope(record=node.rows, kind=scope.kind)
            return kind_of(scheme, node.of, inner)
        case v.Lookup() if node.lookup in scheme.facts:
            return _of_field(scheme.facts[node.lookup], node.field)
    if isinstance(node, _NUMBERS):
        return "number"
    field = _PASSED_ON.get(type(node))
    return kind_of(scheme, getattr(node, field), scope) if field else None


def _of_name(scheme: Scheme, name: str, scope: Scope) -> str | None:
    record = scheme.facts.get(scope.record or "")
    if record is not None and name in record.fields:
        return _of_field(record, name)
    if name in scheme.facts:
        return _OF_KIND.get(scheme.facts[name].kind)
    if name in scheme.balances or name in scope.given:
        return "number"
    measure = scheme.measures.get(name)
    if measure is not None:
        return "text" if measure.bands else kind_of(scheme, measure.value, Scope(kind=measure.of))
    return "day" if name in BUILT_IN_NAMES else None


def _of_field(fact: Fact, field: str) -> str | None:
    if field == "row_date":
        return "day"
    return _OF_KIND.get(fact.fields[field].kind) if field in fact.fields else None


def check_kinds(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Every comparison, and the words of every list of tiers."""
    for visit in visited:
        match visit.node:
            case c.Compare() as node:
                yield from _compared(scheme, visit.path, node.value, node, visit.scope)
            case Rule(of=of) as rule if of is not None:
                for at, tier in enumerate(rule.tiers):
                    yield from _compared(scheme, (*visit.path, "tiers", at), of, tier, visit.scope)
                words = words_of(scheme, of, visit.scope)
                yield from _uncovered((*visit.path, "tiers"), rule.tiers, words or ())


def _compared(scheme: Scheme, path: Path, value: Any, bounds: c.Bounds, scope: Scope) -> Iterator[Doubt]:
    if isinstance(value, TextValue):
        yield wrong(path, f"“{value.text}”不是数据的键：value 要写 facts 或 measures 里的键")
        return
    kind = kind_of(scheme, value, scope)
    for other, said in _others(scheme, bounds, scope):
        if kind is not None and other is not None and other != kind:
            hint = '（引号要用半角的 " "，百分数写成 "90%"）' if kind == "number" and other == "text" else ""
            yield wrong(path, f"左边是{_SAID[kind]}，不能与{_SAID[other]}“{said}”比较{hint}")
    words = words_of(scheme, value, scope)
    for word in _words_used(bounds) if words is not None else ():
        if word not in (words or ()):
            yield unknown(path, "取值", word, words)


def _others(scheme: Scheme, bounds: c.Bounds, scope: Scope) -> Iterator[tuple[str | None, str]]:
    for _, bound in bounds.limits:
        yield kind_of(scheme, bound, scope), _shown(bound)
    if bounds.is_ is not None:
        said = str(bounds.is_).lower() if isinstance(bounds.is_, bool) else bounds.is_
        yield "flag" if isinstance(bounds.is_, bool) else "text", said
    for word in bounds.one_of or ():
        yield "text", word


def _shown(bound: Any) -> str:
    match bound:
        case TextValue():
            return bound.text
        case DayValue():
            return bound.day.isoformat()
        case NumberValue():
            return f"{float(bound.number * 100):g}%" if bound.percent else f"{float(bound.number):g}"
        case NameValue():
            return bound.name
    return next(iter(type(bound).model_fields), "")


def _words_used(bounds: c.Bounds) -> list[str]:
    used = [bounds.is_] if isinstance(bounds.is_, str) else []
    used += list(bounds.one_of or ())
    return used + [bound.text for _, bound in bounds.limits if isinstance(bound, TextValue)]


def words_of(scheme: Scheme, value: Any, scope: Scope) -> tuple[str, ...] | None:
    """The words that a grade or a choice can take; None for anything else."""
    if not isinstance(value, NameValue):
        return None
    record = scheme.facts.get(scope.record or "")
    if record is not None and value.name in record.fields:
        return record.fields[value.name].options or None
    if value.name in scheme.facts:
        fact = scheme.facts[value.name]
        return fact.grades or fact.options or None
    measure = scheme.measures.get(value.name)
    return tuple(band.grade for band in measure.bands) if measure is not None and measure.bands else None


def _uncovered(path: Path, tiers: Sequence[Tier], words: Sequence[str]) -> Iterator[Doubt]:
    """Tiers of words: each word once, none left out."""
    if not words or any(tier.limits or tier.when is not None for tier in tiers):
        return
    seen: list[str] = []
    for at, tier in enumerate(tiers):
        for word in _words_used(tier):
            if word in seen:
                yield wrong((*path, at), f"“{word}”同时写在两档里")
            seen.append(word)
    if left := [word for word in words if word not in seen]:
        yield doubtful(path, f"“{'、'.join(left)}”不在任何一档里，如属原文如此请另写一档说明")
