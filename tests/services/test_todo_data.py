"""What waits in the matter of figures: for assessors, townships, providers and the office."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from domain.decisions import DecisionState
from domain.errors import Refused, WrongState
from services import clock
from services.actor import Actor
from services.contracts import create_contract
from services.decision_force import fulfil, issue_order
from services.facts import record_fact
from services.filing_access import FilingPlace
from services.filing_hand_in import open_filing, submit_filing
from services.measurement_periods import close_period
from services.measurements import record_measurement
from services.order_reports import list_reports, report_order
from services.regimes import assign_regime, start_regime
from services.todo import list_todo
from tests import campaign_rows as rows
from tests import filing_world, provider_world
from tests.databases import Database
from tests.domain.library.base_scheme import HEAD
from tests.provider_world import TODAY, Supply

MONTHS = ("2026-04", "2026-05", "2026-06", "2026-07")


@pytest.fixture
def supply(sqlite_database: Database) -> Iterator[Supply]:
    with clock.frozen(TODAY):
        yield provider_world.build()


@pytest.fixture
def everywhere(database: Database) -> Iterator[Supply]:
    """The same on both databases, for what is asked of tables that are given with the statement."""
    with clock.frozen(TODAY):
        yield provider_world.build()


def titles(actor: Actor, kind: str) -> list[tuple[str, date | None]]:
    return [(item.title, item.due) for item in list_todo(actor).items if item.kind == kind]


def test_a_survey_is_asked_for_until_each_period_that_has_begun_has_one(everywhere: Supply) -> None:
    supply = everywhere
    assessor, office = supply.people.assessor, supply.people.office
    assert titles(assessor, "survey") == []
    rows.campaign(supply.people, units=("康乐服务中心", "明镜测评公司"))
    both = [("2026Q1", date(2026, 3, 31)), ("2026Q2", date(2026, 6, 30)), ("2026Q3", date(2026, 9, 30))]
    assert titles(assessor, "survey") == [(f"康乐服务中心 满意度测评 {name}", day) for name, day in both]
    supply.survey("2026Q1", 95, 100)
    supply.survey("2026Q2", 0, 0)
    left = [f"康乐服务中心 满意度测评 {name}" for name, _ in both[1:]]
    assert [title for title, _ in titles(assessor, "survey")] == left
    close_period(office, supply.regime_id, "survey", "2026Q2", "本期没有开展")
    assert [title for title, _ in titles(assessor, "survey")] == left[1:]


def test_a_township_is_asked_for_the_months_that_are_over_of_providers_it_reports_on(
    everywhere: Supply,
) -> None:
    supply = everywhere
    township, other = supply.people.township, supply.people.other_township
    assert titles(township, "data_report") == []
    supply.complaints("2026-05", 1, 100)
    asked = [title for title, _ in titles(township, "data_report")]
    assert "有效投诉 2026-06：还有1家服务单位没有报" in asked
    assert not any("2026-05" in title or "2026-07" in title for title in asked)
    supply.complaints("2026-06", 1, 100)
    assert not any("2026-06" in title for title, _ in titles(township, "data_report"))
    assert titles(other, "data_report") == []


def test_a_township_is_asked_of_a_provider_from_the_period_in_which_its_contract_begins(
    everywhere: Supply,
) -> None:
    supply, township = everywhere, everywhere.people.township
    contract = provider_world.contract_values(
        number="HT-2026-009", start=date(2026, 5, 15), area=[township.unit_id]
    )
    create_contract(supply.people.office, supply.provider_id, contract)
    asked = {
        period: any(period in title for title, _ in titles(township, "data_report")) for period in MONTHS
    }
    assert asked == {"2026-04": False, "2026-05": True, "2026-06": True, "2026-07": False}


def test_a_provider_reports_on_an_order_and_the_office_sees_the_report_before_it_finds(
    supply: Supply,
) -> None:
    office, provider = supply.people.office, supply.people.provider
    supply.survey("2026Q1", 89, 100)
    case = supply.case("T-19a")
    words = {"text": "已培训全部服务人员", "evidence": "培训签到表"}
    with pytest.raises((Refused, WrongState)):
        report_order(office, case.key, case.version, words)
    served = {"served_on": TODAY, "receipt": "张某签收", "requirement": "逐条整改"}
    issue_order(office, case.key, case.version, served)
    case = supply.case("T-19a")
    assert [item.kind for item in list_todo(provider).items if item.object_id == case.key] == [
        "decision_obey"
    ]
    assert titles(office, "decision_reported") == []
    report_order(provider, case.key, case.version, words)
    assert [item.kind for item in list_todo(provider).items if item.object_id == case.key] == []
    assert len(titles(office, "decision_reported")) == 1
    assert [(one.text, one.late) for one in list_reports(office, case.key)] == [("已培训全部服务人员", False)]
    with clock.frozen(date(2026, 8, 6)):
        report_order(provider, case.key, case.version, {**words, "text": "补充材料"})
    assert [one.late for one in list_reports(provider, case.key)] == [True, False]
    with pytest.raises((Refused, WrongState)):
        report_order(supply.people.other_provider, case.key, case.version, words)
    fulfil(office, case.key, case.version, "现场核实已改正")
    assert supply.case("T-19a").state == DecisionState.FULFILLED
    with pytest.raises(WrongState, match="还没有认定结果"):
        report_order(provider, case.key, supply.case("T-19a").version, words)


OFTENER = (
    HEAD.replace("year: {open: year}}\nopen: {year: {name: 年份, kind: year}}", "year: 2026}")
    + """
facts:
  survey: {name: 满意度测评, kind: tally, of: provider, every: GRAIN, options: [满意, 不满意]}
rules:
  - {id: A, title: 甲, clause: 一, subject: provider, every: GRAIN,
     when: {value: {share: survey, counting: [满意]}, below: "90%"}, then: [{do: warn}]}
"""
)


@pytest.mark.parametrize(
    ("grain", "latest"),
    [
        ("ten_days", [("2026-06下旬", date(2026, 6, 30)), ("2026-07上旬", date(2026, 7, 10))]),
        ("half_month", [("2026-06下半月", date(2026, 6, 30)), ("2026-07上半月", date(2026, 7, 15))]),
    ],
)
def test_what_is_counted_by_tens_of_days_or_half_months_is_asked_for_too(
    supply: Supply, tmp_path: Path, grain: str, latest: list[tuple[str, date]]
) -> None:
    office = supply.people.office
    (tmp_path / "scheme.yaml").write_text(OFTENER.replace("GRAIN", grain), encoding="utf-8")
    library = provider_world.install(tmp_path / "scheme.yaml")
    regime = start_regime(office, {"name": "旬报", "library_id": library, "started_on": date(2026, 1, 1)})
    assign_regime(office, regime, [supply.provider_id], "服务合同第八条")
    rows.campaign(supply.people, units=("康乐服务中心", "明镜测评公司"))
    asked = titles(supply.people.assessor, "survey")
    assert len(asked) == 6
    assert asked[-2:] == [(f"康乐服务中心 满意度测评 {name}", day) for name, day in latest]


OWN_YEARS = OFTENER.replace("year: 2026}", "year: 2026, year_start: {from: signed}}").replace(
    "facts:\n", "facts:\n  signed: {name: 签约日, kind: date, of: provider}\n"
)


def test_a_survey_of_a_year_is_asked_for_from_the_day_on_which_it_begins_for_the_provider(
    everywhere: Supply, tmp_path: Path
) -> None:
    """The provider signed on 10 June, so that its year 2026 has not begun on the day before."""
    supply, office = everywhere, everywhere.people.office
    (tmp_path / "scheme.yaml").write_text(OWN_YEARS.replace("GRAIN", "year"), encoding="utf-8")
    library = provider_world.install(tmp_path / "scheme.yaml")
    regime = start_regime(office, {"name": "年报", "library_id": library, "started_on": date(2025, 1, 1)})
    assign_regime(office, regime, [supply.provider_id], "服务合同第八条")
    rows.campaign(supply.people, units=("康乐服务中心", "明镜测评公司"))
    signed = {"provider_id": supply.provider_id, "metric": "signed", "period": "", "word": "2024-06-10",
              "reporting_unit_id": supply.people.unit("专项办")}  # fmt: skip
    record_measurement(office, signed)
    begun = ("康乐服务中心 满意度测评 2026", date(2027, 6, 9))
    with clock.frozen(date(2026, 6, 9)):
        assert titles(supply.people.assessor, "survey")[-1] == (
            "康乐服务中心 满意度测评 2025",
            date(2026, 6, 9),
        )
    with clock.frozen(date(2026, 6, 10)):
        assert titles(supply.people.assessor, "survey")[-1] == begun


def test_of_a_report_that_no_rule_asks_about_what_was_due_before_the_first_one_came_is_not_asked_for(
    database: Database,
) -> None:
    place = filing_world.build(filing_world.UNJUDGED)
    with clock.frozen(date(2026, 11, 8)):

        def owed() -> list[str]:
            return [one.title for one in list_todo(place.people.township, kinds=["filing_submit"]).items]

        assert owed() == ["月度统计（2026年10月）", "月度统计（2026年11月）"]
        place.register(place.people.office, "东街镇", "2026-07", "2026-08-04")
        assert owed() == [f"月度统计（2026年{month}月）" for month in (8, 9, 10, 11)]


def test_a_provider_owes_what_providers_report_until_it_hands_that_in_or_its_paper_is_registered(
    sqlite_database: Database,
) -> None:
    both = filing_world.SCHEME.replace("who: [township], repeats", "who: [township, provider], repeats")
    place = filing_world.build(both.replace("{not: {met: D-3}}", "{not: {met: D-1}}"))
    provider, key = place.people.provider, "D-3.provider"
    with clock.frozen(date(2026, 6, 3)):

        def owed() -> list[str]:
            return [one.title for one in list_todo(provider, kinds=["filing_submit"]).items]

        assert owed() == ["月度统计（2026年5月）", "月度统计（2026年6月）"]
        where = FilingPlace(provider.unit_id, key, regime_id=place.registry.regime_id, period="2026-05")
        submit_filing(provider, open_filing(provider, where), "五月统计", 1)
        assert owed() == ["月度统计（2026年6月）"]
        told = {"event": key, "happened_on": date(2026, 6, 3), "description": "纸质", "evidence": "收文登记",
                "proven_by": "专项办", "fields": {"period": "2026-06"}}  # fmt: skip
        record_fact(place.people.office, place.registry.provider_id, told)
        assert owed() == []
