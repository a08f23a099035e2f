"""Values out of many: over periods, over the members of a subject, of the unit above it."""

from dataclasses import replace
from functools import partial

from domain.cycles import cycle_of, is_cycle
from domain.library.grains import each_of, grain_of
from domain.library.models import values as v
from domain.library.scopes import Scope
from domain.thresholds import spans
from domain.thresholds.beyond import BEYOND, at_least, cut_off, early, out_of_time, since, told_early
from domain.thresholds.compiling import Compiler, ValueOf, value_form
from domain.thresholds.context import Place
from domain.thresholds.counted import counted_series
from domain.thresholds.data import Datum, Known, Missing
from domain.thresholds.judged_periods import recorded
from domain.thresholds.selecting import take_rows, take_rows_of_all
from domain.thresholds.series import indexes as indexes_of
from domain.thresholds.series_read import series_reader
from domain.thresholds.taking import taken
from domain.thresholds.taking_others import take_members, take_peers
from domain.thresholds.truth import NO, YES, in_time
from domain.thresholds.uses import uses_of


@value_form(v.Upper)
def _upper(compiler: Compiler, node: v.Upper, scope: Scope) -> ValueOf:
    inner = compiler.value(node.of, scope.of_others(node.upper))
    label = compiler.scheme.parties.get(node.upper, "上级单位")

    def value(place: Place) -> Known:
        above = place.book.above(place.subject, node.upper)
        return Missing(label, "不明：没有写所属单位") if above is None else inner(place.of_subject(above))

    return value


@value_form(v.Whose)
def _whose(compiler: Compiler, node: v.Whose, scope: Scope) -> ValueOf:
    inner = compiler.value(node.of, scope.of_others(node.upper))
    named = compiler.value(node.whose, scope)

    def value(place: Place) -> Known:
        found = named(place)
        if isinstance(found, Missing):
            return found
        other = place.book.called(found.text, node.upper)
        if other is None:
            several = place.book.all_called(found.text, node.upper)
            return Missing(f"“{found.text}”", "有几个同名的，要写编号" if several else "不在系统里")
        theirs = inner(place.of_subject(other))
        return replace(theirs, name=f"{found.text.strip()}的{theirs.name}") if theirs.name else theirs

    return value


@value_form(v.AsOf)
def _as_of(compiler: Compiler, node: v.AsOf, scope: Scope) -> ValueOf:
    day_of = compiler.value(node.as_of, scope)
    inner = compiler.value(node.of, Scope(kind=scope.kind))

    def value(place: Place) -> Known:
        if isinstance(day := day_of(place), Datum) and day.day is not None:
            return inner(Place(place.book, place.subject, day.day, unit=place.unit))
        return day if isinstance(day, Missing) else Missing(day.name, "不是日期")

    return value


@value_form(v.CountMembers)
def _count_members(compiler: Compiler, node: v.CountMembers, scope: Scope) -> ValueOf:
    test = compiler.optional(node.where, scope.of_others(node.count_members))

    def value(place: Place) -> Known:
        members = place.book.members_of(place.subject, node.count_members, *place.stretch)
        if test is None:
            return Datum("number", len(members), name="下属数")
        truths = [test(place.of_subject(member.id)).truth for member in members]
        low, high = truths.count(YES), len(truths) - truths.count(NO)
        return Datum("number", low, name="符合条件的下属数", high=None if high == low else high)

    return value


@value_form(v.Take)
def _take(compiler: Compiler, node: v.Take, scope: Scope) -> ValueOf:
    if node.rows is not None and node.members is not None:
        return take_rows_of_all(compiler, node, node.rows, node.members, scope)
    if node.rows is not None:
        return take_rows(compiler, node, node.rows, scope)
    if node.peers is not None:
        return take_peers(compiler, node, node.peers, scope)
    if node.members is not None:
        return take_members(compiler, node, node.members, scope)
    return _take_periods(compiler, node, scope)


def _take_periods(compiler: Compiler, node: v.Take, scope: Scope) -> ValueOf:
    window = node.over
    grain = each_of(compiler.scheme, node.of, scope.grain)
    inner = compiler.value(node.of, Scope(kind=scope.kind, grain=grain))
    series_of = series_reader(compiler, node.of, grain)
    whole = counted_series(compiler, node.of, grain)
    beyond = out_of_time(compiler.scheme, node.of)

    def value(place: Place) -> Known:
        if grain is None or window is None:
            return Missing("", "没有按期的数据")
        series = series_of(place) if whole is None else whole(place)
        indexes = indexes_of(window, series, place, compiler.almanac)
        if indexes is None:
            return Missing("", "统计时段未定")
        if whole is not None:
            there = (place.at(grain, index) for index in indexes if index in series.known)
            seen = [replace(one, moment=min(one.moment, place.moment)) for one in there]
            return taken(node.take, [inner(one) for one in seen], "", node.missing)
        each = [(place.at(grain, index), _in_period(inner, place, grain, index)) for index in indexes]
        found = [(there, one) for there, one in each if isinstance(one, Datum) or not beyond(there)]
        began = cut_off(window, place, compiler.almanac)
        counted = [one for there, one in found if isinstance(one, Datum) or not early(there, began)]
        result = taken(node.take, counted, "", node.missing)
        wanting = len(found) - len(counted)
        if began is None and wanting and node.missing == "pending":
            return at_least(result, node.take, len(counted), wanting)
        return since(result, node.take, began) if wanting else result

    return value


def _in_period(inner: ValueOf, place: Place, grain: str, index: int) -> Known:
    found = inner(place.at(grain, index))
    if isinstance(found, Missing):
        return Missing(f"{spans.label(grain, index)}{found.name}", found.why, found.judge)
    return found


@value_form(v.CountPeriods)
def _count_periods(compiler: Compiler, node: v.CountPeriods, scope: Scope) -> ValueOf:
    grain = node.every or each_of(compiler.scheme, node.count_periods, scope.grain)
    test = compiler.condition(node.count_periods, scope.of_periods(grain))
    whole = counted_series(compiler, node.count_periods, grain, over=True)
    told = partial(recorded, uses_of(compiler.scheme, node.count_periods))
    series_of = whole or series_reader(compiler, node.count_periods, grain)

    def value(place: Place) -> Known:
        if grain is None:
            return Missing("", "没有按期的数据")
        indexes = indexes_of(node.over, series_of(place), place, compiler.almanac)
        if indexes is None:
            return Missing("", "统计时段未定")
        there, seen = (place.up_to(grain, index) for index in indexes), min(place.moment, place.book.today)
        places = [one for one in there if not whole or one.start <= seen]  # none that is still to come
        truths = in_time([(test(there).truth, there) for there in places], told)
        if (low := truths.count(YES)) == (high := len(truths) - truths.count(NO)):
            return Datum("number", low, name="符合条件的期数")
        return Datum("number", low, name=f"符合条件的期数（{high - low}期数据未齐，按区间计）", high=high)

    return value


@value_form(v.Previous)
def _previous(compiler: Compiler, node: v.Previous, scope: Scope) -> ValueOf:
    grain = each_of(compiler.scheme, node.previous, scope.grain)
    inner = compiler.value(node.previous, scope.of_periods(grain))
    beyond = out_of_time(compiler.scheme, node.previous)

    def value(place: Place) -> Known:
        back = _steps(node, str(grain))
        if grain is None or back is None:
            return Missing("", "没有上一期")
        index = _current(place, grain) - back
        found = _in_period(inner, place, grain, index)
        if isinstance(found, Missing) and beyond(place.at(grain, index)):
            return Missing(found.name, BEYOND, absent=True)
        if isinstance(found, Missing) and early(place.at(grain, index)):
            return told_early(found)
        if isinstance(found, Datum):  # the reason of a word would hold that of the one before
            how = "" if found.kind == "text" else found.how
            found = replace(found, name=f"{spans.label(grain, index)}{found.name}", how=how)
        return found

    return value


@value_form(v.InPart)
def _in_part(compiler: Compiler, node: v.InPart, scope: Scope) -> ValueOf:
    grain = grain_of(compiler.scheme, node.of)
    inner = compiler.value(node.of, scope.of_periods(grain))

    def value(place: Place) -> Known:
        if not is_cycle(grain) or grain is None:
            return Missing(node.in_, "不是方案声明的统计期")
        year = place.at("year", place.index_in("year"))
        cycle = cycle_of(grain)
        span = range(cycle.index_of(year.start), cycle.index_of(year.moment) + 1)
        found = [
            index for index in span if cycle.is_part(index, node.in_) and cycle.bounds(index)[0] >= year.start
        ]
        return _in_period(inner, place, grain, found[0]) if found else Missing(node.in_, "当年没有这一期")

    return value


def _current(place: Place, grain: str) -> int:
    """The period in which the moment lies; in holidays the one to come, so that the last one is the one before."""
    index = place.index_in(grain)
    return index + 1 if is_cycle(grain) and place.end_of(grain, index) < place.moment else index


def _steps(node: v.Previous, grain: str) -> int | None:
    if node.years is None:
        return node.periods or 1
    per_year = spans.steps_in_year(grain)
    return None if per_year is None else node.years * per_year
