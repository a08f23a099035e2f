"""Limits of a balance: how much of what moves it counts within a stretch of time."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction

from domain.library import wording
from domain.library.decimals import short
from domain.library.models.accounts import Balance, Limit, Stretch
from domain.library.models.literals import NumberValue
from domain.library.models.windows import AnniversaryWindow
from domain.library.scopes import Scope
from domain.thresholds import windows
from domain.thresholds.compiling import Compiler
from domain.thresholds.context import Place
from domain.thresholds.data import Datum, Known, Missing
from domain.thresholds.facts import Row
from domain.thresholds.fields import content_of
from domain.thresholds.moves import Move
from domain.thresholds.truth import NO, YES, Truth

Holds = Callable[[Move], bool]
_Slot = tuple[Hashable, ...]
_Stretch = tuple[str, str | None, int, date]
Room = dict[tuple[int, _Slot], Fraction]


class LimitRun:
    """One limit, compiled.

    What all together may count, and what only the highest of them counts, `frees` its room when it has expired.
    """

    def __init__(self, compiler: Compiler, balance: Balance, limit: Limit) -> None:
        self.limit, self.facts = limit, compiler.scheme.facts
        scope = Scope(kind=balance.of, grain=grain_within(limit.within))
        self.at_most = compiler.optional_value(limit.at_most, scope)
        self.unless = compiler.optional(limit.unless, scope)
        literal = limit.at_most is None or isinstance(limit.at_most, NumberValue)
        self.plain = literal and limit.unless is None  # says the same whenever it is asked
        standing = limit.within == "ever" or limit.counts is not None
        self.frees = standing and all(one.uses is None for one in balance.entries)

    def covers(self, move: Move) -> bool:
        """Whether the limit speaks of a move."""
        limit = self.limit
        if limit.only is not None and (limit.only == "deductions") is (move.points > 0):
            return False
        if limit.by and (move.row is None or not self._told(move.row)):
            return False
        return move.key not in limit.besides and (not limit.entries or move.key in limit.entries)

    def _told(self, row: Row) -> bool:
        """Whether a record says what its like is told by: two that left it empty are not for that the same."""
        fields = self.facts[row.fact].fields
        return all(
            name in fields and (not fields[name].may_lack or row.fields.get(name) is not None)
            for name in self.limit.by
        )

    def place(self, move: Move, place: Place) -> Place:
        """The stretch in which a move lies, as far as it has gone by."""
        there = Place(place.book, place.subject, move.day)
        grain = grain_within(self.limit.within)
        if grain is None:
            return replace(there, moment=place.moment)
        whole = there.at(grain, there.index_in(grain))
        return replace(whole, moment=min(whole.moment, place.moment))

    def slot(self, move: Move, place: Place) -> _Slot:
        """What a move shares its room with."""
        limit, there = self.limit, Place(place.book, place.subject, move.day)
        says = tuple(content_of(there, move.row, name) for name in limit.by) if move.row is not None else ()
        key = move.key if limit.each else ""
        return _number(limit.within, there), move.points > 0, key, says

    def since(self, first: date, place: Place) -> date:
        """From when on moves share their room with those of a day."""
        there = Place(place.book, place.subject, first)
        grain = grain_within(self.limit.within)
        if isinstance(self.limit.within, AnniversaryWindow):
            held = windows.anniversary(self.limit.within, there)
            return held[0] if held is not None else first
        return there.at(grain, there.index_in(grain)).start if grain is not None else first

    def lifted(self, there: Place) -> Truth:
        """Whether the exception holds in a stretch; asked once for each day up to which it is looked at."""
        if self.unless is None:
            return NO
        known = there.book.remembered((self, "lifted"), dict[_Stretch, Truth])
        asked = there.subject, there.grain, there.index, there.moment
        if asked not in known:
            known[asked] = self.unless(there).truth
        return known[asked]

    def most(self, move: Move, there: Place) -> Fraction | Missing:
        """How much may count in a stretch up to a move; of several the highest is as much as it is itself."""
        if self.at_most is None:
            return abs(move.points)
        if isinstance(self.limit.at_most, NumberValue):
            return self.limit.at_most.number
        known = there.book.remembered((self, "most"), dict[_Stretch, Known])
        asked = there.subject, there.grain, there.index, there.moment
        found = known.get(asked) or known.setdefault(asked, self.at_most(there))
        return (
            found.exact
            if isinstance(found, Datum)
            else Missing(found.name, f"（上限{found.why}）", found.judge)
        )

    def told(self, most: Fraction) -> str:
        """每日最多5分; 只计最高的一笔."""
        within = self.limit.within
        if self.at_most is None:
            return "只计最高的一笔"
        grain = grain_within(within)
        each = (
            wording.every(grain)
            if grain
            else _turn(within)
            if isinstance(within, AnniversaryWindow)
            else "累计"
        )
        return f"{each}最多{short(most)}分"


class Holding:
    """All limits of a balance: its own, and those of its entries."""

    def __init__(self, compiler: Compiler, balance: Balance) -> None:
        own = [
            Limit.model_construct(at_most=one.at_most, within=one.at_most_within, entries=(one.id,))
            for one in balance.entries
            if one.at_most is not None
        ]
        self.limits = [LimitRun(compiler, balance, limit) for limit in (*own, *balance.limits)]
        self.plain = all(run.plain for run in self.limits)
        # from its floor on an account can only go up: what is taken off first would be lost
        self.upward = balance.floor is not None and balance.base <= balance.floor

    def since(self, first: date, place: Place) -> date:
        """From when on what happened before a fresh start takes room that moves after it need."""
        return (
            min((run.since(first, place) for run in self.limits), default=first)
            if first > date.min
            else first
        )

    def held(
        self, moves: Iterable[Move], place: Place, open_holds: Holds, before: Room | None = None
    ) -> list[Move] | Missing:
        """The moves in their order, held back; `open_holds` says whether a limit holds while its exception is open.

        `before` is the room that earlier moves took, and takes what these take.
        """
        used: Room = defaultdict(Fraction) if before is None else before
        found: list[Move] = []
        for move in sorted(moves, key=lambda move: move.upward if self.upward else move.order):
            held = self._held(move, place, open_holds, used)
            if isinstance(held, Missing):
                return held
            found.append(held)
        return found

    def _held(self, move: Move, place: Place, open_holds: Holds, used: Room) -> Move | Missing:
        if move.sets is not None:
            return move
        size, why, keys = abs(move.points), "", []
        for number, run in enumerate(self.limits):
            if not run.covers(move) or (run.frees and move.ends < place.moment):
                continue
            there = place if run.plain else run.place(move, place)
            lifted = run.lifted(there)
            if lifted is YES or (lifted is not NO and not open_holds(move)):
                continue
            most = run.most(move, there)
            if isinstance(most, Missing):
                return most
            key = number, run.slot(move, place)
            keys.append(key)
            if most - used[key] < size:
                if unknown := windows.unknown_cycle(run.limit.within, place):
                    return Missing("", f"（{unknown}，上限的周期不明）")
                size, why = max(most - used[key], Fraction(0)), run.told(most)
        for key in keys:
            used[key] += size
        return move.held_to(size, why) if why else move


def _turn(within: AnniversaryWindow) -> str:
    return "每满一年" if within.years == 1 else "每一周期"


def grain_within(within: str | AnniversaryWindow) -> str | None:
    """The period that a limit speaks of; None for all time and for years from a date."""
    return None if isinstance(within, AnniversaryWindow) or within == "ever" else within


def _number(within: Stretch, there: Place) -> int | date | None:
    """Which stretch a day lies in."""
    if isinstance(within, AnniversaryWindow):
        held = windows.anniversary(within, there)
        return held[0] if held is not None else None
    grain = grain_within(within)
    return there.index_in(grain) if grain is not None else None
