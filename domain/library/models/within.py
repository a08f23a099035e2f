"""A day of the month or of the year in which some date lies, or so many later: what dates and values have in common."""

from typing import Annotated, Any

from pydantic import Field, model_validator

from domain.library.models.base import Strict

LONGEST = {month: 29 if month == 2 else 30 if month in {4, 6, 9, 11} else 31 for month in range(1, 13)}


class WithinSpan(Strict):
    """次月10日, 次月底, 次年3月31日, 次年年底: without `day` the last day, as a start the first."""

    month_of: Any = None
    year_of: Any = None
    later: Annotated[int, Field(ge=0)] = 0
    month: Annotated[int, Field(ge=1, le=12)] | None = None
    day: Annotated[int, Field(ge=1, le=31)] | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Any:
        if (self.month_of is None) == (self.year_of is None):
            raise ValueError("month_of（所在月）与 year_of（所在年）必须写一个，且只写一个")
        if self.month is not None and self.month_of is not None:
            raise ValueError("month（几月）只与 year_of 同用；次月 10 日写 {month_of: …, later: 1, day: 10}")
        if self.day is not None and self.year_of is not None and self.month is None:
            raise ValueError("year_of 写了 day 就要写 month；年底都不写")
        if self.month is not None and self.day is not None and self.day > LONGEST[self.month]:
            raise ValueError(f"{self.month}月没有{self.day}日；月末不写 day")
        return self

    @property
    def origin(self) -> Any:
        """The date in whose month or year it lies."""
        return self.month_of if self.month_of is not None else self.year_of
