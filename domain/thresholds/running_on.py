"""Streaks: a condition that held in adjacent periods, or in records one after another."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from domain.library.models import conditions as c
from domain.library.scopes import Scope
from domain.thresholds import spans, windows
from domain.thresholds.compiling import Compiler, TestOf, condition_form
from domain.thresholds.context import Place
from domain.thresholds.evidence import Evidence
from domain.thresholds.facts import Row
from domain.thresholds.filling import filled_up, held_before
from domain.thresholds.judged_periods import recorded
from domain.thresholds.matching import Wanted, agrees, wanted
from domain.thresholds.truth import NO, PENDING, YES, Truth, all_of, in_time, negated
from domain.thresholds.uses import uses_of

_ALWAYS = (date.min, date.max)
_UNREAD = Evidence(NO, "records")
_MOST_SKIPPED = 120  # periods that do not count, looked through for those that do


@condition_form(c.Streak)
def _streak(compiler: Compiler, node: c.Streak, scope: Scope) -> TestOf:
    run = node.streak
    if run.rows is not None:
        return _of_records(compiler, run, run.rows, scope)
    grain = run.every or scope.grain
    inner, uses = compiler.condition(run.of, scope.of_periods(grain)), uses_of(compiler.scheme, run.of)
    skip = compiler.optional(run.skip, scope.of_periods(grain))

    def test(place: Place) -> Evidence:
        if grain is None:
            return Evidence(PENDING, "streak", text="没有统计期")
        places = _lately(place, grain, run.length, skip)
        if len(places) < run.length:
            return Evidence(NO, "records", text=f"计入的不足{run.length}期，或本期不计")
        held = windows.days(run.within, place, compiler.almanac) if run.within is not None else _ALWAYS
        if held is None:
            return Evidence(PENDING, "streak", text="时段未定")
        if places[0][0].moment < held[0]:
            return Evidence(NO, "records", text=f"{held[0]}起的时段内不足{run.length}期")
        parts = [inner(there) if counts is YES else _open(counts) for there, counts in places]
        found = [(part.truth, there) for part, (there, _) in zip(parts, places, strict=True)]
        truths = in_time(found, partial(recorded, uses))
        told = tuple(map(_in_period, parts, truths, (there for there, _ in places)))
        full = Evidence(all_of(part.truth for part in told), "streak", parts=told, text=f"连续{run.length}期")
        if not run.afresh or full.truth is NO:
            return full
        before = held_before(places[0][0], grain, inner, skip, partial(recorded, uses), held[0])
        return filled_up(full, run.length, before)

    return test


def _open(counts: Truth) -> Evidence:
    return Evidence(counts, "records", text="这一期计不计入未定")


def _lately(place: Place, grain: str, length: int, skip: TestOf | None) -> list[tuple[Place, Truth]]:
    """The last so many periods that count, or may, the present one the last; none where that does not count."""
    last = place.index_in(grain)
    if skip is None:
        return [(place.up_to(grain, index), YES) for index in range(last - length + 1, last + 1)]
    found: list[tuple[Place, Truth]] = []
    for index in range(last, last - length - _MOST_SKIPPED, -1):
        there = place.up_to(grain, index)
        counts = negated(skip(there).truth)
        if index == last and counts is NO:
            return []
        found = [(there, counts), *found] if counts is not NO else found
        if len(found) == length:
            break
    return found


def _in_period(found: Evidence, truth: Truth, there: Place) -> Evidence:
    """A period of a streak; one without data before the beginning cannot be a part of it."""
    if truth is not found.truth:
        found = Evidence(truth, "records", text="在施行或服务开始以前，不计")
    return Evidence(truth, "period", parts=(found,), text=spans.label(str(there.grain), there.index))


@dataclass(frozen=True, slots=True)
class _Told:
    """A record of a streak: what it says, and whether it is surely one of those that the streak is about."""

    row: Row
    says: Evidence
    counts: Truth

    @property
    def evidence(self) -> Evidence:
        """Both together, under the day of the record."""
        truth = all_of((self.says.truth, self.counts))
        return Evidence(truth, "period", parts=(self.says,), text=str(self.row.day))


def _of_records(compiler: Compiler, run: c.Run, key: str, scope: Scope) -> TestOf:
    """The last so many records of a kind up to the moment, those that are meant, or alike the one in hand."""
    there = Scope(record=key, kind=scope.kind)
    inner, among = compiler.condition(run.of, there), compiler.optional(run.where, there)
    keys_of = wanted(compiler, run.match, scope)
    name = compiler.scheme.facts[key].name

    def meant(place: Place, row: Row) -> Truth:
        return YES if among is None else among(place.of_row(row)).truth

    def told_of(place: Place, row: Row, keys: Wanted) -> _Told:
        counts = all_of((agrees(place, row, keys), meant(place, row)))
        return _Told(row, _UNREAD if counts is NO else inner(place.of_row(row)), counts)

    def test(place: Place) -> Evidence:
        held = windows.days(run.within, place, compiler.almanac) if run.within is not None else _ALWAYS
        if held is None:
            return Evidence(PENDING, "streak", text="时段未定")
        mine = meant(place, place.row) if place.row is not None and place.row.fact == key else YES
        if mine is NO:
            return Evidence(NO, "records", text="本条不计")
        keys = keys_of(place)
        rows = [row for row in _until(place, key) if row.day >= held[0]]
        lately = (told_of(place, row, keys) for row in reversed(rows))
        lately = (one for one in lately if one.counts is not NO)
        found = _enough(lately, run.length)
        told = _running(found, run.length, name)
        if run.afresh and told.truth is not NO:
            told = filled_up(told, run.length, _before(found, lately), "条")
        return replace(told, truth=all_of((told.truth, mine)))

    return test


def _enough(lately: Iterator[_Told], length: int) -> list[_Told]:
    """The last records, until so many of them count for certain; the last one last."""
    found: list[_Told] = []
    for one in lately:
        found.insert(0, one)
        if sum(one.counts is YES for one in found) == length:
            break
    return found


def _before(found: list[_Told], earlier: Iterator[_Told]) -> Iterator[Truth]:
    """What the records before a run say, the last one first, until it is over; which are meant has to be certain."""
    yield from (one.counts for one in found if one.counts is not YES)
    for one in earlier:
        if one.counts is YES and one.says.truth is NO:
            return
        yield one.says.truth if one.counts is YES else one.counts


def _running(found: list[_Told], length: int, name: str) -> Evidence:
    """Whether the last so many hold, whichever of the doubtful ones count."""
    best = [one for one in found if YES in (one.counts, one.says.truth)][-length:]
    worst = [one for one in found if one.counts is YES or one.says.truth is not YES][-length:]
    if max(len(best), len(worst)) < length:
        return Evidence(NO, "records", text=f"“{name}”只有{len(best)}条，不足连续{length}次")
    ends = {_truth(best, length), _truth(worst, length)}
    told = tuple(one.evidence for one in (found if len(ends) > 1 else best))
    return Evidence(ends.pop() if len(ends) == 1 else PENDING, "streak", parts=told, text=f"连续{length}次")


def _truth(last: list[_Told], length: int) -> Truth:
    return NO if len(last) < length else all_of(one.says.truth for one in last)


def _until(place: Place, key: str) -> list[Row]:
    """The records up to the one in hand, in their order, or up to the moment."""
    rows = place.book.rows[key].get(place.subject, [])
    here = next((at for at, row in enumerate(rows) if row is place.row), None)
    return [row for row in rows if row.day <= place.moment] if here is None else rows[: here + 1]
