"""Ratios put together by their counts: percentages of which nobody said the counts are not weighed by their digits."""

import pytest

from domain.library import lint
from tests.domain.thresholds.test_small_clauses import HEAD, wrong

ACCOMPANIED = """
facts:
  shared: {name: 陪餐率, kind: ratio, of: village, every: month}
  paid: {name: 餐费, kind: number, of: village, every: month}
  meal: {name: 抽查, kind: record, of: village, fields: {clean: {name: 合格率, kind: ratio}}}
measures:
  year_shared: {name: 全年陪餐率, of: village, every: year, percent: true,
    value: {take: pooled, of: shared, over: {from: 2027-01-01, to: 2027-02-28}}}
  less: {name: 差几个百分点, of: village, every: month, percent: true, value: {difference: ["95%", shared]}}
  counted: {name: 陪餐次数, of: village, every: month, value: {numerator: shared}}
cases:
  - name: 试
    today: 2028-01-10
    subject: 甲村
    facts: {shared: [{period: 2027-01, FIRST}, {period: 2027-02, SECOND}]}
    expect:
      values:
        - {value: year_shared, period: 2027, equals: POOLED}
        - {value: {take: mean, of: shared, over: {from: 2027-01-01, to: 2027-02-28}}, period: 2027, equals: MEAN}
        - {value: counted, period: 2027-01, equals: COUNTED}
"""
TOLD, BARE = "value: '90%'", "value: '100%'"
COUNTED, FULL = "numerator: 90, denominator: 100", "numerator: 300, denominator: 300"


@pytest.mark.parametrize(
    ("first", "second", "pooled", "mean", "counted"),
    [
        (COUNTED, FULL, "'97.5%'", "'95%'", "90"),
        (TOLD, BARE, "null", "'95%'", "null"),
        (COUNTED, BARE, "null", "'95%'", "90"),
    ],
)
def test_percentages_without_counts_are_not_pooled(
    first: str, second: str, pooled: str, mean: str, counted: str
) -> None:
    text = ACCOMPANIED.replace("FIRST", first).replace("SECOND", second)
    assert wrong(text.replace("POOLED", pooled).replace("MEAN", mean).replace("COUNTED", counted)) == []


def test_the_only_one_is_what_was_told() -> None:
    text = ACCOMPANIED.replace("FIRST", TOLD).replace(", {period: 2027-02, SECOND}", "")
    text = text.replace("2027-02-28", "2027-01-31")
    assert wrong(text.replace("POOLED", "'90%'").replace("MEAN", "'90%'").replace("COUNTED", "null")) == []


@pytest.mark.parametrize(
    ("taken", "sentence"),
    [
        ("of: shared, over: year", ""),
        ("of: year_shared, over: {periods: 2, every: year}", ""),
        ("of: paid, over: year", "“餐费”不是比率"),
        ("of: less, over: year", "“差几个百分点”没有分子、分母"),
        ("of: {difference: ['95%', shared]}, over: year", "算出来的数没有分子、分母"),
        ("of: clean, rows: meal, within: year", "登记项没有分子、分母"),
    ],
)
def test_what_has_no_counts_is_refused(taken: str, sentence: str) -> None:
    measure = f"  all: {{name: 合并, of: village, every: year, value: {{take: pooled, {taken}}}}}\n"
    text = ACCOMPANIED.split("cases:")[0] + measure
    found = [one.message for one in lint({"scheme.yaml": HEAD + text}) if "pooled" in one.message]
    assert [sentence in one for one in found] == ([True] if sentence else []), found
