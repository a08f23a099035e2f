"""Caps over several amounts: what is left of the most that they may come to, in the order of their days."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from domain.library import wording
from domain.library.models.caps import Cap
from domain.library.models.rules import Rule
from domain.library.models.windows import AnniversaryWindow
from domain.library.moving import deeds_of
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
    """How much is left within a stretch, at the least and at the most; None while the cap itself is not known.

    What is for a person to fix before may take its upper end or its lower one. `waits` names what comes before and is
    open itself: it may take all that is left, or nothing.
    """

    low: Fraction | None
    high: Fraction | None
    most: str
    why: str = ""
    waits: str = ""

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
        self.cap, self.name = cap, wording.party(compiler.scheme, cap.of)
        self.at_most = compiler.value(cap.at_most, Scope(kind=cap.of, grain=grain_within(cap.within)))
        self.taking = {rule.id for rule in compiler.scheme.rules if self._may_take(rule)}

    def _may_take(self, rule: Rule) -> bool:
        """Whether a rule takes of what is capped when it is met."""
        deeds = deeds_of(rule)
        return any(
            one.do == self.cap.do and one.amount is not None and self._pays(one.on, rule.subject)
            for one in deeds
        )

    def _pays(self, on: str | None, subject: str) -> bool:
        """Whether an act falls on whom the cap is about: on the subject himself, or on somebody above whom it names."""
        return (on or subject) == self.cap.of

    def held(self, found: list[Verdict], book: Book) -> list[Verdict]:
        """The verdicts with what may still be taken by each."""
        rooms: dict[_Slot, _Room] = {}
        changed: dict[int, Verdict] = {}
        for verdict in sorted(self._covered(found, book), key=lambda one: (one.day or date.max, one.id)):
            slot = self._slot(verdict, book)
            if slot not in rooms:
                rooms[slot] = self._room(verdict, book)
            if verdict.outcome in _OPEN:
                rooms[slot].wait_for(verdict)
                continue
            kind = book.subjects[verdict.subject].kind
            following = tuple(self._limited(one, rooms[slot], kind) for one in verdict.consequences)
            changed[id(verdict)] = replace(verdict, consequences=following)
        return [changed.get(id(verdict), verdict) for verdict in found]

    def _covered(self, found: Iterable[Verdict], book: Book) -> list[Verdict]:
        def covers(verdict: Verdict) -> bool:
            ours = not self.cap.rules or verdict.id in self.cap.rules
            return ours and verdict.standing == "main" and self._payer(verdict, book) is not None

        def takes(verdict: Verdict) -> bool:
            if verdict.outcome in _OPEN:
                return verdict.id in self.taking
            kind = book.subjects[verdict.subject].kind
            return any(self._takes(each, kind) for each in verdict.consequences)

        return [one for one in found if covers(one) and takes(one)]

    def _counts(self, following: Following, kind: str) -> bool:
        mine = following.on == self.name if following.on else kind == self.cap.of
        return mine and following.do == self.cap.do and following.amount is not None

    def _takes(self, following: Following, kind: str) -> bool:
        return self._counts(following, kind) or any(self._takes(one, kind) for one in following.alternatives)

    def _payer(self, verdict: Verdict, book: Book) -> str | None:
        """Whose amounts are added up: the subject, or the one above it on whom they fall."""
        subject = book.subjects.get(verdict.subject)
        if subject is None or subject.kind == self.cap.of:
            return verdict.subject if subject is not None else None
        return book.above(verdict.subject, self.cap.of)

    def _there(self, verdict: Verdict, book: Book) -> Place:
        there = Place(book, self._payer(verdict, book) or "", verdict.day or book.today)
        grain = grain_within(self.cap.within)
        return there if grain is None else there.at(grain, there.index_in(grain))

    def _slot(self, verdict: Verdict, book: Book) -> _Slot:
        there = self._there(verdict, book)
        if isinstance(self.cap.within, AnniversaryWindow):
            held = windows.anniversary(self.cap.within.anniversary, there)
            return there.subject, held[0] if held is not None else None
        return there.subject, there.index if there.grain else None

    def _room(self, verdict: Verdict, book: Book) -> _Room:
        most = self.at_most(self._there(verdict, book))
        if not isinstance(most, Datum):
            return _Room(None, None, "", f"{most.name}{most.why}")
        top = most.exact if most.high is None else Fraction(most.high, most.den)
        low, high = show_number(most.exact), show_number(top)
        return _Room(most.exact, top, low if low == high else f"{low}至{high}")

    def _limited(self, following: Following, room: _Room, kind: str) -> Following:
        """A consequence within the room, which it takes from; `kind` is whom the verdict is about."""
        if following.alternatives and self._takes(following, kind):
            return self._each_limited(following, room, kind)
        amount = following.amount
        if amount is None or not self._counts(following, kind):
            return following
        if room.low is None or room.high is None:
            text = f"{amount.text}；{self.cap.name}待核：{room.why}"
            return replace(following, amount=replace(amount, low=None, high=None, text=text))
        held = _within(amount, room.low, room.high)
        told = f"；{self.cap.name}合计不超过{room.most}元，{room.told}"
        certain = following.nature == "must" and not following.condition
        room.take(amount.low or Fraction(0) if certain else Fraction(0), amount.high)
        return (
            following if held is amount else replace(following, amount=replace(held, text=amount.text + told))
        )

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
