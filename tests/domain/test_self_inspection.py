"""The life of a self-inspection report and how reports add up."""

from datetime import date

import pytest

from domain.errors import Refused, WrongState
from domain.permissions import Role
from domain.self_inspection import (
    Coverage,
    ReportState,
    ReportStep,
    Standing,
    can,
    coverage,
    is_late,
    names,
    not_closed,
    require_below_closed,
    require_report_step,
    require_reviewer,
)

DUE = date(2026, 5, 31)


def standing(
    state: ReportState, *, late: bool = False, excused: str = "", name: str = "城东街道"
) -> Standing:
    return Standing(1, name, state, late, excused)


@pytest.mark.parametrize(
    ("day", "late"), [(date(2026, 5, 30), False), (DUE, False), (date(2026, 6, 1), True)]
)
def test_a_report_is_late_on_the_day_after_its_deadline(day: date, late: bool) -> None:
    assert is_late(day, DUE) is late


def test_without_a_deadline_nothing_is_late() -> None:
    assert not is_late(date(2099, 1, 1), None)


@pytest.mark.parametrize(
    ("step", "states"),
    [
        (ReportStep.WRITE, {ReportState.NOT_STARTED, ReportState.DRAFT, ReportState.RETURNED}),
        (ReportStep.SUBMIT, {ReportState.NOT_STARTED, ReportState.DRAFT, ReportState.RETURNED}),
        (ReportStep.ACCEPT, {ReportState.SUBMITTED}),
        (ReportStep.RETURN, {ReportState.SUBMITTED, ReportState.ACCEPTED}),
        (ReportStep.LOCK, {ReportState.ACCEPTED}),
    ],
)
def test_each_step_follows_only_its_states(step: ReportStep, states: set[ReportState]) -> None:
    assert {state for state in ReportState if can(state, step)} == states


def test_the_refusal_names_the_state() -> None:
    with pytest.raises(WrongState, match=r"已审核.*不能填写"):
        require_report_step(ReportState.ACCEPTED, ReportStep.WRITE)


def test_the_office_reviews_and_a_township_reviews_those_below() -> None:
    require_reviewer(role=Role.OFFICE, reviewer_unit=1, reviewer=1, report_unit=5, submitted_by=9)
    require_reviewer(role=Role.TOWNSHIP, reviewer_unit=4, reviewer=2, report_unit=5, submitted_by=9)


def test_nobody_reviews_the_report_of_the_own_unit() -> None:
    with pytest.raises(Refused, match="上一级"):
        require_reviewer(role=Role.TOWNSHIP, reviewer_unit=5, reviewer=2, report_unit=5, submitted_by=9)


def test_nobody_reviews_a_report_that_they_handed_in() -> None:
    with pytest.raises(Refused, match="报送人"):
        require_reviewer(role=Role.TOWNSHIP, reviewer_unit=4, reviewer=9, report_unit=5, submitted_by=9)


def test_coverage_adds_up() -> None:
    total = coverage(
        [
            standing(ReportState.SUBMITTED),
            standing(ReportState.SUBMITTED, late=True),
            standing(ReportState.ACCEPTED),
            standing(ReportState.LOCKED, late=True),
            standing(ReportState.DRAFT),
            standing(ReportState.NOT_STARTED, excused="已撤并"),
        ]
    )
    assert total == Coverage(expected=5, received=4, on_time=2, late=2, missing=1, accepted=2, excused=1)


def test_a_returned_report_is_missing_until_it_comes_again() -> None:
    assert coverage([standing(ReportState.RETURNED, late=True)]) == Coverage(expected=1, missing=1)


def test_a_unit_that_reports_although_it_was_let_off_counts_as_received() -> None:
    total = coverage([standing(ReportState.SUBMITTED, excused="已撤并")])
    assert (total.expected, total.received, total.excused) == (1, 1, 0)


@pytest.mark.parametrize("state", [ReportState.ACCEPTED, ReportState.LOCKED])
def test_an_accepted_report_closes_its_level(state: ReportState) -> None:
    require_below_closed([standing(state)])


def test_a_recorded_exception_closes_a_level() -> None:
    require_below_closed([standing(ReportState.NOT_STARTED, excused="已撤并")])


@pytest.mark.parametrize(
    "state", [ReportState.NOT_STARTED, ReportState.DRAFT, ReportState.SUBMITTED, ReportState.RETURNED]
)
def test_a_level_waits_for_everybody_below(state: ReportState) -> None:
    with pytest.raises(WrongState, match="城东街道"):
        require_below_closed([standing(state)])


def test_a_level_with_nobody_below_closes() -> None:
    require_below_closed([])


def test_who_is_open_is_listed() -> None:
    assert [
        one.unit_name for one in not_closed([standing(ReportState.DRAFT), standing(ReportState.LOCKED)])
    ] == ["城东街道"]


def test_a_long_list_of_names_ends_in_its_count() -> None:
    eleven = [standing(ReportState.DRAFT, name=f"村{number}") for number in range(11)]
    assert names(eleven[:10]).endswith("村9（填报中）")
    assert names(eleven).endswith("村9（填报中）等11个单位")
