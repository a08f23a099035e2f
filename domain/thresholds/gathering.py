"""Values out of many: over records, over periods, over the members of a subject."""

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from domain.library.models import values as v
from domain.library.models.facts import Fact
from domain.library.models.literals import NameValue
from domain.library.scopes import Scope, grain_of
from domain.thresholds import spans, windows
from domain.thresholds.compiling import Compiler, TestOf, ValueOf, value_form
from domain.thresholds.context import Place
from domain.thresholds.data import Datum, Known, Missing, number, ratio
from domain.thresholds.evidence import order
from domain.thresholds.facts import Row
from domain.thresholds.truth import NO, YES
from domain.thresholds.values import from_field

UNBOUNDED = 10**9


class Selection:
    """The records of a kind within a window that meet a condition; some may be in doubt."""

    def __init__(self, compiler: Compiler, key: str, where: Any, within: Any, scope: Scope) -> None:
        self.fact: Fact = compiler.scheme.facts[key]
        self.key, self.within, self.almanac = key, within, compiler.almanac
        inner = Scope(record=key, kind=scope.kind, grain=scope.grain, given=scope.given)
        self.test: TestOf | None = compiler.optional(where, inner)
        before = within.before if isinstance(within, v.RollingWindow) else None
        self.before = compiler.value(before, scope) if before is not None else None

    def range(self, place: Place) -> windows.DayRange | Missing:
        """The days looked at."""
        until: date | None = None
        if self.before is not None:
            found = self.before(place)
            if isinstance(found, Missing) or found.day is None:
                return found if isinstance(found, Missing) else Missing(found.name, "不是日期")
            until = found.day
        held = windows.days(self.within, place, self.almanac, until)
        return held or Missing(self.fact.name, "统计时段未定")

    def split(self, place: Place, held: windows.DayRange) -> tuple[list[Row], list[Row]]:
        """Records that count for certain, and those in doubt."""
        sure: list[Row] = []
        doubt: list[Row] = []
        for row in place.book.rows[self.key].get(place.subject, ()):
            if not held[0] <= row.day <= held[1]:
                continue
            if place.unit is not None and self.fact.by and row.unit != place.unit:
                continue
            truth = YES if self.test is None else self.test(place.of_row(row)).truth
            if truth is not NO:
                (sure if truth is YES else doubt).append(row)
        return sure, doubt

    def complete(self, place: Place, held: windows.DayRange) -> bool:
        """Whether no record means that nothing happened."""
        if self.fact.absence == "assumed":
            return True
        until = min(held[1], place.book.today)
        return any(
            check.through >= until and (check.since is None or check.since <= held[0])
            for check in place.book.checks.get((self.key, place.subject), ())
        )

    def count(self, place: Place, distinct: str | None = None) -> Known:
        """How many, with the highest number that doubts and unchecked records leave possible."""
        held = self.range(place)
        if isinstance(held, Missing):
            return held
        sure, doubt = self.split(place, held)
        low = _number_of(sure, distinct)
        high = _number_of([*sure, *doubt], distinct) if self.complete(place, held) else UNBOUNDED
        return Datum("number", low, name=f"{self.fact.name}次数", high=None if high == low else high)


def _number_of(rows: list[Row], distinct: str | None) -> int:
    return len({row.fields.get(distinct) for row in rows} - {None}) if distinct else len(rows)


@value_form(v.Count)
def _count(compiler: Compiler, node: v.Count, scope: Scope) -> ValueOf:
    selection = Selection(compiler, node.count, node.where, node.within, scope)
    return lambda place: selection.count(place, node.distinct)


@value_form(v.CountMembers)
def _count_members(compiler: Compiler, node: v.CountMembers, scope: Scope) -> ValueOf:
    test = compiler.optional(node.where, Scope(kind=node.count_members, grain=scope.grain))

    def value(place: Place) -> Known:
        members = place.book.members.get((place.subject, node.count_members), [])
        if test is None:
            return Datum("number", len(members), name="下属数")
        truths = [test(place.of_subject(member.id)).truth for member in members]
        low = truths.count(YES)
        high = len(truths) - truths.count(NO)
        return Datum("number", low, name="符合条件的下属数", high=None if high == low else high)

    return value


@value_form(v.Take)
def _take(compiler: Compiler, node: v.Take, scope: Scope) -> ValueOf:
    if node.rows is not None:
        return _take_rows(compiler, node, node.rows, scope)
    if node.members is not None:
        return _take_members(compiler, node, node.members, scope)
    return _take_periods(compiler, node, scope)


def _take_rows(compiler: Compiler, node: v.Take, key: str, scope: Scope) -> ValueOf:
    selection = Selection(compiler, key, node.where, node.within, scope)
    inner = compiler.value(node.of, Scope(record=key, kind=scope.kind, grain=scope.grain))

    def value(place: Place) -> Known:
        held = selection.range(place)
        if isinstance(held, Missing):
            return held
        sure, doubt = selection.split(place, held)
        if doubt or not selection.complete(place, held):
            return Missing(selection.fact.name, "登记不全")
        found = [inner(place.of_row(row)) for row in sure]
        return taken(node.take, found, selection.fact.name, node.missing, empty_is_zero=True)

    return value


def _take_members(compiler: Compiler, node: v.Take, kind: str, scope: Scope) -> ValueOf:
    inner_scope = Scope(kind=kind, grain=scope.grain)
    inner = compiler.value(node.of, inner_scope)
    test = compiler.optional(node.where, inner_scope)

    def value(place: Place) -> Known:
        found: list[Known] = []
        for member in place.book.members.get((place.subject, kind), []):
            there = place.of_subject(member.id)
            if test is None or test(there).truth is YES:
                found.append(inner(there))
        return taken(node.take, found, "下属", node.missing)

    return value


def _take_periods(compiler: Compiler, node: v.Take, scope: Scope) -> ValueOf:
    window = node.over
    grain = grain_of(compiler.scheme, node.of) or scope.grain
    inner = compiler.value(node.of, Scope(kind=scope.kind, grain=grain))
    series_of = series_reader(compiler, node.of, grain)

    def value(place: Place) -> Known:
        if grain is None or window is None:
            return Missing("", "没有按期的数据")
        indexes = windows.indexes(window, series_of(place), place, compiler.almanac)
        if indexes is None:
            return Missing("", "统计时段未定")
        found = [_in_period(inner, place, grain, index) for index in indexes]
        return taken(node.take, found, "", node.missing)

    return value


def _in_period(inner: ValueOf, place: Place, grain: str, index: int) -> Known:
    found = inner(place.at(grain, index))
    if isinstance(found, Missing):
        return Missing(f"{spans.label(grain, index)}{found.name}", found.why, found.judge)
    return found


def names_below(compiler: Compiler, node: Any) -> Iterable[str]:
    """The facts that a value or condition reads by period, through measures."""
    scheme = compiler.scheme
    todo, seen = [node], set[str]()
    while todo:
        here = todo.pop()
        name = _name_in(here)
        if name in scheme.facts and scheme.facts[name].kind != "record":
            yield name
        elif name in scheme.measures and name not in seen:
            seen.add(name)
            todo.append(scheme.measures[name].value)
        todo += _children(here)


def _name_in(node: Any) -> str:
    match node:
        case NameValue():
            return node.name
        case v.Share():
            return node.share
        case v.FromBottom():
            return node.from_bottom
    return ""


def _children(node: Any) -> list[Any]:
    if isinstance(node, tuple | list):
        return list(node)
    if isinstance(node, dict):
        return list(node.values())
    if hasattr(type(node), "model_fields"):
        return [getattr(node, name) for name in type(node).model_fields]
    return []


def series_reader(compiler: Compiler, node: Any, grain: str | None) -> Callable[[Place], windows.Series]:
    """A function that says for which periods of a place there are data."""
    facts = compiler.scheme.facts
    keys = [key for key in dict.fromkeys(names_below(compiler, node)) if facts[key].every == grain]

    def series(place: Place) -> windows.Series:
        known: set[int] = set()
        days: dict[int, date] = {}
        for key in keys:
            known.update(place.book.indexes(key, place.subject, place.unit))
            if grain == "occasion":
                days.update(place.book.days(key, place.subject))
        return windows.Series(str(grain), frozenset(known), days)

    return series


def taken(take: str, found: list[Known], name: str, missing: str, *, empty_is_zero: bool = False) -> Known:
    """One figure out of several; unknown as soon as one is, unless missing ones are to be passed over."""
    known = [one for one in found if isinstance(one, Datum)]
    if len(known) < len(found) and missing == "pending":
        return next(one for one in found if isinstance(one, Missing))
    if not known:
        nothing = take == "total" and empty_is_zero
        return number(0, name=name) if nothing else Missing(name, "没有数据")
    if take in {"latest", "earliest"}:
        return known[-1] if take == "latest" else known[0]
    if take in {"highest", "lowest"}:
        return _extreme(known, highest=take == "highest")
    if take == "pooled":
        return ratio(sum(one.num for one in known), sum(one.den for one in known), known[0].name)
    return _total_or_mean(take, known)


def _extreme(known: list[Datum], *, highest: bool) -> Datum:
    best = known[0]
    for one in known[1:]:
        if (order(one, best) > 0) if highest else (order(one, best) < 0):
            best = one
    return best


def _total_or_mean(take: str, known: list[Datum]) -> Datum:
    total = sum((one.exact for one in known), Fraction(0))
    percent = all(one.percent for one in known)
    if take == "mean":
        total /= len(known)
        how = f"{len(known)}期平均：{'、'.join(_short(one) for one in known[:12])}"
    else:
        how = f"{len(known)}项合计" if len(known) > 1 else ""
    return Datum("number", total.numerator, total.denominator, percent, known[0].name, how=how)


def _short(one: Datum) -> str:
    return f"{one.num}/{one.den}" if one.percent and one.den != 1 else str(one.exact)


@value_form(v.CountPeriods)
def _count_periods(compiler: Compiler, node: v.CountPeriods, scope: Scope) -> ValueOf:
    grain = node.every or grain_of(compiler.scheme, node.count_periods) or scope.grain
    test = compiler.condition(node.count_periods, Scope(kind=scope.kind, grain=grain))
    series_of = series_reader(compiler, node.count_periods, grain)

    def value(place: Place) -> Known:
        if grain is None:
            return Missing("", "没有按期的数据")
        indexes = windows.indexes(node.over, series_of(place), place, compiler.almanac)
        if indexes is None:
            return Missing("", "统计时段未定")
        truths = [test(place.at(grain, index)).truth for index in indexes]
        low, high = truths.count(YES), len(truths) - truths.count(NO)
        return Datum("number", low, name="符合的期数", high=None if high == low else high)

    return value


@value_form(v.Previous)
def _previous(compiler: Compiler, node: v.Previous, scope: Scope) -> ValueOf:
    grain = grain_of(compiler.scheme, node.previous) or scope.grain
    inner = compiler.value(node.previous, Scope(kind=scope.kind, grain=grain))

    def value(place: Place) -> Known:
        back = _steps(node, str(grain))
        if grain is None or back is None:
            return Missing("", "没有上一期")
        index = place.index_in(grain) - back
        found = _in_period(inner, place, grain, index)
        if isinstance(found, Missing):
            return found
        name = f"{spans.label(grain, index)}{found.name}"
        return Datum(
            found.kind, found.num, found.den, found.percent, name, found.text, found.flag, found.day, found.order,
            found.high, found.how, found.steps,
        )  # fmt: skip

    return value


def _steps(node: v.Previous, grain: str) -> int | None:
    if node.years is None:
        return node.periods or 1
    per_year = spans.steps_in_year(grain)
    return None if per_year is None else node.years * per_year


@value_form(v.Lookup)
def _lookup(compiler: Compiler, node: v.Lookup, scope: Scope) -> ValueOf:
    fact = compiler.scheme.facts[node.lookup]
    wanted = {field: compiler.value(value, scope) for field, value in node.match.items()}
    label = fact.fields[node.field].name if node.field in fact.fields else fact.name

    def value(place: Place) -> Known:
        keys: dict[str, Known] = {field: of(place) for field, of in wanted.items()}
        if any(isinstance(key, Missing) for key in keys.values()):
            return Missing(label, "对应关系不明")
        for rows in place.book.rows[node.lookup].values():
            for row in rows:
                if all(_same(row.fields.get(field), key) for field, key in keys.items()):
                    found = row.day if node.field == "row_date" else row.fields.get(node.field)
                    return from_field(found, label)
        return Missing(label, "没有对应记录", absent=fact.absence == "assumed")

    return value


def _same(raw: Any, key: Known) -> bool:
    found = from_field(raw, "")
    return (
        isinstance(found, Datum)
        and isinstance(key, Datum)
        and found.kind == key.kind
        and order(found, key) == 0
    )
