"""Amounts that are not money: so many vehicles, places, tons."""

from dataclasses import replace

from domain.library.models import consequences as q
from domain.thresholds.rounding import whole
from domain.thresholds.verdicts import AmountRange

_WORDS = {"up": "进一取整", "down": "舍去取整", "half_up": "四舍五入取整"}


def in_unit(
    found: AmountRange, amount: q.PercentAmount | q.TimesAmount | q.CoefficientAmount | q.FixedAmount
) -> AmountRange:
    """An amount with its unit, in whole ones where the scheme says how it is rounded."""
    if not amount.unit or amount.rounded is None or (found.low is None and found.high is None):
        return replace(found, unit=amount.unit) if amount.unit else found
    low, high = (None if end is None else whole(end, amount.rounded) for end in (found.low, found.high))
    said = "" if (low, high) == (found.low, found.high) else f"，{_WORDS[amount.rounded]}"
    return replace(found, low=low, high=high, text=f"{found.text}{said}", unit=amount.unit)
