"""Caps over several amounts: what is left of the most that they may come to, in the order of their days."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from domain.library.models.caps import Cap
from domain.library.models.consequences import Deed
from domain.library.models.rules import Rule
from domain.library.models.windows import AnniversaryWindow
from domain.library.moving import consequences_of
from domain.library.scopes import Scope
from domain.thresholds import windows
from domain.thresholds.book import Book
from domain.thresholds.compiling import Compiler
from domain.thresholds.context import Place
from domain.thresholds.data import Datum, show_number
from domain.thresholds.holding import grain_within
from domain.thresholds.verdicts import AmountRange, Following, Outcome, Verdict

_OPEN = frozenset({Outcome.PENDING_DATA, Outcome.NEEDS_JUDGEMENT})
_Slot = tuple[str, int | date | None]


@dataclass
class _Room:
    """How much is left within a stretch; None while the cap itself is not known.

    `waits` names what comes before and is open itself: it may take all that is left, or nothing.
    """

    left: Fraction | None
    most: str
    why: str = ""
    waits: str = ""


class CapRun:
    """One cap, compiled."""

    def __init__(self, compiler: Compiler, cap: Cap) -> None:
        self.cap = cap
        self.at_most = compiler.value(cap.at_most, Scope(kind=cap.of, grain=grain_within(cap.within)))
        self.taking = {rule.id for rule in compiler.scheme.rules if self._may_take(rule)}

    def _may_take(self, rule: Rule) -> bool:
        """Whether a rule takes of what is capped when it is met."""
        deeds = (one for many in consequences_of(rule) for one in many if isinstance(one, Deed))
        return any(one.do == self.cap.do and one.amount is not None and not one.on for one in deeds)

    def held(self, found: list[Verdict], book: Book) -> list[Verdict]:
        """The verdicts with what may still be taken by each."""
        rooms: dict[_Slot, _Room] = {}
        changed: dict[int, Verdict] = {}
        for verdict in sorted(self._covered(found, book), key=lambda one: (one.day or date.max, one.id)):
            slot = self._slot(verdict, book)
            if slot not in rooms:
                rooms[slot] = self._room(verdict, book)
            if verdict.outcome in _OPEN:
                rooms[slot].waits = rooms[slot].waits or f"“{verdict.title}”（{verdict.id}）"
                continue
            following = tuple(self._limited(one, rooms[slot]) for one in verdict.consequences)
            changed[id(verdict)] = replace(verdict, consequences=following)
        return [changed.get(id(verdict), verdict) for verdict in found]

    def _covered(self, found: Iterable[Verdict], book: Book) -> list[Verdict]:
        def covers(verdict: Verdict) -> bool:
            subject = book.subjects.get(verdict.subject)
            ours = not self.cap.rules or verdict.id in self.cap.rules
            return ours and verdict.standing == "main" and subject is not None and subject.kind == self.cap.of

        def takes(verdict: Verdict) -> bool:
            if verdict.outcome in _OPEN:
                return verdict.id in self.taking
            return any(self._counts(each) for each in verdict.consequences)

        return [one for one in found if covers(one) and takes(one)]

    def _counts(self, following: Following) -> bool:
        return following.do == self.cap.do and following.amount is not None and not following.on

    def _there(self, verdict: Verdict, book: Book) -> Place:
        there = Place(book, verdict.subject, verdict.day or book.today)
        grain = grain_within(self.cap.within)
        return there if grain is None else there.at(grain, there.index_in(grain))

    def _slot(self, verdict: Verdict, book: Book) -> _Slot:
        there = self._there(verdict, book)
        if isinstance(self.cap.within, AnniversaryWindow):
            held = windows.anniversary(self.cap.within.anniversary, there)
            return verdict.subject, held[0] if held is not None else None
        return verdict.subject, there.index if there.grain else None

    def _room(self, verdict: Verdict, book: Book) -> _Room:
        most = self.at_most(self._there(verdict, book))
        if not isinstance(most, Datum):
            return _Room(None, "", f"{most.name}{most.why}")
        return _Room(most.exact, show_number(most.exact))

    def _limited(self, following: Following, room: _Room) -> Following:
        amount = following.amount
        if amount is None or not self._counts(following) or amount.low is None:
            return following
        if room.left is None:
            return replace(
                following, amount=replace(amount, text=f"{amount.text}；{self.cap.name}待核：{room.why}")
            )
        held = _within(amount, room.left)
        note = f"；{self.cap.name}合计不超过{room.most}元，还可{show_number(room.left)}元"
        room.left -= held.low or Fraction(0)
        if room.waits:
            held, note = replace(held, low=Fraction(0)), f"{note}；此前{room.waits}待核，余额未定"
        return (
            following if held is amount else replace(following, amount=replace(held, text=amount.text + note))
        )


def _within(amount: AmountRange, left: Fraction) -> AmountRange:
    """The part of a range that still fits."""
    if amount.low is None or (amount.high is not None and amount.high <= left):
        return amount
    high = left if amount.high is None else min(amount.high, left)
    return replace(amount, low=min(amount.low, left), high=high, low_open=False, high_open=False)


def capped(caps: Iterable[CapRun], found: list[Verdict], book: Book) -> list[Verdict]:
    """Verdicts whose amounts together keep every cap."""
    for cap in caps:
        found = cap.held(found, book)
    return found
