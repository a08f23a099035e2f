"""Running balances: what stands on a day, from everything that happened before."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from domain.library.models.dates import CountedTerm
from domain.library.models.accounts import Balance, BalanceEntry
from domain.library.models.windows import AnniversaryWindow, WordWindow
from domain.library.scopes import Scope
from domain.thresholds import spans, windows
from domain.thresholds.carrying import Opening, carried
from domain.thresholds.compiling import Compiler, TestOf, ValueOf
from domain.thresholds.context import Place
from domain.thresholds.data import Datum, Known, Missing
from domain.thresholds.facts import Subject
from domain.thresholds.following import end_of
from domain.thresholds.truth import NO, YES, Truth, all_of
from domain.thresholds.uses import Uses, periods_to_judge, uses_of

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Move:
    """Points on a day; `key` breaks ties, so that the order of the file does not matter.

    Not `sure` while the condition behind it waits for data or for a person.
    """

    day: date
    points: Fraction
    key: str
    title: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of a balance, compiled."""

    entry: BalanceEntry
    when: TestOf | None
    points: ValueOf
    at_most: ValueOf | None
    carries: TestOf | None
    uses: Uses


class BalanceRun:
    """One balance, compiled."""

    def __init__(self, compiler: Compiler, key: str, balance: Balance) -> None:
        self.key, self.balance = key, balance
        self.entries = [self._entry(compiler, entry) for entry in balance.entries]

    def _entry(self, compiler: Compiler, entry: BalanceEntry) -> _Entry:
        scope = Scope(record=entry.on, kind=self.balance.of, grain=entry.every)
        at_most = compiler.value(entry.at_most, scope) if entry.at_most is not None else None
        uses = uses_of(compiler.scheme, entry.when, entry.points)
        when, carries = compiler.optional(entry.when, scope), compiler.optional(entry.carries_when, scope)
        return _Entry(entry, when, compiler.value(entry.points, scope), at_most, carries, uses)

    def value(self, place: Place) -> Known:
        """The balance at the end of the place's day."""
        found, opening = self.moves(place), self._opening(place)
        if isinstance(found, Missing):
            return found
        if isinstance(opening, Missing):
            return opening
        low = self._run(opening.low, [move for move in found if move.sure or move.points < 0])
        high = self._run(opening.high, [move for move in found if move.sure or move.points > 0])
        how = f"基数{self.balance.base}{opening.told}{''.join('；' + _told(move) for move in found)}"
        den = low.denominator * high.denominator
        num, top = low.numerator * high.denominator, high.numerator * low.denominator
        return Datum(
            "number", num, den, name=self.balance.name, how=how, high=None if num == top else top
        )  # fmt: skip

    def _opening(self, place: Place) -> Opening | Missing:
        """With what it starts: its base, and what goes over from the time before."""
        base, carries, first = self.balance.base, self.balance.carries, self._renewed(place)
        before = Place(place.book, place.subject, first - _ONE_DAY) if first > date.min else None
        if carries is None or before is None or not self._begun(before):
            return Opening(base, base)
        ended = self.value(before)
        return ended if isinstance(ended, Missing) else carried(carries, base, ended)

    def _begun(self, place: Place) -> bool:
        """Whether anything can have moved by then."""
        return any(day <= place.moment for one in self.entries for _, day in self._occurrences(one, place))

    def _run(self, opening: Fraction, moves: list[Move]) -> Fraction:
        """The balance after some moves in their order."""
        total = opening
        for move in moves:
            total = total + move.points
            if self.balance.clamp == "each_step":
                total = self._clamped(total)
        return self._clamped(total)

    def _clamped(self, total: Fraction) -> Fraction:
        if self.balance.floor is not None:
            total = max(total, self.balance.floor)
        return total if self.balance.cap is None else min(total, self.balance.cap)

    def moves(self, place: Place) -> list[Move] | Missing:
        """What counts on the day, in the order of days, deductions before additions."""
        first = self._renewed(place)
        moves: list[Move] = []
        for one in self.entries:
            found = list(self._of_entry(one, place, first))
            missing = next((move for move in found if isinstance(move, Missing)), None)
            if missing is not None:
                return missing
            limited = self._limited(one, place, [move for move in found if isinstance(move, Move)])
            moves += [move for move in limited if not _expired(one.entry, move.day, place.moment)]
        return sorted(moves, key=lambda move: (move.day, move.points, move.key))

    def _renewed(self, place: Place) -> date:
        renews = self.balance.renews
        if renews == "never":
            return date.min
        if isinstance(renews, AnniversaryWindow):
            held = windows.anniversary(renews.anniversary, place)
            return held[0] if held is not None else date.min
        return spans.bounds(renews, place.index_in(renews), place.year_start)[0]

    def _of_entry(self, one: _Entry, place: Place, first: date) -> Iterator[Move | Missing]:
        for there, day in self._occurrences(one, place):
            truth = self._counts(one, there, day, first) if day <= place.moment else NO
            if truth is NO:
                continue
            points = one.points(there)
            if isinstance(points, Missing):
                yield Missing(
                    self.balance.name, f"（{one.entry.title}：{points.name}{points.why}）", points.judge
                )
            else:
                yield Move(day, points.exact, one.entry.id, one.entry.title, truth is YES)

    def _counts(self, one: _Entry, there: Place, day: date, first: date) -> Truth:
        """Whether what happened counts; what happened before a fresh start only where it goes over."""
        if day < first and one.carries is None:
            return NO
        truth = YES if one.when is None else one.when(there).truth
        if day >= first or one.carries is None:
            return truth
        return all_of((truth, one.carries(replace(there, moment=first)).truth))

    def _occurrences(self, one: _Entry, place: Place) -> Iterator[tuple[Place, date]]:
        book = place.book
        if one.entry.on is not None:
            for row in book.rows[one.entry.on].get(place.subject, ()):
                yield Place(book, place.subject, row.day, row=row), row.day
        elif one.entry.every is not None:
            subject = book.subjects.get(place.subject) or Subject(place.subject, self.balance.of)
            for index in periods_to_judge(book, one.uses, subject, one.entry.every, None):
                there = place.at(one.entry.every, index)
                yield there, there.moment

    def _limited(self, one: _Entry, place: Place, moves: list[Move]) -> Iterator[Move]:
        """An entry's moves held back to what it may move within its window."""
        limit = one.at_most(place) if one.at_most is not None else None
        if not isinstance(limit, Datum):
            yield from moves
            return
        window = one.entry.at_most_within
        word = window.word if isinstance(window, WordWindow) else "ever"
        used: dict[int, Fraction] = defaultdict(Fraction)
        for move in sorted(moves, key=lambda move: move.day):
            there = Place(place.book, place.subject, move.day)
            slot = 0 if word in {"ever", "period", "earlier"} else there.index_in(word)
            room = limit.exact - used[slot]
            size = min(abs(move.points), max(room, Fraction(0)))
            used[slot] += size
            if size:
                yield replace(move, points=size if move.points > 0 else -size)


def _told(move: Move) -> str:
    sign = "+" if move.points > 0 else ""
    return f"{move.day} {move.title}{sign}{move.points}{'' if move.sure else '（待核）'}"


def _expired(entry: BalanceEntry, day: date, moment: date) -> bool:
    term = entry.expires_after
    if not isinstance(term, CountedTerm) or not isinstance(term.count, int):
        return False
    return moment > end_of(day, term.count, term.unit)
