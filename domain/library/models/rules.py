"""Rules, duties and time limits: what the engine judges."""

from typing import Any, Literal

from pydantic import Field, model_validator

from domain.library.models.base import Entry, Grain, Key, Kinds, Text
from domain.library.models.conditions import Bounds, Condition
from domain.library.models.consequences import Consequences
from domain.library.models.dates import CountedTerm, UntilTerm
from domain.library.models.duty_parts import DoneBy, MakeUp, Required, Whose, as_duties_pause
from domain.library.models.limits import Inclusion, LimitTerm, Pauses, as_steps_run
from domain.library.models.tier_steps import TierSteps, refuse_unordered
from domain.library.models.values import Value


class Tier(Bounds):
    """One band or rung: its bounds, its consequences, and whether it adds to the tier before it.

    `when` is a further condition; in a rule without `of` it stands alone, and the first tier that holds
    is taken. With neither it is reached by steps up or down alone.
    """

    name: Text
    when: Condition | None = None
    adds: bool = False
    then: Consequences = ()
    note: Text | None = None

    @property
    def by_steps(self) -> bool:
        """Whether nothing but a step up or down leads to it."""
        return not self.bounded and self.when is None


class Rule(Entry):
    """When something holds for a subject, something follows.

    Judged once a period (`every`), for each record (`on`), or once as of today (neither). Either
    `when`/`then`/`otherwise`, or a value (`of`) with bounded `tiers`, or `tiers` with conditions.
    `unless` exempts. `whose` is the field of the record that names the subject, where that is not whose record it is:
    the rule asks for data of whom it names, and for what the record says. What holds of `raise` and `lower` moves the
    measure by so many tiers, `light_to_heavy`.
    Instead of consequences a `rung` of a `ladder` that several rules share: its rungs become the tiers (`on_ladders`).
    """

    subject: Kinds
    every: Grain | None = None
    on: Key | None = None
    whose: Key | None = None
    units: Literal["together", "separate"] = "together"
    unless: Condition | None = None
    when: Condition | None = None
    then: Consequences = ()
    otherwise: Consequences = ()
    of: Value | None = None
    tiers: tuple[Tier, ...] = ()
    range_: Bounds | None = Field(default=None, alias="range")
    light_to_heavy: tuple[Text, ...] = ()
    raise_: TierSteps = Field(default=(), alias="raise")
    lower: TierSteps = ()
    ladder: Key | None = None
    rung: Text | None = None

    @property
    def asked(self) -> tuple[Any, ...]:
        """Everything that decides what comes out, but for the records on which it is judged."""
        return self.when, self.of, self.tiers, self.unless, self.raise_, self.lower

    @model_validator(mode="after")
    def _one_form(self) -> "Rule":
        if self.every and self.on:
            raise ValueError("every（逐期）与 on（逐条）只写一个")
        if self.whose is not None and self.on is None:
            raise ValueError("whose（登记项里写了姓名、名称的那一个）要与 on（逐条登记）一起写")
        if self.of is not None and not self.tiers:
            raise ValueError("写了 of 就要写 tiers（分档）")
        for tier in self.tiers:
            if tier.by_steps and tier.name not in self.light_to_heavy:
                raise ValueError(
                    f"“{tier.name}”一档没有写界限（at_least、above、at_most、below、equals、is、one_of）或条件（when）；"
                    "只由升降到达的一档，列在 light_to_heavy 里"
                )
        if any(tier.bounded is (self.of is None) and not tier.by_steps for tier in self.tiers):
            raise ValueError("写了 of 的，每一档都写界限；没有 of 的，每一档只写条件（when）")
        if self.tiers and (self.when or self.then or self.otherwise):
            raise ValueError(
                "分档规则把后果写在每一档的 then 里，不写 when、then、otherwise；"
                "整条规则的前提写 unless: {not: 前提}"
            )
        if not self.tiers and self.when is None and self.on is None:
            raise ValueError("规则要写 when（条件），或 of 与 tiers（分档）")
        return self

    @model_validator(mode="after")
    def _on_a_ladder(self) -> "Rule":
        if (self.ladder is None) != (self.rung is None):
            raise ValueError("ladder（哪个阶梯）与 rung（按哪一档）一起写")
        if self.ladder is not None and (self.then or self.otherwise or self.tiers or self.light_to_heavy):
            raise ValueError(
                "写了 ladder 的，后果写在阶梯的各档里，不写 then、otherwise、tiers、light_to_heavy"
            )
        return self

    @model_validator(mode="after")
    def _ordered(self) -> "Rule":
        if self.ladder is not None:
            return self
        acting = [tier.name for tier in self.tiers if tier.then]
        names = [tier.name for tier in self.tiers]
        refuse_unordered(names, acting, self.light_to_heavy, stepping=bool(self.raise_ or self.lower))
        return self


class Duty(Entry):
    """Something that has to be done so often or for so many, in each period.

    `done` against `required` (a number, or a share of a base, rounded up). Nothing required means
    not applicable. `subject` is who or what is counted; `who` is responsible for it, several in their
    order, the first leads. With `each` several have to do as much, each by itself. `missing` says what
    data that never came mean once the period is over. `done_by` lets it be done after the period's end. Days that are
    `pauses` move the end of the period on; of a period that has no others nothing is owed.
    """

    subject: Kinds
    who: Whose = ()
    every: Grain | None = None
    done: Value | None = None
    each: dict[Text, Value] = Field(default_factory=dict)
    required: Required
    missing: Literal["pending", "not_met"] = "pending"
    done_by: DoneBy | None = None
    make_up: MakeUp | None = None
    pauses: Pauses = ()
    unless: Condition | None = None
    otherwise: Consequences = ()

    @model_validator(mode="after")
    def _figures(self) -> "Duty":
        if (self.done is None) != bool(self.each):
            raise ValueError("done（做了多少）与 each（几方各做了多少）必须写一个，且只写一个")
        if self.done_by is not None and self.every in (None, "occasion"):
            raise ValueError("done_by（期末后多久以前做完）要写 every（每期），按次的不能写")
        if self.make_up is not None and self.every in (None, "occasion"):
            raise ValueError("make_up（以后几期补做）要写 every（每期），按次的不能写")
        as_duties_pause(self.pauses, self.every, later=bool(self.done_by or self.make_up))
        return self

    @property
    def figures(self) -> dict[str, Value]:
        """What was done, by whose name; the name is empty where it is told of all together."""
        return self.each or ({} if self.done is None else {"": self.done})


class TimeLimit(Entry):
    """A step that has to end within a term, or may not end before it: measured on records.

    `starts` and `ends` are date fields of the record, or any other dates (到期前3个月起); `pauses` are days (hours,
    minutes) that do not count (中止、补正、批准的延长); `includes` are spans that must fit inside; `inside` is a
    phase in which the whole step must lie. `where` keeps it to some of the records (一般程序、简易程序), `unless`
    exempts some. Without `who` those whose record it is do it, each its own.
    """

    record: Key
    where: Condition | None = None
    unless: Condition | None = None
    who: Whose = ()
    starts: Value
    ends: Value
    within: LimitTerm | None = None
    at_least: CountedTerm | None = None
    pauses: Pauses = ()
    includes: tuple[Inclusion, ...] = ()
    inside: Key | None = None
    otherwise: Consequences = ()

    @model_validator(mode="after")
    def _a_term(self) -> "TimeLimit":
        if (self.within is None) == (self.at_least is None):
            raise ValueError("within（不超过）与 at_least（不少于）必须写一个，且只写一个")
        if self.pauses and isinstance(self.within, UntilTerm):
            raise ValueError(
                "到某天为止的期限（within 里写 by）不能写 pauses；会顺延的写成多久：{count: 30, unit: …}"
            )
        if self.pauses and self.at_least is not None:
            raise ValueError("不少于多久的（at_least）不能写 pauses；不计入的时间只用于 within")
        as_steps_run(self.within, self.at_least)
        return self
