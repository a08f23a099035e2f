"""Balances of points: what moves them, what holds that back."""

from typing import Annotated, Any, Literal, cast

from pydantic import BeforeValidator, model_validator

from domain.cycles import is_cycle
from domain.library.models.base import GRAINS, Cited, EntryId, Exact, Grain, Key, Kinds, Strict, Text
from domain.library.models.carries import Carry, refuse_outliving
from domain.library.models.conditions import Condition
from domain.library.models.daily import Daily
from domain.library.models.lengths import EntryTerm
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

    `at_most` limits what this entry moves within its window; `expires_after` is how long it counts, which data may
    say; `ends` the last day on which it does, for ever where that is not recorded.
    Where the balance starts afresh, what meets `carries_when` on that day goes on counting (未整改的转入下年).
    What meets `unless` moves nothing. `starts` is the day on which it moves, where that is later than the record or the
    end of the period; until it is recorded and has come, nothing moves. What `uses` up points (积分兑换) takes the
    `oldest` of those that still count, or those that are `expiring` first; what was used does not expire again.
    What `sets` the balance (清零、恢复到20分) wipes out what moved it before and on that day.
    `whose` is the field of the record that names on whom it falls (直接责任医师), where that is not whose record it is:
    the rest is still asked of those whose record it is. What is `daily` moves on each of some days of the record.
    """

    id: EntryId
    title: Text
    on: Key | None = None
    whose: Key | None = None
    every: Grain | None = None
    when: Condition | None = None
    points: Value | None = None
    sets: Value | None = None
    starts: Value | None = None
    daily: Daily | None = None
    uses: Literal["oldest", "expiring"] | None = None
    expires_after: EntryTerm | None = None
    ends: Value | None = None
    at_most: Value | None = None
    at_most_within: Stretch = "ever"
    carries_when: Condition | None = None
    unless: Condition | None = None

    @model_validator(mode="before")
    @classmethod
    def _until_a_day(cls, raw: Any) -> Any:
        term = raw.get("expires_after") if isinstance(raw, dict) else None
        if isinstance(term, dict) and "by" in term:
            raise ValueError(
                "到某一天为止有效的，不写 expires_after，写 ends: 那一天（登记项，或由它算出来的日期）"
            )
        return raw

    @model_validator(mode="after")
    def _moment(self) -> "BalanceEntry":
        if (self.on is None) == (self.every is None):
            raise ValueError("on（逐条登记）与 every（逐期判断）必须写一个，且只写一个")
        if self.whose is not None and self.on is None:
            raise ValueError("whose（登记项里写了姓名、名称的那一个）要与 on（逐条登记）一起写")
        return self

    @model_validator(mode="after")
    def _day_by_day(self) -> "BalanceEntry":
        if self.daily is None:
            return self
        if self.on is None and self.daily.days_late is None:
            raise ValueError("daily（逐日记）是一条登记的各日，与 on（哪种登记）一起写")
        if self.every is None and self.daily.days_late is not None:
            raise ValueError(
                "daily 的 days_late（报送逾期的各日）与 every（报送的期）一起写；逐条登记的写 from、to"
            )
        for word, besides in (("starts", self.starts), ("sets", self.sets), ("uses", self.uses)):
            if besides is not None:
                raise ValueError(f"daily（逐日记）的一笔不写 {word}：从哪天的次日起、到哪天止，写在 daily 里")
        return self

    @model_validator(mode="after")
    def _so_long(self) -> "BalanceEntry":
        term = self.expires_after
        if term is not None and (term.unit not in _LASTING or term.model_fields_set - {"count", "unit"}):
            raise ValueError(
                "expires_after（多久后失效）只写 {count: 12, unit: month}：从这一笔那天起算，"
                "unit 用 calendar_day、week、month、year；到登记的那一天为止的写 ends，"
                "到某一天一起清零的，写信用分的 renews"
            )
        if term is not None and self.ends is not None:
            raise ValueError("expires_after（多久后失效）与 ends（到哪天为止有效）只写一个")
        if self.uses is not None and self.expires:
            raise ValueError("uses（用掉已得的分）的一笔不会失效：expires_after、ends 写在加分的那几笔里")
        return self

    @property
    def expires(self) -> bool:
        """Whether each move ceases to count by itself."""
        return self.expires_after is not None or self.ends is not None

    @property
    def once_for_all(self) -> bool:
        """Whether each move counts until the balance starts afresh, and is told by itself."""
        return not self.expires and self.carries_when is None and self.daily is None

    @property
    def figure(self) -> Value:
        """The points that it moves, or those to which it sets the balance."""
        return cast(Value, self.sets if self.points is None else self.points)

    @model_validator(mode="after")
    def _one_effect(self) -> "BalanceEntry":
        if (self.points is None) == (self.sets is None):
            raise ValueError("points（加减几分）与 sets（清零、恢复到几分）必须写一个，且只写一个")
        moving = {"uses", "expires_after", "ends", "at_most", "carries_when"} & self.model_fields_set
        if self.sets is not None and moving:
            raise ValueError(f"sets（清零、恢复到几分）的一笔不写 {'、'.join(sorted(moving))}")
        return self


def _as_several(raw: Any) -> Any:
    return (raw,) if isinstance(raw, str) else raw


class Limit(Strict):
    """How much may be taken (and, by itself, how much may be added) within a stretch of time.

    That is so much, or as much as the highest of the moves alone (同一事项按最高分计，不重复).

    Over all entries, or `entries` of them, or all `besides` some; together, or `each` by itself, or `by` what fields
    of the records say (同一项目, 同一次检查的同一类). `only` leaves the other direction free, `unless` lifts it.
    """

    at_most: Value | None = None
    counts: Literal["highest"] | None = None
    within: Stretch = "ever"
    entries: tuple[EntryId, ...] = ()
    besides: tuple[EntryId, ...] = ()
    each: bool = False
    by: Annotated[tuple[Key, ...], BeforeValidator(_as_several)] = ()
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


class Balance(Strict):
    """A running account: base, additions, deductions, floor, cap, when it starts afresh and what goes over.

    What moves it are its own entries, and rules of which a consequence names it.
    """

    name: Text
    of: Kinds
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
            raise ValueError(
                "carries（按余分结转）与 carries_when（按笔结转）只写一种，以免同一笔转两次：其中几笔打折转入的"
                "（未整改的按 50% 转入），余分打折、没有整改的照转的，都不写 carries_when，把转入几分写成 "
                'carries: {points: {product: ["-50%", {take: total, of: 扣几分的登记项, rows: 那种登记, '
                "where: 没有整改的条件, within: ever}]}}，两样都有的用 sum 加起来"
            )
        if self.carries:
            refuse_outliving(self.carries, self.renews)
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
        if any(one.sets is not None for one in self.entries):
            raise ValueError("有 uses（用掉已得的分）的，不能再写 sets（清零、恢复到几分）的一笔")
        return self
