"""How a campaign runs: phases, what is owed when, tasks with their targets."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from domain.library.models.base import Cited, Entry, EntryId, Grain, Hour, Key, Kinds, Strict, Text
from domain.library.models.conditions import Bounds, Condition
from domain.library.models.dates import CountedTerm, DateSpec, RollName
from domain.library.models.values import Value
from domain.library.models.within import LONGEST

GateName = Literal[
    "self_inspections_in",
    "visits_done",
    "findings_assigned",
    "findings_closed",
    "deliverables_in",
    "person_says",
]


class Gate(Strict):
    """What has to be so before a phase may begin or be closed; `text` says it for `person_says`."""

    gate: GateName
    text: Text | None = None


class Phase(Cited):
    """A phase; either end may be missing, phases may overlap, abut, or be past."""

    key: Key
    name: Text
    start: DateSpec | None = None
    end: DateSpec | None = None
    does: tuple[Text, ...] = ()
    opens_when: tuple[Gate, ...] = ()
    closes_when: tuple[Gate, ...] = ()
    covers: tuple[EntryId, ...] = ()


class Repeats(Strict):
    """Owed once a period from the first to the last.

    Due on `day` of the period's last month, or of a `month` of the year, on `weekday` of the week, on the first,
    second… `working_day` of the period, so long `after_end` or `after_start` of it or `before_end`, or at its end,
    which `roll` moves off rest days; `about` says whether it tells of the same period or of the one before. `step`
    makes one of so many periods (每两个月、每两周), from `first` on; `working_days_only` leaves rest days out of what
    is owed each day.
    """

    every: Grain
    step: Annotated[int, Field(ge=2, le=12)] | None = None
    working_days_only: bool = False
    first: DateSpec | None = None
    last: DateSpec | None = None
    month: Annotated[int, Field(ge=1, le=12)] | None = None
    day: Annotated[int, Field(ge=1, le=31)] | None = None
    weekday: Annotated[int, Field(ge=1, le=7)] | None = None
    working_day: Annotated[int, Field(ge=1, le=20)] | None = None
    roll: RollName | None = None
    hour: Hour | None = None
    after_start: CountedTerm | None = None
    after_end: CountedTerm | None = None
    before_end: CountedTerm | None = None
    words: Text | None = None
    about: Literal["same", "previous"] = "same"

    @property
    def day_of_week(self) -> int | None:
        """The day of the week that names the day of a turn, where nothing else does."""
        named = self.every != "week" or self.counted is not None or self.words is not None or self.working_day
        return None if named else self.weekday

    @property
    def counted(self) -> CountedTerm | None:
        """The term that leads from a bound of the period to the day, where one does."""
        return self.after_start or self.after_end or self.before_end

    @model_validator(mode="after")
    def _one_day(self) -> "Repeats":
        said = [name for name in _DAYS_OF_A_TURN if getattr(self, name) is not None]
        if len(said) > 1:
            raise ValueError(f"{'、'.join(said)} 只写一个")
        if self.day is not None and self.every in {"day", "week", "ten_days", "half_month"}:
            raise ValueError(
                "day（几日）只用于按月、季、半年、年的报送；旬报、半月报写 after_end 或 before_end"
            )
        return self

    @model_validator(mode="after")
    def _month_of_year(self) -> "Repeats":
        if self.month is None:
            return self
        counted = self.counted is not None or self.working_day is not None
        if self.every != "year" or self.step or counted or self.words is not None:
            raise ValueError("month（几月）只用于每年一次的报送（every: year），与 day 同写，不写 day 是月底")
        if self.day is not None and self.day > LONGEST[self.month]:
            raise ValueError(f"{self.month}月没有{self.day}日；月末不写 day")
        return self

    @model_validator(mode="after")
    def _goes_together(self) -> "Repeats":
        if self.working_days_only and (self.every != "day" or self.step):
            raise ValueError("working_days_only（只在工作日报）只用于每日的报送（every: day）")
        if self.step and (self.every == "occasion" or self.first is None):
            raise ValueError("step（每几期一次）要写 first，从那一期数起，按次的不能写")
        if self.working_day is not None and (self.every in _SHORT or self.roll is not None):
            raise ValueError("working_day（期内第几个工作日）用于每月或更长一期的报送，不写 roll")
        if self.roll is not None and (self.counted is not None or self.words is not None):
            raise ValueError("数天数的，遇休怎么办写在里面：{count: 15, unit: calendar_day, roll: none}")
        if self.roll is not None and self.every in {"day", "occasion"}:
            raise ValueError("每日的报送不顺延；只在工作日报的写 working_days_only: true")
        return self


_SHORT = frozenset({"day", "occasion", "week", "ten_days", "half_month"})
_DAYS_OF_A_TURN = ("day", "working_day", "after_start", "after_end", "before_end", "words")


class Deliverable(Entry):
    """Something that a unit owes to another by a date, once or repeatedly.

    With `jointly` the units of `who` owe one together, the first leads. `inside` names the phase in which
    it has to lie; with `lasts` (公示不少于七日) the last day on which it may begin is reckoned from the
    end of that phase. `unless` exempts a unit; `hour` is when the day of what is due once ends.
    """

    who: tuple[Key, ...]
    to: Text | None = None
    due: DateSpec | None = None
    hour: Hour | None = None
    repeats: Repeats | None = None
    phase: Key | None = None
    inside: Key | None = None
    lasts: CountedTerm | None = None
    jointly: bool = False
    unless: Condition | None = None
    document: Text | None = None
    contents: tuple[Text, ...] = ()

    @property
    def by_hour(self) -> str | None:
        """When the last day ends, where it ends before midnight."""
        return self.hour if self.repeats is None else self.repeats.hour

    @model_validator(mode="after")
    def _when(self) -> "Deliverable":
        if self.due is not None and self.repeats is not None:
            raise ValueError("due（一次）与 repeats（每期）只写一个")
        if self.hour is not None and self.due is None:
            raise ValueError("hour（几点前）与 due（一次）一起写；每期的写在 repeats 里")
        if self.due is None and self.repeats is None and self.inside is None:
            raise ValueError("due（一次）、repeats（每期）或 inside（某阶段内）必须写一个")
        if self.repeats is not None and self.inside is not None:
            raise ValueError(
                "inside（必须在某阶段内）只用于一次的报送；每期的从哪一期起、到哪一期止写在 repeats 里："
                f"first: {{phase: {self.inside}, point: start}}, last: {{phase: {self.inside}, point: end}}"
            )
        if self.jointly and len(self.who) < 2:
            raise ValueError("jointly（共同报送）的 who 要写两个以上，排第一的牵头")
        return self


class Milestone(Bounds):
    """The bound that holds on a date."""

    by: DateSpec


class Target(Entry):
    """A figure to reach: at least, at most, within an interval, by dates, cumulative or at a time.

    `units` owe it in their order, the first leads. With `each` several figures have to reach it, each by
    itself. `missing` says what data that never came mean once the date is over.
    """

    of: Kinds
    value: Value | None = None
    each: dict[Text, Value] = Field(default_factory=dict)
    units: tuple[Text, ...] = ()
    missing: Literal["pending", "not_met"] = "pending"
    counts: Literal["point_in_time", "cumulative", "yearly_mean", "each_year"] = "point_in_time"
    since: DateSpec | None = None
    nature: Literal["binding", "aspirational"] = "binding"
    beyond: Literal["met", "not_met"] | None = None
    milestones: Annotated[tuple[Milestone, ...], Field(min_length=1)]
    unless: Condition | None = None

    @model_validator(mode="after")
    def _figures(self) -> "Target":
        if (self.value is None) != bool(self.each):
            raise ValueError("value（一个数值）与 each（几个数值，个个都要达到）必须写一个，且只写一个")
        return self

    @property
    def figures(self) -> dict[str, Value]:
        """What has to reach it, by name; the name is empty where there is only one."""
        return self.each or ({} if self.value is None else {"": self.value})


class DeclaredSum(Strict):
    """A total that the text states, with its parts, so that it can be added up."""

    name: Text
    declared: Value
    parts: Annotated[tuple["SumPart", ...], Field(min_length=1)]


class SumPart(Strict):
    """One part of a declared total."""

    name: Text
    each: Value
    times: Value | None = None


class Task(Entry):
    """A piece of work; the first unit leads, the others assist in their order."""

    units: Annotated[tuple[Text, ...], Field(min_length=1)]
    does: tuple[Text, ...] = ()
    due: DateSpec | None = None
    targets: tuple[Target, ...] = ()
    sums: tuple[DeclaredSum, ...] = ()


class Provision(Entry):
    """A clause without a number, or one that a person decides: stated so that nothing is left out."""

    says: Text
    decided_by: Text | None = None
    kind: Literal["judgement", "organisation", "funding", "procedure", "aim", "reference"] = "judgement"
    sums: tuple[DeclaredSum, ...] = ()
