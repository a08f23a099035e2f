"""Amounts and points of consequences: figures and ranges reckoned from their bases."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from domain.library.models import consequences as q
from domain.library.models.base import OpenMark
from domain.library.models.literals import NumberValue
from domain.library.models.values import Product, Quotient, Value
from domain.library.point_words import between, moved
from domain.library.scopes import Scope
from domain.thresholds.between import ends as ends_of
from domain.thresholds.between import for_data, multiplied, open_ended
from domain.thresholds.compiling import Compiler, ValueOf
from domain.thresholds.context import Place
from domain.thresholds.data import Datum, Known, Missing, number, show, show_number
from domain.thresholds.quantities import in_unit
from domain.thresholds.verdicts import AmountRange

AmountOf = Callable[[Place], AmountRange]
_Ends = tuple[ValueOf | None, bool, ValueOf | None, bool]


def points_of(
    compiler: Compiler, deed: q.Deed, figure: q.Figure, scope: Scope
) -> Callable[[Place], dict[str, Any]]:
    """Points as they are told, and between what they lie where that is known."""
    low_of, _, high_of, _ = _ends(compiler, figure, scope)

    def points(place: Place) -> dict[str, Any]:
        low, high = (end(place) if end else None for end in (low_of, high_of))
        known = [end for end in (low, high) if end is not None]
        told = "至".join(dict.fromkeys(show(end) for end in known))
        least, most = _least(low), _most(high)
        label = _points_label(compiler, deed, least, most)
        return {
            "points": told,
            "points_low": least,
            "points_high": most,
            **({"label": label} if label else {}),
        }

    return points


def _points_label(compiler: Compiler, deed: q.Deed, least: Fraction | None, most: Fraction | None) -> str:
    """扣3分，记入信用分; nothing where the points are not known yet, or belong to another act."""
    if deed.do != "points" or least is None or most is None:
        return ""
    said = moved(least) if least == most else between(least, most)
    return f"{said}，记入{compiler.scheme.balances[deed.balance].name}" if deed.balance else said


def _least(end: Known | None) -> Fraction | None:
    return end.exact if isinstance(end, Datum) else None


def _most(end: Known | None) -> Fraction | None:
    if not isinstance(end, Datum):
        return None
    return end.exact if end.high is None else Fraction(end.high, end.den)


def amount_of(compiler: Compiler, amount: q.Amount, scope: Scope, *, signed: bool = False) -> AmountOf:
    """An amount, in yuan unless it says another unit, as a function of the place.

    A base or a limit that is missing leaves it open.
    Only a settlement is `signed`: what would be deducted or paid below zero is not deducted or paid at all.
    """
    if isinstance(amount, q.WordsAmount):
        words = AmountRange(None, None, amount.words, unit=amount.unit)
        return lambda place: words
    if isinstance(amount, OpenMark):
        blank = AmountRange(None, None, "方案没有给出数额，由人确定")
        return lambda place: blank
    word = amount.unit or "元"
    if isinstance(amount, q.FixedAmount):
        figure, base, sign = amount.fixed, _units(amount), f"{word} × "
    else:
        figure, base, sign = _figure(amount), _base(amount), " × "
    ends = _ends(compiler, figure, scope)
    base_of = compiler.value(base, scope) if base is not None else None
    caps = [compiler.value(one, scope) if one is not None else None for one in (amount.floor, amount.cap)]

    def computed(place: Place) -> AmountRange:
        found = in_unit(_computed(place, ends, base_of, (sign, word), caps), amount)
        return found if signed else _not_below_zero(found)

    return computed


def _base(amount: q.PercentAmount | q.TimesAmount | q.CoefficientAmount) -> Value:
    """What the figure is a share of; so much for each one multiplies it."""
    each = _units(amount) if isinstance(amount, q.PercentAmount) else None
    return amount.of if each is None else Product.model_construct(product=(amount.of, each))


def _units(amount: q.PercentAmount | q.FixedAmount) -> Value | None:
    """How many times over: the value itself, or how often its size goes into it."""
    if amount.per is None or amount.size == 1:
        return amount.per
    percent = amount.size < 1
    size = NumberValue.model_construct(number=amount.size, percent=percent)
    return Quotient.model_construct(quotient=(amount.per, size))


def _figure(amount: q.PercentAmount | q.TimesAmount | q.CoefficientAmount) -> q.Figure:
    if isinstance(amount, q.PercentAmount):
        return amount.percent
    return amount.times if isinstance(amount, q.TimesAmount) else amount.coefficient


def _ends(compiler: Compiler, figure: q.Figure, scope: Scope) -> _Ends:
    if isinstance(figure, q.OneFigure):
        one = compiler.value(figure.figure, scope)
        return one, False, one, False
    low = figure.at_least if figure.at_least is not None else figure.above
    high = figure.at_most if figure.at_most is not None else figure.below
    return (
        compiler.value(low, scope) if low is not None else None,
        figure.above is not None,
        compiler.value(high, scope) if high is not None else None,
        figure.below is not None,
    )


def _computed(
    place: Place, ends: _Ends, base_of: ValueOf | None, words: tuple[str, str], caps: list[ValueOf | None]
) -> AmountRange:
    low, high = (end(place) if end else None for end in (ends[0], ends[2]))
    base: Known = base_of(place) if base_of else number(1)
    floor, cap = (one(place) if one else None for one in caps)
    unknown = next((one for one in (base, low, high, floor, cap) if isinstance(one, Missing)), None)
    if unknown is not None:
        return _unknown(f"{unknown.name}{unknown.why}", ends, judge=unknown.judge)
    if not isinstance(base, Datum):
        return AmountRange(None, None, "")
    known = [one for one in (base, low, high, floor, cap) if isinstance(one, Datum)]
    if open_ended(known) and (for_data(known) or open_ended([one for one in known if one in (floor, cap)])):
        one = _wanting(known)
        return _unknown(f"{one.name}{show(one)}", ends, judge=not for_data(known))
    pairs = [_times(one, base) for one in (low, high)]
    amounts = [_bounded(pair and pair[at], floor, cap) for at, pair in enumerate(pairs)]
    figures = "—".join(dict.fromkeys(show_number(one.exact, percent=one.percent) for one in (low, high)
                                     if isinstance(one, Datum)))  # fmt: skip
    sign, word = words
    text = f"{figures}{sign}{base.name}{show(base)}" if base_of else f"{figures}{word}"
    return AmountRange(
        amounts[0], amounts[1], text, base.exact if base_of else None, base.name, ends[1], ends[3]
    )  # fmt: skip


def _not_below_zero(amount: AmountRange) -> AmountRange:
    low, high = (None if end is None else max(end, Fraction(0)) for end in (amount.low, amount.high))
    if (low, high) == (amount.low, amount.high):
        return amount
    return replace(amount, low=low, high=high, text=f"{amount.text}，低于零的按零计")


def _unknown(why: str, ends: _Ends, *, judge: bool) -> AmountRange:
    text = f"{why}，数额{'由人确定' if judge else '待核'}"
    return AmountRange(None, None, text, low_open=ends[1], high_open=ends[3], wanting=not judge)


def _wanting(known: Sequence[Datum]) -> Datum:
    """The figure for want of which an amount is not known; of a reckoning the part that is open itself."""
    one = next(each for each in known if each.high is not None)
    return _wanting(one.steps) if open_ended(one.steps) else one


def _times(figure: Known | None, base: Datum) -> tuple[Fraction, Fraction] | None:
    """The least and the most that a figure of the base comes to: other ends where a person has yet to fix something."""
    return ends_of(multiplied((figure, base), percent=False)) if isinstance(figure, Datum) else None


def _bounded(value: Fraction | None, floor: Known | None, cap: Known | None) -> Fraction | None:
    """Exact: a border may lie between two fen, and only what is paid is rounded."""
    if value is None:
        return None
    if isinstance(floor, Datum):
        value = max(value, floor.exact)
    if isinstance(cap, Datum):
        value = min(value, cap.exact)
    return value
