"""What only time limits say: terms of minutes, what does not count towards a term, what has to fit into it."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag

from domain.library.models.base import Hour, Key, Strict, Text
from domain.library.models.counts import is_reckoned
from domain.library.models.dates import CountedTerm, UntilTerm
from domain.library.models.lengths import ReckonedTerm, is_bounded
from domain.library.models.values import Value


class MinutesTerm(Strict):
    """A term of minutes, from moment to moment: {count: 30, unit: minute}."""

    count: Annotated[int, Field(ge=1)]
    unit: Literal["minute"]
    from_: Text | None = Field(default=None, alias="from")


class UntilHour(UntilTerm):
    """A term up to an hour of a day: {by: {after: found, count: 1, unit: calendar_day}, hour: 7}."""

    hour: Hour | None = None


def _term_tag(raw: Any) -> str:
    if isinstance(raw, dict) and is_reckoned(raw.get("count")):
        return "<reckoned>"
    if isinstance(raw, dict) and raw.get("unit") == "minute":
        return "<minutes>"
    return "<until>" if isinstance(raw, dict) and "by" in raw else "<counted>"


LimitTerm = Annotated[
    Annotated[CountedTerm, Tag("<counted>")]
    | Annotated[MinutesTerm, Tag("<minutes>")]
    | Annotated[ReckonedTerm, Tag("<reckoned>")]
    | Annotated[UntilHour, Tag("<until>")],
    Discriminator(_term_tag),
]
"""The term of a step: counted from its start, as long as data say, or up to a date."""


def as_steps_run(within: object, at_least: object) -> None:
    """A step runs on from its own start; bounds are days, and what has to last has none."""
    for term in (within, at_least):
        if getattr(term, "before", None):
            raise ValueError(
                "时限从 starts 往后数，不写 before；要在某日以前多少天办结的写 "
                "within: {by: {before: 登记项的键, count: 5, unit: calendar_day}}"
            )
    if is_bounded(at_least):
        raise ValueError("不少于多久的（at_least）不写 no_later_than、no_earlier_than")
    if is_bounded(within) and getattr(within, "unit", "") in {"hour", "minute"}:
        raise ValueError(
            "按小时、分钟的时限不写 no_later_than、no_earlier_than；到某天几时为止的另写一条，within 写 by 和 hour"
        )


class PausedSpan(Strict):
    """From one date of the record to another nothing counts; while the second is not filled in, up to today."""

    from_: Key = Field(alias="from")
    to: Key


def _pause_tag(raw: Any) -> str:
    if isinstance(raw, dict):
        return "<paused>" if "to" in raw and not {"covered_days", "longest_gap"} & raw.keys() else "<days>"
    return "<paused>" if isinstance(raw, PausedSpan) else "<days>"


Pause = Annotated[
    Annotated[PausedSpan, Tag("<paused>")] | Annotated[Value, Tag("<days>")], Discriminator(_pause_tag)
]


def _each(raw: Any) -> Any:
    if raw is None:
        return ()
    return tuple(raw) if isinstance(raw, list | tuple) else (raw,)


Pauses = Annotated[tuple[Pause, ...], BeforeValidator(_each)]
"""Days that do not count: figures, and stretches between two dates."""


def as_deeds_pause(pauses: object, within: object, lasts: object) -> None:
    """What does not count of the time of a consequence is taken from one length of time that goes on by days."""
    if not pauses:
        return
    term = lasts if within is None else within
    if term is None or (within is not None and lasts is not None):
        raise ValueError("pauses（不计入的时间）与 within、lasts 中的一个一起写；两样都有的，分成两项后果")
    if getattr(term, "unit", "hour") == "hour" or getattr(term, "before", None):
        raise ValueError(
            "写 pauses 的期限要写多久（如 {count: 30, unit: calendar_day}）：不写 by、before、小时；"
            "到某天为止的，那天顺不顺延原文没有说，由人确定"
        )
    if lasts is not None and (is_bounded(term) or getattr(term, "holidays", None)):
        raise ValueError("持续多久（lasts）写了 pauses 的，不写 no_later_than、no_earlier_than、holidays")


class Inclusion(Strict):
    """Something that takes at least so long and lies within a step (公示不少于五个工作日)."""

    name: Text
    starts: Value
    ends: Value | None = None
    at_least: CountedTerm
