"""Values computed from values: arithmetic and spans of time."""

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, model_validator

from domain.library.models.base import Strict

if TYPE_CHECKING:
    from domain.library.models.values import Value


class Sum(Strict):
    """a + b + …"""

    sum: Annotated[tuple["Value", ...], Field(min_length=1)]


class Difference(Strict):
    """First minus second."""

    difference: tuple["Value", "Value"]


class Product(Strict):
    """a × b × …"""

    product: Annotated[tuple["Value", ...], Field(min_length=1)]


class Ratio(Strict):
    """First divided by second; undefined when the second is zero."""

    ratio: tuple["Value", "Value"]


class Quotient(Strict):
    """First divided by second, shown as a plain number (ratio is shown as a percentage)."""

    quotient: tuple["Value", "Value"]


class LargerOf(Strict):
    """The largest."""

    larger_of: Annotated[tuple["Value", ...], Field(min_length=1)]


class SmallerOf(Strict):
    """The smallest."""

    smaller_of: Annotated[tuple["Value", ...], Field(min_length=1)]


class PartOfTotal(Strict):
    """One stretch of a total and the rate for it; the last one has no upper end."""

    at_most: "Value | None" = None
    each: "Value"


class ByParts(Strict):
    """Each stretch of a total at its own rate, added up (分段累进): 100 at 10, what is beyond at 20."""

    by_parts: "Value"
    parts: Annotated[tuple[PartOfTotal, ...], Field(min_length=2)]

    @model_validator(mode="after")
    def _ends(self) -> "ByParts":
        if any(part.at_most is None for part in self.parts[:-1]) or self.parts[-1].at_most is not None:
            raise ValueError("每一段都写 at_most（到多少为止），只有最后一段不写")
        return self


class BandOfValue(Strict):
    """What comes out up to a bound, or from one on."""

    at_most: "Value | None" = None
    below: "Value | None" = None
    at_least: "Value | None" = None
    above: "Value | None" = None
    then: "Value"

    @property
    def bound(self) -> "tuple[str, Value] | None":
        """The one comparison; none in the last band."""
        pairs = ((name, getattr(self, name)) for name in ("at_most", "below", "at_least", "above"))
        return next(((name, one) for name, one in pairs if one is not None), None)


class ByBands(Strict):
    """What the band gives in which a figure lies (200平方米以下3分，其余5分): of the first that holds."""

    by_bands: "Value"
    bands: Annotated[tuple[BandOfValue, ...], Field(min_length=2)]

    @model_validator(mode="after")
    def _first_that_holds(self) -> "ByBands":
        written = [
            sum(one is not None for one in (band.at_most, band.below, band.at_least, band.above))
            for band in self.bands
        ]
        if written[-1] or any(one != 1 for one in written[:-1]):
            raise ValueError(
                "每一档写一个界限（at_most、below、at_least、above）和 then，最后一档只写 then（其余）"
            )
        return self


class Absolute(Strict):
    """Without its sign."""

    absolute: "Value"


class RoundUp(Strict):
    """To the next whole number."""

    round_up: "Value"


class RoundDown(Strict):
    """To the whole number below."""

    round_down: "Value"


class Round(Strict):
    """To so many decimal places, a half away from zero (四舍五入); of percentages the places of what is shown."""

    round: "Value"
    places: Annotated[int, Field(ge=0, le=6)] = 0


class Remainder(Strict):
    """What is left of a division: {remainder: [n, 2]} is 1 for odd numbers."""

    remainder: tuple["Value", "Value"]


class Elapsed(Strict):
    """The time from the first date to the second, in whole units (years: completed, 周岁)."""

    elapsed: tuple["Value", "Value"]
    unit: Literal["minute", "hour", "calendar_day", "working_day", "month", "year"]
