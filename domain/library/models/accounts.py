"""What runs on: balances of points with what moves them and what holds that back, and lists of names."""

from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, model_validator

from domain.cycles import is_cycle
from domain.library.models.base import GRAINS, Cited, EntryId, Exact, Grain, Key, Strict, Text
from domain.library.models.conditions import Condition
from domain.library.models.dates import CountedTerm, Term
from domain.library.models.lengths import Lasting, LastingTerm
from domain.library.models.values import Value
from domain.library.models.windows import AnniversaryWindow

_STRETCHES = tuple(grain for grain in GRAINS if grain != "occasion")


def _stretch(word: str) -> Any:
    """One of the calendar's periods, one that the scheme declared, years from a date, or a word besides."""

    def check(raw: Any) -> Any:
        known = isinstance(raw, str) and (raw in (word, *_STRETCHES) or is_cycle(raw))
        if isinstance(raw, dict | AnniversaryWindow) or known:
            return raw
        words = "、".join((word, *_STRETCHES))
        raise ValueError(f"要写 {words}、periods 里声明的键，或 {{anniversary: 日期数据的键}}，现在是“{raw}”")

    return BeforeValidator(check)


Renewal = Annotated[str | AnniversaryWindow, _stretch("never")]
Stretch = Annotated[str | AnniversaryWindow, _stretch("ever")]


class BalanceEntry(Cited):
    """What adds to or takes from a balance: each record (`on`), or each period that meets a condition.

    `at_most` limits what this entry moves within its window; `expires_after` is how long it counts.
    Where the balance starts afresh, what meets `carries_when` on that day goes on counting (未整改的转入下年).
    What meets `unless` moves nothing.
    """

    id: EntryId
    title: Text
    on: Key | None = None
    every: Grain | None = None
    when: Condition | None = None
    points: Value
    expires_after: Term | None = None
    at_most: Value | None = None
    at_most_within: Stretch = "ever"
    carries_when: Condition | None = None
    unless: Condition | None = None

    @model_validator(mode="after")
    def _moment(self) -> "BalanceEntry":
        if (self.on is None) == (self.every is None):
            raise ValueError("on（逐条登记）与 every（逐期判断）必须写一个，且只写一个")
        return self


class Limit(Strict):
    """How much may be taken (and, by itself, how much may be added) within a stretch of time.

    That is so much, or as much as the highest of the moves alone (同一事项按最高分计，不重复).

    Over all entries, or `entries` of them, or all `besides` some; together, or `each` by itself, or `by` what a
    field of the records says (同一项目). `only` leaves the other direction free, `unless` lifts it.
    """

    at_most: Value | None = None
    counts: Literal["highest"] | None = None
    within: Stretch = "ever"
    entries: tuple[EntryId, ...] = ()
    besides: tuple[EntryId, ...] = ()
    each: bool = False
    by: Key | None = None
    only: Literal["deductions", "additions"] | None = None
    unless: Condition | None = None
    clause: Text | None = None

    @model_validator(mode="after")
    def _one_way(self) -> "Limit":
        if self.entries and self.besides:
            raise ValueError("entries（只限这几笔）与 besides（除这几笔以外）只写一个")
        if (self.at_most is None) != (self.counts is not None):
            raise ValueError("at_most（最多几分）与 counts: highest（只计最高的一笔）必须写一个，且只写一个")
        return self


class Carry(Strict):
    """What goes over when a balance starts afresh: what lies above its base, below it, or both."""

    part: Literal["surplus", "shortfall", "both"]
    share: Exact = Fraction(1)
    rounded: Literal["up", "down", "half_up"] | None = None
    at_most: Exact | None = None


class Balance(Strict):
    """A running account: base, additions, deductions, floor, cap, when it starts afresh and what goes over.

    What moves it are its own entries, and rules of which a consequence names it.
    """

    name: Text
    of: Key
    base: Exact
    floor: Exact | None = None
    cap: Exact | None = None
    renews: Renewal = "never"
    carries: Carry | None = None
    clamp: Literal["each_step", "at_the_end"] = "each_step"
    entries: tuple[BalanceEntry, ...] = ()
    limits: tuple[Limit, ...] = ()
    clause: Text
    source: Key | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _carried(self) -> "Balance":
        entry = next((one for one in self.entries if one.carries_when is not None), None)
        if (self.carries or entry) and self.renews == "never":
            raise ValueError(
                "从不重新起算（renews: never）的，没有结转：写 renews: year 等，或不写 carries、carries_when"
            )
        if self.carries and entry:
            raise ValueError("carries（按余分结转）与 carries_when（按笔结转）只写一种，以免同一笔转两次")
        return self


class Roll(Cited):
    """A list (名单) on which a subject stands for a time: entered by a record or a condition, or by rules alone whose
    consequence is this list. `starts` is the first day, where it is not that of the record or the period.

    `again` is what happens when somebody on it is listed again: the time `restarts` on that day, it `extends`
    by `extends_by` (as long as the first time where that is not written), or it `keeps` on as it is.
    `ends` is the last day, where it hangs on the record (期限由人定的写在登记项里).
    """

    name: Text
    of: Key
    on: Key | None = None
    every: Grain | None = None
    when: Condition | None = None
    lasts: Lasting | None = None
    ends: Value | None = None
    starts: Value | None = None
    again: Literal["restarts", "extends", "keeps"] = "restarts"
    extends_by: CountedTerm | None = None
    leaves_when: Condition | None = None

    @model_validator(mode="after")
    def _moment(self) -> "Roll":
        if self.on is not None and self.every is not None:
            raise ValueError("on（逐条登记）与 every（逐期判断）只写一个")
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
    def _longer(self) -> "Roll":
        if "hour" in {getattr(one, "unit", "") for one in (self.lasts, self.extends_by)}:
            raise ValueError("名单按日计，lasts、extends_by 不按小时写")
        if self.extends_by is not None and self.again != "extends":
            raise ValueError("extends_by（延长多久）要与 again: extends 一起写")
        if self.again == "extends" and not isinstance(self.lasts, CountedTerm):
            raise ValueError("lasts 写了多久（{count: …, unit: …}）的名单才能延长（again: extends）")
        return self
