"""Whether one value is more, less or the same as another, and what a range of values leaves open."""

from datetime import date, datetime

from domain.thresholds.data import Datum

_RANKED = frozenset({"at_least", "above", "at_most", "below"})


def holds(name: str, left: Datum, right: Datum) -> bool | None:
    """Whether a comparison holds; None when the range of a value leaves it open."""
    if left.high is None and right.high is None:
        low = high = order(left, right)
        if low and left.kind == "text" and name in _RANKED and not _comparable(left, right):
            return None
    else:
        low, high = _orders_of_ranges(left, right)
    if name == "at_least":
        return True if low >= 0 else None if high >= 0 else False
    if name == "above":
        return True if low > 0 else None if high > 0 else False
    if name == "at_most":
        return False if low > 0 else None if high > 0 else True
    if name == "below":
        return False if low >= 0 else None if high >= 0 else True
    return low == 0 if low == high else (None if low <= 0 <= high else False)


def _comparable(left: Datum, right: Datum) -> bool:
    """Whether two words have a place on the same scale."""
    scale = left.order or right.order
    return left.text in scale and right.text in scale


def order(left: Datum, right: Datum) -> int:
    """Negative, zero or positive: numbers by cross-multiplication, dates by day, grades by their scale."""
    if left.kind == right.kind and left.kind in {"number", "clock"}:
        return _sign(left.num * right.den - right.num * left.den)
    if left.day is not None and right.day is not None:
        return _order_of_days(left.day, right.day)
    scale = left.order or right.order
    if left.kind == "text" and right.kind == "text" and left.text in scale and right.text in scale:
        return _sign(scale.index(right.text) - scale.index(left.text))
    if left.kind == right.kind == "text":
        return 0 if left.text == right.text else 1
    return 0 if left.kind == right.kind and left.flag == right.flag else 1


def _order_of_days(one: date, two: date) -> int:
    """By day; two moments of the same day by their time."""
    if isinstance(one, datetime) and isinstance(two, datetime):
        return (one > two) - (one < two)
    return _sign(one.toordinal() - two.toordinal())


def _orders_of_ranges(left: Datum, right: Datum) -> tuple[int, int]:
    """The order at its lowest and at its highest, over the ranges of both sides."""
    left_high = left.num if left.high is None else left.high
    right_high = right.num if right.high is None else right.high
    lowest = _sign(left.num * right.den - right_high * left.den)
    return lowest, _sign(left_high * right.den - right.num * left.den)


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)
