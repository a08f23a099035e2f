"""Schemes that compare providers with each other: a figure of one changes the verdicts of the others."""

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import col, select

from models import engine
from models.decision import Verdict
from models.measurement import Measurement
from services import clock
from services.contracts import create_contract
from services.measurements import correct_measurement, record_measurement
from services.providers import register_provider
from services.regimes import assign_regime, start_regime
from services.unit_figures import record_figure
from services.what_if import try_out
from tests import provider_world, world
from tests.databases import Database
from tests.provider_world import OTHER_CODE, TODAY, Supply, contract_values, provider_values

RANKS = Path(__file__).parents[1] / "schemes" / "ranks.yaml"


@pytest.fixture
def supply(database: Database) -> Supply:
    with clock.frozen(TODAY):
        people = world.district()
        values = {"name": "监管", "library_id": provider_world.install(RANKS), "started_on": date(2026, 1, 1)}
        regime_id = start_regime(people.office, values)
        first = register_provider(people.office, provider_values())
        second = register_provider(
            people.office, provider_values(name="和顺服务中心", credit_code=OTHER_CODE)
        )
        assign_regime(people.office, regime_id, [first, second], "合同")
    return Supply(people, regime_id, first)


def score(supply: Supply, provider_id: int, figure: str, period: str = "2026-05") -> list[str]:
    """The rules whose outcome changed, with whom it changed for."""
    values = {
        "provider_id": provider_id, "metric": "score", "period": period, "figure": figure,
        "reporting_unit_id": supply.people.unit("专项办"),
    }  # fmt: skip
    with clock.frozen(TODAY):
        receipt = record_measurement(supply.people.office, values)
    return sorted(f"{change.party_id} {change.rule} {change.now}" for change in receipt.changes)


def outcomes(rule: str, period: str = "2026-05") -> dict[int | None, str]:
    """What stands, by provider."""
    with engine.reading() as session:
        found = select(Verdict.provider_id, Verdict.outcome).where(
            Verdict.rule == rule, Verdict.period == period, col(Verdict.superseded).is_(False)
        )
        return dict(session.exec(found).all())


def test_nobody_is_last_of_one_as_long_as_the_others_have_no_figure(supply: Supply) -> None:
    first, second = supply.provider_id, supply.provider_id + 1
    score(supply, first, "80")
    assert outcomes("K-1")[first] == "pending_data"
    score(supply, second, "90")
    assert outcomes("K-1") == {first: "triggered", second: "not_triggered"}


def test_a_figure_of_one_provider_changes_the_verdict_of_another(supply: Supply) -> None:
    first, second = supply.provider_id, supply.provider_id + 1
    score(supply, first, "80")
    score(supply, second, "90")
    assert outcomes("K-2") == {first: "triggered", second: "not_triggered"}
    with engine.reading() as session:
        row = session.exec(select(Measurement).where(Measurement.provider_id == second)).one()
    with clock.frozen(TODAY):
        correct_measurement(supply.people.office, row.key, row.version, {"figure": "70"}, "复核")
    assert outcomes("K-1") == {first: "not_triggered", second: "triggered"}
    assert outcomes("K-2") == {first: "not_triggered", second: "triggered"}


def test_providers_are_compared_with_what_the_district_reports_and_the_district_with_them(
    supply: Supply,
) -> None:
    people, (first, second) = supply.people, (supply.provider_id, supply.provider_id + 1)
    score(supply, first, "80")
    score(supply, second, "90")
    guide = {
        "kind": "district", "unit_id": people.unit("云溪区"), "metric": "guide", "period": "2026-05", "figure": "86",
        "source": "通知",
    }  # fmt: skip
    with clock.frozen(TODAY):
        record_figure(people.office, supply.regime_id, guide)
    assert outcomes("K-3") == {first: "triggered", second: "not_triggered"}
    assert outcomes("K-4") == {None: "triggered"}
    score(supply, second, "93", "2026-06")
    assert outcomes("K-4", "2026-06") == {None: "pending_data"}


def test_who_left_is_not_ranked_any_more(supply: Supply) -> None:
    first, second = supply.provider_id, supply.provider_id + 1
    with clock.frozen(TODAY):
        create_contract(supply.people.office, second, contract_values(end=date(2026, 5, 31)))
    score(supply, first, "80", "2026-06")
    assert outcomes("K-1", "2026-06") == {first: "triggered"}


def test_trying_other_lines_sees_everybody_too(supply: Supply) -> None:
    score(supply, supply.provider_id, "80")
    score(supply, supply.provider_id + 1, "90")
    with clock.frozen(TODAY):
        assert try_out(supply.people.office, supply.regime_id, {}, {}).hit_now == 2
