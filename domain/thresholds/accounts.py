"""Running balances and lists: what stands on a day, from everything that happened before."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from domain.library.models.dates import CountedTerm
from domain.library.models.facts import Balance, BalanceEntry, Roll
from domain.library.models.windows import AnniversaryWindow, WordWindow
from domain.library.scopes import Scope
from domain.thresholds import spans, windows
from domain.thresholds.compiling import Compiler, TestOf, ValueOf
from domain.thresholds.context import Place
from domain.thresholds.data import Datum, Known, Missing
from domain.thresholds.facts import Subject
from domain.thresholds.following import end_of
from domain.thresholds.truth import NO, YES
from domain.thresholds.uses import Uses, periods_to_judge, uses_of
from domain.thresholds.windows import DayRange


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
        return _Entry(
            entry, compiler.optional(entry.when, scope), compiler.value(entry.points, scope), at_most, uses
        )

    def value(self, place: Place) -> Known:
        """The balance at the end of the place's day."""
        found = self.moves(place)
        if isinstance(found, Missing):
            return found
        low = self._run([move for move in found if move.sure or move.points < 0])
        high = self._run([move for move in found if move.sure or move.points > 0])
        how = f"基数{self.balance.base}{''.join('；' + _told(move) for move in found)}"
        den = low.denominator * high.denominator
        num, top = low.numerator * high.denominator, high.numerator * low.denominator
        return Datum(
            "number", num, den, name=self.balance.name, how=how, high=None if num == top else top
        )  # fmt: skip

    def _run(self, moves: list[Move]) -> Fraction:
        """The balance after some moves in their order."""
        total = self.balance.base
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
            if not first <= day <= place.moment:
                continue
            truth = YES if one.when is None else one.when(there).truth
            if truth is NO:
                continue
            points = one.points(there)
            if isinstance(points, Missing):
                yield Missing(
                    self.balance.name, f"（{one.entry.title}：{points.name}{points.why}）", points.judge
                )
            else:
                yield Move(day, points.exact, one.entry.id, one.entry.title, truth is YES)

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
            slot = 0 if word in {"ever", "period"} else there.index_in(word)
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


class ListRun:
    """One list, compiled."""

    def __init__(self, compiler: Compiler, key: str, roll: Roll) -> None:
        self.key, self.roll = key, roll
        scope = Scope(record=roll.on, kind=roll.of, grain=roll.every)
        self.when = compiler.optional(roll.when, scope)
        self.leaves = compiler.optional(roll.leaves_when, Scope(kind=roll.of))
        self.uses = uses_of(compiler.scheme, roll.when)
        self.leaving = uses_of(compiler.scheme, roll.leaves_when)

    def standing(self, place: Place) -> DayRange | None:
        """Since when and until when the subject stands on the list on this day; None when it does not."""
        found: DayRange | None = None
        for start in self._entered(place):
            last = self._last(start)
            if start <= place.moment <= last and (found is None or last > found[1]):
                found = start, last
        left = self._left(place, found[0]) if found is not None else False
        return None if left else found

    def _left(self, place: Place, since: date) -> bool:
        """Whether the subject was taken off since it last came on: who has left does not come back by itself."""
        if self.leaves is None:
            return False
        days = {place.moment, *(day for day in self._events(place) if since < day < place.moment)}
        return any(self.leaves(Place(place.book, place.subject, day)).truth is YES for day in sorted(days))

    def _events(self, place: Place) -> Iterator[date]:
        """The days on which what decides about leaving can have changed."""
        book = place.book
        for key in self.leaving.records:
            yield from (row.day for row in book.rows[key].get(place.subject, ()))
        for key in self.leaving.facts:
            grain = str(book.scheme.facts[key].every)
            yield from (place.end_of(grain, index) for index in book.indexes(key, place.subject))

    def _last(self, start: date) -> date:
        lasts = self.roll.lasts
        if isinstance(lasts, CountedTerm) and isinstance(lasts.count, int):
            return end_of(start, lasts.count, lasts.unit)
        return date.max

    def _entered(self, place: Place) -> Iterator[date]:
        book = place.book
        if self.roll.on is not None:
            for row in book.rows[self.roll.on].get(place.subject, ()):
                there = Place(book, place.subject, row.day, row=row)
                if self.when is None or self.when(there).truth is YES:
                    yield row.day
        elif self.roll.every is not None and self.when is not None:
            subject = book.subjects.get(place.subject) or Subject(place.subject, self.roll.of)
            for index in periods_to_judge(book, self.uses, subject, self.roll.every, None):
                there = place.at(self.roll.every, index)
                if there.moment <= place.moment and self.when(there).truth is YES:
                    yield there.moment
