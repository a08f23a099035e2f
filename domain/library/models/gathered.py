"""Values out of many: records, periods, members."""

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, model_validator

from domain.library.models.acts import MoneyAct
from domain.library.models.base import EntryId, Grain, Key, Kinds, Strict
from domain.library.models.windows import Window, WordWindow

if TYPE_CHECKING:
    from domain.library.models.conditions import Condition
    from domain.library.models.values import Value


TakeName = Literal["total", "mean", "pooled", "highest", "lowest", "latest", "earliest"]


class Count(Strict):
    """How many records, or how many different values of a field.

    `match` keeps to the records whose fields agree with values of the present place (同类问题再次发生);
    `alike` counts the largest group with the same content in a field (三次中有两次同类).
    """

    count: Key
    where: "Condition | None" = None
    match: "dict[Key, Value]" = Field(default_factory=dict)
    distinct: Key | None = None
    alike: Key | None = None
    within: Window | None = None

    @model_validator(mode="after")
    def _one_way(self) -> "Count":
        if self.distinct is not None and self.alike is not None:
            raise ValueError("distinct（不同的有几种）与 alike（相同的最多几条）只写一个")
        return self


class CountPeriods(Strict):
    """In how many periods a condition held."""

    count_periods: "Condition"
    over: Window
    every: Grain | None = None


class LongestGap(Strict):
    """The longest time without a record (每十五日督查一次), from one date to another, or to today while that is open.

    The stretches before the first record and after the last one count too; without `from` it begins with
    the first record. In months a begun one counts, so that above 4 is more than four months.
    """

    longest_gap: Key
    where: "Condition | None" = None
    match: "dict[Key, Value]" = Field(default_factory=dict)
    from_: "Value | None" = Field(default=None, alias="from")
    to: "Value | None" = None
    unit: Literal["calendar_day", "working_day", "month"]

    @property
    def within(self) -> None:
        """It says its stretch by two dates."""
        return None


class CoveredDays(Strict):
    """How many days of a stretch lie within some records (请假、停业累计多少天), a day that several cover counted once.

    A record covers the days from `from` (the day of its registration) to `to`, both included; while that is not filled
    in it goes on. What lies outside the stretch does not count, though the record began before it.
    """

    covered_days: Key
    where: "Condition | None" = None
    match: "dict[Key, Value]" = Field(default_factory=dict)
    from_: "Value | None" = Field(default=None, alias="from")
    to: "Value"
    within: Window | None = None
    unit: Literal["calendar_day", "working_day"] = "calendar_day"


class MonthsInScope(Strict):
    """How many whole months of a stretch of time the subject was within scope: {months_in_scope: year}.

    From when to when it was, unless a recorded date says it: `from`, `to` (empty while it is). What is left of a month
    is `counted` as one, or `left_out`.
    """

    months_in_scope: Window
    from_: "Value | None" = Field(default=None, alias="from")
    to: "Value | None" = None
    broken: Literal["left_out", "counted"] = "left_out"

    @model_validator(mode="after")
    def _of_some_length(self) -> "MonthsInScope":
        if isinstance(self.months_in_scope, WordWindow) and self.months_in_scope.word in {"ever", "earlier"}:
            raise ValueError("months_in_scope（纳入几个月）写 period、year 这样有头有尾的时段")
        return self


class TriggeredTimes(Strict):
    """How often some rules were met, whichever of them (一年内累计被处理三次); `match` keeps to records that agree."""

    triggered_times: Annotated[tuple[EntryId, ...], Field(min_length=1)]
    match: "dict[Key, Value]" = Field(default_factory=dict)
    within: Window | None = None


class Amounts(Strict):
    """What the acts of one kind come to in yuan, after all caps: {amounts: deduct, rules: [R-1, R-9], within: month}.

    Of the rules, duties and time limits named, or of all whose acts of the kind fall on the subject.
    """

    amounts: MoneyAct
    rules: tuple[EntryId, ...] = ()
    within: Window | None = None


class CountMembers(Strict):
    """How many of the units or persons that belong to the subject, all or those meeting a condition."""

    count_members: Kinds
    where: "Condition | None" = None


class Take(Strict):
    """One figure out of many: over records, over periods, over the members of the subject.

    Or over its `peers`: the subjects of its kind that agree with it in a fact (同级同类平均), everywhere or `under` the
    same unit (同一机构同类人员); of several kinds each by itself, unless
    the `kinds` go together. With both `rows` and
    `members` over the records of all members taken together (全区各家的每一笔).
    """

    take: TakeName
    of: "Value"
    rows: Key | None = None
    where: "Condition | None" = None
    match: "dict[Key, Value]" = Field(default_factory=dict)
    within: Window | None = None
    over: Window | None = None
    members: Kinds | None = None
    peers: Key | None = None
    under: Key | None = None
    kinds: Literal["separate", "together"] = "separate"
    missing: Literal["pending", "skip"] = "pending"

    @model_validator(mode="after")
    def _one_source(self) -> "Take":
        together = self.rows is not None and self.members is not None
        sources = (self.rows, self.over, self.members, self.peers)
        if sum(source is not None for source in sources) != 1 + together:
            raise ValueError(
                "take 要在 rows（逐条）、over（各期）、members（下属）、peers（同类）中写一个，且只写一个；"
                "下属各单位的登记合在一起算的，rows 与 members 一起写"
            )
        if self.over is not None and (self.where is not None or self.within is not None):
            raise ValueError("各期取数（over）不写 where 和 within")
        if self.match and self.rows is None:
            raise ValueError("match（与本条相同）只用于逐条取数（rows）")
        if self.under is not None and self.peers is None:
            raise ValueError("under（同一所属单位的）与 peers（同类）一起写；下属各家的写 members")
        return self
