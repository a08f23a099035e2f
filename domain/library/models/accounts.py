"""What runs on: balances of points with what moves them and what holds that back, and lists of names."""

from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, model_validator

from domain.cycles import is_cycle
from domain.library.models.base import GRAINS, Cited, EntryId, Exact, Grain, Key, Strict, Text
from domain.library.models.conditions import Bounds, Condition
from domain.library.models.dates import CountedTerm
from domain.library.models.lengths import Lasting, LastingTerm
from domain.library.models.values import Value
from domain.library.models.windows import AnniversaryWindow

_LASTING = frozenset({"calendar_day", "week", "month", "year"})
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
    What meets `unless` moves nothing. `starts` is the day on which it moves, where that is later than the record or the
    end of the period; until it is recorded and has come, nothing moves. What `uses` up points (积分兑换) takes the
    `oldest` of those that still count, or those that are `expiring` first; what was used does not expire again.
    """

    id: EntryId
    title: Text
    on: Key | None = None
    every: Grain | None = None
    when: Condition | None = None
    points: Value
    starts: Value | None = None
    uses: Literal["oldest", "expiring"] | None = None
    expires_after: CountedTerm | None = None
    at_most: Value | None = None
    at_most_within: Stretch = "ever"
    carries_when: Condition | None = None
    unless: Condition | None = None

    @model_validator(mode="after")
    def _moment(self) -> "BalanceEntry":
        if (self.on is None) == (self.every is None):
            raise ValueError("on（逐条登记）与 every（逐期判断）必须写一个，且只写一个")
        return self

    @model_validator(mode="after")
    def _so_long(self) -> "BalanceEntry":
        term = self.expires_after
        if term is not None and (term.unit not in _LASTING or term.model_fields_set - {"count", "unit"}):
            raise ValueError(
                "expires_after（多久后失效）只写 {count: 12, unit: month}：从这一笔那天起算，"
                "unit 用 calendar_day、week、month、year；到某一天一起清零的，写信用分的 renews"
            )
        if self.uses is not None and term is not None:
            raise ValueError("uses（用掉已得的分）的一笔不会失效：expires_after 写在加分的那几笔里")
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


class CarryBand(Bounds):
    """What goes over where the balance ended within some bounds (记满6分不满12分的，转入3分)."""

    points: Value


class Carry(Strict):
    """What goes over when a balance starts afresh, if `when` holds at the end of the time that is over.

    That is what lies above its base, below it, or both (`part`, a `share` of it); or a figure computed then
    (`points`); or one by `bands` of the balance as it ended. It is added to the base.
    """

    part: Literal["surplus", "shortfall", "both"] | None = None
    points: Value | None = None
    bands: tuple[CarryBand, ...] = ()
    when: Condition | None = None
    share: Exact = Fraction(1)
    rounded: Literal["up", "down", "half_up"] | None = None
    at_most: Exact | None = None

    @model_validator(mode="after")
    def _one_way(self) -> "Carry":
        if sum((self.part is not None, self.points is not None, bool(self.bands))) != 1:
            raise ValueError(
                "part（超过、低于基础分的部分）、points（算出来的几分）、bands（按余分分档）必须写一个，且只写一个"
            )
        if self.part is None and self.share != 1:
            raise ValueError('share（按几成）要与 part 一起写；points 里写 {product: ["50%", …]}')
        if not all(band.bounded for band in self.bands):
            raise ValueError("bands 的每一档要写界限：at_least、above、at_most、below 或 equals")
        return self


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

    @model_validator(mode="after")
    def _used(self) -> "Balance":
        if all(one.uses is None for one in self.entries):
            return self
        if self.floor is None or self.clamp != "each_step":
            raise ValueError("有 uses（用掉已得的分）的，不能透支：写下限（floor: 0），每一步都受它约束")
        if any(one.carries_when is not None for one in self.entries):
            raise ValueError(
                "有 uses（用掉已得的分）的，不能按笔结转（carries_when），用过的会回来：改写 carries"
            )
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
    def _plain_terms(self) -> "Roll":
        terms = [one for one in (self.lasts, self.extends_by) if isinstance(one, CountedTerm)]
        if any(term.model_fields_set - {"count", "unit"} for term in terms):
            raise ValueError(
                "名单的 lasts、extends_by 只写 count 和 unit；从哪天起算写 starts，到哪天为止写 ends"
            )
        return self

    @model_validator(mode="after")
    def _longer(self) -> "Roll":
        if "hour" in {getattr(one, "unit", "") for one in (self.lasts, self.extends_by)}:
            raise ValueError("名单按日计，lasts、extends_by 不按小时写")
        if self.extends_by is not None and self.again != "extends":
            raise ValueError("extends_by（延长多久）要与 again: extends 一起写")
        if self.again == "extends" and not isinstance(self.extends_by or self.lasts, CountedTerm):
            raise ValueError(
                "again: extends（延长）的名单，lasts 要写多久（{count: …, unit: …}）；"
                "写 ends 的，用 extends_by: {count: …, unit: …} 写明延长多久"
            )
        return self
