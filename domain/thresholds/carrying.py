"""What goes over when a balance starts afresh."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from domain.cycles import day_of_year
from domain.library.decimals import short
from domain.library.models.accounts import Balance
from domain.library.models.carries import Carry
from domain.library.models.dates import CalendarDate
from domain.library.models.own_periods import last_of
from domain.library.scopes import Scope
from domain.thresholds.compiling import Compiler, TestOf, ValueOf
from domain.thresholds.context import Place
from domain.thresholds.data import Datum, Known, Missing, number
from domain.thresholds.judging import against
from domain.thresholds.moves import Move, counts_so_long, last_counting
from domain.thresholds.rounding import whole
from domain.thresholds.truth import NO, YES


@dataclass(frozen=True, slots=True)
class Opening:
    """With what a balance starts, at the least and at the most, and how that is told.

    What went over and expires is no part of that: it is moved as the first thing, at the least and at the most.
    """

    low: Fraction
    high: Fraction
    told: str = ""
    over: tuple[tuple[Move, ...], tuple[Move, ...]] = ((), ())


_Ends = tuple[Fraction, Fraction]
_NOTHING = number(0)


class CarryRun:
    """What goes over, compiled."""

    def __init__(self, compiler: Compiler, balance: Balance, carry: Carry) -> None:
        self.carry, self.base = carry, balance.base
        self.grain = balance.renews if isinstance(balance.renews, str) else None
        scope = Scope(kind=balance.of, grain=self.grain)
        self.when = compiler.optional(carry.when, scope)
        self.points = compiler.optional_value(carry.points, scope)
        self._ended: list[Datum] = []
        self.bands: list[tuple[TestOf, ValueOf]] = [
            (
                against(compiler, band, scope, lambda place: self._ended[-1]),
                compiler.value(band.points, scope),
            )
            for band in carry.bands
        ]

    @property
    def of_itself(self) -> bool:
        """Whether something may go over also where nothing has moved the balance."""
        return self.carry.part is None

    def opening(self, before: Place, ended: Datum) -> Opening | Missing:
        """The base together with what goes over of a balance that ended so on a day."""
        there = before if self.grain is None else before.at(self.grain, before.index_in(self.grain))
        found = self._carried(there, ended)
        if isinstance(found, Missing):
            return found
        low, high = found
        said = short(low) if low == high else f"{short(low)}至{short(high)}"
        sign = "+" if low > 0 else ""
        plain = self.of_itself or self.when is not None
        title = f"上期末{_shown(ended)}，结转" if plain else "上期结转"
        if self.expires:
            return self._expiring(before.moment + timedelta(days=1), title, found)
        return Opening(self.base + low, self.base + high, f"；{title}{sign}{said}")

    def _expiring(self, first: date, title: str, ends: _Ends) -> Opening | Missing:
        until = self._until(first)
        if until is None:
            return Missing("", "结转的分多久失效还没有填", judge=True)
        lots = [Move(first, points, "", title, held=f"有效至{until}", until=until) for points in ends]
        low, high = ((lot,) if lot.points else () for lot in lots)
        return Opening(self.base, self.base, over=(low, high))

    @property
    def expires(self) -> bool:
        """Whether what went over is gone before it would go over anew."""
        return self.carry.expires_after is not None

    def _until(self, first: date) -> date | None:
        """The last day on which what went over on a fresh start counts; None where nobody filled it in."""
        term = self.carry.expires_after
        if isinstance(term, CalendarDate):
            days = (day_of_year(first.year + later, last_of(term)) for later in (0, 1))
            return next(day for day in days if day >= first)
        return None if counts_so_long(term) is None else last_counting(term, first)

    def _carried(self, there: Place, ended: Datum) -> _Ends | Missing:
        truth = YES if self.when is None else self.when(there).truth
        if truth is NO:
            return Fraction(0), Fraction(0)
        ways = [self._ways(found) for found in self._figures(there, ended)]
        missing = next((one for one in ways if isinstance(one, Missing)), None)
        if missing is not None:
            return missing
        ends = [end for one in ways if not isinstance(one, Missing) for end in one]
        ends += [] if truth is YES else [Fraction(0)]
        return min(ends), max(ends)

    def _figures(self, there: Place, ended: Datum) -> Iterator[Known]:
        """What may go over: one figure where the balance that ended is certain, else each that is still open."""
        if self.points is not None:
            yield self.points(there)
            return
        if not self.bands:
            yield ended
            return
        self._ended.append(ended)
        found = [(test(there).truth, points) for test, points in self.bands]
        self._ended.pop()
        for truth, points in found:
            if truth is not NO:
                yield points(there)
            if truth is YES:
                return
        yield _NOTHING

    def _ways(self, found: Known) -> _Ends | Missing:
        if isinstance(found, Missing):
            return found
        top = found.exact if found.high is None else Fraction(found.high, found.den)
        low, high = (self._size(end) for end in (found.exact, top))
        return min(low, high), max(low, high)

    def _size(self, end: Fraction) -> Fraction:
        carry = self.carry
        difference = end if carry.part is None else end - self.base
        if carry.part == "surplus":
            difference = max(difference, Fraction(0))
        elif carry.part == "shortfall":
            difference = min(difference, Fraction(0))
        size = _rounded(carry, abs(difference) * carry.share)
        size = size if carry.at_most is None else min(size, carry.at_most)
        return size if difference > 0 else -size


def _shown(ended: Datum) -> str:
    if ended.high is None:
        return f"{short(ended.exact)}分"
    return f"{short(ended.exact)}至{short(Fraction(ended.high, ended.den))}分"


def _rounded(carry: Carry, size: Fraction) -> Fraction:
    return size if carry.rounded is None else whole(size, carry.rounded)
