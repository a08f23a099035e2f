"""Conditions compiled: comparisons and how they are joined."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from domain.library.models import conditions as c
from domain.library.models.base import exact, is_number
from domain.library.name_words import in_period
from domain.library.scopes import Scope
from domain.thresholds import windows
from domain.thresholds.between import for_data
from domain.thresholds.comparing import holds
from domain.thresholds.compiling import Compiler, TestOf, ValueOf, condition_form
from domain.thresholds.context import Place
from domain.thresholds.data import Datum, Known, Missing
from domain.thresholds.evidence import Evidence
from domain.thresholds.filing_forms import in_time
from domain.thresholds.truth import JUDGE, NO, PENDING, YES, Truth, all_of, any_of, negated, some_of

_OF_BOOL = {True: YES, False: NO, None: PENDING}


@condition_form(c.Compare)
def _compare(compiler: Compiler, node: c.Compare, scope: Scope) -> TestOf:
    left = compiler.value(node.value, scope)
    return against(compiler, node, scope, left)


def against(compiler: Compiler, node: c.Bounds, scope: Scope, left: ValueOf) -> TestOf:
    """A value compared with the bounds of a node."""
    limits = [(name, compiler.value(bound, scope)) for name, bound in node.limits]
    words = _words(node)

    def test(place: Place) -> Evidence:
        value = left(place)
        if isinstance(value, Missing):
            return Evidence(unknown(value), "compare", value)
        bounds: tuple[tuple[str, Known], ...] = tuple([(name, bound(place)) for name, bound in limits])
        if len(bounds) == 1 and not words:
            return Evidence(_one(*bounds[0], value), "compare", value, bounds)
        truth = all_of([_one(name, bound, value) for name, bound in bounds] + _word_truths(node, value))
        return Evidence(truth, "compare", value, bounds + words)

    return test


def unknown(value: Missing) -> Truth:
    """What a missing value makes of a comparison."""
    if value.absent:
        return NO
    return JUDGE if value.judge else PENDING


def _one(name: str, bound: Known, value: Datum) -> Truth:
    if isinstance(bound, Missing):
        return unknown(bound)
    held = holds(name, value, bound)
    if held is None:
        return PENDING if for_data((value, bound)) else JUDGE
    return YES if held else NO


def _words(node: c.Bounds) -> tuple[tuple[str, Known], ...]:
    if isinstance(node.is_, str):
        return (("is", Datum("text", text=node.is_, how="literal")),)
    if isinstance(node.is_, bool):
        return (("is", Datum("flag", flag=node.is_, how="literal")),)
    if node.one_of:
        return (("one_of", Datum("text", text="、".join(node.one_of), how="literal")),)
    return ()


def _word_truths(node: c.Bounds, value: Datum) -> list[Truth]:
    found: list[Truth] = []
    if isinstance(node.is_, bool):
        found.append(_OF_BOOL[value.kind == "flag" and value.flag is node.is_])
    elif node.is_ is not None:
        found.append(_OF_BOOL[value.kind == "text" and value.text == node.is_])
    if node.one_of is not None:
        found.append(_OF_BOOL[_among(value, node.one_of)])
    return found


def _among(value: Datum, listed: Iterable[str]) -> bool:
    if value.kind == "number":
        return value.exact in {exact(one) for one in listed if is_number(one)}
    return value.kind == "text" and value.text in listed


@condition_form(c.All, c.AnyOf)
def _joined(compiler: Compiler, node: Any, scope: Scope) -> TestOf:
    every = isinstance(node, c.All)
    tests = [compiler.condition(part, scope) for part in (node.all if every else node.any)]
    join = all_of if every else any_of

    def test(place: Place) -> Evidence:
        parts = tuple(part(place) for part in tests)
        return Evidence(join(part.truth for part in parts), "all" if every else "any", parts=parts)

    return test


@condition_form(c.Not)
def _not(compiler: Compiler, node: c.Not, scope: Scope) -> TestOf:
    inner = compiler.condition(node.not_, scope)

    def test(place: Place) -> Evidence:
        found = inner(place)
        text = "" if _plain(found) else _NOT[negated(found.truth)]
        return Evidence(negated(found.truth), "not", parts=(found,), text=text)

    return test


_NOT = {
    YES: "不属于以下情形",
    NO: "属于以下情形",
    PENDING: "是否属于以下情形待核",
    JUDGE: "是否属于以下情形由人判定",
}


def _plain(found: Evidence) -> bool:
    """A single fact is told as it is (没有数据, 为否, 12 < 15); only several joined need a word before them."""
    return len(found.parts) < 2 and (not found.parts or _plain(found.parts[0]))


@condition_form(c.Some)
def _some(compiler: Compiler, node: c.Some, scope: Scope) -> TestOf:
    tests = [compiler.condition(part, scope) for part in node.some.of]
    wanted = node.some.at_least

    def test(place: Place) -> Evidence:
        parts = tuple(part(place) for part in tests)
        truth = some_of((part.truth for part in parts), wanted)
        return Evidence(truth, "some", parts=parts, text=f"{len(parts)}项中至少{wanted}项")

    return test


@condition_form(c.Triggered)
def _triggered(compiler: Compiler, node: c.Triggered, scope: Scope) -> TestOf:
    asked = node.triggered if node.tier is None else f"{node.triggered} {node.tier}"
    lighter = any(node.triggered in group.order[1:] for group in compiler.scheme.groups.values())
    said = _SAID | ({NO: "未触发，或者由同组更重的一条取代"} if lighter else {})
    named = f"{in_period(compiler.scheme, node.triggered, scope)}规则{node.triggered}"

    def test(place: Place) -> Evidence:
        truth: Truth = compiler.ask("rule", asked, place)
        if node.tier is not None:
            stands = {YES: f"落在“{node.tier}”一档", NO: f"不在“{node.tier}”一档"}
            return Evidence(truth, "rule", text=f"{named}{stands.get(truth, _SAID[truth])}")
        return Evidence(truth, "rule", text=f"{named}{said[truth]}")

    return test


_SAID = {YES: "已触发", NO: "未触发", PENDING: "待核", JUDGE: "待人判定"}


@condition_form(c.Met)
def _met(compiler: Compiler, node: c.Met, _: Scope) -> TestOf:
    if any(one.id == node.met for one in compiler.scheme.deliverables):
        return in_time(compiler, node.met)
    words = {YES: "已完成", NO: "未完成", PENDING: "待核", JUDGE: "待人判定"}

    def test(place: Place) -> Evidence:
        truth: Truth = compiler.ask("met", node.met, place)
        return Evidence(truth, "met", text=f"{node.met}{words[truth]}")

    return test


@condition_form(c.Owed)
def _owed(compiler: Compiler, node: c.Owed, _: Scope) -> TestOf:
    words = {YES: "应当做", NO: "不适用", PENDING: "是否适用待核", JUDGE: "是否适用待人判定"}

    def test(place: Place) -> Evidence:
        truth: Truth = compiler.ask("owed", node.owed, place)
        return Evidence(truth, "met", text=f"{node.owed}{words[truth]}")

    return test


@condition_form(c.Judged)
def _judged(_: Compiler, node: c.Judged, __: Scope) -> TestOf:
    def test(place: Place) -> Evidence:
        for answer in place.book.judgements.get((node.judgement, place.subject), ()):
            if answer.period and answer.period != place.period_text:
                continue
            if answer.day is not None and answer.day != place.moment:
                continue
            if answer.unit is not None and answer.unit != place.unit:
                continue
            word = "是" if answer.answer else "否"
            text = f"{node.asks}——{word}（{answer.by}：{answer.reason}）"
            return Evidence(YES if answer.answer else NO, "judgement", text=text)
        return Evidence(JUDGE, "judgement", text=f"须由人判定：{node.asks}")

    return test


@condition_form(c.Reported)
def _reported(compiler: Compiler, node: c.Reported, scope: Scope) -> TestOf:
    inner = compiler.value(node.reported, scope)

    def test(place: Place) -> Evidence:
        found = inner(place)
        if isinstance(found, Datum):
            return Evidence(YES, "reported", text=f"{found.name}已有数据")
        closed = place.grain is None or place.grain == "occasion" or place.moment < place.book.today
        return Evidence(
            NO if closed and not found.unsure else PENDING, "reported", text=f"{found.name}{found.why}"
        )

    return test


@condition_form(c.During)
def _during(compiler: Compiler, node: c.During, _: Scope) -> TestOf:
    def test(place: Place) -> Evidence:
        day = place.row.day if place.row is not None else place.moment
        held = windows.days(node.during, replace(place, moment=day, grain=None), compiler.almanac)
        if held is None:
            return Evidence(PENDING, "records", text="时段未定")
        within = held[0] <= day <= held[1]
        return Evidence(YES if within else NO, "records", text=f"{day}{'在' if within else '不在'}时段内")

    return test
