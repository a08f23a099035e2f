"""What is missing in one period, made up in those after it: the oldest debt first, each surplus once."""

from collections.abc import Sequence
from fractions import Fraction

from domain.thresholds import spans
from domain.thresholds.context import Place
from domain.thresholds.evidence import Evidence
from domain.thresholds.truth import NO, PENDING, YES
from domain.thresholds.verdicts import Outcome

Result = tuple[Outcome, Evidence]
Payment = tuple[int, Fraction]


class Ledger:
    """The debts of one subject and who paid them, from what each period did beyond its own requirement."""

    def __init__(self, within: int, balances: Sequence[tuple[int, Fraction | None]]) -> None:
        """`within` is how many periods later a debt may be paid; a balance is None where it is not known."""
        self.within = within
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
                self.left[debt] -= payment
                self.paid[debt].append((index, payment))
                balance -= payment

    def settled(self, place: Place, evidence: Evidence) -> Result:
        """How the debt of a period stands: paid, still to be paid, or not paid in time."""
        owed = self.left.get(place.index, Fraction(0))
        told = [
            Evidence(YES, "duty", text=self._payment(place, one)) for one in self.paid.get(place.index, ())
        ]
        if owed == 0:
            return Outcome.MET, Evidence(YES, "all", parts=(evidence, *told))
        last = place.at(str(place.grain), place.index + self.within)
        if last.moment >= place.book.today:
            text = f"欠{owed}，可在{spans.label(str(place.grain), last.index)}以前补"
            outcome, truth = Outcome.AWAITING_MAKE_UP, PENDING
        elif self._unknown(place.index):
            text = f"欠{owed}，补做时段的数据不全"
            outcome, truth = Outcome.PENDING_DATA, PENDING
        else:
            text, outcome, truth = f"欠{owed}，期满未补足", Outcome.NOT_MET, NO
        return outcome, Evidence(truth, "all", parts=(evidence, *told, Evidence(truth, "duty", text=text)))

    def _payment(self, place: Place, payment: Payment) -> str:
        return f"{spans.label(str(place.grain), payment[0])}已补{payment[1]}"

    def _unknown(self, index: int) -> bool:
        later = range(index + 1, index + self.within + 1)
        return any(step in self.balances and self.balances[step] is None for step in later)
