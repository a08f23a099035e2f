"""What a campaign takes over from its scheme for the close-out: steps, roles, separation of duties."""

from datetime import date
from functools import cache
from typing import Any

import pytest
from pydantic import ValidationError

from domain.calendar import WorkCalendar
from domain.errors import Invalid, Refused
from domain.findings import Kind
from domain.library import lint, load_files
from domain.library.models.casework import CloseOutStep
from domain.library.models.conditions import deep_enough
from domain.library.models.scheme import Scheme
from domain.permissions import Role
from domain.separation import Taken, require_step
from domain.terms import Period, Unit
from domain.workflow import Step, StepKind
from models.campaign import Campaign
from services.campaign_terms import USUAL_STEPS, close_out_of, default_terms_of
from services.deadline_rules import deadline_for
from services.default_terms import TERMS, read_terms
from tests import stored_schemes
from tests.domain.library.base_scheme import HEAD, scheme_with


@cache
def scheme() -> Scheme:
    return stored_schemes.built_in("s4-6").scheme


def taken_over(*steps: CloseOutStep) -> tuple[Step, ...]:
    stands = scheme().close_out
    assert stands is not None
    changed = scheme().model_copy(update={"close_out": stands.model_copy(update={"steps": steps})})
    return tuple(Step.from_json(step) for step in close_out_of(changed))


def step(key: str, role: str, **values: object) -> CloseOutStep:
    with deep_enough():  # outside a whole scheme the step builds the circle of conditions itself
        return CloseOutStep.model_validate({"key": key, "name": key, "role": role, **values})


def in_words(steps: tuple[Step, ...]) -> list[tuple[str, StepKind, tuple[Role, ...]]]:
    return [(step.name, step.kind, step.roles) for step in steps]


def test_the_practice_scheme_gives_review_site_check_publicity_and_striking_off() -> None:
    steps = tuple(Step.from_json(one) for one in close_out_of(scheme()))
    assert in_words(steps) == [
        ("审核", StepKind.REVIEW, (Role.OFFICE,)),
        ("现场验收", StepKind.VERIFY, (Role.INSPECTOR,)),
        ("公示", StepKind.PUBLICITY, (Role.OFFICE,)),
        ("销号", StepKind.STRIKE, (Role.OFFICE,)),
    ]
    assert [one.two_people for one in steps] == [False, True, False, False]
    assert steps[2].publicity_days == 5


def test_a_step_of_who_may_not_check_findings_falls_to_the_office() -> None:
    steps = taken_over(step("review", "township"), step("discipline", "discipline"), step("strike", "office"))
    assert [one.roles for one in steps] == [(Role.TOWNSHIP,), (Role.OFFICE,), (Role.OFFICE,)]


@pytest.mark.parametrize(
    ("people", "reviewer", "allowed"), [({7, 8}, 9, True), ({7, 8}, 7, False), ({7}, 9, False)]
)
def test_the_site_check_takes_two_people_who_did_not_review(
    people: set[int], reviewer: int, allowed: bool
) -> None:
    check = Step.from_json(close_out_of(scheme())[1])
    taken = [Taken(StepKind.REVIEW, frozenset({reviewer}))]
    if allowed:
        require_step(check, Role.INSPECTOR, people, rectifiers=frozenset({1}), taken=taken)
        return
    with pytest.raises(Refused):
        require_step(check, Role.INSPECTOR, people, rectifiers=frozenset({1}), taken=taken)


def test_who_rectifies_gets_no_step_of_the_close_out() -> None:
    steps = taken_over(step("report", "responsible"), step("review", "office"), step("strike", "office"))
    assert in_words(steps) == [
        ("review", StepKind.REVIEW, (Role.OFFICE,)),
        ("strike", StepKind.STRIKE, (Role.OFFICE,)),
    ]


def test_a_publicity_after_the_striking_off_leaves_it_the_striking_off() -> None:
    posting = step("post", "office", lasts={"count": 5, "unit": "working_day", "from": "公示"})
    steps = taken_over(step("review", "office"), step("strike", "office"), posting)
    assert [one.kind for one in steps] == [StepKind.REVIEW, StepKind.STRIKE, StepKind.PUBLICITY]


def test_a_posting_of_calendar_days_is_taken_over_in_calendar_days() -> None:
    days = step("watch", "township", lasts={"count": 30, "unit": "calendar_day"})
    (_, watch, _) = taken_over(step("review", "office"), days, step("strike", "office"))
    assert watch.posting is not None
    assert watch.posting.text == "30日（自然日）"
    months = step("watch", "township", lasts={"count": 2, "unit": "month"})
    (_, watch, _) = taken_over(step("review", "office"), months, step("strike", "office"))
    assert watch.posting == Period(2, Unit.MONTH)
    without = step("watch", "township", lasts={"words": "适当时间"})
    (_, watch, _) = taken_over(step("review", "office"), without, step("strike", "office"))
    assert watch.posting is None  # the office fills it in


@pytest.mark.parametrize(
    ("lasts", "told"),
    [
        ({"count": 1, "unit": "year"}, "写几天"),
        ({"count": 5, "unit": "calendar_day", "roll": "none"}, "不另写 roll"),
        ({"by": {"month": 9}}, "写几天"),
    ],
)
def test_a_posting_is_written_in_days(lasts: dict[str, object], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        step("post", "office", lasts=lasts)


@pytest.mark.parametrize(
    ("steps", "kinds"),
    [
        ((step("report", "responsible"),), [one.kind for one in USUAL_STEPS]),
        ((step("strike", "office"),), [StepKind.REVIEW, StepKind.STRIKE]),
        ((step("site", "inspector", on_site=True),), [StepKind.VERIFY, StepKind.STRIKE]),
    ],
)
def test_no_finding_is_struck_off_without_a_check_by_others(
    steps: tuple[CloseOutStep, ...], kinds: list[StepKind]
) -> None:
    assert [one.kind for one in taken_over(*steps)] == kinds


@pytest.mark.parametrize(
    ("by", "ordered", "due", "said"),
    [
        ("{month: 6, day: 30}", "2026-06-30", "2026-06-30", "2026年6月30日前（含当日）（五）"),
        ("{month: 6, day: 30}", "2026-07-01", "2027-06-30", "2026年的已过"),
        ("{quarter: 3}", "2027-02-01", "2027-09-30", "2027年9月30日前"),
        ("{month: 5, day: 2, roll: next_workday}", "2026-05-05", "2026-05-06", "2026年5月2日前"),
        ("{month: 3, year: next}", "2026-02-01", "2027-03-31", "2027年3月31日前"),
    ],
)
def test_a_day_without_a_year_is_the_next_one_after_the_order(
    by: str, ordered: str, due: str, said: str
) -> None:
    kinds = f"finding_kinds: {{by_deadline: {{name: 限期整改, clause: 五, within: {{by: {by}}}}}}}"
    files = scheme_with(scheme=HEAD.replace(", year: {open: year}", ""), handling=kinds)
    assert [one for one in lint(files) if one.severity.value == "error"] == []
    terms = read_terms(default_terms_of(load_files(files).scheme, 2026, WorkCalendar(), "1"))
    found = terms["by_deadline"].applied(date.fromisoformat(ordered), WorkCalendar())
    assert found.due.isoformat() == due
    assert said in found.rule


@pytest.mark.parametrize(
    ("year", "ordered", "due"),
    [("", "2026-10-08", "2026-09-30"), (", year: same", "2026-10-08", "2027-09-30")],
)
def test_a_scheme_of_one_year_means_that_year_unless_it_says_the_same_year(
    year: str, ordered: str, due: str
) -> None:
    kinds = (
        f"finding_kinds: {{by_deadline: {{name: 限期整改, clause: 五, within: {{by: {{month: 9{year}}}}}}}}}"
    )
    library = load_files(scheme_with(handling=kinds))
    terms = read_terms(default_terms_of(library.with_settings({"year": 2026}), 2026, WorkCalendar(), "1"))
    assert terms["by_deadline"].applied(date.fromisoformat(ordered), WorkCalendar()).due.isoformat() == due


@pytest.mark.parametrize(
    ("event", "found_on", "due"),
    [
        ("发现", date(2026, 6, 1), "2026-06-08"),
        ("发现", date(2026, 5, 20), "通知送达时已经过了"),
        ("发现", None, "各问题按各自的发现日期计算"),
        ("送达", date(2026, 6, 1), "2026-06-10"),
    ],
)
def test_a_term_that_runs_from_the_finding_does_so_whenever_the_order_is_served(
    event: str, found_on: date | None, due: str
) -> None:
    within = f"{{count: 7, unit: calendar_day, from: {event}}}"
    kinds = f"finding_kinds: {{immediate: {{name: 立行立改, clause: 五, within: {within}}}}}"
    terms = default_terms_of(load_files(scheme_with(handling=kinds)).scheme, 2026, WorkCalendar(), "1")
    kept: dict[str, Any] = {"parameters": {TERMS: terms}}
    campaign = Campaign(**kept)
    served = date(2026, 6, 3)
    try:
        ends = deadline_for(campaign, Kind.IMMEDIATE, served, calendar=WorkCalendar(), found_on=found_on)
        told = ends.due.isoformat() if ends is not None else ""
    except Invalid as refused:
        told = refused.fields["term"]
    assert due in told
