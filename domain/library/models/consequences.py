"""Consequences: what follows, for whom, how much, how long, and whether it must or may."""

from typing import Annotated

from pydantic import Discriminator, Field, Tag, model_validator

from domain.library.models.acts import ACT_NAMES, Act
from domain.library.models.amounts import (
    Amount,
    CoefficientAmount,
    Figure,
    FixedAmount,
    NumberRange,
    OneFigure,
    PercentAmount,
    TimesAmount,
    WordsAmount,
    unit_of,
)
from domain.library.models.base import Key, Nature, Strict, Text, tagger
from domain.library.models.conditions import Condition
from domain.library.models.dates import Anchor
from domain.library.models.lengths import DeedLasting, DeedTerm, is_bounded
from domain.library.models.limits import Pauses, as_deeds_pause

_MONEY_ONLY = frozenset({"settle", "pay", "compensate", "deposit"})


class Deed(Strict):
    """One act: what is done (`do`), must or may, to whom, how much, by when, how long; points move a `balance`.

    `starts` is what its time runs from: an event (决定), a recorded date by its key, or one counted from it. What does
    not count of it are `pauses`.
    """

    do: Act
    nature: Nature = "must"
    text: Text | None = None
    on: Key | None = None
    to: tuple[Text, ...] = ()
    amount: Amount | None = None
    points: Figure | None = None
    balance: Key | None = None
    within: DeedTerm | None = None
    lasts: DeedLasting | None = None
    pauses: Pauses = ()
    starts: Anchor | None = None
    scope: Text | None = None
    grade: Text | None = None
    list_: Key | None = Field(default=None, alias="list")
    document: Text | None = None
    under: Text | None = None
    decided_by: Text | None = None
    when: Condition | None = None

    @model_validator(mode="after")
    def _paused(self) -> "Deed":
        as_deeds_pause(self.pauses, self.within, self.lasts)
        return self

    @model_validator(mode="after")
    def _of_money(self) -> "Deed":
        if self.amount is not None and unit_of(self.amount) and self.do in _MONEY_ONLY:
            raise ValueError(f"do: {self.do}（{ACT_NAMES[self.do]}）的数额是钱，不写 unit")
        return self

    @model_validator(mode="after")
    def _points_of(self) -> "Deed":
        if self.balance is not None and (self.do != "points" or self.points is None):
            raise ValueError("balance（记入哪个信用分）与 do: points、points（几分）一起写")
        return self

    @model_validator(mode="after")
    def _so_long(self) -> "Deed":
        if getattr(self.within, "unit", "") == "minute":
            raise ValueError(
                "后果的期限（within）不按分钟计，最短按小时；逐件几分钟的写成时限（time_limits）"
            )
        if getattr(self.lasts, "unit", "") in {"hour", "minute"}:
            raise ValueError("lasts（持续多久）不按小时、分钟计，最短按日")
        if is_bounded(self.lasts):
            raise ValueError(
                "lasts（持续多久）从起日一直算到末日，不写 no_later_than、no_earlier_than；"
                "到某天为止的写 lasts: {by: …}"
            )
        if is_bounded(self.within) and getattr(self.within, "unit", "") == "hour":
            raise ValueError("按小时的期限（within）不写 no_later_than、no_earlier_than")
        return self


class Together(Strict):
    """Several acts that make one alternative: 警告并罚款，或者……"""

    together: Annotated[tuple[Deed, ...], Field(min_length=2)]


Alternative = Annotated[
    Annotated[Deed, Tag("<do>")] | Annotated[Together, Tag("<together>")],
    Discriminator(tagger({"together": "<together>", "do": "<do>"}, lambda raw: None)),
]


class ChooseOne(Strict):
    """Alternatives of which a person picks one."""

    choose_one: Annotated[tuple[Alternative, ...], Field(min_length=2)]
    nature: Nature = "must"

    @property
    def deeds(self) -> tuple[Deed, ...]:
        """Every act of every alternative."""
        return tuple(
            deed
            for one in self.choose_one
            for deed in (one.together if isinstance(one, Together) else (one,))
        )


Consequence = Annotated[
    Annotated[Deed, Tag("<do>")] | Annotated[ChooseOne, Tag("<choose_one>")],
    Discriminator(tagger({"choose_one": "<choose_one>", "do": "<do>"}, lambda raw: None)),
]

Consequences = tuple[Consequence, ...]

__all__ = [
    "ACT_NAMES", "Amount", "ChooseOne", "CoefficientAmount", "Consequence", "Consequences", "Deed", "Figure",
    "FixedAmount", "NumberRange", "OneFigure", "PercentAmount", "TimesAmount", "Together", "WordsAmount",
]  # fmt: skip
