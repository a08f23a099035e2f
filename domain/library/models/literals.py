"""Literals: what a value is when it is written as one word."""

import re
from datetime import date
from fractions import Fraction
from typing import Annotated, Any

from pydantic import Field, model_validator

from domain.library.models.base import Key, Strict, Text, exact, is_day, is_number, read_day

_KEY = re.compile(r"[a-z][a-z0-9_]*")
_CLOCK = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)")


class NumberValue(Strict):
    """A literal number; `percent` remembers that it was written with a percent sign, `written` a fraction."""

    number: Fraction
    percent: bool = False
    written: str = ""

    @model_validator(mode="before")
    @classmethod
    def _scalar(cls, raw: Any) -> Any:
        text = str(raw).strip()
        written = text if "/" in text else ""
        return {"number": exact(raw), "percent": text.endswith("%"), "written": written}


def refuse_whole_percent(one: object) -> None:
    """Refuse 5 where a share is meant: it is five times the whole."""
    if isinstance(one, NumberValue) and not one.percent and one.number > 1:
        number = one.number if one.number.denominator > 1 else one.number.numerator
        raise ValueError(f'写的 {number} 是 {number * 100}%；百分之{number}写成 "{number}%"')


class FlagValue(Strict):
    """Yes or no, as what an exception comes to: {if: …, then: true, otherwise: false}."""

    flag: bool

    @model_validator(mode="before")
    @classmethod
    def _scalar(cls, raw: Any) -> Any:
        return {"flag": raw}


class DayValue(Strict):
    """A literal date."""

    day: date

    @model_validator(mode="before")
    @classmethod
    def _scalar(cls, raw: Any) -> Any:
        return {"day": read_day(raw)}


class ClockValue(Strict):
    """A literal time of day, written 20:30: the minutes since midnight."""

    minutes: Annotated[int, Field(le=24 * 60)]

    @model_validator(mode="before")
    @classmethod
    def _scalar(cls, raw: Any) -> Any:
        found = _CLOCK.fullmatch(str(raw))
        if found is None:
            raise ValueError("时刻写成 20:30")
        return {"minutes": int(found[1]) * 60 + int(found[2])}


class NameValue(Strict):
    """A fact, measure, balance or field by its key; also today, judged_on, row_date, period_start …"""

    name: Key

    @model_validator(mode="before")
    @classmethod
    def _scalar(cls, raw: Any) -> Any:
        return {"name": raw}


class TextValue(Strict):
    """A literal word, such as a grade."""

    text: Text

    @model_validator(mode="before")
    @classmethod
    def _scalar(cls, raw: Any) -> Any:
        return {"text": raw}


def literal_form(raw: Any) -> str | None:
    """Which literal a scalar is."""
    if isinstance(raw, bool):
        return "<flag>"
    if is_number(raw):
        return "<number>"
    if is_day(raw):
        return "<day>"
    if _CLOCK.fullmatch(str(raw)):
        return "<clock>"
    return "<name>" if _KEY.fullmatch(str(raw)) else "<text>"
