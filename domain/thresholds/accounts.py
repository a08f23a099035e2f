"""Running balances: what stands on a day, from everything that happened before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from domain.cycles import cycle_of, is_cycle
from domain.library.decimals import short
from domain.library.models.accounts import Balance, BalanceEntry
from domain.library.models.windows import AnniversaryWindow
from domain.library.scopes import Scope
from domain.thresholds import spans, windows
from domain.thresholds.carrying import Opening, carried
from domain.thresholds.compiling import Compiler, TestOf, ValueOf
from domain.thresholds.context import Place
from domain.thresholds.data import Datum, Known, Missing
from domain.thresholds.exempting import exceptions
from domain.thresholds.facts import Subject
from domain.thresholds.holding import Holding
from domain.thresholds.judged_periods import periods_to_judge
from domain.thresholds.moves import Move, expired
from domain.thresholds.obliged import periods_owed
from domain.thresholds.rule_moves import RuleMoves
from domain.thresholds.rule_run import RuleRun
from domain.thresholds.truth import NO, YES, Truth, all_of, negated
from domain.thresholds.uses import Uses, uses_of

_ONE_DAY = timedelta(days=1)
_Moved = tuple[Place, Move | Missing]


@dataclass(frozen=True, slots=True, eq=False)
class _Entry:
    """An entry of a balance, compiled."""

    entry: BalanceEntry
    when: TestOf | None
    unless: TestOf | None
    points: ValueOf
    carries: TestOf | None
    uses: Uses
    effective: date | None
    until: date | None

    def truth(self, place: Place) -> Truth:
        """Whether it moves the balance at a place."""
        met = YES if self.when is None else self.when(place).truth
        if self.unless is None or met is NO:
            return met
        return all_of((met, negated(self.unless(place).truth)))

    def in_force(self, day: date) -> bool:
        """Whether the entry was in force on a day."""
        return (self.effective is None or day >= self.effective) and (self.until is None or day <= self.until)


class BalanceRun:
    """One balance, compiled."""

    def __init__(self, compiler: Compiler, key: str, balance: Balance, rules: Mapping[str, RuleRun]) -> None:
        self.key, self.balance = key, balance
        self.rules = RuleMoves(compiler, rules, key)
        self.holding = Holding(compiler, balance)
        self.entries = [self._entry(compiler, entry) for entry in balance.entries]

    def _entry(self, compiler: Compiler, entry: BalanceEntry) -> _Entry:
        scope = Scope(record=entry.on, kind=self.balance.of, grain=entry.every)
        uses = uses_of(compiler.scheme, entry.when, entry.points, entry.unless)
        scheme = compiler.scheme
        document = scheme.documents[entry.source or self.balance.source or scheme.main_document]
        when, carries = (compiler.optional(one, scope) for one in (entry.when, entry.carries_when))
        unless = exceptions(compiler, entry.id, entry.unless, scope, self.key)
        return _Entry(
            entry, when, unless, compiler.value(entry.points, scope), carries, uses,
            entry.effective or document.effective, entry.until or document.until,
        )  # fmt: skip

    def value(self, place: Place) -> Known:
        """The balance at the end of the place's day."""
        found, opening = self._found(place), self._opening(place)
        if isinstance(found, Missing):
            return found
        if isinstance(opening, Missing):
            return opening
        low = self._ended(opening.low, place, [move for move in found if move.sure or move.points < 0], -1)
        high = self._ended(opening.high, place, [move for move in found if move.sure or move.points > 0], 1)
        told = self.moves(place)
        if isinstance(low, Missing) or isinstance(high, Missing) or isinstance(told, Missing):
            missing = next(one for one in (low, high, told) if isinstance(one, Missing))
            return Missing(self.balance.name, missing.name + missing.why, missing.judge)
        how = f"基数{short(self.balance.base)}{opening.told}{''.join('；' + move.told for move in told)}"
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
        days = (day for one in self.entries for _, day in self._occurrences(one, place))
        moved = (day for day, _ in self.rules.moves(place))
        return any(day <= place.moment for many in (days, moved) for day in many)

    def _ended(self, opening: Fraction, place: Place, moves: list[Move], towards: int) -> Fraction | Missing:
        """The balance after some moves, limits of which it is open whether they hold read one way."""
        held = self.holding.held(moves, place, lambda move: move.points * towards < 0)
        return held if isinstance(held, Missing) else self._run(opening, self._counting(held, place.moment))

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
        """What counts on the day, in the order of days, deductions before additions, held back by the limits."""
        found = self._found(place)
        held = found if isinstance(found, Missing) else self.holding.held(found, place, lambda move: True)
        return held if isinstance(held, Missing) else self._counting(held, place.moment)

    def _counting(self, moves: list[Move], moment: date) -> list[Move]:
        """Those that still count on a day: what is past or has expired took its room, and is gone."""
        terms = {one.entry.id: one.entry for one in self.entries}
        there = (move for move in moves if not move.past)
        return [
            move for move in there if move.key not in terms or not expired(terms[move.key], move.day, moment)
        ]

    def _found(self, place: Place) -> list[Move] | Missing:
        """What moved since the last fresh start, and before it what shares the room of a limit with that."""
        first = self._renewed(place)
        since = self.holding.since(first, place)
        of_rules = (
            replace(move, past=move.day < first) if isinstance(move, Move) else move
            for day, move in self.rules.moves(place)
            if since <= day <= place.moment
        )
        of_entries = (move for one in self.entries for move in self._of_entry(one, place, first, since))
        found: list[Move] = []
        for move in (*of_entries, *of_rules):
            if isinstance(move, Missing):
                return Missing(self.balance.name, f"{move.name}{move.why}", move.judge)
            found.append(move)
        return found

    def _renewed(self, place: Place) -> date:
        renews = self.balance.renews
        if renews == "never":
            return date.min
        if isinstance(renews, AnniversaryWindow):
            held = windows.anniversary(renews.anniversary, place)
            return held[0] if held is not None else date.min
        return spans.bounds(renews, place.index_in(renews), place.year_start)[0]

    def _of_entry(self, one: _Entry, place: Place, first: date, since: date) -> Iterator[Move | Missing]:
        for there, move in self._moves_of(one, place):
            day = there.moment
            if day > place.moment or (day < since and one.carries is None):
                continue
            over = self._goes_over(one, there, first) if day < first else YES
            if over is NO and day < since:
                continue
            if isinstance(move, Move):
                move = replace(move, sure=move.sure and over in (YES, NO), past=over is NO)
            yield move

    def _goes_over(self, one: _Entry, there: Place, first: date) -> Truth:
        """Whether what happened before a fresh start goes on counting."""
        return NO if one.carries is None else one.carries(replace(there, moment=first)).truth

    def _moves_of(self, one: _Entry, place: Place) -> list[_Moved]:
        """What an entry moves, whenever it does; found out once for the facts."""
        known = place.book.remembered(one, dict[tuple[str, str | None], list[_Moved]])
        asked = place.subject, place.unit
        if asked not in known:
            known[asked] = (
                found
            ) = []  # filled day by day: an entry may ask how the balance stood the day before
            for there, _ in sorted(self._occurrences(one, place), key=lambda pair: pair[1]):
                truth = one.truth(there)
                if truth is not NO:
                    found.append((there, self._move(one, there, truth)))
        return known[asked]

    def _move(self, one: _Entry, there: Place, truth: Truth) -> Move | Missing:
        points, entry, day = one.points(there), one.entry, there.row.day if there.row else there.moment
        if isinstance(points, Missing):
            return Missing("", f"（{entry.title}：{points.name}{points.why}）", points.judge)
        if points.high is not None:
            return Missing("", f"（{entry.title}：{points.name}数据不全，分数未定）")
        return Move(day, points.exact, entry.id, entry.title, truth is YES, there.row)

    def _occurrences(self, one: _Entry, place: Place) -> Iterator[tuple[Place, date]]:
        """Where an entry is looked at: records and periods since it is in force, none in holidays between terms."""
        for there in self._looked_at(one, place):
            day = there.row.day if there.row else there.moment
            too_early = there.row is None and place.book.before_all(place.subject, day)
            if one.in_force(day) and not too_early and self._in_term(day):
                yield there, day

    def _in_term(self, day: date) -> bool:
        renews = str(self.balance.renews)
        return not is_cycle(renews) or day <= cycle_of(renews).bounds(cycle_of(renews).index_of(day))[1]

    def _looked_at(self, one: _Entry, place: Place) -> Iterator[Place]:
        book = place.book
        if one.entry.on is not None:
            for row in book.rows[one.entry.on].get(place.subject, ()):
                yield Place(book, place.subject, row.day, row=row)
        elif one.entry.every is not None:
            subject = book.subjects.get(place.subject) or Subject(place.subject, self.balance.of)
            judged = periods_to_judge(book, one.uses, subject, one.entry.every, None)
            for index in periods_owed(book, one.uses, subject, one.entry.every, judged):
                yield place.at(one.entry.every, index)
