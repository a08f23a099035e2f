"""Caps over several amounts: what is left of the most that they may come to, in the order of their days."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from domain.library.models.caps import Cap
from domain.library.models.windows import AnniversaryWindow
from domain.library.scopes import Scope
from domain.library.summing import covered
from domain.thresholds import windows
from domain.thresholds.book import Book
from domain.thresholds.charging import OPEN, charge_on
from domain.thresholds.compiling import Compiler
from domain.thresholds.context import Place
from domain.thresholds.data import Datum, show_number
from domain.thresholds.holding import grain_within
from domain.thresholds.truth import NO, YES
from domain.thresholds.verdicts import AmountRange, Following, Verdict

Slot = tuple[str, int | date | None]


@dataclass
class _Room:
    """How much is left within a stretch, at the least and at the most; None while the cap itself is not known.

    What is for a person to fix before may take its upper end or its lower one. `waits` names what comes before and is
    open itself: it may take all that is left, or nothing. `unknown` says why nobody knows which stretch it is: what
    fits though all belongs to one is certain. Where the cap is `lifted` there is no end.
    """

    low: Fraction | None
    high: Fraction | None
    most: str
    why: str = ""
    waits: str = ""
    unknown: str = ""
    lifted: bool = False

    def wait_for(self, verdict: Verdict) -> None:
        """A verdict before that is open itself."""
        self.waits = self.waits or f"“{verdict.title}”（{verdict.id}）"
        self.low = None if self.low is None else Fraction(0)

    def take(self, low: Fraction, high: Fraction | None) -> None:
        """So much would be taken, for certain and at the most; where less is left, that is gone."""
        if self.low is not None and self.high is not None:
            self.low = Fraction(0) if high is None else max(self.low - high, Fraction(0))
            self.high = max(self.high - low, Fraction(0))

    def one_of(self, others: "list[_Room]", *, certain: bool) -> None:
        """One of several ways was gone, and nobody knows which; or none where that is not `certain`."""
        ways = others if certain else [*others, replace(self)]
        self.low = min((one.low for one in ways if one.low is not None), default=None)
        self.high = max((one.high for one in ways if one.high is not None), default=None)

    @property
    def told(self) -> str:
        """还可300元; 还可0至300元."""
        low, high = (show_number(end or Fraction(0)) for end in (self.low, self.high))
        if self.waits:
            return f"还可{high}元；此前{self.waits}待核，余额未定"
        return f"还可{high}元" if low == high else f"还可{low}至{high}元，看此前各条定了多少"


class CapRun:
    """One cap, compiled."""

    def __init__(self, compiler: Compiler, cap: Cap) -> None:
        scheme = compiler.scheme
        self.cap = cap
        self.charge = charge_on(scheme, cap.do, cap.of, covered(scheme, cap))
        self.scope = Scope(kind=cap.of, grain=grain_within(cap.within))
        self.at_most = compiler.value(cap.at_most, self.scope)
        self.unless = compiler.optional(cap.unless, self.scope)

    def held(self, found: list[Verdict], book: Book) -> list[Verdict]:
        """The verdicts with what may still be taken by each."""
        rooms: dict[Slot, _Room] = {}
        changed: dict[int, Verdict] = {}
        for verdict in sorted(self.charge.among(found, book), key=lambda one: (one.day or date.max, one.id)):
            slot = self.slot(verdict, book)
            if slot not in rooms:
                rooms[slot] = self.room(verdict, book)
            if rooms[slot].lifted:
                continue
            if verdict.outcome in OPEN:
                rooms[slot].wait_for(verdict)
                continue
            kind = book.subjects[verdict.subject].kind
            following = tuple(self._limited(one, rooms[slot], kind) for one in verdict.consequences)
            changed[id(verdict)] = replace(verdict, consequences=following)
        return [changed.get(id(verdict), verdict) for verdict in found]

    def _there(self, verdict: Verdict, book: Book) -> Place:
        there = Place(book, self.charge.payer(verdict, book) or "", verdict.day or book.today)
        grain = grain_within(self.cap.within)
        return there if grain is None else there.at(grain, there.index_in(grain))

    def slot(self, verdict: Verdict, book: Book) -> Slot:
        """Whose amounts, in which stretch of time, a verdict is added up with."""
        there = self._there(verdict, book)
        if isinstance(self.cap.within, AnniversaryWindow):
            held = windows.anniversary(self.cap.within, there)
            return there.subject, held[0] if held is not None else None
        return there.subject, there.index if there.grain else None

    def room(self, verdict: Verdict, book: Book) -> _Room:
        """How much may be taken in the stretch of a verdict before anything is."""
        there = self._there(verdict, book)
        whole = replace(there, moment=book.today) if self.cap.within == "ever" else there
        spared = self.unless(whole) if self.unless is not None else None
        if spared is not None and spared.truth is YES:
            return _Room(None, None, "", lifted=True)
        if spared is not None and spared.truth is not NO:
            return _Room(None, None, "", f"例外未定，{spared.tell()}")
        most = self.at_most(there)
        if not isinstance(most, Datum):
            return _Room(None, None, "", f"{most.name}{most.why}")
        top = most.exact if most.high is None else Fraction(most.high, most.den)
        low, high = show_number(most.exact), show_number(top)
        unknown = windows.unknown_cycle(self.cap.within, there)
        return _Room(most.exact, top, low if low == high else f"{low}至{high}", unknown=unknown)

    def _limited(self, following: Following, room: _Room, kind: str) -> Following:
        """A consequence within the room, which it takes from; `kind` is whom the verdict is about."""
        if following.alternatives and self.charge.takes(following, kind):
            return self._each_limited(following, room, kind)
        amount = following.amount
        if amount is None or not self.charge.counts(following, kind):
            return following
        if room.low is None or room.high is None:
            return replace(following, amount=self._open(amount, room.why))
        held = _within(amount, room.low, room.high)
        if held is not amount and room.unknown:
            return replace(following, amount=self._open(amount, room.unknown))
        told = f"；{self.cap.name}合计不超过{room.most}元，{room.told}"
        certain = following.nature == "must" and not following.condition
        room.take(amount.low or Fraction(0) if certain else Fraction(0), amount.high)
        return (
            following if held is amount else replace(following, amount=replace(held, text=amount.text + told))
        )

    def _open(self, amount: AmountRange, why: str) -> AmountRange:
        text = f"{amount.text}；{self.cap.name}待核：{why}"
        return replace(amount, low=None, high=None, text=text, wanting=True)

    def _each_limited(self, following: Following, room: _Room, kind: str) -> Following:
        """Alternatives each within the same room, of which one will be taken; acts that go together one by one."""
        if following.do != "choose_one":
            parts = tuple(self._limited(one, room, kind) for one in following.alternatives)
            return replace(following, alternatives=parts)
        rooms = [replace(room) for _ in following.alternatives]
        pairs = zip(following.alternatives, rooms, strict=True)
        ways = tuple(self._limited(one, each, kind) for one, each in pairs)
        room.one_of(rooms, certain=following.nature == "must")
        return replace(following, alternatives=ways)


def _within(amount: AmountRange, low: Fraction, high: Fraction) -> AmountRange:
    """The part of an amount that still fits, where so much is left at the least and at the most."""
    if amount.high is not None and amount.high <= low:
        return amount
    least = None if amount.low is None else min(amount.low, low)
    most = high if amount.high is None else min(amount.high, high)
    return replace(amount, low=least, high=most, low_open=False, high_open=False)


def capped(caps: Iterable[CapRun], found: list[Verdict], book: Book) -> list[Verdict]:
    """Verdicts whose amounts together keep every cap."""
    for cap in caps:
        found = cap.held(found, book)
    return found
