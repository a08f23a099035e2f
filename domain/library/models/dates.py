"""Dates and terms as schemes write them; `domain.library.calendar_dates` turns them into days."""

from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from domain.library.models.base import Day, Key, OpenMark, Strict, Text, is_day, tagger
from domain.library.models.counts import whole, within_a_century
from domain.library.models.within import LONGEST, WithinSpan

UnitName = Literal["calendar_day", "working_day", "week", "month", "year", "hour"]
RollName = Literal["none", "next_workday", "prev_workday", "next_non_holiday", "prev_non_holiday"]
Point = Literal["start", "end"]
YearWord = Literal["this", "next", "previous", "same"]


class FixedDate(Strict):
    """A full date, written 2026-05-10."""

    day: Day

    @model_validator(mode="before")
    @classmethod
    def _scalar(cls, raw: Any) -> Any:
        return raw if isinstance(raw, dict) else {"day": raw}


def _known_year(raw: Any) -> Any:
    """A year as schemes write it; anything else is told in one sentence."""
    plain = isinstance(raw, int | OpenMark | dict) and not isinstance(raw, bool)
    if plain or str(raw) in get_args(YearWord) or str(raw).isdigit():
        return raw
    raise ValueError("要写数字、this、next、previous 或 same；原文是 20XX 的写 {open: 键}，在 open 里声明")


class CalendarDate(Strict):
    """A date in the campaign's year: {month: 5, day: 10}, {month: 5}, {month: 5, part: 上旬}, {quarter: 2}.

    As a start it is the first day of what is named, as an end the last. `year` is this (default),
    next, previous, a number, a parameter that the office fills in (20XX年), or the same year as that of what is
    judged (当年评优资格); so is this year in a scheme without a year. It stays where it is unless `roll`
    moves it off rest days.
    """

    year: Annotated[int | YearWord | OpenMark, BeforeValidator(_known_year)] = "this"
    half: Annotated[int, Field(ge=1, le=2)] | None = None
    quarter: Annotated[int, Field(ge=1, le=4)] | None = None
    month: Annotated[int, Field(ge=1, le=12)] | None = None
    part: Literal["上旬", "中旬", "下旬"] | None = None
    day: Annotated[int, Field(ge=1, le=31)] | None = None
    roll: RollName | None = None

    @model_validator(mode="after")
    def _one_way(self) -> "CalendarDate":
        if sum(part is not None for part in (self.half, self.quarter, self.month)) > 1:
            raise ValueError("half、quarter、month 只写一个")
        if (self.day or self.part) and self.month is None:
            raise ValueError("写了 day 或 part 就要写 month")
        if self.day and self.part:
            raise ValueError("day 与 part 只写一个")
        if self.month and self.day and self.day > LONGEST[self.month]:
            raise ValueError(f"{self.month}月没有{self.day}日；月末写 {{month: {self.month}}}")
        return self


class PhaseDate(Strict):
    """The start or the end of a phase."""

    phase: Key
    point: Point = "end"


class EventDate(Strict):
    """The day on which a named event of the unit happens (施行、签约), or a date recorded of it, by its key."""

    event: Text
    roll: RollName | None = None


class WordsDate(Strict):
    """Words without a computable day (月初、及时、另行通知): a person fixes it."""

    words: Text


class RelativeDate(Strict):
    """So long after or before an event of the unit, a phase, or another date, which may itself be counted.

    No days at all (`count` 0) leave the date where it is, or where its `roll` moves it.
    """

    after: "Anchor | None" = None
    before: "Anchor | None" = None
    count: Annotated[Annotated[int, Field(ge=0)] | OpenMark, BeforeValidator(whole)]
    unit: UnitName
    roll: RollName | None = None
    no_later_than: "DateSpec | None" = None
    no_earlier_than: "DateSpec | None" = None

    @model_validator(mode="after")
    def _one_side(self) -> "RelativeDate":
        if (self.after is None) == (self.before is None):
            raise ValueError("after 与 before 必须写一个，且只写一个")
        if self.count == 0 and (self.no_later_than or self.no_earlier_than):
            raise ValueError("count: 0 只按 roll 移动那一天，不写 no_later_than、no_earlier_than")
        within_a_century(self.count, self.unit)
        return self


class MonthDate(WithinSpan):
    """A day of the month in which an event or a recorded date lies, or so many months later (次月10日前).

    With `year_of` it is a day of the year, or so many years later (次年3月31日前).
    """

    month_of: "Anchor | None" = None
    year_of: "Anchor | None" = None
    roll: RollName | None = None


_DATE_KEYS = {
    "month_of": "<month-of>",
    "year_of": "<month-of>",
    "after": "<relative>",
    "before": "<relative>",
    "phase": "<phase>",
    "event": "<event-date>",
    "words": "<words>",
    "open": "<open>",
    "month": "<calendar>",
    "quarter": "<calendar>",
    "half": "<calendar>",
    "year": "<calendar>",
}

DateSpec = Annotated[
    Annotated[FixedDate, Tag("<fixed>")]
    | Annotated[CalendarDate, Tag("<calendar>")]
    | Annotated[RelativeDate, Tag("<relative>")]
    | Annotated[MonthDate, Tag("<month-of>")]
    | Annotated[PhaseDate, Tag("<phase>")]
    | Annotated[EventDate, Tag("<event-date>")]
    | Annotated[WordsDate, Tag("<words>")]
    | Annotated[OpenMark, Tag("<open>")],
    Discriminator(tagger(_DATE_KEYS, lambda raw: "<fixed>" if is_day(raw) else None)),
]

Anchor = Annotated[
    Annotated[Text, Tag("<event>")]
    | Annotated[FixedDate, Tag("<fixed>")]
    | Annotated[CalendarDate, Tag("<calendar>")]
    | Annotated[RelativeDate, Tag("<relative>")]
    | Annotated[MonthDate, Tag("<month-of>")]
    | Annotated[PhaseDate, Tag("<phase>")]
    | Annotated[EventDate, Tag("<event-date>")]
    | Annotated[OpenMark, Tag("<open>")],
    Discriminator(tagger(_DATE_KEYS, lambda raw: "<fixed>" if is_day(raw) else "<event>")),
]


NO_PAUSES = (
    "pauses（不计入的时间）不写在期限里面，与 within、lasts 并列：{do: rectify, within: {count: 30, unit: "
    "calendar_day, from: 送达}, pauses: {covered_days: 停工的登记, to: 复工日}}"
)


class Running(Strict):
    """How a length of time runs: after an event (`from`), or counted back from one (`before`).

    With `holidays: not_counted` statutory holidays are left out, weekends are not.
    """

    from_: Text | None = Field(default=None, alias="from")
    before: Text | None = None
    roll: RollName | None = None
    no_later_than: DateSpec | None = None
    no_earlier_than: DateSpec | None = None
    holidays: Literal["not_counted"] | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_a_date(cls, raw: Any) -> Any:
        if isinstance(raw, dict) and "after" in raw:
            raise ValueError(
                "期限的起算事件写 from；从登记的日期起算写 {by: {after: 键, count: 30, unit: calendar_day}}"
            )
        if isinstance(raw, dict) and "pauses" in raw:
            raise ValueError(NO_PAUSES)
        return raw

    @model_validator(mode="after")
    def _one_side(self) -> "Running":
        if self.from_ and self.before:
            raise ValueError("from 与 before 只写一个")
        if self.holidays is not None and getattr(self, "unit", "") != "calendar_day":
            raise ValueError(
                "holidays: not_counted（法定节假日不计）只与 unit: calendar_day 一起写；"
                "双休日也不计的，写 unit: working_day"
            )
        return self


class CountedTerm(Running):
    """A length of time: {count: 30, unit: calendar_day}, with its start event and cap where it runs."""

    count: Annotated[int | OpenMark, BeforeValidator(whole)]
    unit: UnitName

    @model_validator(mode="after")
    def _sides(self) -> "CountedTerm":
        if isinstance(self.count, int) and self.count < 1:
            raise ValueError("count 至少为 1")
        within_a_century(self.count, self.unit)
        return self


class UntilTerm(Strict):
    """A term that ends on a date."""

    by: DateSpec

    @model_validator(mode="before")
    @classmethod
    def _whole_days(cls, raw: Any) -> Any:
        if isinstance(raw, dict) and "hour" in raw and "hour" not in cls.model_fields:
            raise ValueError(
                "这里的期限按日算，几点前写进 text；逐件登记的写成时限（time_limits），hour 写在 by 旁边"
            )
        return raw


class WordsTerm(Strict):
    """A term without a number (限期、及时、立即): the notice fixes the day."""

    words: Text


_TERM_KEYS = {"count": "<counted>", "by": "<until>", "words": "<words>", "open": "<open>"}

Term = Annotated[
    Annotated[CountedTerm, Tag("<counted>")]
    | Annotated[UntilTerm, Tag("<until>")]
    | Annotated[WordsTerm, Tag("<words>")]
    | Annotated[OpenMark, Tag("<open>")],
    Discriminator(tagger(_TERM_KEYS, lambda raw: None)),
]
