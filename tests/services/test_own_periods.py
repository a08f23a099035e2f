"""Figures, periods to close and verdicts under a scheme that divides the year in its own way."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain.errors import Invalid
from services import clock
from services.measurement_periods import close_period, closing_of
from services.measurements import record_measurement
from tests import provider_world
from tests.databases import Database
from tests.provider_world import Supply

SEMESTERS = Path(__file__).parents[1] / "schemes" / "semesters" / "scheme.yaml"
HOLIDAYS = date(2026, 7, 20)


@pytest.fixture
def school(database: Database) -> Supply:
    """A provider judged by terms; it is the summer holidays."""
    return provider_world.under(SEMESTERS, HOLIDAYS, date(2025, 9, 1))


def score(school: Supply, period: str, value: str) -> Any:
    values = {
        "provider_id": school.provider_id, "metric": "score", "period": period, "figure": value,
        "reporting_unit_id": school.people.unit("专项办"),
    }  # fmt: skip
    return record_measurement(school.people.office, values)


def test_two_terms_running_are_judged_and_lead_to_their_figures(school: Supply) -> None:
    with clock.frozen(HOLIDAYS):
        first = score(school, "2025秋季学期", "59")
        second = score(school, "2026年春季学期", "58")
    verdict = school.verdict("T-1", "2026春季学期")
    assert verdict.outcome == "triggered"
    assert verdict.inputs["measurements"] == [first.id, second.id]


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
