"""What would come to nothing, or to too much, without a word: points that nobody takes, turns after their phase."""

import pytest

from domain.library import lint
from tests.domain.library.base_scheme import FACTS, RULES, scheme_with

POINTS = RULES.replace(
    "do: rectify, within: {count: 30, unit: calendar_day, from: 送达}", "do: points, points: -3"
)
ASKING = """
measures:
  often: {name: 次数, of: provider, value: {triggered_times: [A], within: year}}
"""
PHASES = """
phases: [{key: focus, name: 集中整治, clause: 一, start: 2026-11-01, end: 2027-01-20}]
deliverables:
  - id: D
    title: 进展
    clause: 一
    who: [township]
    repeats: {first: {phase: focus, point: start}, last: {phase: focus}, %s}
"""


def told(**files: str) -> str:
    return "\n".join(one.message for one in lint(scheme_with(**files)))


@pytest.mark.parametrize(
    ("rules", "facts", "lost"),
    [
        (POINTS, FACTS, True),
        (POINTS, FACTS + ASKING, False),
        (POINTS.replace("points: -3", "points: -3, nature: may"), FACTS, False),
        (RULES, FACTS, False),
    ],
)
def test_points_that_nothing_takes_are_not_lost_in_silence(rules: str, facts: str, lost: bool) -> None:
    assert ("这几分只写在判定里，没有记到哪里" in told(rules=rules, facts=facts)) is lost


@pytest.mark.parametrize(
    ("each", "late"),
    [
        ("every: half_month", "最后一次（2027年1月下半月）要到 2027-01-31 才报"),
        ("every: month, day: 20", ""),
        ("every: month, day: 21", "最后一次（2027年1月）要到 2027-01-21 才报"),
        ("every: month, after_end: {count: 5, unit: calendar_day}", ""),
    ],
)
def test_a_turn_that_is_due_only_after_its_phase_is_told(each: str, late: str) -> None:
    found = told(campaign=PHASES % each)
    assert late in found if late else "才报" not in found


def test_a_field_as_a_date_is_told_how_to_be_written() -> None:
    due = "deliverables: [{id: D, title: 表, clause: 一, who: [township], due: row_date}]"
    assert "“due”看不懂这种写法：登记的日期当期限用，写 {event: row_date}" in told(campaign=due)
