"""What of a balance goes over when it starts afresh, and for how long."""

from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Tag, model_validator

from domain.cycles import cycle_of, is_cycle
from domain.library.models.base import Exact, Strict
from domain.library.models.conditions import Bounds, Condition
from domain.library.models.dates import CalendarDate, CountedTerm
from domain.library.models.values import Value

_SHORTEST = {
    "day": 1, "week": 7, "ten_days": 8, "half_month": 13, "month": 28, "quarter": 90, "half_year": 181,
}  # fmt: skip
_LONGEST = {"calendar_day": 1, "week": 7, "month": 31, "year": 366}
_YEAR = 365


def _day_of_any_year(raw: Any) -> Any:
    if isinstance(raw, dict) and {"year", "roll"} & set(raw):
        raise ValueError("到哪一天为止只写月日，例如 {month: 6, day: 30}：重新起算以后的头一个那一天")
    return raw


CarryTerm = Annotated[
    Annotated[CountedTerm, Tag("<counted>")]
    | Annotated[CalendarDate, BeforeValidator(_day_of_any_year), Tag("<day>")],
    Discriminator(lambda raw: "<day>" if isinstance(raw, dict) and "month" in raw else "<counted>"),
]
"""How long something goes on counting: {count: 3, unit: month}, or up to a day of the year, {month: 6, day: 30}."""


class CarryBand(Bounds):
    """What goes over where the balance ended within some bounds (记满6分不满12分的，转入3分)."""

    points: Value


class Carry(Strict):
    """What goes over when a balance starts afresh, if `when` holds at the end of the time that is over.

    That is what lies above its base, below it, or both (`part`, a `share` of it); or a figure computed then
    (`points`); or one by `bands` of the balance as it ended. It is added to the base, for good or until it expires:
    after so long, or with a day of the year (次年6月底前有效).
    """

    part: Literal["surplus", "shortfall", "both"] | None = None
    points: Value | None = None
    bands: tuple[CarryBand, ...] = ()
    when: Condition | None = None
    share: Exact = Fraction(1)
    rounded: Literal["up", "down", "half_up"] | None = None
    at_most: Exact | None = None
    expires_after: CarryTerm | None = None

    @model_validator(mode="after")
    def _one_way(self) -> "Carry":
        if sum((self.part is not None, self.points is not None, bool(self.bands))) != 1:
            raise ValueError(
                "part（超过、低于基础分的部分）、points（算出来的几分）、bands（按余分分档）必须写一个，且只写一个"
            )
        if self.part is None and self.share != 1:
            raise ValueError('share（按几成）要与 part 一起写；points 里写 {product: ["50%", …]}')
        if not all(band.bounded for band in self.bands):
            raise ValueError("bands 的每一档要写界限：at_least、above、at_most、below 或 equals")
        return self

    @model_validator(mode="after")
    def _so_long(self) -> "Carry":
        term = self.expires_after
        plain = not isinstance(term, CountedTerm) or (
            term.unit in _LONGEST and not term.model_fields_set - {"count", "unit"}
        )
        if not plain:
            raise ValueError(
                "结转的分多久失效（expires_after）只写 {count: 3, unit: month}（从重新起算那天起），"
                "或者到哪一天为止 {month: 6, day: 30}；unit 用 calendar_day、week、month、year"
            )
        return self


def refuse_outliving(carry: Carry, renews: Any) -> None:
    """What went over has to be gone when the balance starts afresh again: it would go over anew, for as long again."""
    term, period = carry.expires_after, _shortest(renews)
    longest = 0
    if isinstance(term, CountedTerm) and isinstance(term.count, int):
        longest = term.count * _LONGEST[term.unit]
    if longest >= period:
        raise ValueError(
            "结转的分要在下一次重新起算以前失效（expires_after）：到期末为止的写那一天，如 {month: 12, day: 31}；"
            "有效期更长的，写 renews: never，有效多久写在加分的各笔的 expires_after 里"
        )
    if term is not None and not isinstance(term, CountedTerm) and period < _YEAR:
        raise ValueError("一年里重新起算几次的，结转的分多久失效不能写月日，写 {count: …, unit: …}")


def _shortest(renews: Any) -> int:
    """How many days there are between two fresh starts, at the least."""
    if not isinstance(renews, str):
        return _YEAR
    if not is_cycle(renews):
        return _SHORTEST.get(renews, _YEAR)
    cycle = cycle_of(renews)
    first = 2026 * len(cycle.parts)
    periods = range(first, first + max(len(cycle.parts), 1))
    return min((last - start).days + 1 for start, last in map(cycle.bounds, periods))
