"""Days of one record on each of which points move."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from domain.library.models.base import EntryId, Strict
from domain.library.models.values import Value


class Daily(Strict):
    """The days on which an entry moves of one record: those after `from` up to `to`, or to today while it is open.

    每逾期一日扣1分, of each record by itself; with working days none on the others. Nothing moves while `from` is open.
    Those by which a report of the period is late are asked by `days_late`, its id. Of `each` so many days only the last
    one counts (逾期每满5日加记0.5分); where a `broken` stretch is counted, the first one (不足5日的按5日计).
    """

    from_: Value | None = Field(default=None, alias="from")
    to: Value | None = None
    days_late: EntryId | None = None
    unit: Literal["calendar_day", "working_day"] = "calendar_day"
    each: Annotated[int, Field(ge=1)] = 1
    broken: Literal["left_out", "counted"] = "left_out"

    @model_validator(mode="after")
    def _of_several(self) -> "Daily":
        if self.broken == "counted" and self.each == 1:
            raise ValueError("broken: counted（不满的按一段算）与 each（每几日）一起写")
        return self

    @model_validator(mode="after")
    def _which_days(self) -> "Daily":
        dates = [self.from_ is not None, self.to is not None]
        if not (all(dates) if self.days_late is None else not any(dates)):
            raise ValueError(
                "daily 写 from（哪天的次日起）和 to（到哪天止）；报送逾期的不写这两项，写 days_late: 报送的编号"
            )
        return self
