"""Amounts that a rule leaves to a person within a range."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any

from domain.errors import Invalid


@dataclass(frozen=True, slots=True)
class AmountRange:
    """A range in fen; an end that is None is open. Borders are exact, so they may lie between two fen.

    What has a `unit` is no money: its ends are hundredths of that unit.
    """

    low: Fraction | None
    high: Fraction | None
    low_included: bool = True
    high_included: bool = True
    arithmetic: str = ""
    unit: str = ""

    @property
    def least(self) -> int:
        """The smallest whole fen inside; of a single sum the nearest fen, halves up."""
        if self.low is None:
            return 0
        if self._between:
            return floor(self.low + Fraction(1, 2))
        first = ceil(self.low)
        return first + 1 if first == self.low and not self.low_included else first

    @property
    def most(self) -> int | None:
        """The largest whole fen inside; None when there is no upper end."""
        if self.high is None:
            return None
        if self._between and self.low is not None:
            return floor(self.low + Fraction(1, 2))
        last = floor(self.high)
        return last - 1 if last == self.high and not self.high_included else last

    @property
    def _between(self) -> bool:
        """Whether both ends lie between the same two fen: then there is one sum to pay, and it is rounded."""
        ends = (self.low, self.high)
        return (
            None not in ends
            and len({floor(end) for end in ends if end is not None}) == 1
            and all(end.denominator != 1 for end in ends if end is not None)
        )

    @property
    def single(self) -> bool:
        """Whether there is nothing to pick."""
        return self.most == self.least

    def words(self) -> str:
        """The range as people read it, in yuan or in its unit."""
        if self.most is None:
            return f"不少于{self._told(self.least)}"
        if self.single:
            return self._told(self.least)
        return f"{self._told(self.least)}至{self._told(self.most)}"

    def _told(self, size: int) -> str:
        return quantity(size, self.unit) if self.unit else f"{yuan(size)}元"

    def require(self, fen: int | None, field: str = "amount") -> int:
        """The amount when it lies inside, borders included as the rule says; else `Invalid`."""
        if fen is None:
            raise Invalid({field: f"请填写{self.what}，范围为{self.words()}"})
        if fen < self.least or (self.most is not None and fen > self.most):
            raise Invalid({field: f"{self.what}{self._told(fen)}不在规则给出的范围内（{self.words()}）"})
        return fen

    @property
    def what(self) -> str:
        """What it is called: a sum of money, or a number of something."""
        return "数量" if self.unit else "金额"

    def to_json(self) -> dict[str, Any]:
        """A JSON object; `from_json` reads it back."""
        return {
            "low": None if self.low is None else str(self.low),
            "high": None if self.high is None else str(self.high),
            "low_included": self.low_included,
            "high_included": self.high_included,
            "arithmetic": self.arithmetic,
            **({"unit": self.unit} if self.unit else {}),
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "AmountRange":
        """The range that `to_json` wrote."""
        ends = {end: None if stored[end] is None else Fraction(stored[end]) for end in ("low", "high")}
        return cls(
            ends["low"],
            ends["high"],
            bool(stored["low_included"]),
            bool(stored["high_included"]),
            str(stored["arithmetic"]),
            str(stored.get("unit", "")),
        )


def quantity(size: int, unit: str) -> str:
    """6辆, 1.5吨, of hundredths of the unit."""
    parts = f"{size % 100:02d}".rstrip("0")
    return f"{size // 100:,}{f'.{parts}' if parts else ''}{unit}"


def yuan(fen: int) -> str:
    """1,234.56; the unit follows in the sentence."""
    return f"{fen // 100:,}.{fen % 100:02d}" if fen % 100 else f"{fen // 100:,}"
