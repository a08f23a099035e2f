"""Running balances: what stands on a day, from everything that happened before."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from domain.library.models.accounts import Balance
from domain.thresholds.carrying import CarryRun, Opening
from domain.thresholds.compiling import Compiler
from domain.thresholds.context import Place
from domain.thresholds.data import Known, Missing
from domain.thresholds.entry_moves import EntryMoves
from domain.thresholds.fresh_starts import doubtful, last_start
from domain.thresholds.holding import Holding, Holds
from domain.thresholds.moves import Move, told_together
from domain.thresholds.rule_moves import RuleMoves
from domain.thresholds.rule_run import RuleRun
from domain.thresholds.running import Checkpoint, Checkpoints, current, points
from domain.thresholds.spending import counting

_ONE_DAY = timedelta(days=1)
_Asked = tuple[str, str | None, date, bool]
_End = Callable[[Fraction, Fraction], Fraction]


class BalanceRun:
    """One balance, compiled."""

    def __init__(self, compiler: Compiler, key: str, balance: Balance, rules: Mapping[str, RuleRun]) -> None:
        self.key, self.balance = key, balance
        self.rules = RuleMoves(compiler, rules, key)
        self.holding = Holding(compiler, balance)
        self.entries = [EntryMoves(compiler, key, balance, entry) for entry in balance.entries]
        self.terms = {entry.id: entry for entry in balance.entries}
        self.carry = CarryRun(compiler, balance, balance.carries) if balance.carries is not None else None
        carried = any(one.carries_when is not None for one in balance.entries)
        self.wipes = carried and any(one.sets is not None for one in balance.entries)
        lasting = all(one.once_for_all for one in balance.entries)
        self.expiring = self.carry is not None and self.carry.expires
        self.closing: list[tuple[str, date]] = []  # whose account is asked on which day for what goes over
        # what stood on a day only goes on from there
        self.goes_on = lasting and self.holding.plain and not self.expiring

    def value(self, place: Place, *, closing: bool = False) -> Known:
        """The balance at the end of the place's day; found out once for the facts.

        When it is `closing` for a fresh start, what went over and expires is gone, even on its last day.
        """
        if place.afresh is not None and (first := last_start(self.balance, place.again)) > place.moment:
            return self._afresh(Place(place.book, place.subject, first, unit=place.unit))
        closing = self.expiring and (closing or (place.subject, place.moment) in self.closing)
        known = place.book.remembered((self, "values"), dict[_Asked, Known])
        ends = self._ends_before(place, known)
        here = Place(place.book, place.subject, place.moment, unit=place.unit)
        for there, over in (*((end, self.expiring) for end in ends), (here, closing)):
            asked = there.subject, there.unit, there.moment, over
            if asked not in known:
                known[asked] = self._value(there, closing=over)
        return known[place.subject, place.unit, place.moment, closing]

    def days(self, place: Place) -> list[date]:
        """The days up to the place's on which anything moved it."""
        moved = [day for one in self.entries for day, *_ in one.found(place).between(None, place.moment)]
        return [*moved, *(day for day, _ in self.rules.moves(place))]

    def _ends_before(self, place: Place, known: Mapping[_Asked, Known]) -> list[Place]:
        """The days before earlier fresh starts of which something goes over, the first of them first."""
        found: list[Place] = []
        there = self._ended(place)
        while there is not None:
            if (there.subject, there.unit, there.moment, self.expiring) in known:
                break
            found.insert(0, there)
            there = self._ended(there)
        return found

    def _ended(self, place: Place) -> Place | None:
        """The day before the last fresh start, where something may go over from there."""
        first = last_start(self.balance, place) if self.carry is not None else date.min
        if first == date.min:
            return None
        before = Place(place.book, place.subject, first - _ONE_DAY, unit=place.unit)
        return before if self._begun(before) else None

    def _begun(self, place: Place) -> bool:
        """Whether anything can have moved by then, or go over of itself since the subject was there."""
        days = [*(one.found(place).first for one in self.entries), *self.rules.firsts(place)]
        if self.carry is not None and self.carry.of_itself:
            days.append(place.book.began(place.subject))
        return any(day is not None and day <= place.moment for day in days)

    def _value(self, place: Place, *, closing: bool) -> Known:
        doubt = doubtful(self.balance, place)
        if doubt is not None and self._hangs_on(place, *doubt[1:]):
            return Missing(self.balance.name, f"（{doubt[0]}，何时重新起算不明）")
        opening = self._opening(place)
        if isinstance(opening, Missing):
            return opening
        return self._gone_on(place, opening) or self._replayed(place, opening, closing=closing)

    def _hangs_on(self, place: Place, first: date, last: date) -> bool:
        """Whether anything moved, or may go over, between days of which each may be a fresh start."""
        of_itself = self.carry is not None and self.carry.of_itself
        return of_itself or any(first <= day < last for day in self.days(place))

    def _afresh(self, place: Place) -> Known:
        """With what it starts on a day, before anything moves it."""
        opening, before = self._opening(place), replace(place, moment=place.moment - _ONE_DAY)
        if isinstance(opening, Missing):
            return opening
        return self._replayed(place, opening, closing=False, up_to=before)

    def _opening(self, place: Place) -> Opening | Missing:
        """With what it starts: its base, and what goes over from the time before."""
        before = self._ended(place)
        if self.carry is None or before is None:
            return Opening(self.balance.base, self.balance.base)
        ended = self.value(before, closing=True)
        if isinstance(ended, Missing):
            return ended
        self.closing.append((before.subject, before.moment))
        try:
            return self.carry.opening(before, ended)
        finally:
            self.closing.pop()

    def _gone_on(self, place: Place, opening: Opening) -> Known | None:
        """The balance from the last day on which it was known; None where not everything since is certain."""
        first = last_start(self.balance, place)
        if not self.goes_on or opening.low != opening.high or self.holding.since(first, place) != first:
            return None
        known = place.book.remembered(
            (self, "days"), lambda: defaultdict[tuple[str, str | None], Checkpoints](Checkpoints)
        )
        days = known[place.subject, place.unit]
        start = Checkpoint(first - _ONE_DAY if first > date.min else None, opening.low)
        last = days.before(place.moment, first) or start
        moves = self._since(place, first, last.after)
        if isinstance(moves, Missing) or not all(move.sure for move in moves):
            return None
        room = defaultdict(Fraction, last.room)
        held = self.holding.held(moves, place, lambda move: True, room)
        if isinstance(held, Missing):
            return None
        total = self._run(last.total, held)
        told = f"{last.told}{''.join('；' + move.told for move in held)}"
        days.keep(place.moment, first, Checkpoint(place.moment, total, current(room), told))
        return points(self.balance, self._clamped(total), self._clamped(total), f"{opening.told}{told}")

    def _replayed(
        self, place: Place, opening: Opening, *, closing: bool, up_to: Place | None = None
    ) -> Known:
        """The balance from all that has moved it since the last fresh start, or what goes over from before."""
        first = last_start(self.balance, place)
        found = self._since(up_to or place, first, None)
        if isinstance(found, Missing):
            return found
        asked: list[Move] = []  # those for which it is open whether a limit holds

        def holding(move: Move) -> bool:
            asked.append(move)
            return True

        least, most = opening.over
        told = self._held(found, place, holding, most, closing)
        low = high = told
        if asked or least != most or not all(move.sure for move in found):
            taken = [move for move in found if move.sure or move.points < 0 or move.sets is not None]
            given = [move for move in found if move.sure or move.points > 0 or move.sets is not None]
            low = self._held(taken, place, lambda move: move.points > 0, least, closing)
            high = self._held(given, place, lambda move: move.points < 0, most, closing)
        if isinstance(low, Missing) or isinstance(high, Missing) or isinstance(told, Missing):
            missing = next(one for one in (low, high, told) if isinstance(one, Missing))
            return Missing(self.balance.name, missing.name + missing.why, missing.judge)
        ends = (
            self._clamped(self._run(opening.low, low, min)),
            self._clamped(self._run(opening.high, high, max)),
        )
        return points(self.balance, *ends, f"{opening.told}{told_together(told)}")

    def _held(
        self, moves: list[Move], place: Place, open_holds: Holds, over: tuple[Move, ...], closing: bool
    ) -> list[Move] | Missing:
        """What counts on the day, in the order of days, deductions before additions, held back by the limits.

        What went `over` and expires comes first, and no limit holds it back.
        """
        held = self.holding.held(moves, place, open_holds)
        if isinstance(held, Missing):
            return held
        return counting([*over, *held], self.terms, place.moment, closing=closing)

    def _run(self, opening: Fraction, moves: list[Move], end: _End = min) -> Fraction:
        """The balance after some moves in their order; what may set it anew does so where that leads to the end."""
        total = opening
        for move in moves:
            total = total + move.points
            if move.sets is not None:
                total = move.sets if move.sure else end(total, move.sets)
            if self.balance.clamp == "each_step" and move.until is None:
                total = self._clamped(total)
        return total

    def _clamped(self, total: Fraction) -> Fraction:
        if self.balance.floor is not None:
            total = max(total, self.balance.floor)
        return total if self.balance.cap is None else min(total, self.balance.cap)

    def _since(self, place: Place, first: date, after: date | None) -> list[Move] | Missing:
        """What moved since a fresh start (only `after` a day), and what shares the room of a limit with that."""
        since = self.holding.since(first, place)
        found: list[Move] = []
        for move in (
            *self._of_entries(place, first, since, after),
            *self._of_rules(place, first, since, after),
        ):
            if isinstance(move, Missing):
                return Missing(self.balance.name, f"{move.name}{move.why}", move.judge)
            found.append(move)
        return found

    def _of_entries(
        self, place: Place, first: date, since: date, after: date | None
    ) -> Iterator[Move | Missing]:
        gone, perhaps = self._set_before(place, first) if self.wipes else (date.min, date.min)
        for one in self.entries:
            for move in one.moves(place, first, since, after):
                if isinstance(move, Move) and move.day < first and move.day <= max(gone, perhaps):
                    wiped = move.past or move.day <= gone
                    yield replace(move, past=wiped, sure=wiped)
                else:
                    yield move

    def _set_before(self, place: Place, first: date) -> tuple[date, date]:
        """The last days before a fresh start on which the balance was set anew, for certain and perhaps."""
        if first == date.min:
            return date.min, date.min
        setting = [one for one in self.entries if one.entry.sets is not None]
        found = [moved for one in setting for moved in one.found(place).between(None, first - _ONE_DAY)]
        sure = [day for day, _, move in found if isinstance(move, Move) and move.sure]
        return max(sure, default=date.min), max((day for day, *_ in found), default=date.min)

    def _of_rules(
        self, place: Place, first: date, since: date, after: date | None
    ) -> Iterator[Move | Missing]:
        for day, move in self.rules.moves(place, after):
            if since <= day:
                yield replace(move, past=day < first) if isinstance(move, Move) else move
