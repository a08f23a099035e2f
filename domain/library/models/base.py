"""What all parts of a scheme share: strictness, exact numbers, dates, citations."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from domain.cycles import is_cycle
from domain.several_kinds import joined, kinds_in

_NUMBER = re.compile(r"(-?[0-9]{1,18}(?:\.[0-9]{1,12})?)(?:/([1-9][0-9]{0,17}))?(%?)")
_HOUR = re.compile(r"([01]?[0-9]|2[0-4])(?:[:：]([0-5][0-9]))?时?")
_KEY = re.compile(r"[a-z][a-z0-9_]*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

GRAINS = ("day", "week", "ten_days", "half_month", "month", "quarter", "half_year", "year", "occasion")
Nature = Literal["must", "may"]


class Strict(BaseModel):
    """Base of every model of a scheme: unknown keys are refused and nothing changes afterwards.

    Its check is built when it is first asked for: conditions and values hold each other, so that each of them
    would keep a whole copy of all the others (95 MB), and only that of `Scheme` is needed (see `deep_enough`).
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


def is_number(raw: Any) -> bool:
    """Whether a scalar reads as a number: 5, 2.5, "90%", "1/3"."""
    if isinstance(raw, bool):
        return False
    return isinstance(raw, int | Decimal) or (isinstance(raw, str) and _NUMBER.fullmatch(raw) is not None)


def is_day(raw: Any) -> bool:
    """Whether a scalar reads as a date, 2026-05-10."""
    return isinstance(raw, date) or (isinstance(raw, str) and _DAY.fullmatch(raw) is not None)


def exact(raw: Any) -> Fraction:
    """The exact value of a number as schemes write it."""
    if isinstance(raw, Fraction):
        return raw
    if isinstance(raw, bool | float):
        raise ValueError('应是数字，例如 5、2.5 或 "90%"')
    found = _NUMBER.fullmatch(str(raw).strip())
    if found is None:
        raise ValueError('应是数字，例如 5、2.5 或 "90%"')
    value = Fraction(found[1]) / int(found[2] or 1)
    return value / 100 if found[3] else value


def read_day(raw: Any) -> date:
    """A date written 2026-05-10."""
    if isinstance(raw, date):
        return raw
    if not is_day(raw):
        raise ValueError("应是日期，例如 2026-05-10")
    try:
        return date.fromisoformat(raw)
    except ValueError as error:
        raise ValueError(f"没有这一天：{raw}") from error


def _grain(raw: Any) -> str:
    if isinstance(raw, str) and (raw in GRAINS or is_cycle(raw)):
        return raw
    raise PydanticCustomError("grain", "no such period")


def _kinds(raw: Any) -> Any:
    """Several kinds written as a list are kept as one text."""
    if isinstance(raw, str):
        return joined(kinds_in(raw))
    if not isinstance(raw, list | tuple):
        return raw
    if len(raw) < 2 or len(set(map(str, raw))) < len(raw):
        raise ValueError(
            "几种对象写成列表的，写两种以上，不重复：[department, township]；只有一种的直接写它的键"
        )
    if not all(isinstance(one, str) and _KEY.fullmatch(one) for one in raw):
        raise ValueError("列表里写对象的键：[department, township]")
    return joined(raw)


def _words(raw: Any) -> Any:
    return str(raw) if isinstance(raw, int | Decimal) and not isinstance(raw, bool) else raw


def _hour(raw: Any) -> str:
    text = _words(raw)
    if not isinstance(text, str) or _HOUR.fullmatch(text.strip()) is None:
        raise ValueError('hour 写几点：17，或者 "17:30"')
    return text.strip()


def clock_of(hour: str | None) -> str:
    """When a day ends, as a time of day: 17:00 for 17 and for 17:00; empty where it is not said."""
    found = _HOUR.fullmatch(hour or "")
    return f"{int(found[1]):02d}:{found[2] or '00'}" if found else ""


def tagger(keys: dict[str, str], scalar: Callable[[Any], str | None]) -> Callable[[Any], str | None]:
    """A discriminator: which of the known forms a value is written in, by its telling key."""

    def tag(raw: Any) -> str | None:
        if isinstance(raw, dict):
            return next((form for key, form in keys.items() if key in raw), None)
        return None if isinstance(raw, list) or raw is None else scalar(raw)

    return tag


Grain = Annotated[str, BeforeValidator(_grain)]  # a word of `GRAINS`, or one of the scheme's own periods
Exact = Annotated[Fraction, BeforeValidator(exact)]
Day = Annotated[date, BeforeValidator(read_day)]
Text = Annotated[str, BeforeValidator(_words), StringConstraints(min_length=1, strip_whitespace=True)]
Hour = Annotated[str, BeforeValidator(_hour)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Kinds = Annotated[
    str, BeforeValidator(_kinds), StringConstraints(pattern=r"^[a-z][a-z0-9_]*([+][a-z][a-z0-9_]*)*$")
]  # one kind of subject, or several that are treated alike (`several_kinds`)
EntryId = Annotated[str, BeforeValidator(_words), StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]


class Cited(Strict):
    """Something a document says: which document, which clause, since when, compared when.

    `source` (the key of a document), `effective` and `compared` fall back to the scheme's first document.
    """

    clause: Text
    source: Key | None = None
    effective: Day | None = None
    until: Day | None = None
    compared: Day | None = None
    note: Text | None = None


class Entry(Cited):
    """A numbered entry of a scheme; `covers` lists the rows of a source table that it answers for."""

    id: EntryId
    title: Text
    covers: tuple[EntryId, ...] = ()
    same_as: EntryId | None = None


class Document(Strict):
    """A document that the scheme stands on, cited in full.

    `not_included` are the words that by its own article do not include the number they stand with.
    """

    title: Text
    issuer: Text
    number: Text | None = None
    date: Day | None = None
    effective: Day | None = None
    until: Day | None = None
    compared: Day
    replaces: tuple[Text, ...] = ()
    not_included: tuple[Literal["以上", "以下"], ...] = ()
    note: Text | None = None


class OpenMark(Strict):
    """A place that the scheme leaves open; `open` names the parameter."""

    open: Key = Field()
