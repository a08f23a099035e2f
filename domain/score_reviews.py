"""复核: what a result of a scoring sheet was told to be, and whether it may still be asked to be looked at again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from domain.errors import WrongState
from domain.library.decimals import short
from domain.terms import chinese_date


class ReviewState(StrEnum):
    """How a request for review stands."""

    ASKED = "asked"
    UPHELD = "upheld"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


REVIEW_NAMES = {
    ReviewState.ASKED: "待复核",
    ReviewState.UPHELD: "维持",
    ReviewState.CHANGED: "变更",
    ReviewState.WITHDRAWN: "已撤回",
}


@dataclass(frozen=True, slots=True)
class Result:
    """A total and a grade."""

    total: Fraction | None
    grade: str = ""

    @property
    def words(self) -> str:
        """63.5分，合格."""
        total = f"{short(self.total)}分" if self.total is not None else "待评"
        return "，".join(filter(None, (total, self.grade)))

    def to_json(self) -> dict[str, str]:
        """As it is stored; "" for a total that is open."""
        return {"total": "" if self.total is None else str(self.total), "grade": self.grade}

    @classmethod
    def from_json(cls, stored: Mapping[str, object]) -> "Result":
        """What `to_json` wrote."""
        total = str(stored.get("total", ""))
        return cls(Fraction(total) if total else None, str(stored.get("grade", "")))


@dataclass(frozen=True, slots=True)
class Telling:
    """A result as the assessed was told it; `review` is the number of the review that brought it about, or 0."""

    on: date
    result: Result
    review: int = 0

    def to_json(self) -> dict[str, object]:
        """As it is stored."""
        return {"on": self.on.isoformat(), **self.result.to_json(), "review": self.review}

    @classmethod
    def from_json(cls, stored: Mapping[str, object]) -> "Telling":
        """What `to_json` wrote."""
        review = stored.get("review", 0)
        number = review if isinstance(review, int) else 0
        return cls(date.fromisoformat(str(stored["on"])), Result.from_json(stored), number)


def told_to(told: Mapping[str, Sequence[Mapping[str, object]]], party_id: int) -> tuple[Telling, ...]:
    """What one party was told, in order."""
    return tuple(Telling.from_json(one) for one in told.get(str(party_id), ()))


def require_reviewable(telling: Telling | None, reviewed: bool, last: date | None, asked_on: date) -> None:
    """`WrongState` unless this result may be asked to be looked at again on a day."""
    if telling is None:
        raise WrongState("结果还没有告知，告知以后才能申请复核。")
    if telling.review:
        raise WrongState("这个结果是复核以后定的，不再重复复核。")
    if reviewed:
        raise WrongState("这次告知的结果已经申请过复核，不再重复申请。")
    if asked_on < telling.on:
        raise WrongState(f"申请的日期不能早于结果告知的日期（{chinese_date(telling.on)}）。")
    if last is not None and asked_on > last:
        raise WrongState(f"申请复核的期限到{chinese_date(last)}为止，已经过了。")
