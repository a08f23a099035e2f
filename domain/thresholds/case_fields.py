"""The fields of a record of a case, read from its YAML into what the engine takes."""

from datetime import datetime
from fractions import Fraction
from typing import Any

from domain.errors import Invalid
from domain.library.models.base import exact, read_day
from domain.library.models.facts import FieldOfRecord
from domain.library.models.filing import PeriodOfFiling
from domain.thresholds import spans
from domain.thresholds.facts import FieldValue


def read_field(field: FieldOfRecord, raw: Any, where: str) -> FieldValue:
    """The content of a field of a record as the engine takes it; `Invalid` or `ValueError` with a sentence."""
    if isinstance(field, PeriodOfFiling):
        return _turn(field, raw, where)
    if raw is None:
        return None
    if field.kind in {"number", "amount", "ratio"}:
        number = _share(field, raw) if field.kind == "ratio" else figure(raw)
        if not field.takes(Fraction(number)):
            raise Invalid({"facts": f"{where}：{field.name}要{field.range_words}，现在是 {raw}"})
        return number
    if field.kind == "date":
        return read_day(raw)
    if field.kind == "time":
        return datetime.fromisoformat(str(raw))
    if field.kind == "flag":
        return flag(raw)
    text = str(raw)
    if field.kind in {"choice", "grade"} and field.options and text not in field.options:
        raise Invalid({"facts": f"{where}：{field.name}只能是 {'、'.join(field.options)}，现在是“{text}”"})
    return text


def _turn(field: PeriodOfFiling, raw: Any, where: str) -> str:
    """Which turn of a deliverable came in."""
    if raw is None:
        raise Invalid({"facts": f"{where}：没有写 period（报的是哪一期）"})
    try:
        return spans.read_as(str(raw), field.grain)
    except Invalid as mistake:
        raise Invalid({"facts": f"{where}：period {mistake}"}) from mistake


def figure(raw: Any) -> int | Fraction:
    """An exact number; `ValueError` where there is none."""
    if raw is None:
        raise ValueError("缺少数值")
    value = exact(raw)
    return value.numerator if value.denominator == 1 else value


def _share(field: FieldOfRecord, raw: Any) -> int | Fraction:
    """A ratio: with its sign, or as a part of one."""
    value = Fraction(figure(raw))
    if abs(value) > 1 and not str(raw).strip().endswith("%"):
        raise ValueError(f'{field.name}是比率，写百分数，例如 "5%"；写 {raw} 是 {value * 100}%')
    return value


def flag(raw: Any) -> bool:
    """A yes or no; `ValueError` for anything else."""
    if not isinstance(raw, bool):
        raise ValueError("应是 true 或 false")
    return raw
