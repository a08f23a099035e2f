"""Days that are counted from others and only compared: whether they move over a day of rest is written down."""

import pytest

from domain.library import lint
from tests.domain.library.base_scheme import FACTS, scheme_with

COURSE = """
  course: {name: 课程, kind: record, of: provider, fields: {
    first: {name: 起日, kind: date}, last: {name: 止日, kind: date}}}
"""


@pytest.mark.parametrize(
    ("day", "warned"),
    [
        ("{after: first, count: 3, unit: month}", "（after），那天遇休会顺延"),
        ("{after: first, count: 3, unit: month, roll: none}", ""),
        ("{after: first, count: 3, unit: month, roll: next_workday}", ""),
        ("{after: first, count: 3, unit: working_day}", ""),  # never ends on a day of rest
        ("{before: first, count: 30, unit: calendar_day}", "（before），那天遇休会提前"),
        ("first", ""),
    ],
)
def test_whether_a_day_that_is_compared_moves_is_written(day: str, warned: str) -> None:
    when = f"when: {{value: last, above: {day}}}, then: [{{do: warn}}]"
    rules = f"rules: [{{id: A, title: 甲, clause: 一, subject: provider, on: course, {when}}}]"
    found = lint(scheme_with(facts=FACTS + COURSE, rules=rules, cases="cases: []"))
    told = [one.message for one in found if "比的是算出来的日子" in one.message]
    assert len(told) == bool(warned)
    assert all(warned in one for one in told)
