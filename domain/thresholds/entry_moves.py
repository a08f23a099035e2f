"""What the entries of a balance move: by records or periods, on their own day or on one that they are counted from."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from functools import partial

from domain.cycles import cycle_of, is_cycle
from domain.library.models.accounts import Balance, BalanceEntry
from domain.library.naming import holder_of, named_of
from domain.library.parts import below, name_read
from domain.library.scopes import Scope
from domain.thresholds.compiling import Compiler
from domain.thresholds.context import Place
from domain.thresholds.data import Datum, Missing
from domain.thresholds.day_by_day import days_of
from domain.thresholds.exempting import exceptions
from domain.thresholds.facts import Subject
from domain.thresholds.filing_forms import in_time
from domain.thresholds.fresh_starts import starts_since
from domain.thresholds.judged_periods import periods_to_judge
from domain.thresholds.lengths import end_of, term_of, unmoved
from domain.thresholds.moves import Move
from domain.thresholds.naming import is_meant, rows_of
from domain.thresholds.obliged import periods_owed
from domain.thresholds.once_reported import OnceReported
from domain.thresholds.stays import plain
from domain.thresholds.taking_others import place_name
from domain.thresholds.truth import NO, YES, Truth, all_of, negated
from domain.thresholds.unfolding import Unfolding
from domain.thresholds.uses import uses_of

Moved = tuple[date, Place, Move | Missing]


class EntryMoves:
    """One entry of a balance, compiled."""

    def __init__(self, compiler: Compiler, key: str, balance: Balance, entry: BalanceEntry) -> None:
        scope = Scope(record=entry.on, kind=holder_of(compiler.scheme, entry, balance.of), grain=entry.every)
        scheme = compiler.scheme
        document = scheme.documents[entry.source or balance.source or scheme.main_document]
        self.entry, self.balance = entry, balance
        self.uses = uses_of(scheme, entry.when, entry.figure, entry.unless, entry.daily)
        self.when = compiler.optional(entry.when, scope)
        self.unless = exceptions(compiler, entry.id, entry.unless, scope, f"balance {key}")
        self.named = next(named_of(entry, balance.of), None)
        person = Scope(kind=balance.of)
        self.spared = self.named and exceptions(compiler, entry.id, None, person, f"balance {key}")
        self.once_reported = OnceReported(compiler, entry.every, entry.when, entry.figure, entry.unless)
        self.points = compiler.value(entry.figure, scope)
        self.starts = compiler.optional_value(entry.starts, scope)
        self.daily = days_of(compiler, entry.daily, scope) if entry.daily is not None else None
        self.kept = (
            in_time(compiler, entry.daily.days_late) if entry.daily and entry.daily.days_late else None
        )
        self.length = term_of(compiler, entry.expires_after, scope)
        self.ends = compiler.optional_value(unmoved(entry.ends), scope)
        self.carries = compiler.optional(entry.carries_when, scope)
        self.by_points = not scheme.balances.keys().isdisjoint(map(name_read, below(entry.carries_when)))
        self.effective, self.until = entry.effective or document.effective, entry.until or document.until

    def found(self, place: Place) -> Unfolding[Moved]:
        """What it moves of a subject, whenever it does; found out once for the facts."""
        known = place.book.remembered(self, dict[tuple[str, str | None], Unfolding[Moved]])
        asked = place.subject, place.unit
        if asked not in known:
            known[asked] = Unfolding(self._occasions(place), partial(self._moved_of, place.subject))
        return known[asked]

    def moves(self, place: Place, first: date, since: date, after: date | None) -> Iterator[Move | Missing]:
        """What counts since a fresh start (only `after` a day), and what took room `since` before."""
        for day, there, move in self.found(place).between(after, place.moment):
            if day < since and self.carries is None:
                continue
            over = self._goes_over(place, there, day, first) if day < first else YES
            if over is NO and day < since:
                continue
            if isinstance(move, Move) and over is not YES:
                move = replace(move, sure=move.sure and over is NO, past=over is NO)
            yield move

    def _goes_over(self, place: Place, there: Place, day: date, first: date) -> Truth:
        """Whether what happened before a fresh start goes on counting.

        Where that hangs on points, it had to go on at each fresh start since: what was cleared once stays so.
        """
        if self.carries is None:
            return NO
        starts = starts_since(self.balance, place, day, first) if self.by_points else (first,)
        return all_of(self.carries(replace(there, moment=start)).truth for start in starts)

    def _truth(self, place: Place) -> Truth:
        """Whether it moves the balance at a place."""
        met = YES if self.when is None else self.when(place).truth
        if self.kept is not None:
            met = all_of((met, negated(self.kept(place).truth)))
        if self.unless is None or met is NO:
            return met
        return all_of((met, negated(self.unless(place).truth)))

    def _moved_of(self, subject: str, there: Place, day: date) -> Iterator[Moved]:
        """What it moves of those on whose records it looks, or of somebody whom a record names."""
        named = YES if self.named is None else is_meant(self.named, self.spared, subject, there)
        for on, place, move in self._moved(there, day) if named is not NO else ():
            if self.named is not None and isinstance(move, Move):
                move = replace(
                    move, title=f"{move.title}（{place_name(there)}）", sure=move.sure and named is YES
                )
            yield on, place, move

    def _moved(self, there: Place, day: date) -> Iterator[Moved]:
        truth = self._truth(there)
        if truth is not NO:
            unsaid = self.starts(there) if self.starts is not None else None
            known = self._move(there, day, truth)
            yield day, there, self._unsaid(unsaid) if isinstance(unsaid, Missing) else known

    def _unsaid(self, why: Missing) -> Missing:
        return Missing("", f"（{self.entry.title}：{why.name}{why.why}）", why.judge)

    def _move(self, there: Place, day: date, truth: Truth) -> Move | Missing:
        points, entry = self.points(there), self.entry
        if isinstance(points, Missing):
            return self._unsaid(points)
        if points.high is not None:
            return Missing("", f"（{entry.title}：{points.name}数据不全，分数未定）")
        last = self._last(there, day)
        sure = truth is YES and last is not None
        if entry.sets is not None:
            return Move(day, Fraction(0), entry.id, entry.title, sure, there.row, sets=points.exact)
        uses = entry.uses is not None
        last, daily = last or date.max, entry.daily is not None
        return Move(
            day, points.exact, entry.id, entry.title, sure, there.row, uses=uses, last=last, daily=daily
        )

    def _last(self, there: Place, day: date) -> date | None:
        """The last day on which it counts; None while nobody filled in how long, or its data are not known."""
        if self.ends is not None:
            found = self.ends(there)
            return (plain(found.day) if isinstance(found, Datum) else None) or date.max
        if self.entry.expires_after is None:
            return date.max
        term = self.length(there).term
        return (
            end_of(day, term.count, term.unit) if term is not None and isinstance(term.count, int) else None
        )

    def _occasions(self, place: Place) -> Iterator[tuple[date, Place]]:
        """Where it is looked at, with the day on which it moves; none in holidays between terms."""
        for there in self._looked_at(place):
            days = self._days(there) if self._in_force(there) else ()
            yield from ((day, there) for day in days if self._in_term(day))

    def _in_force(self, there: Place) -> bool:
        day = there.row.day if there.row else there.moment
        if there.row is None and there.book.before_all(there.subject, day):
            return False
        return (self.effective is None or day >= self.effective) and (self.until is None or day <= self.until)

    def _days(self, there: Place) -> Iterable[date]:
        """The day on which it moves, or each of them."""
        if self.daily is not None:
            return self.daily(there)
        day = self._day(there)
        return () if day is None else (day,)

    def _day(self, there: Place) -> date | None:
        """The day of the record or the end of the period, or one after it; None where that is not recorded yet."""
        if self.starts is None:
            return self.once_reported(there)
        own, found = there.row.day if there.row else there.moment, self.starts(there)
        if isinstance(found, Missing) or found.day is None:
            return own if isinstance(found, Missing) and found.judge else None
        day = found.day.date() if isinstance(found.day, datetime) else found.day
        return max(own, day)

    def _in_term(self, day: date) -> bool:
        renews = str(self.balance.renews)
        return not is_cycle(renews) or day <= cycle_of(renews).bounds(cycle_of(renews).index_of(day))[1]

    def _looked_at(self, place: Place) -> Iterator[Place]:
        book, entry = place.book, self.entry
        if entry.on is not None:
            for row in rows_of(book, entry.on, self.named, place.subject):
                yield Place(book, row.subject, row.day, row=row)
        elif entry.every is not None:
            subject = book.subjects.get(place.subject) or Subject(place.subject, self.balance.of)
            judged = periods_to_judge(book, self.uses, subject, entry.every, None)
            for index in periods_owed(book, self.uses, subject, entry.every, judged):
                yield place.at(entry.every, index)
