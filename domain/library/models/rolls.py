"""Lists of names (名单): who is entered, since when, for how long, and what takes somebody off."""

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from domain.library.models.base import Cited, Grain, Key, Kinds, Text
from domain.library.models.conditions import Condition
from domain.library.models.dates import CountedTerm
from domain.library.models.lengths import Lasting, LastingTerm
from domain.library.models.looked_up import Shifted
from domain.library.models.values import Value


class Roll(Cited):
    """A list (名单) on which a subject stands for a time: entered by a record or a condition, or by rules alone whose
    consequence is this list. `starts` is the first day, where it is not that of the record or the period.

    `again` is what happens when somebody on it is listed again: the time `restarts` on that day, it `extends`
    by `extends_by` (by as long as the new listing is where that is not written), `extends_at_most` so many times, or
    it `keeps` on as it is. `again_after` is how long nobody who was taken off can be listed anew.
    `ends` is the last day, where it hangs on the record (期限由人定的写在登记项里).
    `whose` is the field of the record that names who is listed, where that is not whose record it is.
    """

    name: Text
    of: Kinds
    on: Key | None = None
    whose: Key | None = None
    every: Grain | None = None
    when: Condition | None = None
    lasts: Lasting | None = None
    ends: Value | None = None
    starts: Value | None = None
    again: Literal["restarts", "extends", "keeps"] = "restarts"
    extends_by: CountedTerm | None = None
    extends_at_most: Annotated[int, Field(ge=1)] | None = None
    leaves_when: Condition | None = None
    again_after: CountedTerm | None = None

    @model_validator(mode="after")
    def _moment(self) -> "Roll":
        if self.on is not None and self.every is not None:
            raise ValueError("on（逐条登记）与 every（逐期判断）只写一个")
        if self.whose is not None and self.on is None:
            raise ValueError("whose（登记项里写了姓名、名称的那一个）要与 on（逐条登记）一起写")
        if self.on is None and self.every is None and (self.when is not None or self.starts is not None):
            raise ValueError("写了 when 或 starts 的，要写 on（逐条登记）或 every（逐期判断）")
        return self

    @model_validator(mode="after")
    def _so_long(self) -> "Roll":
        if (self.lasts is None) == (self.ends is None):
            raise ValueError("lasts（多久）与 ends（到哪天）必须写一个，且只写一个")
        counted = isinstance(self.lasts, CountedTerm) and isinstance(self.lasts.count, int)
        if self.lasts is not None and not counted and not isinstance(self.lasts, LastingTerm):
            raise ValueError(
                "lasts 只写 {count: …, unit: …}、permanent 或 not_stated；由人在幅度内定的、到登记的某一天的，"
                "设一个登记项，写 ends: 日期，或 ends: {after: row_date, count: 登记项, unit: month}"
            )
        return self

    @model_validator(mode="after")
    def _plain_terms(self) -> "Roll":
        written = (self.lasts, self.extends_by, self.again_after)
        terms = [one for one in written if isinstance(one, CountedTerm)]
        if any(term.model_fields_set - {"count", "unit"} for term in terms):
            raise ValueError(
                "名单的 lasts、extends_by、again_after 只写 count 和 unit；从哪天起算写 starts，到哪天为止写 ends"
            )
        return self

    @model_validator(mode="after")
    def _not_at_once(self) -> "Roll":
        if self.again_after is None:
            return self
        if self.again == "extends":
            raise ValueError("again_after（移出后多久才可以再列入）不与 again: extends 一起写")
        if self.again_after.unit in {"hour", "working_day"} or not isinstance(self.again_after.count, int):
            raise ValueError("again_after 写 {count: 6, unit: month}，按自然日、周、月、年")
        return self

    @model_validator(mode="after")
    def _longer(self) -> "Roll":
        if "hour" in {getattr(one, "unit", "") for one in (self.lasts, self.extends_by)}:
            raise ValueError("名单按日计，lasts、extends_by 不按小时写")
        if (self.extends_by is not None or self.extends_at_most is not None) and self.again != "extends":
            raise ValueError(
                "extends_by（延长多久）、extends_at_most（最多延长几次）要与 again: extends 一起写"
            )
        endless = isinstance(self.lasts, LastingTerm) and (self.on is not None or self.every is not None)
        if self.again == "extends" and self.extends_by is None and endless:
            raise ValueError(
                "again: extends（延长）的名单，lasts 要写多久（{count: …, unit: …}），"
                "或者用 extends_by: {count: …, unit: …} 写明延长多久"
            )
        if self.again == "extends" and self.extends_by is None and "working_day" in _units(self.ends):
            raise ValueError("ends 按工作日算的，要用 extends_by: {count: …, unit: …} 写明延长多久")
        return self


def _units(ends: Any) -> set[str]:
    """In what a last day is counted."""
    if not isinstance(ends, Shifted):
        return set()
    return {ends.unit} | _units(ends.after) | _units(ends.before)
