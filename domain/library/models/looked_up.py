"""Values looked up elsewhere: another period, unit, day, table, record, ranking or sheet."""

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, model_validator

from domain.library.models.base import EntryId, Key, Kinds, Strict, Text
from domain.library.models.dates import RollName, UnitName
from domain.library.models.windows import AnniversaryWindow, Length, Window
from domain.library.models.within import WithinSpan

if TYPE_CHECKING:
    from domain.library.models.conditions import Condition
    from domain.library.models.values import Value


class Previous(Strict):
    """The value so many periods or years before."""

    previous: "Value"
    periods: Annotated[int, Field(ge=1)] | None = None
    years: Annotated[int, Field(ge=1)] | None = None


class Opening(Strict):
    """Points as they stood before the day, or the period, that is judged: {opening: credit}.

    In the account of that day: where it started afresh since, that is with what it started.
    """

    opening: "Value"


class Share(Strict):
    """The share of some answers of a tally among others."""

    share: Key
    counting: Annotated[tuple[Text, ...], Field(min_length=1)]
    among: tuple[Text, ...] = ()


class Numerator(Strict):
    """The upper part of a ratio."""

    numerator: "Value"


class Denominator(Strict):
    """The lower part of a ratio."""

    denominator: "Value"


class AsOf(Strict):
    """A value as it was on another day: {as_of: 测评日期, of: 本季度经费}.

    A day that is looked at is no term to act in: counted from another one, it is not moved by a holiday.
    """

    as_of: "Value"
    of: "Value"

    @model_validator(mode="after")
    def _unmoved(self) -> "AsOf":
        if not isinstance(self.as_of, Shifted) or self.as_of.roll is not None:
            return self
        return self.model_copy(update={"as_of": self.as_of.model_copy(update={"roll": "none"})})


class Shifted(Strict):
    """A date so long after or before another one: {after: contract_end, count: 30, unit: calendar_day}."""

    after: "Value | None" = None
    before: "Value | None" = None
    count: "Value"
    unit: UnitName | Literal["minute"]
    roll: RollName | None = None

    @model_validator(mode="after")
    def _one_side(self) -> "Shifted":
        if (self.after is None) == (self.before is None):
            raise ValueError("after 与 before 必须写一个，且只写一个")
        return self


class MonthOf(WithinSpan):
    """A day of the month in which a date lies, or so many months later; without `day` its last (次月底).

    With `year_of` a day of its year, or so many years later (次年3月31日、次年年底).
    """

    month_of: "Value | None" = None
    year_of: "Value | None" = None
    roll: RollName | None = None


class PartOfDate(Strict):
    """The month, the day of the week (Monday is 1), the hour or the time of day … of a date or a moment.

    `workday` says whether people work on it, by the holiday arrangements; `holiday` whether a festival is kept.
    """

    part: Literal["year", "month", "day", "weekday", "hour", "time", "workday", "holiday"]
    of: "Value"


class Upper(Strict):
    """A value of the unit above the subject: {upper: district, of: …}, e.g. for a comparison with its mean."""

    upper: Kinds
    of: "Value"


class Whose(Upper):
    """A value of a subject that a field or a datum names: {whose: partner, kind: provider, of: grade}."""

    whose: "Value"
    upper: Kinds = Field(alias="kind")


class PhaseDay(Strict):
    """The first or last day of a phase."""

    phase: Key
    point: Literal["start", "end"] = "end"


class EdgeOfPeriod(Strict):
    """The first or the last day of the period in which the moment lies (周期届满三十日前, 学期结束前)."""

    first_of: Length | None = None
    last_of: Length | None = None

    @model_validator(mode="after")
    def _one_end(self) -> "EdgeOfPeriod":
        if (self.first_of is None) == (self.last_of is None):
            raise ValueError("first_of（所在那一期的头一天）与 last_of（末一天）只写一个")
        return self

    @property
    def length(self) -> str | AnniversaryWindow:
        """How long the period is."""
        return self.first_of or self.last_of or ""


class DaysLate(Strict):
    """How many days after its last day a deliverable came in, or a record was done with; none where it was in time."""

    days_late: EntryId
    unit: Literal["calendar_day", "working_day"] = "calendar_day"


class ListedSince(Strict):
    """The day since which the subject stands on a list, or until which; with `already` of the day before."""

    listed_since: Key | None = None
    listed_until: Key | None = None
    already: bool | None = None

    @model_validator(mode="after")
    def _one_end(self) -> "ListedSince":
        if (self.listed_since is None) == (self.listed_until is None):
            raise ValueError("listed_since（从哪天起）与 listed_until（到哪天止）必须写一个，且只写一个")
        return self

    @property
    def key(self) -> str:
        """The list."""
        return self.listed_since or self.listed_until or ""


class EventDay(Strict):
    """The day of a named event of the case in hand (送达、决定)."""

    event: Text


class Table(Strict):
    """A value looked up by a word, such as a subsidy by ability level."""

    table: "Value"
    values: dict[str, "Value"]
    otherwise: "Value | None" = None


class Stepped(Strict):
    """A grade so many steps better or worse (调低一个等级); at the best or the worst it stays."""

    better: "Value | None" = None
    worse: "Value | None" = None
    by: "Value"

    @model_validator(mode="after")
    def _one_side(self) -> "Stepped":
        if (self.better is None) == (self.worse is None):
            raise ValueError("better（好几等）与 worse（差几等）必须写一个，且只写一个")
        return self

    @property
    def grade(self) -> "Value":
        """What it starts from."""
        found = self.better if self.better is not None else self.worse
        if found is None:
            raise ValueError("a grade that moves has a start")
        return found


class Lookup(Strict):
    """A field of the record of another kind that agrees: the first registered, `within` a window the latest."""

    lookup: Key
    field: Key
    match: dict[Key, "Value"]
    within: Window | None = None


class If(Strict):
    """One value when a condition holds, another when not."""

    if_: "Condition" = Field(alias="if")
    then: "Value"
    otherwise: "Value"


class TierOf(Strict):
    """The name of the tier in which a rule comes out, for the record in hand or the period; lightest first."""

    tier: EntryId


class InPart(Strict):
    """A figure of one part of the year that the scheme declares itself (春季学期), in the year of the place."""

    in_: Text = Field(alias="in")
    of: "Value"


class Score(Strict):
    """The total of a scoring sheet, or the points of one `item` of it."""

    score: Key
    item: Key | None = None


class ScoreGrade(Strict):
    """The grade that a scoring sheet gives."""

    grade: Key
