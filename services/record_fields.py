"""The fields of a record: as people type them, as JSON keeps them, and as the engine reads them back."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from domain.errors import Invalid
from domain.library.models.facts import Fact, FieldOfRecord
from domain.library.models.filing import PeriodOfFiling
from domain.thresholds import spans
from domain.thresholds.facts import FieldValue

MOMENT = "2026-03-01 09:30"
_MOMENTS = (
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y/%m/%d %H:%M:%S",
    "%Y年%m月%d日 %H:%M",
)
_YES = frozenset({"是", "true", "1"})


def stored(field: FieldOfRecord, value: Any) -> object:
    """One field as JSON keeps it: numbers as text, so that nothing is rounded. Raises `ValueError` or
    `decimal.InvalidOperation` for what is none."""
    if isinstance(field, PeriodOfFiling):
        return _turn(field, str(value))
    match field.kind:
        case "number" | "amount":
            return _exact(value)
        case "ratio":
            return f"{_exact(str(value).strip().removesuffix('%').removesuffix('％'))}%"
        case "flag":
            return value if isinstance(value, bool) else str(value) in _YES
        case "date":
            return date.fromisoformat(str(value)).isoformat()
        case "time":
            return _moment(str(value)).strftime("%Y-%m-%d %H:%M")
        case "choice" | "grade" if str(value) not in field.options:
            raise ValueError(value)
    return str(value)


def sample_of(field: FieldOfRecord) -> str:
    """How a field is written that people easily write otherwise; empty for the others."""
    if isinstance(field, PeriodOfFiling):
        return spans.example_of(field.grain)
    return MOMENT if field.kind == "time" else ""


def _turn(field: PeriodOfFiling, text: str) -> str:
    try:
        return spans.read_as(text, field.grain)
    except Invalid as mistake:
        raise ValueError(text) from mistake


def read_back(spec: Fact, key: str, value: Any) -> FieldValue:
    """A stored field as the engine reads it; a field that the scheme no longer has is text."""
    match spec.fields[key].kind if key in spec.fields else "text":
        case "number" | "amount":
            return Decimal(str(value))
        case "ratio":
            return Decimal(str(value).removesuffix("%")).scaleb(-2)
        case "date":
            return date.fromisoformat(str(value))
        case "time":
            return datetime.fromisoformat(str(value))
        case "flag":
            return bool(value)
    return str(value)


def out_of_range(spec: Fact, key: str, value: Any) -> str | None:
    """Why a stored figure cannot be: it lies beyond what the scheme declares of its field."""
    number, field = read_back(spec, key, value), spec.fields[key]
    if not isinstance(number, Decimal) or field.takes(Fraction(number)):
        return None
    return f"{field.name}要{field.range_words}，请核对"


def _exact(value: Any) -> str:
    number = Decimal(str(value).replace(",", ""))
    if not number.is_finite():
        raise ValueError(value)
    return str(number)


def _moment(text: str) -> datetime:
    for form in _MOMENTS:
        try:
            return datetime.strptime(text.strip().replace("T", " "), form)  # noqa: DTZ007 - local time, as typed
        except ValueError:
            continue
    raise ValueError(text)
