"""Like compared with like: numbers with numbers, dates with dates, words with words."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from domain.library.decimals import clock
from domain.library.hours import is_without_hour
from domain.library.kinds import KIND_NAMES, kind_of, kind_of_field, kind_of_named, scale_of, words_of
from domain.library.lint.bounded import bounded
from domain.library.lint.doubts import Doubt, doubtful, unknown, wrong
from domain.library.lint.references import record_of
from domain.library.lint.wanted import key_meant
from domain.library.misread import number_meant
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models.base import is_number
from domain.library.models.campaign import Target
from domain.library.models.carries import Carry
from domain.library.models.casework import TrafficLights
from domain.library.models.facts import FieldOfRecord, Measure
from domain.library.models.ledger import in_the_ledger
from domain.library.models.literals import ClockValue, DayValue, NameValue, NumberValue, TextValue
from domain.library.models.rules import Rule, Tier
from domain.library.models.scheme import Scheme
from domain.library.models.scoring import BandStep, Sheet
from domain.library.outcomes import outcomes, outside_scale, unplaced_words
from domain.library.ranks import heavy_scales
from domain.library.scopes import Path, Scope, Visit, Visits
from domain.library.value_words import number_text

_HOURS = "从某时刻起若干小时写 {after: 时刻, count: 24, unit: hour}，某日 7 时写 {after: 那一日, count: 7, unit: hour}"
_HINT = '（引号要用半角的 " "，百分数写成 "90%"）'


def check_kinds(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Every comparison, and the words of every list of tiers."""
    for visit in visited:
        match visit.node:
            case c.Compare() as node:
                yield from _compared(scheme, visit.path, node.value, node, visit.scope)
            case (
                Target() | Measure() | BandStep() | Carry() | Sheet() | TrafficLights() | Rule() | v.ByBands()
            ):
                for path, value, bounds in bounded(visit.node):
                    yield from _compared(scheme, (*visit.path, *path), value, bounds, visit.scope)
                yield from _besides(scheme, visit)
            case v.LargerOf() | v.SmallerOf() as node:
                yield from _ranked(scheme, visit.path, node, visit.scope)
            case v.Take(take="highest" | "lowest") as node:
                yield from _ranked(scheme, visit.path, node, visit.scope)
            case node if getattr(node, "match", None):
                yield from _matched(scheme, visit)
            case FieldOfRecord(value=computed) as field if computed is not None:
                yield from _computed(scheme, visit.path, field, visit.scope)


def _ranked(
    scheme: Scheme, path: Path, node: v.LargerOf | v.SmallerOf | v.Take, scope: Scope
) -> Iterator[Doubt]:
    """Of words the better or the worse is taken only where they have an order."""
    if scale := scale_of(scheme, node, scope):
        if outside := outside_scale(scheme, (node,), scale, scope):
            yield wrong(path, unplaced_words(outside, scale))
    elif words := list(dict.fromkeys(outcomes(scheme, node, scope))):
        yield wrong(path, f"“{'、'.join(words)}”没有高低可比：在指标里由好到差写全 grades")


def _besides(scheme: Scheme, visit: Visit) -> Iterator[Doubt]:
    """Tiers name every word; what a measure was initially is what it is later."""
    match visit.node:
        case Rule(of=of) as rule if of is not None:
            words = words_of(scheme, of, visit.scope)
            yield from _uncovered((*visit.path, "tiers"), rule.tiers, words or ())
        case Measure() as measure if measure.grades and (
            outside := outside_scale(scheme, (measure.value,), measure.grades, visit.scope)
        ):
            how = "grades 里没有写：由好到差写全；不分好坏的也列上，再写在 besides 里"
            yield wrong((*visit.path, "grades"), f"“{measure.name}”还会是“{'、'.join(outside)}”，{how}")
        case Measure(initially=begun) as measure if begun is not None and not measure.bands:
            kind, later = kind_of(scheme, begun, visit.scope), kind_of(scheme, measure.value, visit.scope)
            if kind is not None and later is not None and kind != later:
                said = f"“{measure.name}”算出来的是{KIND_NAMES[later]}，initially 写的却是{KIND_NAMES[kind]}"
                yield wrong((*visit.path, "initially"), said)


def _matched(scheme: Scheme, visit: Visit) -> Iterator[Doubt]:
    """What a field of other records is to agree with is of its kind, else it never does."""
    fact = scheme.facts.get(record_of(visit.node)[0] or "")
    matched: dict[str, Any] = getattr(visit.node, "match", {})
    for name, value in matched.items() if fact is not None else ():
        own = kind_of_named(fact, name) if fact is not None else None
        kind = kind_of(scheme, value, visit.scope)
        if own is not None and kind is not None and own != kind:
            said = f"“{name}”是{KIND_NAMES[own]}，与它相同的却写了{KIND_NAMES[kind]}“{_shown(value)}”"
            yield wrong((*visit.path, "match", name), said)


def _computed(scheme: Scheme, path: Path, field: FieldOfRecord, scope: Scope) -> Iterator[Doubt]:
    """A computed field is what its kind says."""
    kind, wanted = kind_of(scheme, field.value, scope), kind_of_field(field)
    if kind is not None and kind != wanted:
        yield wrong(path, f"“{field.name}”的 kind 写的是 {field.kind}，算出来的却是{KIND_NAMES[kind]}")
    elif field.kind == "time" and is_without_hour(scheme, field.value, scope):
        yield wrong(path, f"“{field.name}”的 kind 是 time，算出来的却会是没有几时几分的日期；{_HOURS}")


def _compared(scheme: Scheme, path: Path, value: Any, bounds: c.Bounds, scope: Scope) -> Iterator[Doubt]:
    if isinstance(value, TextValue):
        meant = key_meant(scheme, value.text, scope)
        said = f"“{value.text}”不是数据的键：value 要写 facts 或 measures 里的键"
        yield wrong(path, f"{said}（{meant}）" if meant else said)
        return
    kind = kind_of(scheme, value, scope)
    for other, said in _others(scheme, value, bounds, scope):
        if kind is not None and other is not None and other != kind:
            hint = _hint(said) if kind == "number" and other == "text" and not bounds.one_of else ""
            yield wrong(path, f"左边是{KIND_NAMES[kind]}，不能与{KIND_NAMES[other]}“{said}”比较{hint}")
    yield from _unordered(scheme, path, value, bounds, scope)
    words = words_of(scheme, value, scope)
    for word in _words_used(bounds) if words is not None else ():
        if word not in (words or ()):
            yield _no_such(scheme, path, word, words or ())


def _no_such(scheme: Scheme, path: Path, word: str, words: Collection[str]) -> Doubt:
    """A word that is none of those meant; a kind of rectification goes by the name that the ledger has for it."""
    usual = in_the_ledger(scheme.finding_kinds, word)
    if usual in words:
        return wrong(path, f"台账里的整改类型用系统的叫法：“{word}”写“{usual}”")
    return unknown(path, "取值", word, words)


def _hint(said: str) -> str:
    meant = number_meant(said)
    return f"（{meant}）" if meant else _HINT


def _unordered(scheme: Scheme, path: Path, value: Any, bounds: c.Bounds, scope: Scope) -> Iterator[Doubt]:
    """Better or worse can be said of grades only."""
    if kind_of(scheme, value, scope) not in (None, "text"):
        return
    scale = scale_of(scheme, value, scope)
    for name, bound in bounds.limits:
        if name == "equals" or kind_of(scheme, bound, scope) != "text":
            continue
        scale = scale or scale_of(scheme, bound, scope)
        if not scale:
            yield wrong(
                path,
                f"“{_shown(bound)}”没有高低可比：等次由数据（kind: grade）、指标的 bands 或 grades 由好到差列出",
            )
        elif isinstance(bound, TextValue) and bound.text not in scale:
            yield unknown(path, "等次", bound.text, scale)
        elif isinstance(bound, TextValue) and (
            said := _past_the_end(name, bound.text, scale, scale in heavy_scales(scheme))
        ):
            yield wrong(path, said) if name in {"below", "above"} else doubtful(path, said)
        elif outside := outside_scale(scheme, (value, bound), scale, scope):
            yield wrong(path, unplaced_words(outside, scale))
            return


def _past_the_end(name: str, word: str, scale: Sequence[str], by_weight: bool) -> str | None:
    """Nothing is worse than the worst, or better than the best; everything is at least the worst."""
    worst, best = word == scale[-1], word == scale[0]
    bad, good = ("轻", "重") if by_weight else ("差", "好")
    listed = f"（由{good}到{bad}：{'、'.join(scale)}）"
    match name:
        case "below" if worst:
            return f"“{word}”是最{bad}的一等{listed}，没有比它更{bad}的，永远不会成立；比它{good}的写 above"
        case "above" if best:
            return f"“{word}”是最{good}的一等{listed}，没有比它更{good}的，永远不会成立；比它{bad}的写 below"
        case "at_least" if worst:
            return f"“{word}”是最{bad}的一等{listed}，都不比它{bad}，条件总是成立；只看这一等的写 is"
        case "at_most" if best:
            return f"“{word}”是最{good}的一等{listed}，都不比它{good}，条件总是成立；只看这一等的写 is"
    return None


def _others(scheme: Scheme, value: Any, bounds: c.Bounds, scope: Scope) -> Iterator[tuple[str | None, str]]:
    for _, bound in bounds.limits:
        yield kind_of(scheme, bound, scope), _shown(bound)
    if bounds.is_ is not None:
        said = str(bounds.is_).lower() if isinstance(bounds.is_, bool) else bounds.is_
        yield "flag" if isinstance(bounds.is_, bool) else "text", said
    for word in bounds.one_of or ():
        yield "number" if is_number(word) and kind_of(scheme, value, scope) == "number" else "text", word


def _shown(bound: Any) -> str:
    match bound:
        case TextValue():
            return bound.text
        case DayValue():
            return bound.day.isoformat()
        case NumberValue():
            return number_text(bound)
        case ClockValue():
            return clock(bound.minutes)
        case NameValue():
            return bound.name
    return f"{{{next(iter(type(bound).model_fields))}: …}}"


def _words_used(bounds: c.Bounds) -> list[str]:
    used = [bounds.is_] if isinstance(bounds.is_, str) else []
    used += list(bounds.one_of or ())
    return used + [bound.text for _, bound in bounds.limits if isinstance(bound, TextValue)]


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
