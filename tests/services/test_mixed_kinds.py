"""Providers, units and persons under the same entries: each is told where its kind is, and all are judged alike."""

from datetime import date

import pytest
from sqlmodel import col, select

from domain.errors import Refused
from models import engine
from models.register import RegisterEntry
from services import clock
from services.facts import FactForm, record_fact
from services.measurement_options import recordable, recordable_events
from services.measurement_periods import closing_of
from services.measurements import record_measurement
from services.register_import import add_entry
from services.register_withdraw import withdraw_entries
from services.registers import fillable, list_entries
from services.standings import provider_standings, subject_standings
from services.subjects import subjects_to_report
from services.targets import list_targets
from services.unit_figures import record_figure
from services.verdict_list import list_verdicts
from services.what_if import bench_of
from tests import provider_world
from tests.databases import Database
from tests.provider_world import Supply

MIXED = provider_world.SCHEME.parent / "mixed" / "scheme.yaml"
TODAY = date(2026, 3, 10)


@pytest.fixture
def supply(sqlite_database: Database) -> Supply:
    return provider_world.under(MIXED, TODAY)


def test_one_figure_of_both_is_measured_of_providers_and_reported_by_units(supply: Supply) -> None:
    office, regime = supply.people.office, supply.regime_id
    with clock.frozen(TODAY):
        assert "score" in [one.key for one in recordable(office, supply.provider_id)]
        assert closing_of(office, regime, "score", "2026-02").missing == ["康乐服务中心"]
        record_measurement(office, {"provider_id": supply.provider_id, "metric": "score", "period": "2026-02",
                                    "figure": "60", "reporting_unit_id": office.unit_id})  # fmt: skip
        values = {"kind": "township", "unit_id": supply.people.unit("东街镇"), "metric": "score", "period": "2026-02",
                  "numerator": "59", "figure": "59", "source": "考核通报"}  # fmt: skip
        record_figure(office, regime, values)
        units = {(row.subject, row.rule): row.outcome for row in list_targets(office).rows}
        assert units["东街镇", "R-1"] == "triggered"
        assert units["东街镇", "R-4"] == "not_triggered", "ranked together with the provider"
        mine = {row.rule: row.outcome for row in list_verdicts(office).rows if row.period == "2026-02"}
        assert (mine["R-1"], mine["R-4"]) == ("not_triggered", "triggered")
        assert closing_of(office, regime, "training", "2026-02").missing == []


def test_records_of_one_kind_go_to_the_register_of_units_that_of_persons_or_to_the_provider(
    supply: Supply,
) -> None:
    people, regime = supply.people, supply.regime_id
    with clock.frozen(TODAY):
        kinds = fillable(people.office, regime)
        assert {key: one.word for key, one in kinds.items()} == {
            "fault": "镇街", "fault.driver": "驾驶员", "training": "镇街",
        }  # fmt: skip
        assert [one.register.title for one in kinds.values()] == ["失误（镇街）", "失误（驾驶员）", "培训"]
        add_entry(
            people.office, regime, "fault", {"name": "东街镇", "day": "2026-02-03", "done_by": "考核组"}
        )
        driver = {"code": "J01", "name": "王师傅", "day": "2026-02-06", "field:grave": "是"}
        add_entry(people.office, regime, "fault.driver", driver)
        assert set(recordable_events(people.office, supply.provider_id)) == {"fault", "training"}
        told = FactForm(event="fault", happened_on=date(2026, 2, 4), description="漏扫", evidence="照片",
                        proven_by="考核组", fields={"grave": "true"})  # fmt: skip
        record_fact(people.office, supply.provider_id, told.model_dump())
        (town,) = subjects_to_report(people.office, regime, "township")
        (person,) = subjects_to_report(people.office, regime, "driver")
        for party in (
            provider_standings(people.office, supply.provider_id),
            subject_standings(people.office, int(town)),
            subject_standings(people.office, int(person)),
        ):
            assert [one.points for one in party.balances] == ["9"]
        assert subject_standings(people.office, int(person)).lists[0].since == date(2026, 2, 6)
        assert list_entries(people.office, regime)[0] == 2
        assert [row.subject for row in list_entries(people.township, regime)[1]] == []


def test_a_row_is_taken_back_from_the_register_in_which_it_stands(supply: Supply) -> None:
    people, regime = supply.people, supply.regime_id
    with clock.frozen(TODAY):
        add_entry(
            people.office, regime, "fault", {"name": "东街镇", "day": "2026-02-03", "done_by": "考核组"}
        )
        add_entry(
            people.office, regime, "fault.driver", {"code": "J01", "name": "王师傅", "day": "2026-02-06"}
        )
        with engine.reading() as session:
            found = session.exec(select(RegisterEntry).order_by(col(RegisterEntry.id))).all()
        rows = [one.key for one in found]
        with pytest.raises(Refused):
            withdraw_entries(people.township, regime, rows[1:], "错登")
        assert withdraw_entries(people.office, regime, rows, "错登")
        assert list_entries(people.office, regime)[0] == 0


def test_a_rule_on_providers_among_others_can_be_tried_with_other_lines(supply: Supply) -> None:
    with clock.frozen(TODAY):
        assert [line.rule for line in bench_of(supply.people.office, supply.regime_id).lines] == [
            "R-1",
            "R-4",
        ]
