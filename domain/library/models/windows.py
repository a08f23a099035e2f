"""Windows: which stretch of time a count or a figure looks at."""

from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from domain.cycles import is_cycle
from domain.library.models.base import GRAINS, Key, Strict, tagger
from domain.library.models.counts import within_a_century
from domain.library.models.dates import CalendarDate, DateSpec

if TYPE_CHECKING:
    from domain.library.models.values import Value


class RollingWindow(Strict):
    """The last so many days, weeks, months or years up to the moment, or up to another date.

    With `after` it looks forward from a date: to its end, or to today where that is earlier. With `around` it is any
    such stretch that holds the date (任意连续六个月), the one in which most was recorded.
    """

    count: Annotated[int, Field(ge=1)]
    unit: Literal["calendar_day", "week", "month", "year"]
    before: "Value | None" = None
    after: "Value | None" = None
    around: "Value | None" = None
    edge: Literal["included", "excluded"] = "included"

    @model_validator(mode="after")
    def _one_side(self) -> "RollingWindow":
        if sum(one is not None for one in (self.before, self.after, self.around)) > 1:
            raise ValueError(
                "before（从某天往回看）、after（从某天往后看）、around（含某天的任意一段）只写一个"
            )
        within_a_century(self.count, self.unit)
        return self

    @property
    def anchor(self) -> "Value | None":
        """The date that it is counted from, where that is not the moment."""
        return next((one for one in (self.after, self.before, self.around) if one is not None), None)


class PhaseWindow(Strict):
    """From the start to the end of a phase."""

    phase: Key


def _years(raw: Any) -> Any:
    longest = 20
    if isinstance(raw, int) and not isinstance(raw, bool) and 1 <= raw <= longest:
        return raw
    if isinstance(raw, str) and raw.isidentifier():
        return raw
    raise ValueError(
        f"years（几年一个周期）写 1 至 {longest} 的整数，或者写登记年数的数据的键，现在是“{raw}”"
    )


class AnniversaryWindow(Strict):
    """The year in which the moment lies, where years run from a date recorded of the subject.

    With `years` so many of them run together (校验周期三年): a number, or the key of a figure of the subject.
    """

    anniversary: Key
    years: Annotated[int | str, BeforeValidator(_years)] = 1


def _length(raw: Any) -> Any:
    known = isinstance(raw, str) and ((raw in GRAINS and raw != "occasion") or is_cycle(raw))
    if known or isinstance(raw, dict | AnniversaryWindow):
        return raw
    words = "、".join(one for one in GRAINS if one != "occasion")
    raise ValueError(
        f"统计期要写 {words}、periods 里声明的键，或 {{anniversary: 日期数据的键}}，现在是“{raw}”"
    )


Length = Annotated[str | AnniversaryWindow, BeforeValidator(_length)]


class LastPeriods(Strict):
    """The last so many periods, the present one included: those of the reader, or `every` so long."""

    periods: Annotated[int, Field(ge=1)]
    every: Length | None = None


def _month_and_day(raw: Any) -> Any:
    if (isinstance(raw, dict) and not {"year", "roll"} & set(raw)) or isinstance(raw, CalendarDate):
        return raw
    raise ValueError("季节的起止只写月日，例如 {month: 11, day: 15}")


class SeasonSpan(Strict):
    """From a day of the year to a day of the year, perhaps over New Year's Day (11月15日—3月15日)."""

    from_: Annotated[CalendarDate, BeforeValidator(_month_and_day)] = Field(alias="from")
    to: Annotated[CalendarDate, BeforeValidator(_month_and_day)]


class SeasonWindow(Strict):
    """The season of each year in which the moment lies; outside the season nothing."""

    season: SeasonSpan


class DatesWindow(Strict):
    """Between two dates, both included."""

    from_: DateSpec = Field(alias="from")
    to: DateSpec


WindowWord = Literal["period", "day", "week", "month", "quarter", "half_year", "year", "ever", "earlier"]


class WordWindow(Strict):
    """The calendar unit in which the moment lies, the rule's own period, or all time.

    `earlier` is everything before the record in hand, or before the present period.
    """

    word: str

    @model_validator(mode="before")
    @classmethod
    def _scalar(cls, raw: Any) -> Any:
        if raw not in get_args(WindowWord) and not is_cycle(raw):
            known = "、".join(get_args(WindowWord))
            raise ValueError(f"时段要写 {known}，或 {{count: …, unit: …}}、{{season: …}} 等，现在是“{raw}”")
        return {"word": raw}


Window = Annotated[
    Annotated[WordWindow, Tag("<word>")]
    | Annotated[RollingWindow, Tag("<rolling>")]
    | Annotated[LastPeriods, Tag("<periods>")]
    | Annotated[PhaseWindow, Tag("<phase>")]
    | Annotated[AnniversaryWindow, Tag("<anniversary>")]
    | Annotated[SeasonWindow, Tag("<season>")]
    | Annotated[DatesWindow, Tag("<dates>")],
    Discriminator(
        tagger(
            {
                "count": "<rolling>",
                "periods": "<periods>",
                "phase": "<phase>",
                "anniversary": "<anniversary>",
                "season": "<season>",
                "from": "<dates>",
            },
            lambda raw: "<word>" if isinstance(raw, str) else None,
        )
    ),
]
