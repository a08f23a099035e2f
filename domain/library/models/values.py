"""Values: figures, dates and words that conditions compare, each form with one telling key."""

from typing import TYPE_CHECKING, Annotated, Literal, Union

from pydantic import Discriminator, Field, Tag, model_validator

from domain.library.models.base import Grain, Key, OpenMark, Strict, Text, tagger
from domain.library.models.literals import DayValue, NameValue, NumberValue, TextValue, literal_form
from domain.library.models.windows import Window

if TYPE_CHECKING:
    from domain.library.models.conditions import Condition

TakeName = Literal["total", "mean", "pooled", "highest", "lowest", "latest", "earliest"]


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


class LargerOf(Strict):
    """The largest."""

    larger_of: Annotated[tuple["Value", ...], Field(min_length=1)]


class SmallerOf(Strict):
    """The smallest."""

    smaller_of: Annotated[tuple["Value", ...], Field(min_length=1)]


class Absolute(Strict):
    """Without its sign."""

    absolute: "Value"


class RoundUp(Strict):
    """To the next whole number."""

    round_up: "Value"


class RoundDown(Strict):
    """To the whole number below."""

    round_down: "Value"


class Elapsed(Strict):
    """The time from the first date to the second, in whole units (years: completed, 周岁)."""

    elapsed: tuple["Value", "Value"]
    unit: Literal["calendar_day", "working_day", "month", "year"]


class Count(Strict):
    """How many records, or how many different values of a field."""

    count: Key
    where: "Condition | None" = None
    distinct: Key | None = None
    within: Window | None = None


class CountPeriods(Strict):
    """In how many periods a condition held."""

    count_periods: "Condition"
    over: Window
    every: Grain | None = None


class CountMembers(Strict):
    """How many of the units or persons that belong to the subject, all or those meeting a condition."""

    count_members: Key
    where: "Condition | None" = None


class Take(Strict):
    """One figure out of many: over records, over periods, or over the members of the subject."""

    take: TakeName
    of: "Value"
    rows: Key | None = None
    where: "Condition | None" = None
    within: Window | None = None
    over: Window | None = None
    members: Key | None = None
    missing: Literal["pending", "skip"] = "pending"

    @model_validator(mode="after")
    def _one_source(self) -> "Take":
        if sum(source is not None for source in (self.rows, self.over, self.members)) != 1:
            raise ValueError("take 要在 rows（逐条）、over（各期）、members（下属）中写一个，且只写一个")
        if self.over is not None and (self.where is not None or self.within is not None):
            raise ValueError("各期取数（over）不写 where 和 within")
        return self


class Previous(Strict):
    """The value so many periods or years before."""

    previous: "Value"
    periods: Annotated[int, Field(ge=1)] | None = None
    years: Annotated[int, Field(ge=1)] | None = None


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
    """A value as it was on another day: {as_of: 测评日期, of: 本季度经费}."""

    as_of: "Value"
    of: "Value"


class Upper(Strict):
    """A value of the unit above the subject: {upper: district, of: …}, e.g. for a comparison with its mean."""

    upper: Key
    of: "Value"


class FromBottom(Strict):
    """A rank counted from the last place: the last is 1."""

    from_bottom: Key


class Table(Strict):
    """A value looked up by a word, such as a subsidy by ability level."""

    table: "Value"
    values: dict[str, "Value"]
    otherwise: "Value | None" = None


class Lookup(Strict):
    """A field of the first record of another kind that agrees with the present one."""

    lookup: Key
    field: Key
    match: dict[Key, "Value"]


class If(Strict):
    """One value when a condition holds, another when not."""

    if_: "Condition" = Field(alias="if")
    then: "Value"
    otherwise: "Value"


class Score(Strict):
    """The total of a scoring sheet."""

    score: Key


class ScoreGrade(Strict):
    """The grade that a scoring sheet gives."""

    grade: Key


VALUE_FORMS = (
    "sum",
    "difference",
    "product",
    "ratio",
    "larger_of",
    "smaller_of",
    "absolute",
    "round_up",
    "round_down",
    "elapsed",
    "count",
    "count_periods",
    "count_members",
    "take",
    "previous",
    "share",
    "numerator",
    "denominator",
    "from_bottom",
    "upper",
    "as_of",
    "table",
    "lookup",
    "if",
    "score",
    "grade",
    "open",
)

Value = Annotated[
    Union[  # noqa: UP007 - a union of annotated members reads best as a list
        Annotated[NumberValue, Tag("<number>")],
        Annotated[DayValue, Tag("<day>")],
        Annotated[NameValue, Tag("<name>")],
        Annotated[TextValue, Tag("<text>")],
        Annotated[Sum, Tag("<sum>")],
        Annotated[Difference, Tag("<difference>")],
        Annotated[Product, Tag("<product>")],
        Annotated[Ratio, Tag("<ratio>")],
        Annotated[LargerOf, Tag("<larger_of>")],
        Annotated[SmallerOf, Tag("<smaller_of>")],
        Annotated[Absolute, Tag("<absolute>")],
        Annotated[RoundUp, Tag("<round_up>")],
        Annotated[RoundDown, Tag("<round_down>")],
        Annotated[Elapsed, Tag("<elapsed>")],
        Annotated[Count, Tag("<count>")],
        Annotated[CountPeriods, Tag("<count_periods>")],
        Annotated[CountMembers, Tag("<count_members>")],
        Annotated[Take, Tag("<take>")],
        Annotated[Previous, Tag("<previous>")],
        Annotated[Share, Tag("<share>")],
        Annotated[Numerator, Tag("<numerator>")],
        Annotated[Denominator, Tag("<denominator>")],
        Annotated[FromBottom, Tag("<from_bottom>")],
        Annotated[Upper, Tag("<upper>")],
        Annotated[AsOf, Tag("<as_of>")],
        Annotated[Table, Tag("<table>")],
        Annotated[Lookup, Tag("<lookup>")],
        Annotated[If, Tag("<if>")],
        Annotated[Score, Tag("<score>")],
        Annotated[ScoreGrade, Tag("<grade>")],
        Annotated[OpenMark, Tag("<open>")],
    ],
    Discriminator(tagger({key: f"<{key}>" for key in VALUE_FORMS}, literal_form)),
]

RECURSIVE = (
    Sum, Difference, Product, Ratio, LargerOf, SmallerOf, Absolute, RoundUp, RoundDown, Elapsed, Count,
    CountPeriods, CountMembers, Take, Previous, Numerator, Denominator, Table, Lookup, If, Upper, AsOf,
)  # fmt: skip
