"""Reports that rules ask about: registered by whoever receives them or handed in with a campaign, judged at once."""

from datetime import date

import pytest

from domain.errors import Invalid, Refused
from domain.thresholds.verdicts import Outcome
from services import clock
from services.campaigns import read_campaign
from services.facts import record_fact
from services.phase_dates import move_duty
from services.registers import list_entries
from services.self_inspections import open_report, report_view
from services.self_review import return_report
from services.self_rollup import excuse_unit
from tests import campaign_world as cw
from tests import filing_world
from tests.databases import Database
from tests.filing_world import Place


@pytest.fixture
def place(sqlite_database: Database) -> Place:
    return filing_world.build()


def test_a_report_that_does_not_come_or_comes_late_is_a_verdict_and_one_registered_in_time_takes_it_back(
    place: Place,
) -> None:
    place.judged_on(date(2026, 6, 5))
    assert place.outcome("R-3", "2026-05", "东街镇") is Outcome.PENDING_DATA
    place.judged_on(date(2026, 6, 6))
    assert place.outcome("R-3", "2026-05", "东街镇") is Outcome.TRIGGERED
    with clock.frozen(date(2026, 6, 8)):
        place.register(place.people.office, "东街镇", "2026-05", "2026-06-05")
        place.register(place.people.office, "西河镇", "2026-05", "2026-06-06")
    assert place.outcome("R-3", "2026-05", "东街镇") is Outcome.NOT_TRIGGERED
    assert place.outcome("R-3", "2026-05", "西河镇") is Outcome.TRIGGERED
    assert place.outcome("R-3", "2026-04", "西河镇") is None  # due before the regime began


def test_who_receives_a_report_registers_it_and_the_unit_sees_that(place: Place) -> None:
    with clock.frozen(date(2026, 6, 8)):
        place.register(place.people.office, "东街镇", "2026-05", "2026-06-05")
        with pytest.raises(Invalid, match="报的是哪一期填写有误，请写成 2026-"):
            place.register(place.people.office, "东街镇", "五月", "2026-06-05")
        with pytest.raises(Refused):
            place.register(place.people.township, "东街镇", "2026-05", "2026-06-01")
        for actor, seen in ((place.people.township, 1), (place.people.other_township, 0)):
            assert list_entries(actor, place.registry.regime_id, facts=["D-3"])[0] == seen


def test_a_self_inspection_report_counts_by_the_day_on_which_it_was_handed_in_first(place: Place) -> None:
    actor = place.people.other_township
    place.judged_on(date(2026, 5, 31))
    assert place.outcome("R-1", "2026", "西河镇") is Outcome.PENDING_DATA
    with clock.frozen(date(2026, 5, 31)):
        report = open_report(actor, place.campaign_id)
        cw.fill(actor, report)
        cw.submit(actor, report)
    assert place.outcome("R-1", "2026", "西河镇") is Outcome.NOT_TRIGGERED
    with clock.frozen(date(2026, 6, 3)):
        return_report(place.people.office, report, "缺少附件", report_view(actor, report).version)
        assert place.outcome("R-1", "2026", "西河镇") is Outcome.PENDING_DATA
        cw.submit(actor, report)
    assert place.outcome("R-1", "2026", "西河镇") is Outcome.NOT_TRIGGERED
    assert place.outcome("R-1", "2026", "东街镇") is Outcome.TRIGGERED
    with clock.frozen(date(2026, 6, 4)):
        excuse_unit(place.people.office, place.campaign_id, place.people.unit("东街镇"), "撤并")
    assert place.outcome("R-1", "2026", "东街镇") is Outcome.NOT_TRIGGERED


def test_a_day_that_the_office_moved_in_the_campaign_holds_and_a_late_report_raises_the_verdict(
    place: Place,
) -> None:
    office = place.people.office
    with clock.frozen(date(2026, 5, 20)):
        move_duty(office, place.campaign_id, "D-1", date(2026, 6, 10), "防汛", date(2026, 5, 31))
    place.judged_on(date(2026, 6, 10))
    assert place.outcome("R-1", "2026", "西河镇") is Outcome.PENDING_DATA
    with clock.frozen(date(2026, 6, 11)):
        cw.report(place.people.other_township, place.campaign_id)
    assert place.outcome("R-1", "2026", "西河镇") is Outcome.TRIGGERED


def test_a_report_of_a_provider_is_registered_with_it_and_judged_by_its_day(place: Place) -> None:
    place.judged_on(date(2026, 6, 1))
    assert place.of_provider() == Outcome.TRIGGERED
    told = {"event": "D-1.provider", "happened_on": date(2026, 5, 31), "description": "纸质报告",
            "evidence": "收文登记", "proven_by": "专项办"}  # fmt: skip
    with clock.frozen(date(2026, 6, 2)):
        record_fact(place.people.office, place.registry.provider_id, told)
    assert place.of_provider() == Outcome.NOT_TRIGGERED


def test_turns_that_nobody_owes_are_not_planned(place: Place) -> None:
    duties = read_campaign(place.people.office, place.campaign_id).duties
    assert [one.due for one in duties if one.code.startswith("D-3")] == [
        date(2026, month, 5) for month in range(3, 13)
    ]
