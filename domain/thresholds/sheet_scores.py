"""What a scoring sheet comes to, and how the points of lines that do not apply are shared out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from domain.library.models.scoring import Sheet, SheetItem
from domain.thresholds.data import show_number
from domain.thresholds.truth import Truth

State = Literal["scored", "pending", "not_applicable"]


@dataclass(frozen=True, slots=True)
class ItemScore:
    """Points of one line, with the reckoning; None while something is missing."""

    key: str
    points: Fraction | None
    out_of: Fraction
    told: str
    state: State = "scored"


@dataclass(frozen=True, slots=True)
class VetoFound:
    """How a veto came out: YES, NO or not to be told yet, with the reckoning."""

    name: str
    clause: str
    truth: Truth
    told: str


@dataclass(frozen=True, slots=True)
class SheetScore:
    """A sheet for one subject and period; `total` None while an item is pending."""

    sheet: str
    subject: str
    period: str
    total: Fraction | None
    grade: str
    items: tuple[ItemScore, ...]
    vetoed_by: str = ""
    in_doubt: str = ""  # why there is no grade yet though there is a total
    vetoes: tuple[VetoFound, ...] = ()

    @property
    def exempt(self) -> bool:
        """Whether the sheet does not apply; `in_doubt` says why."""
        return not self.items

    @property
    def pending(self) -> tuple[str, ...]:
        """What is still missing."""
        return tuple(f"{item.key}：{item.told}" for item in self.items if item.state == "pending")


def held(item: SheetItem, points: Fraction, out_of: Fraction) -> tuple[Fraction, str]:
    """The points between the bounds of their item, and in words where those held them."""
    low = item.at_least if item.at_least is not None else Fraction(0)
    high = item.at_most if item.at_most is not None else out_of
    kept = min(max(points, low), high)
    if kept == points:
        return kept, ""
    return kept, f"最{'低' if kept > points else '高'}{show_number(kept)}分"


class Spread:
    """The points of items that do not apply, shared among the others: in their proportion, or evenly."""

    def __init__(self, sheet: Sheet, out_of: Mapping[str, Fraction], left_out: frozenset[str]) -> None:
        self.factors: dict[str, Fraction] = {}
        self.homeless: set[str] = set()
        for item in sheet.items:
            if item.key in left_out and item.otherwise == "spread":
                self._share_out(item, out_of, _takers(sheet, item, left_out))

    def _share_out(self, item: SheetItem, out_of: Mapping[str, Fraction], takers: tuple[str, ...]) -> None:
        takers = tuple(key for key in takers if out_of[key])
        total = sum((out_of[key] for key in takers), Fraction(0))
        if not total:
            self.homeless.add(item.key)
            return
        for key in takers:
            share = 1 / (out_of[key] * len(takers)) if item.spread_evenly else 1 / total
            self.factors[key] = self.factors.get(key, Fraction(1)) + out_of[item.key] * share

    def given(self, item: SheetItem, score: ItemScore) -> ItemScore:
        """A line with its share of what others leave."""
        if item.key in self.homeless:
            return replace(score, points=None, told="其余各项也都不适用，没有可以分摊的", state="pending")
        if score.state == "not_applicable" and item.otherwise == "spread":
            how = "平均" if item.spread_evenly else "按原比例"
            return replace(score, told=f"不适用，分值由其余各项{how}分摊")
        factor = self.factors.get(item.key)
        if factor is None or score.points is None:
            return score
        points, out_of = score.points * factor, score.out_of * factor
        words = f"{show_number(score.points)} × {show_number(out_of)}/{show_number(score.out_of)}"
        told = "；".join(filter(None, (score.told, f"分摊后{words} = {show_number(points)}")))
        return replace(score, points=points, out_of=out_of, told=told)


def _takers(sheet: Sheet, item: SheetItem, left_out: frozenset[str]) -> tuple[str, ...]:
    named = item.spread_over or tuple(one.key for one in sheet.items if not one.bonus)
    return tuple(key for key in named if key != item.key and key not in left_out)
