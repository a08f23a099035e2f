"""Places among others: first, last, how many there are."""

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from domain.library.models.base import Key, Strict

if TYPE_CHECKING:
    from domain.library.models.conditions import Condition
    from domain.library.models.values import Value


class FromBottom(Strict):
    """A rank counted from the last place: the last is 1."""

    from_bottom: Key


class OutOf(Strict):
    """How many took part in a ranking."""

    out_of: Key


class Ranking(Strict):
    """The place of the subject's value among all subjects of its kind (or those under the same unit).

    `best` says which value is first; `from_` counts from the top or from the bottom; equals share a place.
    Where an entry is on several kinds each is ranked by itself, unless the `kinds` go together. `by` ranks each group
    by itself: those of the same class, level or kind (分组排名). `then_by` tells equals apart:
    values of which the higher goes before. Only those of whom `where` holds are ranked (不足三件的不参加排名). Where
    somebody has no figure nothing is known, unless `missing` are passed over.
    """

    ranking: "Value"
    best: Literal["highest", "lowest"] = "highest"
    from_: Literal["top", "bottom"] = Field(default="top", alias="from")
    under: Key | None = None
    by: Key | None = None
    kinds: Literal["separate", "together"] = "separate"
    then_by: "tuple[Value, ...]" = ()
    where: "Condition | None" = None
    missing: Literal["pending", "skip"] = "pending"


class Entrants(Strict):
    """How many are ranked by a value: all subjects of the kind, under the same unit, or of the same group."""

    entrants: "Value"
    under: Key | None = None
    by: Key | None = None
    kinds: Literal["separate", "together"] = "separate"
    where: "Condition | None" = None
    missing: Literal["pending", "skip"] = "pending"
