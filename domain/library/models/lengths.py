"""How long something lasts or may take: in words, between two lengths, or as long as data say."""

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from domain.library.models.base import Strict
from domain.library.models.counts import is_reckoned
from domain.library.models.dates import CountedTerm, Running, Term, UnitName
from domain.library.models.values import Value


class LastingTerm(Strict):
    """permanent or not_stated: how long a consequence lasts when no number says so."""

    word: Literal["permanent", "not_stated"]

    @model_validator(mode="before")
    @classmethod
    def _scalar(cls, raw: Any) -> Any:
        if raw not in ("permanent", "not_stated"):
            raise ValueError(
                f"要写期限（如 {{count: 3, unit: year}}）、permanent 或 not_stated，现在是“{raw}”"
            )
        return {"word": raw}


class BetweenTerm(Strict):
    """Durations of which a person picks one: {at_least: 6, at_most: 12, unit: month}; one end may be open."""

    at_least: Annotated[int, Field(ge=1)] | None = None
    at_most: Annotated[int, Field(ge=1)] | None = None
    unit: Literal["calendar_day", "working_day", "week", "month", "year"]

    @model_validator(mode="after")
    def _rising(self) -> "BetweenTerm":
        if self.at_least is None and self.at_most is None:
            raise ValueError("由人定的期限写 at_least（不少于）、at_most（不超过），或者两个都写")
        if self.at_least is not None and self.at_most is not None and self.at_least >= self.at_most:
            raise ValueError("幅度的下限要小于上限")
        return self


class ReckonedTerm(Running):
    """A length of time that data say: {count: {table: level, values: {一般: 5, 重大: 15}}, unit: working_day}.

    Its number is known where it is judged; what is not a whole one from 1 on is for a person to settle.
    """

    count: Value
    unit: UnitName | Literal["minute"]

    @model_validator(mode="before")
    @classmethod
    def _in_the_count(cls, raw: Any) -> Any:
        if isinstance(raw, dict) and "count" not in raw:
            raise ValueError(
                "随数据变的期限，算式写在 count 里：{count: {table: …, values: {…}}, unit: month}"
            )
        return raw

    def of(self, count: int) -> CountedTerm:
        """The term once its number is known."""
        sides = {name: getattr(self, name) for name in Running.model_fields}
        return CountedTerm.model_construct(count=count, unit=self.unit, **sides)


def is_bounded(term: object) -> bool:
    """Whether a term says how far it runs at the most, or at least."""
    return any(getattr(term, name, None) is not None for name in ("no_later_than", "no_earlier_than"))


_SUMS = frozenset(
    {"table", "if", "sum", "difference", "product", "quotient", "smaller_of", "larger_of", "take"}
)


def reckoned_or(otherwise: str) -> Any:
    """A discriminator: a term whose number data say, or another one."""

    def form(raw: Any) -> str | None:
        said = isinstance(raw, dict) and (is_reckoned(raw.get("count")) or not _SUMS.isdisjoint(raw))
        return "<reckoned>" if said else otherwise if raw else None

    return Discriminator(form)


def _lasting_form(raw: Any) -> str | None:
    if isinstance(raw, dict) and not {"at_least", "at_most"}.isdisjoint(raw):
        return "<between>"
    return "<lasting>" if isinstance(raw, str) else "<term>" if raw else None


Lasting = Annotated[
    Annotated[LastingTerm, Tag("<lasting>")]
    | Annotated[BetweenTerm, Tag("<between>")]
    | Annotated[Term, Tag("<term>")],
    Discriminator(_lasting_form),
]
DeedTerm = Annotated[
    Annotated[ReckonedTerm, Tag("<reckoned>")] | Annotated[Term, Tag("<plain>")], reckoned_or("<plain>")
]
EntryTerm = Annotated[
    Annotated[ReckonedTerm, Tag("<reckoned>")] | Annotated[CountedTerm, Tag("<counted>")],
    reckoned_or("<counted>"),
]
DeedLasting = Annotated[
    Annotated[ReckonedTerm, Tag("<reckoned>")] | Annotated[Lasting, Tag("<plain>")], reckoned_or("<plain>")
]
