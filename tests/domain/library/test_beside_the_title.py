"""What a title says of days, people, stretches of time and shares beside what is written under it."""

import pytest

from domain.library import lint
from tests.domain.library.base_scheme import FACTS, scheme_with

MORE = (
    FACTS
    + """
  case: {name: 案件, kind: record, of: provider, fields: {
    taken: {name: 受理日期, kind: date}, done: {name: 办结日期, kind: date}, sum: {name: 金额, kind: amount},
    who: {name: 患者, kind: person}, batch: {name: 检查编号, kind: text}}}
  paid: {name: 自付额, kind: amount, of: provider, every: month}
  whole: {name: 应付额, kind: amount, of: provider, every: month}
"""
)
WARN = "then: [{do: warn}]"


def messages(**changed: str) -> str:
    found = lint(scheme_with(facts=MORE, cases="cases: []", **changed))
    assert not [one for one in found if one.severity.value == "error"], found
    return "\n".join(one.message for one in found)


def of_rule(title: str, rule: str, **changed: str) -> str:
    text = f"rules: [{{id: A, title: {title}, clause: 一, subject: provider, {rule}}}]\n"
    return messages(rules=text, **changed)


def of_limit(title: str, limit: str) -> str:
    text = f"time_limits: [{{id: L, title: {title}, clause: 一, record: case, who: provider, ends: done, {limit}}}]\n"
    return messages(rules=text)


def of_entry(title: str, entry: str, more: str = "") -> str:
    text = (
        f"balances: {{credit: {{name: 信用分, of: provider, base: 100, clause: 一, renews: never,"
        f" entries: [{{id: e, title: {title}, clause: 一, on: case, {entry}}}]{more}}}}}"
    )
    return messages(rules="rules: []", accounts=text)


SIXTY = "within: {count: 60, unit: calendar_day}"


@pytest.mark.parametrize(
    ("title", "starts", "warned"),
    [
        ("受理后60日内办结", "taken", False),
        ("受理后60日内办结", "row_date", True),
        ("受理之日起六十日内办结", "row_date", True),
        ("登记后60日内办结", "row_date", False),
        ("受理后公示60日", "row_date", False),  # shown after it was accepted, for sixty days from another one
        ("60日内办结", "row_date", False),
    ],
)
def test_a_limit_runs_from_the_day_that_its_title_names(title: str, starts: str, warned: bool) -> None:
    found = of_limit(title, f"starts: {starts}, {SIXTY}")
    assert ("是不是应写 starts: taken（受理日期）" in found) is warned


@pytest.mark.parametrize(
    ("title", "line", "warned"),
    [
        ("金额6000元以上的60日内办结", "at_least: 6000", False),
        ("金额6000元以上的60日内办结", "above: 6000", True),
        ("金额超过6000元的60日内办结", "at_least: 6000", True),
    ],
)
def test_which_records_a_limit_concerns_follows_its_title(title: str, line: str, warned: bool) -> None:
    found = of_limit(title, f"starts: taken, where: {{value: sum, {line}}}, {SIXTY}")
    assert ("含本数）" in found) is warned


@pytest.mark.parametrize(
    ("title", "unit", "warned"),
    [
        ("六个月内不得参加", "month", False),
        ("六个月内不得参加", "week", True),
        ("六周内不得参加", "month", True),
        ("六年内不得参加", "year", False),
        ("六年内不得参加", "month", True),
    ],
)
def test_months_are_told_from_weeks_and_years(title: str, unit: str, warned: bool) -> None:
    found = of_rule(title, f"on: case, then: [{{do: ban, lasts: {{count: 6, unit: {unit}}}}}]")
    assert ("unit 写的是" in found) is warned


def test_the_term_of_the_list_that_a_rule_puts_on_counts_as_its_own() -> None:
    for unit, warned in (("month", False), ("week", True)):
        roll = (
            f"lists: {{black: {{name: 黑名单, of: provider, clause: 二, lasts: {{count: 6, unit: {unit}}}}}}}"
        )
        found = of_rule("列入黑名单六个月", "on: case, then: [{do: list, list: black}]", accounts=roll)
        assert ("unit 写的是" in found) is warned


@pytest.mark.parametrize(
    ("title", "counted", "warned"),
    [
        ("同一患者一年内三次以上", "{count: case, match: {who: who}, within: year}", False),
        ("同一患者一年内三次以上", "{count: case, within: year}", True),
        ("同一患者一年内三次以上", "{count: case, alike: who, within: year}", False),
        ("一年内三次以上", "{count: case, within: year}", False),
        ("同一检查编号一年内三次以上", "{count: case, match: {who: who}, within: year}", True),
    ],
)
def test_of_the_same_one_is_not_of_anybody(title: str, counted: str, warned: bool) -> None:
    found = of_rule(title, f"on: case, when: {{value: {counted}, at_least: 3}}, {WARN}")
    assert ("数的是所有的“案件”" in found) is warned


@pytest.mark.parametrize(
    ("title", "within", "warned"),
    [
        ("同一周内三次以上", "week", False),
        ("同一周内三次以上", "month", True),
        ("每月三次以上", "month", False),
        ("每月三次以上", "year", True),
        ("当月三次以上", "year", True),
        ("近一年三次以上", "quarter", True),
        ("年内第三次起", "ever", True),
        ("年内第三次起", "year", False),
        ("本月内三次以上", "month", False),
        ("本月内三次以上", "year", True),
        ("近三个月内三次以上", "{count: 3, unit: month}", False),
        ("三个月内三次以上", "year", False),  # said elsewhere, and no period of the calendar
    ],
)
def test_within_a_week_is_not_within_a_month(title: str, within: str, warned: bool) -> None:
    found = of_rule(
        title, f"on: case, when: {{value: {{count: case, within: {within}}}, at_least: 3}}, {WARN}"
    )
    assert ("within 写的是" in found) is warned


@pytest.mark.parametrize(
    ("title", "length", "warned"), [("连续三个月", 3, False), ("连续三个月", 2, True), ("多月", 2, False)]
)
def test_three_in_a_row_are_not_two(title: str, length: int, warned: bool) -> None:
    streak = f"{{streak: {{of: {{value: score, below: 60}}, length: {length}}}}}"
    assert ("length 写的是" in of_rule(f"{title}低于60分", f"every: month, when: {streak}, {WARN}")) is warned


@pytest.mark.parametrize(
    ("title", "line", "warned"),
    [
        ("第三次起", "at_least: 3", False),
        ("第三次起", "above: 2", False),
        ("第三次起", "equals: 3", False),
        ("第三次起", "at_least: 2", True),
        ("第三次起", "above: 3", True),
    ],
)
def test_from_the_third_on_is_not_from_the_second_on(title: str, line: str, warned: bool) -> None:
    found = of_rule(title, f"on: case, when: {{value: {{count: case, within: year}}, {line}}}, {WARN}")
    assert ("界限写的是" in found) is warned


def test_points_added_up_over_a_year_begin_anew() -> None:
    entry = "[{id: e, title: 案件, clause: 一, on: case, points: 3KEPT}]"
    for renews, kept, warned in (
        ("never", "", True),
        ("year", "", False),
        ("never", ", expires_after: {count: 12, unit: month}", False),
    ):
        credit = (
            f"balances: {{marks: {{name: 记分, of: provider, base: 0, clause: 一, renews: {renews},"
            f" entries: {entry.replace('KEPT', kept)}}}}}"
        )
        rule = f"every: month, when: {{value: marks, at_least: 12}}, {WARN}"
        assert ("从不清零" in of_rule("一年内累计12分以上", rule, accounts=credit)) is warned
        assert "从不清零" not in of_rule("累计12分以上", rule, accounts=credit)


@pytest.mark.parametrize(("by", "warned"), [("", True), (", by: batch", False)])
def test_so_much_at_most_of_each_check_is_limited_by_check(by: str, warned: bool) -> None:
    limits = f", limits: [{{at_most: 24{by}, entries: [e]}}]"
    found = of_entry("每例扣3分，单次最高24分", "points: -3", limits)
    assert ("把各次的合在一起限" in found) is warned
    assert "没有这个数" not in found  # the limit of an entry says a number of its title


@pytest.mark.parametrize(
    ("points", "warned"),
    [("-3", False), ("3", True), ("{product: [-1, {count: case}]}", False), ("{count: case}", True)],
)
def test_points_that_are_taken_are_below_zero(points: str, warned: bool) -> None:
    assert ("扣的写负数" in of_entry("每例扣3分", f"points: {points}")) is warned


@pytest.mark.parametrize(
    ("title", "by", "warned"),
    [
        ("9月30日前报送", "2026-09-30", False),
        ("9月30日前报送", "2026-09-20", True),
        ("9月30日前、12月20日前报送", "2026-12-20", False),
        ("九月底前报送", "2026-09-20", False),
    ],
)
def test_a_day_of_the_title_is_the_day_that_is_written(title: str, by: str, warned: bool) -> None:
    assert ("这里写的是" in of_limit(title, f"starts: taken, within: {{by: {by}}}")) is warned


@pytest.mark.parametrize(
    ("name", "line", "warned"), [("低于80%", "80%", False), ("低于80%", "90%", True), ("差", "90%", False)]
)
def test_a_tier_lies_where_its_name_says(name: str, line: str, warned: bool) -> None:
    tiers = f'[{{name: {name}, below: "{line}", {WARN}}}, {{name: 其余, at_least: "{line}", then: [{{do: notify}}]}}]'
    assert ("这一档叫" in of_rule("甲", f"every: quarter, of: rate, tiers: {tiers}")) is warned


@pytest.mark.parametrize(
    ("value", "warned"),
    [
        ("{larger_of: [20, {smaller_of: [200, score]}]}", False),
        ("{smaller_of: [20, {larger_of: [200, score]}]}", True),
        ("{smaller_of: [200, {larger_of: [20, score]}]}", False),
        ("{larger_of: [200, {smaller_of: [20, score]}]}", True),
    ],
)
def test_not_less_than_20_and_not_more_than_200_can_be_both(value: str, warned: bool) -> None:
    found = of_rule("甲", f"every: month, when: {{value: {value}, at_least: 30}}, {WARN}")
    assert ("永远取不到" in found) is warned


@pytest.mark.parametrize(
    ("title", "ratio", "warned"),
    [
        ("自付额不足应付额50%", "[paid, whole]", False),
        ("自付额不足应付额50%", "[whole, paid]", True),
        ("自付额占应付额的比例低于50%", "[whole, paid]", True),
        ("比例低于50%", "[whole, paid]", False),
    ],
)
def test_a_share_of_something_is_divided_by_it(title: str, ratio: str, warned: bool) -> None:
    found = of_rule(title, f'every: month, when: {{value: {{ratio: {ratio}}}, below: "50%"}}, {WARN}')
    assert ("前一项除以后一项" in found) is warned
