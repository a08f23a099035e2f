"""What people type, validated at the border of the services.

A `Form` is a frozen pydantic model. `Form.read` takes what a page or a file gives and raises `Invalid` with
a Chinese sentence for each field, so that the mistake can be told beside it.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from domain.errors import Invalid

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ufffe\uffff]|[\ud800-\udfff]")
_FEN_LIMIT = 10**15  # ten trillion yuan: more is a slip of the finger, and it still fits the column
_FIGURE_LIMIT, _DECIMALS = 10**9, 6
_SENTENCES = {
    "missing": "请填写",
    "string_too_short": "请填写",
    "string_type": "请填写文字",
    "date_from_datetime_parsing": "请填写正确的日期，例如 2026-05-31",
    "date_parsing": "请填写正确的日期，例如 2026-05-31",
    "date_type": "请填写日期",
    "int_type": "请填写整数",
    "int_parsing": "请填写整数",
    "int_from_float": "请填写整数",
    "int_parsing_size": "数字过大，请核对",
    "enum": "请从列出的选项中选择",
    "bool_parsing": "请填写“是”或“否”",
}


def plain(text: object) -> object:
    """Text without control characters and without blanks around it; anything else as it is."""
    return _CONTROL.sub("", text).replace("\r\n", "\n").strip() if isinstance(text, str) else text


def fen(value: object) -> object:
    """Yuan as people type them ("1,234.56", "1234元") to fen; `int` passes as yuan.

    More than two decimals are refused rather than rounded.
    """
    if value in (None, ""):
        return 0
    text = str(value).strip().replace(",", "").replace("，", "").removesuffix("元").strip()
    try:
        exact = Decimal(text) * 100
    except InvalidOperation:
        raise ValueError("金额请填写数字，单位为元，例如 1234.56") from None
    if not exact.is_finite() or exact != exact.to_integral_value():
        raise ValueError("金额最多两位小数，单位为元")
    if not 0 <= exact < _FEN_LIMIT:
        raise ValueError("金额不能为负数，也不能超过十万亿元，请核对")
    return int(exact)


def figure(value: object) -> object:
    """A number as people type it ("89.5", "1,234", "98%"), perhaps below zero; "" is none."""
    if value is None or isinstance(value, Decimal):
        return value
    text = str(value).strip().replace(",", "").replace("，", "").rstrip("%％").strip()
    if not text:
        return None
    try:
        exact = Decimal(text)
    except InvalidOperation:
        raise ValueError("请填写数字，例如 89.5") from None
    if not exact.is_finite() or abs(exact) > _FIGURE_LIMIT:
        raise ValueError("数字过大，请核对")
    if exact != round(exact, _DECIMALS):
        raise ValueError(f"最多{_DECIMALS}位小数")
    return exact


Text = Annotated[str, BeforeValidator(plain)]
Yuan = Annotated[int, BeforeValidator(fen)]
Figure = Annotated[Decimal | None, BeforeValidator(figure)]


class Form(BaseModel):
    """Base of all forms: frozen, unknown fields refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> Self:
        """The form, or `Invalid` with a sentence for each field that cannot be taken."""
        try:
            return cls.model_validate(dict(values))
        except ValidationError as error:
            raise Invalid(_told(error)) from None


def _told(error: ValidationError) -> dict[str, str]:
    """Field → sentence; the first mistake of a field is enough."""
    fields: dict[str, str] = {}
    for mistake in error.errors(include_url=False):
        name = str(mistake["loc"][0]) if mistake["loc"] else ""
        empty = (
            mistake["type"] == "int_type" and mistake["input"] is None
        )  # the number of something to choose
        fields.setdefault(name, "请选择" if empty else _sentence(mistake["type"], mistake.get("ctx", {})))
    return fields


def _sentence(kind: str, context: Mapping[str, Any]) -> str:
    if kind == "value_error":
        return str(context["error"])
    if kind in {"string_too_long", "too_long"}:
        return f"内容过长，最多 {context['max_length']} 字"
    if kind == "too_short":  # a text that went through `plain`, or a list
        return "请填写" if context.get("field_type") == "Value" else "请至少选择一项"
    if kind in {"greater_than_equal", "greater_than"}:
        return f"不能小于 {context.get('ge', context.get('gt'))}"
    if kind in {"less_than_equal", "less_than"}:
        return f"不能大于 {context.get('le', context.get('lt'))}"
    return _SENTENCES.get(kind, "填写的内容不能识别，请检查")


def require_past(field: str, day: date, today: date, what: str) -> None:
    """`Invalid` when something that has happened is said to happen tomorrow."""
    if day > today:
        raise Invalid({field: f"{what}不能晚于今天"})
