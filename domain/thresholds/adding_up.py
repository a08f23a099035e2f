"""What the amounts of several entries come to (当月扣款合计), after caps: a figure, or its two ends."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from domain.library.models import values as v
from domain.library.models.acts import ACT_NAMES
from domain.library.scopes import Scope
from domain.library.summing import behind, caps_on, summed
from domain.thresholds import windows
from domain.thresholds.book import Book
from domain.thresholds.capping import CapRun, Slot
from domain.thresholds.charging import Charge, charge_on
from domain.thresholds.compiling import Compiler, ValueOf, value_form
from domain.thresholds.context import Place
from domain.thresholds.data import NOT_SETTLED, UNBOUNDED, Datum, Known, Missing, show_number
from domain.thresholds.settled import Settled, Standing
from domain.thresholds.verdicts import AmountRange, Following, Outcome, Verdict


@dataclass(frozen=True, slots=True)
class _Sum:
    """Yuan from `low` to `high` (None: nobody knows how much); `judge` where persons alone will say, not data."""

    low: Fraction = Fraction(0)
    high: Fraction | None = Fraction(0)
    judge: bool = True

    @property
    def certain(self) -> bool:
        return self.low == self.high

    def plus(self, other: "_Sum") -> "_Sum":
        high = None if self.high is None or other.high is None else self.high + other.high
        judge = all(one.judge for one in (self, other) if not one.certain)
        return _Sum(self.low + other.low, high, judge)

    def perhaps(self, *, judge: bool) -> "_Sum":
        """The same where it is not known whether it comes about."""
        return _Sum(Fraction(0), self.high, judge and (self.judge or self.certain))


def _added(parts: Iterable[_Sum]) -> _Sum:
    total = _Sum()
    for part in parts:
        total = total.plus(part)
    return total


@value_form(v.Amounts)
def _amounts(compiler: Compiler, node: v.Amounts, scope: Scope) -> ValueOf:
    of, scheme = scope.kind or "", compiler.scheme
    ours = summed(scheme, node, of)
    charge = charge_on(scheme, node.amounts, of, ours)
    keys, capped = behind(scheme, node, of), {cap.name for cap in caps_on(scheme, node, of)}
    name = f"{ACT_NAMES[node.amounts]}合计"

    def value(place: Place) -> Known:
        held = windows.days(node.within, place, compiler.almanac)
        if held is None:
            return Missing(name, "统计时段未定")
        settled: Settled = compiler.ask("settled", "", place)
        last = min(held[1], place.moment)
        found = settled.verdicts(keys, capped, charge, place, (held[0], last))
        taking = {id(one) for one in charge.among((each.left for each in found), place.book)}
        mine = [one for one in found if charge.payer(one.left, place.book) == place.subject]
        inside = [one for one in mine if id(one.left) in taking and held[0] <= (one.left.day or last) <= last]
        parts = [_of_verdict(one.left, charge, place.book) for one in inside]
        caps = settled.capping(capped)
        whole = caps[0] if len(caps) == 1 and charge.taking >= caps[0].charge.taking else None
        total = _added(parts) if whole is None else _held(whole, mine, inside, charge, place.book)
        return _datum(name, total, [(one.left, part) for one, part in zip(inside, parts, strict=True)])

    return value


def _held(cap: CapRun, mine: list[Standing], inside: list[Standing], charge: Charge, book: Book) -> _Sum:
    """What several amounts come to that one cap holds back together: all of them, or the cap.

    Where some of what shares a cap lies outside the window, only what it leaves of each is known.
    """
    taking = {id(one) for one in cap.charge.among((each.found for each in mine), book)}
    within = {id(one) for one in inside}
    slots: dict[Slot | None, list[Standing]] = defaultdict(list)
    for one in mine:
        if id(one.found) in taking:
            slots[cap.slot(one.found, book)].append(one)
        elif id(one) in within:
            slots[None].append(one)
    return _added(
        _held_together(cap, shared, charge, book)
        if slot is not None and all(id(one) in within for one in shared)
        else _added(_of_verdict(one.left, charge, book) for one in shared if id(one) in within)
        for slot, shared in slots.items()
    )


def _held_together(cap: CapRun, shared: list[Standing], charge: Charge, book: Book) -> _Sum:
    total = _added(_of_verdict(one.found, charge, book) for one in shared)
    room = cap.room(shared[0].found, book)
    if room.lifted:
        return total
    if room.low is None or room.high is None:
        return _Sum(Fraction(0), total.high, judge=False)
    high = room.high if total.high is None else min(total.high, room.high)
    return _Sum(min(total.low, room.low), high, total.judge and room.low == room.high)


def _datum(name: str, total: _Sum, found: list[tuple[Verdict, _Sum]]) -> Datum:
    """The total with what it is made of."""
    high = total.low + UNBOUNDED if total.high is None else total.high
    den = lcm(total.low.denominator, Fraction(high).denominator)
    told = "、".join(_told(verdict, each) for verdict, each in found) or "没有一笔"
    told = f"{told}；{NOT_SETTLED}" if total.high is None else told
    judge = not total.certain and total.judge
    told = f"{told}；处置决定里定下的数要另行登记才算得进" if judge and total.high is not None else told
    return Datum(
        "number", int(total.low * den), den, name=name, how=told, judge=judge,
        high=None if total.certain else int(high * den),
    )  # fmt: skip


def _told(verdict: Verdict, each: _Sum) -> str:
    """R-1 300元; R-9 200至500元（由人定）; R-3 待核."""
    when = f"{verdict.period or verdict.day or ''} {verdict.id}".strip()
    if each.high is None:
        least = f"至少{show_number(each.low)}元，" if each.low else ""
        return f"{when} {least}{'待人判定' if each.judge else '待核'}"
    if each.certain:
        return f"{when} {show_number(each.low)}元"
    by = "由人定" if each.judge else "待核"
    return f"{when} {show_number(each.low)}至{show_number(each.high)}元（{by}）"


def _of_verdict(verdict: Verdict, charge: Charge, book: Book) -> _Sum:
    if verdict.outcome is Outcome.PENDING_DATA:
        return _Sum(high=None, judge=False)
    if verdict.outcome is Outcome.NEEDS_JUDGEMENT:
        return _Sum(high=None)
    kind = book.subjects[verdict.subject].kind
    return _added(_of_act(one, charge, kind) for one in verdict.consequences)


def _of_act(following: Following, charge: Charge, kind: str) -> _Sum:
    """What one act takes; of those among which a person chooses the least and the most."""
    found = _parts(following, charge, kind) if following.alternatives else _own(following, charge, kind)
    found = found.perhaps(judge=True) if following.nature == "may" else found
    return found.perhaps(judge=False) if following.condition else found


def _own(following: Following, charge: Charge, kind: str) -> _Sum:
    if following.amount is None or not charge.counts(following, kind):
        return _Sum()
    return _of_amount(following.amount)


def _of_amount(amount: AmountRange) -> _Sum:
    return _Sum(amount.low or Fraction(0), amount.high, not amount.wanting)


def _parts(following: Following, charge: Charge, kind: str) -> _Sum:
    ways = list(_ways(following, charge, kind))
    if following.do != "choose_one":
        return _added(ways)
    highs = [one.high for one in ways if one.high is not None]
    high = max(highs) if len(highs) == len(ways) else None
    return _Sum(min(one.low for one in ways), high, all(one.judge or one.certain for one in ways))


def _ways(following: Following, charge: Charge, kind: str) -> Iterator[_Sum]:
    return (_of_act(one, charge, kind) for one in following.alternatives)
