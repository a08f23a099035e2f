"""What duties are made of: how much is required, by whom, until when it may be done."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from domain.library.models.base import Grain, Key, Strict, Text
from domain.library.models.dates import CountedTerm
from domain.library.models.limits import PausedSpan
from domain.library.models.literals import refuse_whole_percent
from domain.library.models.values import Value


class ShareOf(Strict):
    """A required share of a base, rounded up to whole ones."""

    percent: Value
    of: Value

    @model_validator(mode="after")
    def _of_a_hundred(self) -> "ShareOf":
        refuse_whole_percent(self.percent)
        return self


class RequiredNumber(Strict):
    """A required number."""

    number: Value

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, raw: Any) -> Any:
        return {"number": raw}


Required = Annotated[
    Annotated[ShareOf, Tag("<percent>")] | Annotated[RequiredNumber, Tag("<number>")],
    Discriminator(lambda raw: "<percent>" if isinstance(raw, dict) and "percent" in raw else "<number>"),
]


def _several(raw: Any) -> Any:
    return (raw,) if isinstance(raw, str) else raw


Whose = Annotated[tuple[Key, ...], BeforeValidator(_several)]
"""Who is responsible: one, or several of whom the first leads."""


class MakeUp(Strict):
    """What is missing in one period may be made up in the following ones: `at_most` so many within a longer one."""

    periods: Annotated[int, Field(ge=1, le=12)] = 1
    needs: Text | None = None
    at_most: Annotated[int, Field(ge=1)] | None = None
    within: Grain = "year"

    @model_validator(mode="after")
    def _limited(self) -> "MakeUp":
        if self.at_most is None and "within" in self.model_fields_set:
            raise ValueError("make_up 的 within（在多长时间里）与 at_most（最多补几次）一起写")
        return self


class DoneBy(Strict):
    """How long after the period's end it may be done: what is done by then counts for the period before."""

    after_end: CountedTerm

    @model_validator(mode="after")
    def _in_days(self) -> "DoneBy":
        if self.after_end.unit == "hour" or self.after_end.before is not None:
            raise ValueError("期末后多久写 {count: 15, unit: calendar_day}，不按小时，不倒着算")
        return self


def as_duties_pause(pauses: tuple[object, ...], every: str | None, *, later: bool) -> None:
    """What does not count of a period moves its end; that takes days, and one way alone of doing something later."""
    if not pauses:
        return
    if every in (None, "occasion", "day"):
        raise ValueError("职责写 pauses（不计入的时间）要写 every（每周、每月……）；按日、按次的写 unless")
    if later:
        raise ValueError(
            "pauses 顺延本期的末日，与 done_by、make_up（期末以后再做）不同写：只免做的写 unless"
        )
    if any(isinstance(one, PausedSpan) for one in pauses):
        raise ValueError(
            "职责手上没有哪一条登记：pauses 写 {covered_days: 停工的登记, to: 复工日}，或者算出来的天数"
        )
