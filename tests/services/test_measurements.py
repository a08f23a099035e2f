"""Measurements: who may record what, what fits together, what is final, what a correction leaves."""

from concurrent.futures import ThreadPoolExecutor, wait
from contextvars import copy_context
from datetime import date
from typing import Any

import pytest

from domain.errors import Conflict, Invalid, NotFound, Refused, WrongState
from domain.thresholds.verdicts import Outcome
from models import engine
from services import clock
from services.evidence import EvidenceData, add_evidence, list_evidence
from services.measurement_list import list_measurements, measurement_history, read_measurement
from services.measurement_options import recordable
from services.measurement_periods import close_period, closing_of
from services.measurements import correct_measurement, record_measurement
from tests import provider_world
from tests.databases import Database
from tests.files import PDF
from tests.provider_world import TODAY
from tests.statements import count_statements


@pytest.fixture
def supply(database: Database) -> provider_world.Supply:
    with clock.frozen(TODAY):
        return provider_world.build()


def survey(supply: provider_world.Supply, **changes: Any) -> dict[str, Any]:
    return {
        "provider_id": supply.provider_id, "metric": "survey", "period": "2026Q1",
        "reporting_unit_id": supply.people.unit("明镜测评公司"), "frame": 103, "drawn": 21,
        "counts": {"满意": 19, "不满意": 2}, **changes,
    }  # fmt: skip


def complaints(supply: provider_world.Supply, **changes: Any) -> dict[str, Any]:
    return {
        "provider_id": supply.provider_id, "metric": "complaints", "period": "2026-03",
        "reporting_unit_id": supply.people.unit("东街镇"), "numerator": 2, "denominator": 100, **changes,
    }  # fmt: skip


def test_an_assessor_records_the_surveys_of_its_own_unit(supply: provider_world.Supply) -> None:
    with clock.frozen(TODAY):
        receipt = record_measurement(supply.people.assessor, survey(supply))
        assert read_measurement(supply.people.assessor, receipt.id).unit == "明镜测评公司"
        with pytest.raises(Refused):
            record_measurement(
                supply.people.assessor, survey(supply, reporting_unit_id=supply.people.unit("专项办"))
            )


def test_an_assessor_records_no_complaints_and_no_money(supply: provider_world.Supply) -> None:
    own = supply.people.unit("明镜测评公司")
    with clock.frozen(TODAY):
        with pytest.raises(Refused, match="镇街填报"):
            record_measurement(supply.people.assessor, complaints(supply, reporting_unit_id=own))
        money = {"provider_id": supply.provider_id, "metric": "year_funds", "period": "2026",
                 "reporting_unit_id": own, "amount": "1"}  # fmt: skip
        with pytest.raises(Refused):
            record_measurement(supply.people.assessor, money)
        assert [one.key for one in recordable(supply.people.assessor, supply.provider_id)] == ["survey"]


def test_a_township_reports_for_itself_only(supply: provider_world.Supply) -> None:
    with clock.frozen(TODAY):
        record_measurement(supply.people.township, complaints(supply))
        with pytest.raises(Refused):
            record_measurement(supply.people.other_township, complaints(supply, period="2026-04"))
        with pytest.raises(Refused):
            record_measurement(supply.people.village, complaints(supply, period="2026-04"))


def test_a_provider_reads_its_own_figures_and_records_none(supply: provider_world.Supply) -> None:
    with clock.frozen(TODAY):
        receipt = record_measurement(supply.people.assessor, survey(supply))
        assert list_measurements(supply.people.provider).total == 1
        assert list_measurements(supply.people.other_provider).total == 0
        with pytest.raises(NotFound):
            read_measurement(supply.people.other_provider, receipt.id)
        with pytest.raises(Refused):
            record_measurement(supply.people.provider, survey(supply, period="2026Q2"))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"drawn": 104}, "多于服务对象总数"),
        ({"counts": {"满意": 20, "不满意": 2}}, "多于抽取人数"),
        ({"counts": {"很好": 3}}, "没有“很好”"),
        ({"period": "2026-03"}, "按季度统计"),
        ({"period": "2026Q4"}, "还没有开始"),
        ({"period": "去年"}, "不是这样的统计期，写成例如 2026Q1"),
        ({"frame": -1}, "不能小于"),
        ({"metric": "happiness"}, "不统计这项数据"),
        ({"metric": "bad_behaviour"}, "查实事项"),
    ],
)
def test_figures_that_do_not_fit_are_refused_with_a_sentence(
    supply: provider_world.Supply, changes: dict[str, Any], sentence: str
) -> None:
    with clock.frozen(TODAY), pytest.raises(Invalid, match=sentence):
        record_measurement(supply.people.office, survey(supply, **changes))


def test_more_complaints_than_services_are_refused_at_the_field(supply: provider_world.Supply) -> None:
    with clock.frozen(TODAY), pytest.raises(Invalid) as mistake:
        record_measurement(supply.people.office, complaints(supply, numerator=101))
    assert "numerator" in mistake.value.fields


def test_a_survey_of_nobody_is_kept_and_judges_nothing(supply: provider_world.Supply) -> None:
    with clock.frozen(TODAY):
        receipt = record_measurement(supply.people.office, survey(supply, counts={}, drawn=0))
    assert "没有一份答卷" in receipt.shortfall
    assert supply.verdict("T-19a", "2026Q1").outcome == Outcome.PENDING_DATA


def test_the_same_figure_is_recorded_once(supply: provider_world.Supply) -> None:
    with clock.frozen(TODAY):
        record_measurement(supply.people.office, survey(supply))
        with pytest.raises(Invalid, match="已经登记"):
            record_measurement(supply.people.office, survey(supply))


def test_a_correction_needs_a_reason_and_keeps_what_was_there(supply: provider_world.Supply) -> None:
    with clock.frozen(TODAY):
        first = record_measurement(supply.people.assessor, survey(supply))
        drawn = EvidenceData("measurement", first.id, supply.people.assessor.unit_id, "", "抽样名单.pdf", PDF)
        add_evidence(supply.people.assessor, drawn)
        values = {"frame": 103, "drawn": 21, "counts": {"满意": 18, "不满意": 3}}
        with pytest.raises(Invalid, match="更正的原因"):
            correct_measurement(supply.people.assessor, first.id, 1, values, " ")
        second = correct_measurement(supply.people.assessor, first.id, 1, values, "答卷重复")
        with pytest.raises(Conflict):
            correct_measurement(supply.people.assessor, first.id, 1, values, "再来")
        with pytest.raises(WrongState, match="已经更正过"):
            correct_measurement(supply.people.assessor, first.id, 2, values, "再来")
    office = supply.people.office
    chain = [read_measurement(office, one.id) for one in (first, second)]
    assert [(one.corrects_id, one.corrected_by) for one in chain] == [(None, second.id), (first.id, None)]
    assert list_measurements(supply.people.office).total == 1
    assert list_measurements(supply.people.office, history=True).total == 2
    assert len(measurement_history(supply.people.office, second.id)) == 3
    for one in (first, second):
        (kept,) = list_evidence(supply.people.assessor, "measurement", one.id)
        assert kept.file_name == "抽样名单.pdf"


def test_a_closed_period_takes_nothing_new_and_is_corrected_by_the_office(
    supply: provider_world.Supply,
) -> None:
    values = {"frame": 103, "drawn": 21, "counts": {"满意": 18, "不满意": 3}}
    with clock.frozen(TODAY):
        first = record_measurement(supply.people.assessor, survey(supply))
        close_period(supply.people.office, supply.regime_id, "survey", "2026Q1")
        with pytest.raises(WrongState, match="已经办结"):
            correct_measurement(supply.people.assessor, first.id, 1, values, "答卷重复")
        receipt = correct_measurement(supply.people.office, first.id, 1, values, "答卷重复")
    assert [change.rule for change in receipt.changes if change.now == "triggered"] == ["T-19a"]


def test_what_was_missing_when_a_period_closed_is_brought_by_the_office_with_a_reason(
    supply: provider_world.Supply,
) -> None:
    office, late = supply.people.office, {"late_reason": "测评报告迟到，见收文12号"}
    with clock.frozen(TODAY):
        close_period(office, supply.regime_id, "survey", "2026Q1", "报告未到")
        with pytest.raises(WrongState, match="已经办结"):
            record_measurement(supply.people.assessor, survey(supply, **late))
        with pytest.raises(Invalid, match="补报"):
            record_measurement(office, survey(supply))
        receipt = record_measurement(office, survey(supply, **late))
    assert read_measurement(office, receipt.id).correction_reason == late["late_reason"]


def test_a_figure_that_comes_while_its_period_is_being_closed_waits_and_is_refused(
    supply: provider_world.Supply,
) -> None:
    with clock.frozen(TODAY), ThreadPoolExecutor(1) as pool:
        with engine.transaction() as session:
            close_period(
                supply.people.office, supply.regime_id, "survey", "2026Q1", "报告未到", session=session
            )
            late = pool.submit(copy_context().run, record_measurement, supply.people.assessor, survey(supply))
            assert wait([late], timeout=0.3).not_done
        with pytest.raises(WrongState, match="已经办结"):
            late.result()


@pytest.mark.parametrize(("day", "ripe"), [(date(2026, 6, 30), False), (date(2026, 7, 1), True)])
def test_a_period_closes_when_it_is_over(supply: provider_world.Supply, day: date, ripe: bool) -> None:
    with clock.frozen(day):
        assert closing_of(supply.people.office, supply.regime_id, "survey", "2026Q2").ripe is ripe


def test_closing_without_data_needs_a_reason(supply: provider_world.Supply) -> None:
    with clock.frozen(TODAY):
        with pytest.raises(Invalid, match="康乐服务中心没有数据"):
            close_period(supply.people.office, supply.regime_id, "survey", "2026Q2")
        close_period(supply.people.office, supply.regime_id, "survey", "2026Q2", "测评合同延后签订")
        assert closing_of(supply.people.office, supply.regime_id, "survey", "2026Q2").closed


def test_the_list_takes_few_statements(supply: provider_world.Supply) -> None:
    with clock.frozen(TODAY):
        record_measurement(supply.people.office, survey(supply))
    with count_statements() as seen:
        list_measurements(supply.people.office)
    assert len(seen) <= 3
