"""What is missing in one period, made up in those after it: the oldest debt first, each surplus once."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from domain.thresholds import spans
from domain.thresholds.context import Place
from domain.thresholds.evidence import Evidence
from domain.thresholds.truth import NO, PENDING, YES
from domain.thresholds.verdicts import Outcome

Result = tuple[Outcome, Evidence]
Payment = tuple[int, Fraction]


class Room:
    """How much may be paid within each longer period (全年补做不超过两次), and how much of it has been."""

    def __init__(self, at_most: int, period: Callable[[int], int]) -> None:
        self.at_most, self.period = at_most, period
        self.used: dict[int, Fraction] = {}
        self.filled: dict[int, int] = {}

    def left(self, index: int) -> Fraction:
        """How much may still be paid in the longer period to which one belongs."""
        return self.at_most - self.used.get(self.period(index), Fraction(0))

    def taken(self, index: int, size: Fraction) -> Fraction:
        """As much of a payment as there is room for."""
        payment, period = min(size, self.left(index)), self.period(index)
        self.used[period] = self.used.get(period, Fraction(0)) + payment
        if self.left(index) == 0:
            self.filled.setdefault(period, index)
        return payment

    def open_at(self, index: int) -> bool:
        """Whether something could still be paid in a period: nothing before it had taken all of the room."""
        return self.filled.get(self.period(index), index) >= index

    def told(self, index: int) -> str:
        """Why nothing more can be paid."""
        return f"（已补满{self.at_most}个）" if self.left(index) == 0 else ""


class Ledger:
    """The debts of one subject and who paid them, from what each period did beyond its own requirement."""

    def __init__(
        self, within: int, balances: Sequence[tuple[int, Fraction | None]], room: Room | None = None
    ) -> None:
        """`within` is how many periods later a debt may be paid; a balance is None where it is not known.

        `room` is how much may be paid in all within a longer period.
        """
        self.within, self.room = within, room
        self.balances = dict(balances)
        self.left: dict[int, Fraction] = {}
        self.paid: dict[int, list[Payment]] = {}
        for index in sorted(self.balances):
            self._take_in(index, self.balances[index] or Fraction(0))

    def _take_in(self, index: int, balance: Fraction) -> None:
        if balance < 0:
            self.left[index], self.paid[index] = -balance, []
        for debt in sorted(self.left):
            if balance > 0 and index - debt <= self.within and self.left[debt] > 0:
                payment = min(balance, self.left[debt])
                payment = payment if self.room is None else self.room.taken(index, payment)
                if payment == 0:
                    return
                self.left[debt] -= payment
                self.paid[debt].append((index, payment))
                balance -= payment

    def settled(self, place: Place, evidence: Evidence) -> Result:
        """How the debt of a period stands: paid, still to be paid, or not paid in time."""
        owed = self.left.get(place.index, Fraction(0))
        unclear = [one for one, _ in self.paid.get(place.index, ()) if self._room_unknown(one)]
        told = [
            Evidence(YES, "duty", text=self._payment(place, one)) for one in self.paid.get(place.index, ())
        ]
        if unclear:
            text = f"此前的数据不全，{spans.label(str(place.grain), unclear[0])}还能不能补不明"
            return Outcome.PENDING_DATA, Evidence(
                PENDING, "all", parts=(evidence, Evidence(PENDING, "duty", text=text))
            )
        if owed == 0:
            return Outcome.MET, Evidence(YES, "all", parts=(evidence, *told))
        last = place.at(str(place.grain), place.index + self.within)
        if last.moment >= place.book.today and self._may_yet(place):
            text = f"欠{owed}，可在{spans.label(str(place.grain), last.index)}以前补"
            outcome, truth = Outcome.AWAITING_MAKE_UP, PENDING
        elif self._unknown(place.index):
            text = f"欠{owed}，补做时段的数据不全"
            outcome, truth = Outcome.PENDING_DATA, PENDING
        else:
            text, outcome, truth = f"欠{owed}，{self._why_not(place)}", Outcome.NOT_MET, NO
        return outcome, Evidence(truth, "all", parts=(evidence, *told, Evidence(truth, "duty", text=text)))

    def owes(self, index: int) -> bool:
        """Whether anything of a period was left unpaid."""
        return self.left.get(index, Fraction(0)) > 0

    def last(self, index: int) -> int:
        """The last period in which what one lacks could be paid; itself where there was none after it."""
        later = range(index + 1, index + self.within + 1)
        return max([index, *(step for step in later if self.room is None or self.room.open_at(step))])

    def _may_yet(self, place: Place) -> bool:
        """Whether anything may still be paid in a period that is not over."""
        steps = [place.at(str(place.grain), place.index + step) for step in range(1, self.within + 1)]
        return self.room is None or any(
            self.room.left(step.index) > 0 for step in steps if step.moment >= place.book.today
        )

    def _why_not(self, place: Place) -> str:
        steps = range(place.index + 1, place.index + self.within + 1)
        full = [step for step in steps if self.room is not None and self.room.left(step) == 0]
        return f"期满未补足{self.room.told(full[0]) if full and self.room is not None else ''}"

    def _room_unknown(self, index: int) -> bool:
        """Whether more may have been paid before than is known, so that nothing was left to pay with."""
        room = self.room
        return room is not None and any(
            balance is None and step <= index and room.period(step) == room.period(index)
            for step, balance in self.balances.items()
        )

    def _payment(self, place: Place, payment: Payment) -> str:
        return f"{spans.label(str(place.grain), payment[0])}已补{payment[1]}"

    def _unknown(self, index: int) -> bool:
        later = range(index + 1, index + self.within + 1)
        return any(step in self.balances and self.balances[step] is None for step in later)
