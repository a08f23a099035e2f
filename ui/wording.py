"""How dates, amounts and shares are written; remaining days are worded by `domain.traffic_lights`."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

from services import clock

NONE = "—"
Key = TypeVar("Key", int, str)
MOST_DIGITS = 20  # of a share that is ever so close to a whole percent


def day_text(day: date | None) -> str:
    """2026年5月31日, for text."""
    return f"{day.year}年{day.month}月{day.day}日" if day else NONE


def day_cell(day: date | None) -> str:
    """2026-05-31, for tables."""
    return day.isoformat() if day else NONE


def moment_text(moment: datetime | None) -> str:
    """2026年5月31日 14:05 in Shanghai."""
    if moment is None:
        return NONE
    at = clock.local(moment)
    return f"{day_text(at.date())} {at:%H:%M}"


def moment_cell(moment: datetime | None) -> str:
    """2026-05-31 14:05 in Shanghai."""
    return f"{clock.local(moment):%Y-%m-%d %H:%M}" if moment else NONE


def yuan(fen: int | None) -> str:
    """1,234.56 元; takes fen."""
    return NONE if fen is None else f"{Decimal(fen) / 100:,.2f} 元"


def wan_yuan(fen: int | None) -> str:
    """12.35 万元; takes fen, rounds half up to a hundred yuan."""
    if fen is None:
        return NONE
    return f"{(Decimal(fen) / 1_000_000).quantize(Decimal('0.01'), ROUND_HALF_UP):,} 万元"


def yuan_cell(fen: int | None) -> str:
    """1,234.56 without the unit, which the column's title says."""
    return NONE if fen is None else f"{Decimal(fen) / 100:,.2f}"


def percent(numerator: int | Decimal, denominator: int | Decimal) -> str:
    """89.9%; "待核" when there is nothing to divide by. A share never prints as a border it has not reached."""
    if not denominator:
        return "待核"
    exact = Decimal(numerator) * 100 / Decimal(denominator)
    shown = exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
    for digits in range(2, MOST_DIGITS):
        if shown == exact or shown % 1 != 0:
            break
        shown = exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return f"{shown}%"


def progress_percent(numerator: int | Decimal, denominator: int | Decimal) -> str:
    """How far something has come, always with one digit: 68.9%, never rounded up to a whole percent."""
    if not denominator:
        return "待核"
    exact = Decimal(numerator) * 100 / Decimal(denominator)
    shown = exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
    if shown % 1 == 0 and shown > exact:
        shown -= Decimal("0.1")
    return f"{shown}%"


def share(numerator: int, denominator: int) -> str:
    """89.9%（179/199）: the figure with what it was made of."""
    return f"{percent(numerator, denominator)}（{numerator}/{denominator}）"


def yes_no(value: bool) -> str:
    """是 or 否."""
    return "是" if value else "否"


def told_apart(options: Mapping[Key, str]) -> dict[Key, str]:
    """Options as they were given, with a number behind words that stand at several of them.

    The browser answers with the words of what was chosen; of two people of one name it would always be the last.
    """
    times, met = Counter(options.values()), Counter[str]()
    found = {}
    for key, words in options.items():
        met[words] += 1
        found[key] = words if times[words] == 1 else f"{words}（{met[words]}）"
    return found
