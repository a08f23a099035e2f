"""Reports that rules ask about: registered by whoever receives them or handed in with a campaign, judged at once."""

from dataclasses import dataclass
from datetime import date

import pytest
from sqlmodel import col, select

from domain.errors import Invalid, NotFound, Refused
from domain.thresholds.came import Standing
from domain.thresholds.verdicts import Outcome
from models import engine
from models.decision import Verdict
from services import clock
from services.actor import Actor
from services.campaigns import read_campaign
from services.facts import record_fact
from services.filings import filing_kinds, list_filings
from services.filings_receive import receive_filings, remind_filings
from services.notices import list_notices
from services.phase_dates import move_duty
from services.providers import register_provider
from services.regimes import assign_regime, start_regime
from services.register_import import add_entry
from services.registers import list_entries
from services.self_inspections import open_report, report_view
from services.self_review import return_report
from services.self_rollup import excuse_unit
from services.subjects import enrol_units
from services.verdicts import refresh_all
from tests import campaign_world as cw
from tests import world
from tests.databases import Database
from tests.provider_world import provider_values
from tests.register_world import Registry

MONTHLY = """deliverables:
  - {id: D-3, title: 月度统计, clause: 五, who: [township], repeats: {every: month, day: 5, about: previous},
     unless: {during: {season: {from: {month: 12, day: 1}, to: {month: 1, day: 31}}}}}
"""
RULES = """
rules:
  - {id: R-1, title: 未按时报自查的不得评优, clause: 六, subject: township, every: year, when: {not: {met: D-1}},
     then: [{do: bar_award, text: 不得评优}]}
  - {id: R-3, title: 未按时报月度统计的通报, clause: 六, subject: township, every: month, when: {not: {met: D-3}},
     then: [{do: notify}]}
  - {id: R-4, title: 未按时报自查的约谈, clause: 六, subject: provider, every: year, when: {not: {met: D-1}},
     then: [{do: interview}]}
"""
SCHEME = cw.SCHEME.replace("deliverables:\n", MONTHLY) + RULES


@dataclass(frozen=True, slots=True)
class Place:
    """A regime and a campaign by the same scheme, a provider under the regime."""

    registry: Registry
    campaign_id: int

    @property
    def people(self) -> world.People:
        return self.registry.people

    def outcome(self, rule: str, period: str, unit: str) -> Outcome | None:
        return self.registry.outcome(rule, period, unit)

    def register(self, actor: Actor, unit: str, period: str, day: str) -> None:
        values = {"name": unit, "day": day, "field:period": period, "done_by": "王收发"}
        add_entry(actor, self.registry.regime_id, "D-3", values)

    def of_provider(self) -> str:
        with engine.reading() as session:
            found = select(Verdict.outcome).where(Verdict.rule == "R-4", col(Verdict.superseded).is_(False))
            return session.exec(found).one()

    def judged_on(self, day: date) -> None:
        """What each morning does."""
        with clock.frozen(day), engine.transaction() as session:
            refresh_all(session=session)


@pytest.fixture
def place(sqlite_database: Database) -> Place:
    with clock.frozen(date(2026, 5, 12)):
        people, library_id = world.district(), cw.library(SCHEME)
        values = {"name": "报送考核", "library_id": library_id, "started_on": date(2026, 5, 10),
                  "parameters": {"year": 2026, "hotline": "12345"}}  # fmt: skip
        regime_id = start_regime(people.office, values)
        enrol_units(people.office, regime_id, "township")
        provider_id = register_provider(people.office, provider_values())
        assign_regime(people.office, regime_id, [provider_id], "服务合同第八条")
        return Place(Registry(people, regime_id, provider_id), cw.campaign(people, library_id))


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


def test_everybody_stands_in_one_list_and_reports_that_came_are_registered_together(place: Place) -> None:
    office, regime_id = place.people.office, place.registry.regime_id
    with clock.frozen(date(2026, 6, 8)):
        kind = filing_kinds(office, regime_id)["D-3"]
        assert (kind.current, list(kind.turns)) == ("2026-05", ["2026-06", "2026-05"])
        missing = list_filings(office, regime_id, "D-3", "2026-05")
        assert [(row.name, row.standing, row.came.delay) for row in missing] == [
            ("东街镇", Standing.OVERDUE, "已逾期3日"), ("西河镇", Standing.OVERDUE, "已逾期3日"),
        ]  # fmt: skip
        east, west = (row.party_id for row in missing)
        done = receive_filings(office, regime_id, "D-3", "2026-05", [east], date(2026, 6, 5))
        assert done.names == ("东街镇",)
        receive_filings(office, regime_id, "D-3", "2026-05", [west], date(2026, 6, 6))
        stand = {row.name: row.standing for row in list_filings(office, regime_id, "D-3", "2026-05")}
    assert stand == {"西河镇": Standing.LATE, "东街镇": Standing.IN_TIME}
    assert place.outcome("R-3", "2026-05", "西河镇") is Outcome.TRIGGERED
    assert place.outcome("R-3", "2026-05", "东街镇") is Outcome.NOT_TRIGGERED


def test_a_report_is_not_registered_twice_nor_by_the_unit_that_owes_it_nor_ahead(place: Place) -> None:
    office, regime_id, east = place.people.office, place.registry.regime_id, place.people.unit("东街镇")
    with clock.frozen(date(2026, 6, 8)):
        with pytest.raises(Invalid, match="日期不能晚于今天"):
            receive_filings(office, regime_id, "D-3", "2026-05", [east], date(2026, 6, 9))
        with pytest.raises(Refused, match="东街镇"):
            receive_filings(place.people.township, regime_id, "D-3", "2026-05", [east], date(2026, 6, 5))
        with pytest.raises(NotFound):
            receive_filings(office, regime_id, "D-3", "2026-05", [999], date(2026, 6, 5))
        receive_filings(office, regime_id, "D-3", "2026-05", [east], date(2026, 6, 5))
        with pytest.raises(Invalid, match="东街镇已经登记过"):
            receive_filings(office, regime_id, "D-3", "2026-05", [east], date(2026, 6, 5))
        own = list_filings(place.people.township, regime_id, "D-3", "2026-05")
    assert [row.name for row in own] == ["东街镇"]


def test_providers_and_reports_of_campaigns_stand_in_the_list_too(place: Place) -> None:
    office, regime_id = place.people.office, place.registry.regime_id
    with clock.frozen(date(2026, 5, 31)):
        cw.report(place.people.other_township, place.campaign_id)
    with clock.frozen(date(2026, 6, 2)):
        towns = list_filings(office, regime_id, "D-1.township", "")
        assert {row.name: row.standing for row in towns} == {
            "东街镇": Standing.OVERDUE, "西河镇": Standing.IN_TIME,
        }  # fmt: skip
        (provider,) = list_filings(office, regime_id, "D-1.provider", "")
        assert provider.standing is Standing.OVERDUE
        receive_filings(office, regime_id, "D-1.provider", "", [provider.party_id], date(2026, 6, 1))
        (provider,) = list_filings(office, regime_id, "D-1.provider", "")
    assert (provider.standing, provider.came.delay) == (Standing.LATE, "逾期1日")


def test_those_who_lack_a_report_are_reminded_once_a_day(place: Place) -> None:
    office, regime_id = place.people.office, place.registry.regime_id
    with clock.frozen(date(2026, 6, 8)):
        receive_filings(office, regime_id, "D-3", "2026-05", [place.people.unit("西河镇")], date(2026, 6, 5))
        assert remind_filings(office, regime_id, "D-3", "2026-05").sent == ("东街镇",)
        again = remind_filings(office, regime_id, "D-3", "2026-05")
        assert (again.sent, again.already) == ((), ("东街镇",))
        (notice,) = list_notices(place.people.township).rows
    assert "“月度统计”（2026年5月）应于2026年6月5日（含）前报送，没有报来" in notice.text


def test_turns_that_nobody_owes_are_not_planned(place: Place) -> None:
    duties = read_campaign(place.people.office, place.campaign_id).duties
    assert [one.due for one in duties if one.code.startswith("D-3")] == [
        date(2026, month, 5) for month in range(3, 13)
    ]
