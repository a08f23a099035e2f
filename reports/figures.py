"""Figures in words: amounts, shares and counts as an official document prints them.

Shares are computed as fractions and rounded only for print; a share of nothing is a dash, never 0 or 100.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

NOTHING = "—"
_CENT = Decimal("0.01")
_TENTH = Decimal("0.1")


def amount(value: Decimal | None) -> str:
    """An amount in yuan with two decimals and thousands separators; a dash when there is none."""
    return NOTHING if value is None else f"{value.quantize(_CENT, ROUND_HALF_UP):,}"


def count(value: int | None) -> str:
    return NOTHING if value is None else f"{value:,}"


def short_date(day: date | None) -> str:
    """2026-05-09, as tables write dates; empty when there is none."""
    return "" if day is None else day.isoformat()


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, in pieces or in yuan."""

    part: Decimal | int
    whole: Decimal | int

    @property
    def percent(self) -> str:
        """80.0%, rounded half up to one decimal; a dash when the whole is zero."""
        if not self.whole:
            return NOTHING
        return f"{(Decimal(self.part) * 100 / Decimal(self.whole)).quantize(_TENTH, ROUND_HALF_UP)}%"

    def told(self, unit: str) -> str:
        """80.0%（40项/50项）: the share with its numerator and denominator at hand."""
        return f"{self.percent}（{self._figure(self.part)}{unit}/{self._figure(self.whole)}{unit}）"

    @staticmethod
    def _figure(value: Decimal | int) -> str:
        return count(value) if isinstance(value, int) else amount(value)
