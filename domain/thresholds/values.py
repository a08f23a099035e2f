"""Values of one place: literals, names, arithmetic, dates, tables."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from domain.library.calendar_dates import find
from domain.library.kinds import scale_of
from domain.library.models import values as v
from domain.library.models.base import OpenMark
from domain.library.models.dates import PhaseDate
from domain.library.models.facts import Fact
from domain.library.models.literals import DayValue, FlagValue, NameValue, NumberValue, TextValue
from domain.library.scopes import Scope
from domain.thresholds.compiling import Compiler, ValueOf, value_form
from domain.thresholds.context import Place
from domain.thresholds.data import AS_TOLD, WITHOUT_COUNTS, Datum, Known, Missing, graded, number
from domain.thresholds.evidence import Evidence
from domain.thresholds.fields import in_hand

_LITERAL = "literal"
_SHORT = 80  # characters of a reason told beside a word


@value_form(NumberValue)
def _number(_: Compiler, node: NumberValue, __: Scope) -> ValueOf:
    top, bottom = node.number.numerator, node.number.denominator
    datum = Datum("number", top, bottom, node.percent, text=node.written, how=_LITERAL)
    return lambda place: datum


@value_form(DayValue)
def _day(_: Compiler, node: DayValue, __: Scope) -> ValueOf:
    datum = Datum("day", day=node.day, how=_LITERAL)
    return lambda place: datum


@value_form(FlagValue)
def _flag(_: Compiler, node: FlagValue, __: Scope) -> ValueOf:
    datum = Datum("flag", flag=node.flag, how=_LITERAL)
    return lambda place: datum


@value_form(TextValue)
def _text(_: Compiler, node: TextValue, __: Scope) -> ValueOf:
    datum = Datum("text", text=node.text, how=_LITERAL)
    return lambda place: datum


@value_form(OpenMark)
def _open(compiler: Compiler, node: OpenMark, _: Scope) -> ValueOf:
    declared = compiler.scheme.open.get(node.open)
    missing = Missing(declared.name if declared else node.open, "方案没有给出数值", judge=True)
    return lambda place: missing


@value_form(NameValue)
def _name(compiler: Compiler, node: NameValue, scope: Scope) -> ValueOf:
    name, scheme = node.name, compiler.scheme
    if scope.record is not None and name in scheme.facts[scope.record].fields:
        return in_hand(scheme.facts[scope.record], name)
    if name in scope.given:
        return lambda place: compiler.given.get(name, Missing(name, "没有给出"))
    if name in scheme.facts:
        return fact_value(name, scheme.facts[name])
    if name in scheme.measures:
        return compiler.measure(name)
    if name in scheme.balances:
        return _balance(compiler, name)
    if scope.outer is not None and name in scheme.facts[scope.outer].fields:
        seen = in_hand(scheme.facts[scope.outer], name)
        return lambda place: seen(place.of_row(place.outer)) if place.outer is not None else seen(place)
    return _built_in(name)


def _balance(compiler: Compiler, key: str) -> ValueOf:
    """The points of the place; of a period over before anybody kept them the base is no result."""
    name = compiler.scheme.balances[key].name

    def value(place: Place) -> Known:
        if place.grain is not None and place.book.before_all(place.subject, place.moment):
            return Missing(name, "在施行或服务开始以前，没有记分")
        points: Known = compiler.ask("balance", key, place)
        return points

    return value


def _built_in(name: str) -> ValueOf:
    days: dict[str, tuple[str, Callable[[Place], date]]] = {
        "today": ("今日", lambda place: place.book.today),
        "judged_on": ("判断之日", lambda place: place.judged or place.moment),
        "period_start": ("期初", lambda place: place.start),
        "period_end": ("期末", lambda place: place.moment),
        "row_date": ("登记日期", lambda place: place.row.day if place.row else place.moment),
    }
    label, day_of = days[name]
    return lambda place: Datum("day", day=day_of(place), name=label)


def fact_value(key: str, fact: Fact) -> ValueOf:
    """A fact in the period of the place, or in the period in which its moment lies."""
    every = fact.every
    if every is None:
        return lambda place: place.book.datum(key, fact, place.subject, place.unit, 0)
    return lambda place: place.book.datum(key, fact, place.subject, place.unit, place.index_in(every))


@value_form(v.Share)
def _share(compiler: Compiler, node: v.Share, _: Scope) -> ValueOf:
    fact = compiler.scheme.facts[node.share]
    among = node.among or fact.options

    def value(place: Place) -> Known:
        index = place.index_in(fact.every) if fact.every else 0
        return place.book.share(node.share, fact, place.subject, place.unit, index, node.counting, among)

    return value


@value_form(v.FromBottom)
def _from_bottom(compiler: Compiler, node: v.FromBottom, _: Scope) -> ValueOf:
    fact = compiler.scheme.facts[node.from_bottom]

    def value(place: Place) -> Known:
        index = place.index_in(fact.every) if fact.every else 0
        return place.book.from_bottom(node.from_bottom, fact, place.subject, place.unit, index)

    return value


@value_form(v.OutOf)
def _out_of(compiler: Compiler, node: v.OutOf, _: Scope) -> ValueOf:
    fact = compiler.scheme.facts[node.out_of]

    def value(place: Place) -> Known:
        index = place.index_in(fact.every) if fact.every else 0
        return place.book.out_of(node.out_of, fact, place.subject, index)

    return value


@value_form(v.PhaseDay)
def _phase_day(compiler: Compiler, node: v.PhaseDay, _: Scope) -> ValueOf:
    phase = compiler.almanac.phases.get(node.phase)
    name = f"“{(phase.name if phase else node.phase).removesuffix('阶段')}”阶段"
    found = find(PhaseDate(phase=node.phase, point=node.point), compiler.almanac, node.point)
    datum = (
        Missing(f"{name}日期", found.text)
        if found.day is None
        else Datum("day", day=found.day, name=f"{name}{'起' if node.point == 'start' else '止'}日")
    )
    return lambda place: datum


@value_form(v.EventDay)
def _event_day(compiler: Compiler, node: v.EventDay, _: Scope) -> ValueOf:
    day = compiler.almanac.events.get(node.event)
    datum = Missing(node.event, "的日期未定") if day is None else Datum("day", day=day, name=node.event)
    return lambda place: datum


@value_form(v.Table)
def _table(compiler: Compiler, node: v.Table, scope: Scope) -> ValueOf:
    key = compiler.value(node.table, scope)
    values = {word: compiler.value(value, scope) for word, value in node.values.items()}
    otherwise = compiler.value(node.otherwise, scope) if node.otherwise is not None else None
    scale = scale_of(compiler.scheme, node, scope)

    def value(place: Place) -> Known:
        found = key(place)
        if isinstance(found, Missing):
            return found
        if found.high is not None:
            return Missing(found.name, "数据不全，查不了对照表")
        word = found.text if found.kind == "text" else str(Fraction(found.num, found.den))
        chosen = values.get(word, otherwise)
        if chosen is None:
            return Missing(found.name, f"“{word}”不在对照表中", judge=True)
        return graded(chosen(place), scale)

    return value


@value_form(v.If)
def _if(compiler: Compiler, node: v.If, scope: Scope) -> ValueOf:
    test = compiler.condition(node.if_, scope)
    then, otherwise = compiler.value(node.then, scope), compiler.value(node.otherwise, scope)
    scale = scale_of(compiler.scheme, node, scope)

    def value(place: Place) -> Known:
        evidence = test(place)
        truth = evidence.truth
        if truth.value in {"pending", "judge"}:
            return evidence.unknown() or Missing("", "所依条件待定", judge=truth.value == "judge")
        if truth.value != "yes":
            return graded(otherwise(place), scale)
        return graded(_because(then(place), evidence), scale)

    return value


def _because(chosen: Known, evidence: Evidence) -> Known:
    """A word or a yes that the scheme gives where a condition holds, with what made it hold (定为D：有直接判级情形)."""
    if isinstance(chosen, Missing) or chosen.kind not in {"text", "flag"} or chosen.how != _LITERAL:
        return chosen
    told = evidence.tell()
    return replace(chosen, how=told if len(told) <= _SHORT else f"{told[:_SHORT]}…")


@value_form(v.Score, v.ScoreGrade)
def _score(compiler: Compiler, node: Any, _: Scope) -> ValueOf:
    if isinstance(node, v.Score) and node.item is not None:
        asked = f"{node.score} {node.item}"
        return lambda place: compiler.ask("item", asked, place)
    if isinstance(node, v.Score):
        return lambda place: compiler.ask("score", node.score, place)
    return lambda place: compiler.ask("score_grade", node.grade, place)


@value_form(v.Numerator, v.Denominator)
def _part(compiler: Compiler, node: Any, scope: Scope) -> ValueOf:
    upper = isinstance(node, v.Numerator)
    inner = compiler.value(node.numerator if upper else node.denominator, scope)

    def value(place: Place) -> Known:
        found = inner(place)
        name = f"{found.name}{'分子' if upper else '分母'}"
        if isinstance(found, Missing):
            zero = found.over_zero
            return found if zero is None else number(zero if upper else 0, name=name)
        told = found.text == AS_TOLD
        return Missing(name, WITHOUT_COUNTS) if told else number(found.num if upper else found.den, name=name)

    return value


@value_form(v.TierOf)
def _tier(compiler: Compiler, node: v.TierOf, _: Scope) -> ValueOf:
    order = tuple(tier.name for rule in compiler.scheme.rules if rule.id == node.tier for tier in rule.tiers)

    def value(place: Place) -> Known:
        found: str | Missing = compiler.ask("tier", node.tier, place)
        if isinstance(found, Missing):
            return found
        return Datum("text", text=found, name=f"{node.tier}判定的档次", order=order)

    return value
