"""What bands give, and grades that move, in plain Chinese."""

from typing import Any

from domain.library.kinds import scale_of
from domain.library.models import values as v
from domain.library.models.conditions import Bounds
from domain.library.models.literals import NumberValue
from domain.library.rank_words import RankWords
from domain.library.ranks import heavy_scales
from domain.library.scopes import Scope


class StepWords(RankWords):
    """Tells values by bands; their bounds are told by the class that knows conditions."""

    def bounds(self, node: Bounds, scope: Scope, of: Any = None) -> str:
        """Bounds; told by the class that knows conditions."""
        return ""

    def _stepped(self, node: Any, scope: Scope) -> str:
        match node:
            case v.ByBands():
                return self.by_bands(node, scope)
            case v.Stepped():
                by_weight = scale_of(self.scheme, node.grade, scope) in heavy_scales(self.scheme)
                sides = ("重", "轻") if by_weight else ("差", "好")
                side, grade = sides[0 if node.better is None else 1], self.value(node.grade, scope)
                by = self.value(node.by, scope)
                if isinstance(node.by, NumberValue):
                    return f"比{grade}{side}{by}等的等次（到最{side}一等为止）"
                return f"比{grade}{side}几等的等次（等数为{by}，到最{side}一等为止）"
        return ""

    def by_bands(self, node: v.ByBands, scope: Scope, unit: str = "") -> str:
        """面积的分档值（在200以内（含）的为3；其余为10）."""
        told = [
            f"{self.bounds(bounds, scope, node.by_bands)}的" if (bounds := as_bounds(band)) else "其余"
            for band in node.bands
        ]
        given = [self.value(band.then, scope) for band in node.bands]
        rows = "；".join(f"{one}为{two}{unit}" for one, two in zip(told, given, strict=True))
        return f"{self.value(node.by_bands, scope)}的分档值（{rows}）"


def as_bounds(band: v.BandOfValue) -> Bounds | None:
    """The bound of a band as it is told and looked at; none of the last one."""
    return None if band.bound is None else Bounds.model_construct(None, **dict([band.bound]))
