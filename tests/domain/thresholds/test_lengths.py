"""Lengths that data say: slips are told with what to write instead."""

import pytest

from domain.library import lint
from tests.domain.library.base_scheme import scheme_with

FACTS = """
facts:
  breach: {name: 违规, kind: record, of: provider, fields: {sort: {name: 类型, kind: choice, options: [轻, 重]}}}
"""
DEED = """
rules: [{id: A, title: 甲, clause: 一, subject: provider, on: breach, then: [{DEED}]}]
"""
TABLE = "{table: sort, values: {轻: 1, 重: 3}}"


def told(deed: str, **more: str) -> list[str]:
    files = scheme_with(facts=FACTS, rules=DEED.replace("DEED", deed), cases="", **more)
    return [one.message for one in lint(files)]


@pytest.mark.parametrize(
    ("deed", "sentence"),
    [
        ("do: ban, lasts: {count: sort, unit: month}", "“sort”是词，这里要数；按词取数写 {table: sort"),
        ("do: ban, lasts: {count: sorts, unit: month}", "“sorts”"),
        (f"do: ban, lasts: {{count: {TABLE}, unit: hour}}", "不按小时、分钟计"),
        (f"do: rectify, within: {{count: {TABLE}, unit: minute, from: 送达}}", "后果的期限（within）不按分钟计"),
        (
            f"do: rectify, within: {{by: {{after: row_date, count: {TABLE}, unit: working_day}}}}",
            "设一个登记项用 value 算出那一天",
        ),
        (f"do: rectify, within: {{count: {TABLE}, unit: working_day, from: 送达, before: 期末}}", "from 与 before"),
        (f"do: ban, lasts: {TABLE}", "算式写在 count 里"),
        ("do: rectify, within: {count: 30, unit: week, from: 送达, pauses: 3}", "不写在期限里面"),
        ("do: report, within: {by: {after: row_date, count: 1, unit: week}, hour: 7}", "按日算，几点前写进 text"),
        (f"do: rectify, within: {{count: {TABLE}, unit: week, from: 送过去}}", "起算事件“送过去”不是系统认得的"),
    ],
)  # fmt: skip
def test_a_slip_in_a_length_that_data_say_is_told(deed: str, sentence: str) -> None:
    found = told(deed)
    assert any(sentence in message for message in found), found


@pytest.mark.parametrize(
    "text",
    [
        f"lists: {{bad: {{name: 名单, of: provider, on: breach, clause: 一, lasts: {{count: {TABLE}, unit: month}}}}}}",
        f"finding_kinds: {{immediate: {{name: 立, clause: 一, within: {{count: {TABLE}, unit: week, from: 送达}}}}}}",
    ],
)
def test_a_length_that_hangs_on_no_record_is_refused(text: str) -> None:
    found = told("do: warn", more=text)
    assert any("这里的 count 只写整数" in message for message in found), found


def test_a_frequency_that_hangs_on_a_grade_is_told_to_be_written_one_by_one() -> None:
    duty = "{id: U, title: 乙, clause: 二, subject: village, every: EVERY, done: 1, required: 1}"
    for every in ("{table: level, values: {A: year}}", "[year, month]"):
        found = told("do: warn", more=f"duties: [{duty.replace('EVERY', every)}]")
        assert any("一级写一条，各写各的 every" in message for message in found), found
