"""Terms of scoring sheets that the system could not run as they are written are refused, with what to write."""

import pytest

from domain.library import lint
from tests.domain.library.base_scheme import scheme_with

MANUAL = ", steps: [{manual: 看, at_least: -5, at_most: 0}]"
SHEET = (
    "scoring: {s: {name: 表, of: provider, every: year, clause: 一, total: 5,"
    " items: [{key: a, name: 甲, clause: 一, points: 5%s}], %s}}"
)
DECIDED = "review: {apply_within: {count: 3, unit: working_day}, decide_within: "


@pytest.mark.parametrize(
    ("steps", "term", "sentence"),
    [
        (MANUAL, "marks_within: {count: 9, unit: working_day}", ""),
        (MANUAL, "marks_within: {count: 9, unit: working_day, from: 结果告知}", "只写 count 和 unit"),
        (MANUAL, "marks_within: {count: 9, unit: hour}", "不按小时"),
        ("", "marks_within: {count: 9, unit: working_day}", "各项都由数据算的不写"),
        (MANUAL, DECIDED + "{count: 9, unit: month, from: 受理}}", "受理后10日内"),
        (MANUAL, DECIDED + "{words: 受理后9个月}}", ""),
        (MANUAL, DECIDED + "{by: {month: 1, day: 31, year: next}}}", "写完整的日期"),
        (MANUAL, DECIDED + "{by: 2027-01-31}}", ""),
        (MANUAL, "review: {apply_within: {count: 9, unit: hour, from: 结果告知}}", "复核的期限写天数"),
    ],
)  # fmt: skip
def test_a_term_of_a_sheet_runs_from_a_day_that_the_system_knows(
    steps: str, term: str, sentence: str
) -> None:
    found = [problem.message for problem in lint(scheme_with(more=SHEET % (steps, term)))]
    assert any(sentence in message for message in found) if sentence else found == [], found
