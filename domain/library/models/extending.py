"""How far a scheme lets the term of a problem be put off (延期), and when that has to be asked for."""

from typing import Annotated, Any

from pydantic import Field, model_validator

from domain.library.models.base import Cited, Exact
from domain.library.models.conditions import Condition
from domain.library.models.dates import CountedTerm


class Extending(Cited):
    """Limits of extensions of the problems for which `when` holds; what is not written is not limited.

    times: granted at most so often, 0 is never. longest: one extension at most so long, from the day that is put off.
    percent: of the first term, at most so much, parts of a day dropped. before_end: asked for so long before the end
    at the latest.
    """

    when: Condition | None = None
    times: Annotated[int, Field(ge=0, le=20)] | None = None
    longest: CountedTerm | None = None
    percent: Annotated[Exact, Field(gt=0, le=10)] | None = None
    before_end: CountedTerm | None = None

    @model_validator(mode="after")
    def _plain(self) -> "Extending":
        limited = self.longest or self.percent or self.before_end
        if self.times is None and not limited and self.when is None:
            raise ValueError(
                "extending（延期）至少写一样：times 几次、longest 每次最长、percent 不超过首次期限的百分之几、"
                "before_end 提前多久申请"
            )
        if self.times == 0 and limited:
            raise ValueError("times: 0 是不得延期，不再写 longest、percent、before_end")
        for one in (self.longest, self.before_end):
            if one is None:
                continue
            if one.unit == "hour":
                raise ValueError("extending 里的长短按日、周、月计，不写小时")
            if one.model_fields_set - {"count", "unit"}:
                raise ValueError("extending 里的 longest、before_end 只写 count 和 unit，从现在的期限算")
        return self


def one_or_more(raw: Any) -> Any:
    """The limits for all problems are written without a list."""
    return [raw] if isinstance(raw, dict) else raw
