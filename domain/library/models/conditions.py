"""Conditions: comparisons of a value, joined by all, any, not, some, streak."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any, Literal, Union

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from domain.library.models import values, windows
from domain.library.models.base import Grain, Key, Strict, Text, tagger
from domain.library.models.standings import Filed, IsA, IsNamed, Judged, Met, OnList, Owed, Triggered
from domain.library.models.values import Value
from domain.library.models.windows import Window

DEEPEST = 10_000  # calls
BOUND_NAMES = ("at_least", "above", "at_most", "below", "equals")


def _word(raw: Any) -> Any:
    if isinstance(raw, dict | list):
        raise ValueError("只写一个词或 true、false；与另一项的值相比写 equals，几个词之一写 one_of")
    return raw


class Bounds(Strict):
    """What a value is compared with. `at_least`/`at_most` include the number, `above`/`below` do not.

    `is` and `one_of` compare with words or true/false. Grades compare by their order, best first.
    """

    at_least: Value | None = None
    above: Value | None = None
    at_most: Value | None = None
    below: Value | None = None
    equals: Value | None = None
    is_: Annotated[bool | Text | None, BeforeValidator(_word)] = Field(default=None, alias="is")
    one_of: tuple[Text, ...] | None = None

    @model_validator(mode="after")
    def _sides(self) -> Any:
        if self.at_least is not None and self.above is not None:
            raise ValueError("at_least（含）与 above（不含）只写一个")
        if self.at_most is not None and self.below is not None:
            raise ValueError("at_most（含）与 below（不含）只写一个")
        return self

    @property
    def limits(self) -> tuple[tuple[str, Value], ...]:
        """The bounds that are set, by name."""
        pairs = ((name, getattr(self, name)) for name in BOUND_NAMES)
        return tuple((name, bound) for name, bound in pairs if bound is not None)

    @property
    def bounded(self) -> bool:
        """Whether anything is compared at all."""
        return bool(self.limits) or self.is_ is not None or self.one_of is not None


class Compare(Bounds):
    """A value against its bounds; all of them have to hold."""

    value: Value

    @model_validator(mode="after")
    def _something(self) -> "Compare":
        if not self.bounded:
            raise ValueError("写了 value 就要写界限：at_least、above、at_most、below、equals、is 或 one_of")
        return self


class All(Strict):
    """Every one holds."""

    all: Annotated[tuple["Condition", ...], Field(min_length=1)]


class AnyOf(Strict):
    """At least one holds."""

    any: Annotated[tuple["Condition", ...], Field(min_length=1)]


class Not(Strict):
    """Does not hold."""

    not_: "Condition" = Field(alias="not")


class Quorum(Strict):
    """So many of a list."""

    of: Annotated[tuple["Condition", ...], Field(min_length=1)]
    at_least: Annotated[int, Field(ge=1)]


class Some(Strict):
    """At least so many of several conditions hold."""

    some: Quorum


class Run(Strict):
    """A condition and how many periods running it has to hold; `every` defaults to the rule's period.

    With `rows` it runs over records, one after another, and `match` keeps to those that agree with the
    present place (同一品种连续三批不合格), `where` to some kind of them (连续三次监督抽检). `within` is the stretch of
    time that has to hold all of them; periods that meet `skip` neither count nor break the run (停工的月份不计).
    With `afresh` it is counted from one again once it is full: of a run that goes on only each full one holds.
    """

    of: "Condition"
    length: Annotated[int, Field(ge=2)]
    every: Grain | None = None
    rows: Key | None = None
    where: "Condition | None" = None
    match: dict[Key, Value] = Field(default_factory=dict)
    within: "Window | None" = None
    skip: "Condition | None" = None
    afresh: bool = False

    @model_validator(mode="after")
    def _one_way(self) -> "Run":
        if self.skip is not None and self.rows is not None:
            raise ValueError("skip 只用于连续几期；连续几条登记的，用 where 或 match 挑出来")
        if self.rows is not None and self.every is not None:
            raise ValueError("连续几期写 every，连续几条登记写 rows，只写一个")
        if (self.match or self.where is not None) and self.rows is None:
            raise ValueError(
                "match（与本条相同）、where（只看哪些）只用于连续几条登记（rows）；不计的期写 skip"
            )
        return self


class Streak(Strict):
    """A condition that held in so many adjacent periods, the last one being the present."""

    streak: Run


class Happened(Strict):
    """At least one record of a kind."""

    happened: Key
    where: "Condition | None" = None
    match: dict[Key, Value] = Field(default_factory=dict)
    within: Window | None = None


class During(Strict):
    """The moment (of a record: its day) lies within a stretch of time: a season, a phase, between two dates."""

    during: Window


class Reported(Strict):
    """Whether there are data at all for a value."""

    reported: Value


_CONDITION_KEYS = (
    "value", "all", "any", "not", "some", "streak", "happened", "triggered", "met", "judgement", "on_list",
    "reported", "during", "filed", "is_a", "is_named", "owed",
)  # fmt: skip

Condition = Annotated[
    Union[  # noqa: UP007 - a union of annotated members reads best as a list
        Annotated[Compare, Tag("<value>")],
        Annotated[All, Tag("<all>")],
        Annotated[AnyOf, Tag("<any>")],
        Annotated[Not, Tag("<not>")],
        Annotated[Some, Tag("<some>")],
        Annotated[Streak, Tag("<streak>")],
        Annotated[Happened, Tag("<happened>")],
        Annotated[Triggered, Tag("<triggered>")],
        Annotated[Met, Tag("<met>")],
        Annotated[Filed, Tag("<filed>")],
        Annotated[Owed, Tag("<owed>")],
        Annotated[Judged, Tag("<judgement>")],
        Annotated[OnList, Tag("<on_list>")],
        Annotated[Reported, Tag("<reported>")],
        Annotated[During, Tag("<during>")],
        Annotated[IsA, Tag("<is_a>")],
        Annotated[IsNamed, Tag("<is_named>")],
    ],
    Discriminator(tagger({key: f"<{key}>" for key in _CONDITION_KEYS}, lambda raw: None)),
]

Answer = Literal["yes", "no"]


def _close_the_circle() -> None:
    """Values hold conditions, conditions hold values: tell the modules of the values what they are."""
    names = {"Condition": Condition, "Value": Value, "Window": Window}
    for model in (windows.RollingWindow, *values.RECURSIVE):
        vars(sys.modules[model.__module__]).update(names)


@contextmanager
def deep_enough() -> Iterator[None]:
    """For building a check: the circle is walked in one go, nearly a thousand calls deep."""
    usual = sys.getrecursionlimit()
    sys.setrecursionlimit(max(usual, DEEPEST))
    try:
        yield
    finally:
        sys.setrecursionlimit(usual)


_close_the_circle()

__all__ = [
    "BOUND_NAMES", "DEEPEST", "All", "Answer", "AnyOf", "Bounds", "Compare", "Condition", "During", "Filed", "Happened",
    "IsA", "IsNamed", "Judged", "Met", "Not", "OnList", "Owed", "Quorum", "Reported", "Run", "Some", "Streak",
    "Triggered", "deep_enough",
]  # fmt: skip
