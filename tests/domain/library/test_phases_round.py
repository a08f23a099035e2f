"""The days of phases may hang on each other, but not come back to themselves."""

import pytest

from domain.library import lint
from tests.domain.library.base_scheme import scheme_with

AFTER = "{after: {phase: %s, point: %s}, count: 1, unit: calendar_day}"


def told(self_check: str, visit: str) -> list[str]:
    phases = f"""
phases:
  - {{key: self_check, name: 自查, clause: 一, {self_check}}}
  - {{key: visit, name: 核查, clause: 一, {visit}}}
"""
    return [str(problem) for problem in lint(scheme_with(phases=phases))]


def test_a_phase_begins_after_the_one_before_and_ends_by_its_own_beginning() -> None:
    assert (
        told(
            "start: {month: 4, day: 1}, end: {month: 4, day: 30}",
            f"start: {AFTER % ('self_check', 'end')}, end: {AFTER % ('visit', 'start')}",
        )
        == []
    )


@pytest.mark.parametrize(
    ("self_check", "visit", "sentences"),
    [
        (
            "end: {phase: self_check, point: end}",
            "end: {month: 6, day: 30}",
            ["phases.yaml:3 错误：阶段“自查”的止日绕了一圈又从自己算起，写一个确定的日子"],
        ),
        (
            "end: {phase: visit, point: start}",
            f"start: {AFTER % ('self_check', 'end')}, end: {{month: 6, day: 30}}",
            [
                "phases.yaml:3 错误：阶段“自查”的止日绕了一圈又从自己算起，写一个确定的日子",
                "phases.yaml:4 错误：阶段“核查”的起日绕了一圈又从自己算起，写一个确定的日子",
            ],
        ),
    ],
)
def test_a_day_that_comes_back_to_itself_is_refused(
    self_check: str, visit: str, sentences: list[str]
) -> None:
    assert told(self_check, visit) == sentences
