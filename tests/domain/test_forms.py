"""What people type: each mistake is told at its field, in Chinese."""

from datetime import date
from typing import Annotated

import pytest
from pydantic import Field, StringConstraints

from domain.errors import Invalid
from domain.findings import Kind
from domain.forms import Form, Text, Yuan, require_past


class Sample(Form):
    """One field of each kind."""

    name: Annotated[Text, StringConstraints(min_length=1, max_length=5)] = "甲"
    paid: Yuan = 0
    people: Annotated[int, Field(ge=0, le=9)] = 0
    day: date = date(2026, 1, 1)
    kind: Kind = Kind.ONGOING
    units: Annotated[tuple[int, ...], Field(min_length=1)] = (1,)


def mistake(**values: object) -> dict[str, str]:
    with pytest.raises(Invalid) as told:
        Sample.read(values)
    return told.value.fields


@pytest.mark.parametrize(
    ("typed", "fen"),
    [("", 0), (None, 0), ("0", 0), ("1234.5", 123450), ("1,234.56 元", 123456), (7, 700), ("0.01", 1)],
)
def test_yuan_become_fen(typed: object, fen: int) -> None:
    assert Sample.read({"paid": typed}).paid == fen


@pytest.mark.parametrize("typed", ["0.001", "-1", "十元", "nan", "inf", "1e30", "--"])
def test_amounts_that_are_none_are_refused(typed: str) -> None:
    assert "元" in mistake(paid=typed)["paid"]


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("name", " \n", "请填写"),
        ("name", "一二三四五六", "内容过长，最多 5 字"),
        ("people", "-1", "不能小于 0"),
        ("people", "10", "不能大于 9"),
        ("people", "几个", "请填写整数"),
        ("day", "2026-02-30", "请填写正确的日期，例如 2026-05-31"),
        ("kind", "never", "请从列出的选项中选择"),
        ("units", [], "请至少选择一项"),
        ("nothing", 1, "填写的内容不能识别，请检查"),
    ],
)
def test_each_mistake_has_its_sentence(field: str, typed: object, sentence: str) -> None:
    assert mistake(**{field: typed}) == {field: sentence}


def test_all_mistakes_are_told_at_once() -> None:
    assert set(mistake(name="", people=99, day="x")) == {"name", "people", "day"}


def test_both_ends_of_a_length_are_taken() -> None:
    assert Sample.read({"name": "一"}).name == "一"
    assert Sample.read({"name": "一二三四五"}).name == "一二三四五"


def test_control_characters_are_dropped_and_line_breaks_kept() -> None:
    assert Sample.read({"name": "\x00甲\r\n乙\x1b "}).name == "甲\n乙"


def test_today_has_happened_and_tomorrow_has_not() -> None:
    today = date(2026, 5, 1)
    require_past("day", today, today, "送达日")
    with pytest.raises(Invalid, match="送达日不能晚于今天"):
        require_past("day", date(2026, 5, 2), today, "送达日")
