"""Verdicts as they are stored: borders, streaks, corrections, missing data."""

import pytest

from domain.thresholds.verdicts import Outcome
from services import clock
from tests import provider_world
from tests.databases import Database
from tests.provider_world import TODAY


@pytest.fixture
def supply(database: Database) -> provider_world.Supply:
    with clock.frozen(TODAY):
        return provider_world.build()


@pytest.mark.parametrize(
    ("satisfied", "rectify", "heavier"),
    [
        (8999, Outcome.TRIGGERED, Outcome.NOT_TRIGGERED),
        (9000, Outcome.NOT_TRIGGERED, Outcome.NOT_TRIGGERED),
        (8500, Outcome.TRIGGERED, Outcome.NOT_TRIGGERED),
        (8499, Outcome.TRIGGERED, Outcome.TRIGGERED),
    ],
)
def test_the_lines_are_judged_on_the_fraction(
    supply: provider_world.Supply, satisfied: int, rectify: Outcome, heavier: Outcome
) -> None:
    with clock.frozen(TODAY):
        supply.survey("2026Q1", satisfied, 10000)
        assert supply.verdict("T-19a", "2026Q1").outcome == rectify
        assert supply.verdict("T-20", "2026Q1").outcome == heavier
