"""What each place of a scheme wants: a number, a date, something that has an order. A word there counts for nothing."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from domain.library.kinds import KIND_NAMES, alternatives, kind_of, scale_of
from domain.library.lint.doubts import Doubt, wrong
from domain.library.misread import day_meant, number_meant
from domain.library.models import values as v
from domain.library.models import windows as w
from domain.library.models.accounts import BalanceEntry, Limit
from domain.library.models.campaign import DeclaredSum, SumPart
from domain.library.models.caps import Cap
from domain.library.models.carries import Carry, CarryBand
from domain.library.models.conditions import Reported
from domain.library.models.consequences import (
    CoefficientAmount,
    FixedAmount,
    NumberRange,
    OneFigure,
    PercentAmount,
    TimesAmount,
)
from domain.library.models.daily import Daily
from domain.library.models.duty_parts import RequiredNumber, ShareOf
from domain.library.models.facts import FieldOfRecord, Measure
from domain.library.models.lengths import ReckonedTerm
from domain.library.models.literals import NameValue, TextValue
from domain.library.models.rolls import Roll
from domain.library.models.rules import Duty
from domain.library.models.scheme import Scheme
from domain.library.models.scoring import PerStep, ShareStep
from domain.library.outcomes import outside_scale, unplaced_words
from domain.library.scopes import Path, Scope, Visit, Visits

_CHOSEN = (v.If, v.Table, v.ByBands, v.LargerOf, v.SmallerOf)
_HELD = ("of", "cap", "floor")
_NUMBERS: Mapping[type[object], tuple[str, ...]] = {
    v.Sum: ("sum",), v.Difference: ("difference",), v.Product: ("product",), v.Ratio: ("ratio",),
    v.Quotient: ("quotient",), v.Remainder: ("remainder",), v.Absolute: ("absolute",), v.Round: ("round",),
    v.RoundUp: ("round_up",), v.RoundDown: ("round_down",), v.ByParts: ("by_parts",), v.Stepped: ("by",),
    v.PartOfTotal: ("at_most", "each"), v.Shifted: ("count",), ReckonedTerm: ("count",), v.Numerator: ("numerator",),
    v.Denominator: ("denominator",), OneFigure: ("figure",),
    NumberRange: ("at_least", "above", "at_most", "below"),
    PercentAmount: ("per", *_HELD), TimesAmount: _HELD, CoefficientAmount: _HELD,
    FixedAmount: ("per", "cap", "floor"), ShareOf: ("percent", "of"), RequiredNumber: ("number",),
    Duty: ("done", "each"), PerStep: ("per",), ShareStep: ("proportion",), BalanceEntry: ("points", "sets", "at_most"),
    Limit: ("at_most",), Carry: ("points",), CarryBand: ("points",),
    Cap: ("at_most",), DeclaredSum: ("declared",), SumPart: ("each", "times"),
}  # fmt: skip
_DAYS: Mapping[type[object], tuple[str, ...]] = {
    v.Shifted: ("after", "before"), v.MonthOf: ("month_of", "year_of"), v.PartOfDate: ("of",), v.AsOf: ("as_of",),
    v.LongestGap: ("from", "to"), v.CoveredDays: ("from", "to"),
    v.MonthsInScope: ("from", "to"),
    w.RollingWindow: ("before", "after", "around"), Roll: ("starts", "ends"),
    BalanceEntry: ("starts", "ends"), Daily: ("from", "to"),
}  # fmt: skip
_DATA: Mapping[type[object], tuple[str, ...]] = {
    v.Previous: ("previous",), v.Opening: ("opening",), v.AsOf: ("of",), v.Upper: ("of",), v.Whose: ("of",),
    v.InPart: ("of",),
    v.Entrants: ("entrants",), Reported: ("reported",), Measure: ("value",), FieldOfRecord: ("value",),
}  # fmt: skip
_TAKES = {"total": "number", "mean": "number", "pooled": "number", "highest": "order", "lowest": "order"}
_UNSAID = frozenset({"figure", "number"})  # steps of a path that nobody writes


def check_wanted(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Every place that wants a number, a date or something with an order; values of which one is chosen are alike."""
    at = {visit.path: visit for visit in visited}
    listed: dict[Path, list[Visit]] = {}
    for visit in visited:
        listed.setdefault(visit.path[:-1], []).append(visit)
    for visit in visited:
        for field, wanted in _wanted(visit.node):
            here = (*visit.path, field)
            for one in [at[here]] if here in at else listed.get(here, ()):
                if not (wanted == "day" and _named_event(visit.node, one.node)):
                    yield from _fits(scheme, one, wanted)
        if isinstance(visit.node, _CHOSEN):
            yield from _alike(scheme, visit)


def _wanted(node: object) -> Iterator[tuple[str, str]]:
    """The fields of a form with what they want."""
    for field in _NUMBERS.get(type(node), ()):
        yield field, "number"
    for field in _DAYS.get(type(node), ()):
        yield field, "day"
    for field in _DATA.get(type(node), ()):
        yield field, "datum"
    match node:
        case v.Take():
            yield "of", _TAKES.get(node.take, "datum")
        case v.Ranking():
            yield from (("ranking", "order"), ("then_by", "order"))
        case v.Table():
            yield "table", "word"
        case v.Stepped():
            yield "worse" if node.better is None else "better", "grade"
        case v.Elapsed():
            yield "elapsed", "moment" if node.unit in {"hour", "minute"} else "day"


def _named_event(node: object, part: object) -> bool:
    """A date may be counted from an event by its name (送达); `lint/links.py` looks at those."""
    return isinstance(node, v.Shifted) and isinstance(part, TextValue)


def _fits(scheme: Scheme, one: Visit, wanted: str) -> Iterator[Doubt]:
    kind = kind_of(scheme, one.node, one.scope)
    if kind is None or kind in _TAKEN[wanted] or (wanted == "datum" and not isinstance(one.node, TextValue)):
        return
    if wanted in {"order", "grade"} and kind == "text" and (scale := scale_of(scheme, one.node, one.scope)):
        if outside := outside_scale(scheme, (one.node,), scale, one.scope):
            yield wrong(one.path, unplaced_words(outside, scale))
        return
    if isinstance(one.node, _CHOSEN):
        for path, part in alternatives(one.node):
            yield from _fits(scheme, Visit((*one.path, *path), part, one.scope), wanted)
        return
    yield wrong(one.path, f"{_place(one.path)}{_said(scheme, one.node, one.scope, kind, wanted)}")


_TAKEN: Mapping[str, frozenset[str]] = {
    "number": frozenset({"number"}),
    "day": frozenset({"day"}),
    "moment": frozenset({"day", "clock"}),
    "order": frozenset({"number", "day", "clock"}),
    "word": frozenset({"text", "number"}),
    "grade": frozenset(),
    "datum": frozenset(),
}
_WANTED = {
    "number": "数",
    "day": "日期",
    "moment": "时刻",
    "order": "数或有高低的等次",
    "grade": "有高低的等次",
    "word": "词或数",
    "datum": "数据的键",
}


def _place(path: Path) -> str:
    """The key at which something stands."""
    return f"{next(str(step) for step in reversed(path) if isinstance(step, str) and step not in _UNSAID)}："


def _said(scheme: Scheme, node: Any, scope: Scope, kind: str, wanted: str) -> str:
    """What is wrong, with what was probably meant."""
    if isinstance(node, TextValue):
        hint = (day_meant if wanted in {"day", "moment"} else number_meant)(node.text)
        return hint or key_meant(scheme, node.text, scope) or f"“{node.text}”是词，这里要{_WANTED[wanted]}"
    name = node.name if isinstance(node, NameValue) else ""
    what = f"“{name}”是{KIND_NAMES[kind]}" if name else f"写的是{KIND_NAMES[kind]}"
    return f"{what}，这里要{_WANTED[wanted]}{_way(name or '…', kind, wanted)}"


def _way(name: str, kind: str, wanted: str) -> str:
    """How the one is made of the other."""
    if wanted == "word" and kind == "flag":
        return f"；按是否取值写 {{if: {{value: {name}, is: true}}, then: …, otherwise: …}}"
    if wanted != "number":
        return ""
    return {
        "text": f"；按词取数写 {{table: {name}, values: {{词: 数}}}}",
        "day": "；两个日期之间多久写 {elapsed: [起, 止], unit: calendar_day}",
        "flag": f"；是的算一写 {{if: {{value: {name}, is: true}}, then: 1, otherwise: 0}}",
    }.get(kind, "")


def key_meant(scheme: Scheme, text: str, scope: Scope) -> str:
    """The key of what was called by its name, or one that is nearly written so; empty where there is none."""
    fact = scheme.facts.get(scope.record or "")
    named = [(key, one.name, "登记项") for key, one in (fact.fields if fact else {}).items()]
    named += [(key, one.name, "数据") for key, one in scheme.facts.items()]
    named += [(key, one.name, "指标") for key, one in scheme.measures.items()]
    named += [(key, one.name, "信用分") for key, one in scheme.balances.items()]
    for key, name, what in named:
        if name == text:
            return f"没有“{text}”这个键；名称是“{text}”的{what}，键是 {key}"
    near = get_close_matches(text.lower(), [key for key, _, _ in named], n=1)
    return f"没有“{text}”这个键，是不是“{near[0]}”？" if near else ""


def _alike(scheme: Scheme, visit: Visit) -> Iterator[Doubt]:
    """What one of several values is chosen from: all of them numbers, or dates, or words."""
    parts = [(path, part, kind_of(scheme, part, visit.scope)) for path, part in alternatives(visit.node)]
    kinds = {kind for _, _, kind in parts if kind is not None}
    if len(kinds) < 2:
        return
    common = next(
        kind for _, _, kind in parts if kind is not None and (kind != "text" or "number" not in kinds)
    )
    wanted = common if common in {"number", "day"} else ""
    for path, part, kind in parts:
        if kind in (None, common):
            continue
        if wanted and isinstance(part, TextValue):
            said = _said(scheme, part, visit.scope, str(kind), wanted)
        else:
            said = f"写的是{KIND_NAMES[str(kind)]}，同一处别的是{KIND_NAMES[common]}：几个值要同是数、同是日期或同是词"
        yield wrong((*visit.path, *path), f"{_place((*visit.path, *path))}{said}")
