"""What is easily written the wrong way round, and records that are counted where people are meant."""

import pytest

from domain.library import lint
from tests.domain.library.base_scheme import FACTS, scheme_with

MORE = (
    FACTS
    + """
  check: {name: 检查, kind: record, of: provider, fields: {
    weight: {name: 程度, kind: grade, light_to_heavy: [一般, 较重, 严重]},
    sort: {name: 类别, kind: choice, options: [甲, 乙, 丙]}}}
  complaint: {name: 投诉, kind: record, of: provider, fields: {who: {name: 投诉人, kind: person}}}
  area: {name: 面积, kind: number, of: provider, every: month}
"""
)


def told(rule: str, title: str = "甲", more: str = "") -> str:
    rules = (
        f"\nrules: [{{id: A, title: {title}, clause: 一, subject: provider, {rule}, then: [{{do: warn}}]}}]\n"
    )
    found = lint(scheme_with(facts=MORE, rules=rules, more=more, cases="cases: []"))
    assert not [one for one in found if one.severity.value == "error"], found
    return "\n".join(one.message for one in found)


@pytest.mark.parametrize(
    ("first", "last", "warned"),
    [(6, 9, False), (9, 6, True), (11, 3, False), (11, 4, False), (11, 5, True), (7, 7, False)],
)
def test_a_season_over_new_years_day_is_rarely_longer_than_half_a_year(
    first: int, last: int, warned: bool
) -> None:
    season = f"{{season: {{from: {{month: {first}}}, to: {{month: {last}}}}}}}"
    assert ("from、to 写反了" in told(f"on: check, when: {{during: {season}}}")) is warned


@pytest.mark.parametrize(
    ("points", "warned"),
    [((1, 3, 5), False), ((5, 3, 1), False), ((1, 1, 5), False), ((1, 5, 3), True), ((3, 1, 5), True)],
)
def test_numbers_that_go_along_with_grades_rise_or_fall_all_the_way(
    points: tuple[int, ...], warned: bool
) -> None:
    for field, words, orderly in (
        ("weight", ("一般", "较重", "严重"), False),
        ("sort", ("甲", "乙", "丙"), True),
    ):
        values = ", ".join(f"{word}: {number}" for word, number in zip(words, points, strict=True))
        rule = f"on: check, when: {{value: {{table: {field}, values: {{{values}}}}}, at_least: 3}}"
        assert ("忽高忽低" in told(rule)) is (warned and not orderly)
    bands = f"[{{at_most: 10, then: {points[0]}}}, {{at_most: 20, then: {points[1]}}}, {{then: {points[2]}}}]"
    rule = f"every: month, when: {{value: {{by_bands: area, bands: {bands}}}, at_least: 3}}"
    assert ("忽高忽低" in told(rule)) is warned


FALL, RISE = "{difference: [{previous: rate}, rate]}", "{difference: [rate, {previous: rate}]}"


@pytest.mark.parametrize(
    ("title", "value", "bound", "warned"),
    [
        ("较上季下降超过5个百分点", FALL, 'above: "5%"', False),
        ("较上季下降超过5个百分点", RISE, 'above: "5%"', True),
        ("较上季下降超过5个百分点", RISE, 'below: "-5%"', False),
        ("较上季下降超过5个百分点", FALL, 'below: "-5%"', True),
        ("较上季上升5个百分点以上", RISE, 'at_least: "5%"', False),
        ("较上季上升5个百分点以上", FALL, 'at_least: "5%"', True),
        ("名次较上季上升5位以上", FALL, "at_least: 5", False),
        ("较上季变化5个百分点以上", FALL, 'at_least: "5%"', False),
    ],
)
def test_what_falls_is_last_time_less_this_time(title: str, value: str, bound: str, warned: bool) -> None:
    assert ("是不是写反了？" in told(f"every: quarter, when: {{value: {value}, {bound}}}", title)) is warned
    measure = (
        f"measures: {{gap: {{name: 相差, of: provider, every: quarter, percent: true, value: {value}}}}}"
    )
    assert (
        "是不是写反了？" in told(f"every: quarter, when: {{value: gap, {bound}}}", title, measure)
    ) is warned


@pytest.mark.parametrize(
    ("name", "value", "warned"),
    [
        ("降幅", FALL, False),
        ("降幅", RISE, True),
        ("增幅", RISE, False),
        ("增幅", FALL, True),
        ("相差", RISE, False),
    ],
)
def test_a_measure_that_is_called_a_fall_is_above_zero_where_something_fell(
    name: str, value: str, warned: bool
) -> None:
    measure = (
        f"measures: {{gap: {{name: {name}, of: provider, every: quarter, percent: true, value: {value}}}}}"
    )
    rule = 'every: quarter, when: {value: rate, below: "80%"}'
    assert ("是不是写反了？" in told(rule, more=measure)) is warned


@pytest.mark.parametrize(
    ("title", "counted", "warned"),
    [
        ("一季度内3人以上投诉", "{count: complaint}, at_least: 3", True),
        ("一季度内3名以上服务对象投诉", "{count: complaint}, above: 2", True),
        ("一季度内3人以上投诉", "{count: complaint, distinct: who}, at_least: 3", False),
        ("一季度内3次以上投诉", "{count: complaint}, at_least: 3", False),
        ("一季度内检查3人以上", "{count: check}, at_least: 3", False),
    ],
)
def test_so_many_people_are_not_so_many_records(title: str, counted: str, warned: bool) -> None:
    assert ("distinct: who" in told(f"every: quarter, when: {{value: {counted}}}", title)) is warned


@pytest.mark.parametrize(
    ("title", "bound", "warned"),
    [
        ("面积低于应有面积20%的", "below", False),
        ("面积低于应有面积20%的", "above", True),
        ("面积不低于应有面积20%的", "at_least", False),
        ("面积超过应有面积20%的", "above", False),
        ("面积超过应有面积20%的", "at_most", True),
        ("面积不足应有面积20%或者超过应有面积20%的", "above", False),
    ],
)
def test_a_line_that_is_a_share_of_another_figure_lies_on_the_side_of_the_title(
    title: str, bound: str, warned: bool
) -> None:
    rule = f'every: month, when: {{value: area, {bound}: {{product: ["20%", score]}}}}'
    assert ("写反了" in told(rule, title)) is warned


def test_some_records_of_all_are_not_turned_round() -> None:
    rate = "{ratio: [{count: check, where: {value: sort, is: 甲}}, {count: check}]}"
    assert "写反了" not in told(
        f'every: month, when: {{value: {rate}, at_least: "10%"}}', "甲类检查占比达到10%的"
    )
