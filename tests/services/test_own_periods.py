"""Figures, periods to close and verdicts under a scheme that divides the year in its own way."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain.errors import Invalid
from services import clock
from services.measurement_periods import close_period, closing_of, open_periods
from services.measurements import record_measurement
from tests import provider_world
from tests.databases import Database
from tests.provider_world import Supply

SEMESTERS = Path(__file__).parents[1] / "schemes" / "semesters" / "scheme.yaml"
NAMED_BY_END = SEMESTERS.parents[1] / "named_by_end" / "scheme.yaml"
HOLIDAYS = date(2026, 7, 20)


@pytest.fixture
def school(database: Database) -> Supply:
    """A provider judged by terms; it is the summer holidays."""
    return provider_world.under(SEMESTERS, HOLIDAYS, date(2025, 9, 1))


def score(school: Supply, period: str, value: str) -> Any:
    return record(school, "score", period, figure=value)


def record(school: Supply, metric: str, period: str, **value: str) -> Any:
    values = {
        "provider_id": school.provider_id, "metric": metric, "period": period,
        "reporting_unit_id": school.people.unit("专项办"), **value,
    }  # fmt: skip
    return record_measurement(school.people.office, values)


def test_two_terms_running_are_judged_and_lead_to_their_figures(school: Supply) -> None:
    with clock.frozen(HOLIDAYS):
        first = score(school, "2025秋季学期", "59")
        second = score(school, "2026年春季学期", "58")
    verdict = school.verdict("T-1", "2026春季学期")
    assert verdict.outcome == "triggered"
    assert verdict.inputs["measurements"] == [first.id, second.id]


def test_the_figure_of_the_term_before_stands_under_a_verdict_on_a_month(school: Supply) -> None:
    with clock.frozen(HOLIDAYS):
        record(school, "income", "2026春季学期", amount="1000")  # the term in which the month lies
        income = record(school, "income", "2025秋季学期", amount="2000")
        record(school, "reserve", "2026-05", amount="300")
        reserve = record(school, "reserve", "2026-06", amount="150")
    verdict = school.verdict("T-8", "2026-06")
    assert verdict.outcome == "triggered"
    assert verdict.inputs["measurements"] == [income.id, reserve.id]


@pytest.mark.parametrize("period", ["2026Q1", "2026-03", "2026夏季学期", "2026秋季学期"])
def test_what_is_no_term_or_has_not_begun_is_refused(school: Supply, period: str) -> None:
    with clock.frozen(HOLIDAYS), pytest.raises(Invalid) as refused:
        score(school, period, "59")
    assert "period" in refused.value.fields


def test_a_term_closes_in_the_holidays(school: Supply) -> None:
    with clock.frozen(HOLIDAYS):
        score(school, "2026春季学期", "61")
        closing = closing_of(school.people.office, school.regime_id, "score", "2026春季学期")
        assert (closing.ripe, closing.final_from) == (True, date(2026, 7, 9))
        close_period(school.people.office, school.regime_id, "score", "2026春季学期")
        assert closing_of(school.people.office, school.regime_id, "score", "2026春季学期").closed


@pytest.mark.parametrize(("day", "ripe"), [(date(2026, 11, 30), []), (date(2026, 12, 1), ["2026"])])
def test_a_year_that_ends_in_november_closes_in_december(
    sqlite_database: Database, day: date, ripe: list[str]
) -> None:
    supply = provider_world.under(NAMED_BY_END, day, date(2026, 1, 10))
    with clock.frozen(day):
        found = [one for one in open_periods(supply.people.office, supply.regime_id) if one.metric == "work"]
    assert [one.period for one in found] == ripe
    assert all(one.final_from == date(2026, 12, 1) for one in found)
