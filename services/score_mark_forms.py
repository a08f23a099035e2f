"""Marks as they are typed, and what may be wrong with them."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Any

from pydantic import Field

from domain.errors import Invalid, NotFound
from domain.forms import Figure, Form, Text
from domain.library.decimals import short
from domain.library.models.scoring import ManualStep, Sheet, SheetItem

_NAME = 100  # characters of whoever gives marks


class MarkForm(Form):
    """Points on one item, and why."""

    points: Figure = None
    reason: Annotated[Text, Field(max_length=4000)] = ""

    @property
    def blank(self) -> bool:
        """Whether nothing was typed."""
        return self.points is None and not self.reason


def read_marks(sheet: Sheet, given: Mapping[str, Mapping[str, Any]], given_by: str) -> dict[str, MarkForm]:
    """What was typed for each item; everything that is wrong is told at once."""
    forms: dict[str, MarkForm] = {}
    wrong = unsigned(given_by)
    for key, values in given.items():
        item_of(sheet, key)
        try:
            form = MarkForm.read(values)
        except Invalid as error:
            wrong |= {f"{name}:{key}": told for name, told in error.fields.items()}
            continue
        if not form.blank:
            forms[key] = form
            wrong |= {f"{name}:{key}": told for name, told in mistakes(sheet, key, form).items()}
    if not forms and not wrong:
        wrong[""] = "请至少填写一项的分数和理由"
    if wrong:
        raise Invalid(wrong)
    return forms


def item_of(sheet: Sheet, key: str) -> tuple[SheetItem, ManualStep]:
    """An item that a person marks, with its bounds."""
    item = next((one for one in sheet.items if one.key == key), None)
    if item is None or item.manual is None:
        raise NotFound("评分表里没有这项由人评的分，可能方案已经换了版本。")
    return item, item.manual


def mistakes(sheet: Sheet, key: str, form: MarkForm) -> dict[str, str]:
    """What is wrong with a mark on an item, by field."""
    item, step = item_of(sheet, key)
    wrong = {}
    if form.points is None:
        wrong["points"] = f"请填写“{item.name}”的分数"
    elif not step.at_least <= Fraction(form.points) <= step.at_most:
        wrong["points"] = f"“{item.name}”的评分要在{short(step.at_least)}至{short(step.at_most)}分之间"
    if not form.reason:
        wrong["reason"] = f"请写明“{item.name}”这样评分的理由"
    return wrong


def unsigned(given_by: str) -> dict[str, str]:
    """What is wrong with the name of whoever gives marks."""
    name = given_by.strip()
    if not name:
        return {"given_by": "请填写评分人"}
    return {"given_by": f"内容过长，最多 {_NAME} 字"} if len(name) > _NAME else {}
