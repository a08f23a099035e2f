"""Reports of the office itself, exceptions that hang on what is recorded, turns of self-inspections, and since when."""

from collections.abc import Iterator
from datetime import date

import pytest

from domain.errors import Conflict, Invalid, Refused, WrongState
from domain.filing import FilingState
from domain.thresholds.came import Standing
from domain.thresholds.verdicts import Outcome
from models import engine
from models.campaign import Campaign
from models.provider import ProviderRegime
from services import clock
from services.actor import Actor
from services.agenda import month_agenda
from services.campaign_filings import filing_duties, list_turn
from services.campaigns import list_campaigns, read_campaign
from services.filing_access import FilingPlace
from services.filing_hand_in import open_filing, submit_filing
from services.filing_receive import take_back_paper
from services.filing_send import register_sent
from services.filing_view import read_filed, read_filing
from services.filings import list_filings
from services.phase_dates import ask_since
from services.register_import import add_entry
from services.self_further import self_inspections_of
from services.self_scope import duty_of
from services.subjects import enrol_units
from services.todo import list_todo
from tests import filing_world
from tests.databases import Database
from tests.filing_world import Place

REPORTS = ("filing_submit", "filing_send", "filing_returned")
MORE = """  - {id: D-9, title: 向市级专班报送进展, clause: 七, who: [office], to: 市级专班,
     repeats: {every: month, day: 8, about: previous}}
  - {id: D-8, title: 月度台账, clause: 八, who: [township], repeats: {every: month, day: 6, about: previous},
     unless: {happened: stop, within: month}}
  - {id: D-7, title: 季度自查, clause: 九, who: [township], repeats: {every: quarter}, document: 自查报告}
finding_kinds:
"""
RULE = """  - {id: R-9, title: 未按时上报的, clause: 十, subject: office, every: month, when: {not: {met: D-9}},
     then: [{do: notify}]}
facts:
  stop: {name: 停业整顿, kind: record, of: township}
"""
SCHEME = filing_world.SCHEME.replace("finding_kinds:\n", MORE) + RULE
JUNE_7, JUNE_10 = date(2026, 6, 7), date(2026, 6, 10)
SENT = {"day": date(2026, 6, 8), "to": "市级专班", "number": "云专办〔2026〕6号"}


@pytest.fixture
def place(sqlite_database: Database) -> Place:
    return filing_world.build(SCHEME)


@pytest.fixture
def alone(place: Place) -> Iterator[Place]:
    """The campaign without its regime."""
    with engine.transaction() as session:
        session.get_one(ProviderRegime, place.registry.regime_id).ended_on = date(2026, 5, 12)
    with clock.frozen(JUNE_10):
        yield place


def owed(actor: Actor, title: str = "") -> list[tuple[str, str, date | None]]:
    found = list_todo(actor, kinds=REPORTS).items
    return [(one.kind, one.title, one.due) for one in found if title in one.title]


def upwards(place: Place) -> FilingPlace:
    office = place.people.office.unit_id
    return FilingPlace(office, "D-9", place.registry.regime_id, period="2026-05")


def test_the_office_registers_when_and_to_whom_it_sent_and_the_rule_reads_the_day(place: Place) -> None:
    office = place.people.office
    enrol_units(office, place.registry.regime_id, "office")
    with clock.frozen(JUNE_7):
        may = ("filing_send", "向市级专班报送进展（2026年5月）", date(2026, 6, 8))
        assert owed(office)[0] == may
        number = open_filing(office, upwards(place))
    with clock.frozen(JUNE_10):
        with pytest.raises(WrongState, match="没有人在系统里接收"):
            submit_filing(office, number, "已报", 1)
        with pytest.raises(Invalid, match="不能晚于今天"):
            register_sent(office, number, {**SENT, "day": date(2026, 6, 11)}, 1)
        with pytest.raises(Invalid, match="请填写"):
            register_sent(office, number, {**SENT, "to": " "}, 1)
        assert register_sent(office, number, SENT, 1).standing is Standing.IN_TIME
        view = read_filed(office, number)
        assert (view.state, view.came.day, view.text) == (
            FilingState.ACCEPTED, SENT["day"], "报给：市级专班\n发文字号：云专办〔2026〕6号",
        )  # fmt: skip
        assert may not in owed(office)
        rows = list_filings(office, place.registry.regime_id, "D-9", "2026-05")
        assert [row.standing for row in rows] == [Standing.IN_TIME]
        name = office.unit_name
        assert place.outcome("R-9", "2026-05", name) is Outcome.NOT_TRIGGERED
        take_back_paper(office, number, "填错日期", view.version)
        assert place.outcome("R-9", "2026-05", name) is Outcome.TRIGGERED
        assert may in owed(office)


def test_a_campaign_alone_asks_the_office_too_though_nobody_put_it_into_the_scope(alone: Place) -> None:
    office = alone.people.office
    titles = [title for _, title, _ in owed(office)]
    assert titles == ["向市级专班报送进展（2026年5月）", "向市级专班报送进展（2026年6月）"]
    told = {one.name: one.beyond for one in filing_duties(office, alone.campaign_id)}
    assert told["月度台账（2026年5月）"].startswith("方案规定了除外情形，要看各单位的登记")
    assert told["月度统计（2026年5月）"] == told[titles[0]] == "", (
        "months alone say when those are not asked for"
    )
    code = next(one.code for one in filing_duties(office, alone.campaign_id) if one.name == titles[0])
    assert [row.standing for row in list_turn(office, alone.campaign_id, code)] == [Standing.OVERDUE]
    where = FilingPlace(office.unit_id, code, campaign_id=alone.campaign_id)
    late = register_sent(office, open_filing(office, where), {**SENT, "day": JUNE_10}, 1)
    assert (late.standing, late.delay) == (Standing.LATE, "逾期2日")
    assert [title for _, title, _ in owed(office)] == titles[1:]
    with pytest.raises(Refused):
        read_filing(alone.people.township, where)


def test_what_an_exception_spares_a_unit_is_not_asked_for_and_the_list_says_why(place: Place) -> None:
    east, west, office = place.people.township, place.people.other_township, place.people.office
    regime_id = place.registry.regime_id
    with clock.frozen(JUNE_7):
        values = {"name": "东街镇", "day": "2026-05-20", "done_by": "王收发"}
        add_entry(office, regime_id, "stop", values)
        assert owed(east, "月度台账（2026年5月）") == []
        assert owed(west, "月度台账（2026年5月）") != []
        assert owed(east, "月度台账（2026年6月）") != [], "the next month is another one"
        rows = {row.name: row.came for row in list_filings(office, regime_id, "D-8", "2026-05")}
        assert rows["西河镇"].standing is not Standing.WAIVED
        assert rows["东街镇"].standing is Standing.WAIVED
        assert "符合除外情形：" in rows["东街镇"].waived
        assert "停业整顿" in rows["东街镇"].waived


def test_of_several_self_inspections_one_is_on_the_checklist_and_the_others_are_reports(place: Place) -> None:
    east, office = place.people.township, place.people.office
    with clock.frozen(JUNE_7):
        with engine.reading() as session:
            assert duty_of(place.campaign_id, session=session).name == "自查自纠情况报告"
        told = self_inspections_of(east, place.campaign_id)
        assert told.on_checklist == "自查自纠情况报告"
        assert [one.name for one in told.further] == [f"季度自查（2026年第{one}季度）" for one in "二三四"]
        assert self_inspections_of(place.people.provider, place.campaign_id).further == (), (
            "asked of townships"
        )
        quarters = {one.name for one in filing_duties(office, place.campaign_id) if "季度自查" in one.name}
        assert "季度自查（2026年第二季度）" in quarters
        assert [title for _, title, _ in owed(east, "自查")] == ["季度自查（2026年第二季度）"]
        turn = FilingPlace(east.unit_id, "D-7", place.registry.regime_id, period="2026Q2")
        number = open_filing(east, turn)
        submit_filing(east, number, "第二季度自查情况", 1)
        assert owed(east, "季度自查（2026年第二季度）") == []
        listed = list_filings(office, place.registry.regime_id, "D-7", "2026Q2")
        assert {row.name: row.standing for row in listed}["东街镇"] is Standing.IN_TIME
        checklist = FilingPlace(east.unit_id, "D-1.township", place.registry.regime_id)
        assert "我的自查" in read_filing(east, checklist).ended
        with pytest.raises(WrongState, match="我的自查"):
            open_filing(east, checklist)


def test_the_first_turn_since_the_campaign_was_made_is_the_one_on_the_checklist(
    sqlite_database: Database,
) -> None:
    only = SCHEME.replace(
        "phase: self,\n     document: 自查报告", "phase: self"
    )  # the yearly one is a report then
    place = filing_world.build(only)
    with clock.frozen(JUNE_7), engine.reading() as session:
        assert duty_of(place.campaign_id, session=session).name == "季度自查（2026年第二季度）"
        kinds = {one.name: one.kind for one in read_campaign(place.people.office, place.campaign_id).duties}
        assert kinds["季度自查（2026年第一季度）"] == kinds["季度自查（2026年第三季度）"] == "other"


def test_the_office_says_since_when_reports_are_asked_for(alone: Place) -> None:
    east, office, campaign_id = alone.people.township, alone.people.office, alone.campaign_id
    late = "月度统计（2026年5月）"
    assert owed(east, late) != []
    began = list_campaigns(office)[0].filings_since
    assert began == date(2026, 5, 12)
    with pytest.raises(Invalid, match="请写明"):
        ask_since(office, campaign_id, JUNE_10, " ", began)
    with pytest.raises(Invalid, match="不能晚于今天"):
        ask_since(office, campaign_id, date(2026, 6, 11), "此前已报纸质件", began)
    ask_since(office, campaign_id, JUNE_10, "此前已报纸质件", began)
    with pytest.raises(Conflict):
        ask_since(office, campaign_id, JUNE_7, "再改", began)
    assert owed(east, late) == []
    code = next(one.code for one in filing_duties(office, campaign_id) if one.name == late)
    assert {row.standing for row in list_turn(office, campaign_id, code)} == {Standing.WAIVED}
    ask_since(office, campaign_id, date(2026, 6, 5), "五月的也要核对", JUNE_10)
    assert owed(east, late) != [], "due on that very day"


def test_reports_of_a_regime_stand_in_the_calendar_of_those_who_owe_them(place: Place) -> None:
    def told(actor: Actor, month: int = 6) -> list[tuple[int, str, str]]:
        with clock.frozen(JUNE_7):
            days = month_agenda(actor, 2026, month)
        return [
            (day.day.day, one.text, one.place)
            for day in days
            for one in day.entries
            if one.kind == "filing_due"
        ]

    assert told(place.people.office) == [], "the campaign plans them, and they stand there once"
    with engine.transaction() as session:
        session.get_one(Campaign, place.campaign_id).state = "closed"
    link = f"filings?regime={place.registry.regime_id}&filing="
    assert told(place.people.office) == [
        (5, "月度统计（2026年5月）", f"{link}D-3&period-D-3=2026-05"),
        (6, "月度台账（2026年5月）", f"{link}D-8&period-D-8=2026-05"),
        (8, "向市级专班报送进展（2026年5月）", f"{link}D-9&period-D-9=2026-05"),
        (30, "季度自查（2026年第二季度）", f"{link}D-7&period-D-7=2026Q2"),
    ]
    assert [text for _, text, _ in told(place.people.township, 8)] == [
        "月度统计（2026年7月）",
        "月度台账（2026年7月）",
    ]
    assert told(place.people.provider) == []


def test_nobody_but_the_office_registers_its_own_report_as_sent(place: Place) -> None:
    east = place.people.township
    with clock.frozen(JUNE_10):
        number = open_filing(
            east, FilingPlace(east.unit_id, "D-8", place.registry.regime_id, period="2026-05")
        )
        with pytest.raises(Refused, match="只有专项办自己报出的材料在这里登记"):
            register_sent(east, number, SENT, 1)
        assert read_filed(east, number).state is FilingState.DRAFT
