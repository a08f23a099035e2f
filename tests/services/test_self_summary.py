"""Who reported, who is missing, who is reminded, and the overview's figures."""

from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlmodel import Session, select

from domain.errors import Invalid, NotFound, Refused
from domain.workflow import State
from models import engine
from models.document import Notice
from services import clock
from services.campaign_overview import overview
from services.self_reminders import remind_missing
from services.self_rollup import excuse_unit
from services.self_sheet import summary_workbook
from services.self_standing import unit_standing
from services.self_summary import STANDINGS, Filter, summarize
from tests import campaign_rows as rows
from tests import campaign_world as cw
from tests import world
from tests.databases import Database
from tests.snapshots import once
from tests.statements import count_statements

DUE = date(2026, 5, 31)


@pytest.fixture
def built(database: Database) -> tuple[world.People, int]:
    return once(_build)


@pytest.fixture
def people(built: tuple[world.People, int]) -> world.People:
    return built[0]


@pytest.fixture
def campaign_id(built: tuple[world.People, int]) -> int:
    return built[1]


def _build() -> tuple[world.People, int]:
    """西河镇 reported late with a problem, 东街一村 in time and accepted, 东街二村 is excused, others are missing."""
    with clock.frozen(date(2026, 5, 1)):
        people = world.district()
    campaign = cw.campaign(people, cw.library())
    with clock.frozen(DUE):
        village = cw.report(people.village, campaign)
        cw.accept(people.township, village)
    with clock.frozen(date(2026, 6, 1)):
        cw.report(people.other_township, campaign, cw.PROBLEM)
    excuse_unit(people.township, campaign, people.unit("东街二村"), "村居已撤并")
    return people, campaign


def units(people: world.People, campaign_id: int, **wanted: Any) -> list[str]:
    found = summarize(people.office, campaign_id, Filter(**wanted))
    return [row.unit for row in found.rows]


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        ("", ["东街镇", "西河镇", "东街一村", "东街二村", "康乐服务中心", "和顺服务中心"]),
        ("missing", ["东街镇", "康乐服务中心", "和顺服务中心"]),
        ("received", ["西河镇", "东街一村"]),
        ("on_time", ["东街一村"]),
        ("late", ["西河镇"]),
        ("to_review", ["西河镇"]),
        ("returned", []),
        ("accepted", ["东街一村"]),
        ("excused", ["东街二村"]),
    ],
)
def test_each_standing_lists_its_units(
    people: world.People, campaign_id: int, standing: str, expected: list[str]
) -> None:
    assert units(people, campaign_id, standing=standing) == expected


def test_the_standings_tried_here_are_all_there_are() -> None:
    assert len(STANDINGS) == 8


def test_an_unknown_standing_is_refused(people: world.People, campaign_id: int) -> None:
    with pytest.raises(Invalid):
        units(people, campaign_id, standing="lost")


def test_the_summary_narrows_by_kind_township_and_words(people: world.People, campaign_id: int) -> None:
    assert units(people, campaign_id, kind="provider") == ["康乐服务中心", "和顺服务中心"]
    assert units(people, campaign_id, township=people.unit("东街镇")) == ["东街镇", "东街一村", "东街二村"]
    assert units(people, campaign_id, words="一村") == ["东街一村"]
    assert units(people, campaign_id, words="%") == []


def test_the_summary_sorts_and_pages_in_the_database(people: world.People, campaign_id: int) -> None:
    assert units(people, campaign_id, sort="-problems", size=1) == ["西河镇"]
    assert units(people, campaign_id, size=4, page=2) == ["康乐服务中心", "和顺服务中心"]
    found = summarize(people.office, campaign_id, Filter(size=1))
    assert (found.total, found.received, found.late) == (6, 2, 1)


def test_a_township_sees_its_own_rows(people: world.People, campaign_id: int) -> None:
    found = summarize(people.township, campaign_id, Filter())
    assert [row.unit for row in found.rows] == ["东街镇", "东街一村", "东街二村"]
    assert [row.unit for row in summarize(people.provider, campaign_id, Filter()).rows] == ["康乐服务中心"]


def test_a_row_says_what_was_found(people: world.People, campaign_id: int) -> None:
    (row,) = summarize(people.office, campaign_id, Filter(standing="late")).rows
    assert (row.problems, row.amount_fen, row.late) == (1, 120050, True)


def test_the_sheet_has_every_row_of_the_filter(people: world.People, campaign_id: int) -> None:
    sheet = load_workbook(BytesIO(summary_workbook(people.office, campaign_id, Filter(size=1)))).worksheets[0]
    heads, *found = sheet.iter_rows(values_only=True)
    assert len(found) == 6
    late = dict(zip(heads, next(row for row in found if row[0] == "西河镇"), strict=True))
    assert (late["涉及金额（元）"], late["是否逾期"], str(late["首次报送时间"])[:10]) == (
        1200.5,
        "是",
        "2026-06-01",
    )
    excused = dict(zip(heads, next(row for row in found if row[0] == "东街二村"), strict=True))
    assert (excused["状态"], excused["例外理由"]) == ("例外", "村居已撤并")


def test_the_summary_costs_three_statements(people: world.People, campaign_id: int) -> None:
    with count_statements() as seen:
        summarize(people.office, campaign_id, Filter())
    assert len([one for one in seen if one.startswith("SELECT")]) == 3


def test_one_click_reminds_all_that_are_missing_and_nobody_else(
    people: world.People, campaign_id: int
) -> None:
    with clock.frozen(date(2026, 5, 25)):
        receipt = remind_missing(people.office, campaign_id)
    assert receipt.sent == ("东街镇", "康乐服务中心", "和顺服务中心")
    with Session(engine.current()) as session:
        notice = session.exec(select(Notice).where(Notice.kind == "self_reminder")).first()
    assert notice is not None
    assert "5月31日截止，还剩6天" in notice.text


def test_a_second_click_on_the_same_day_sends_nothing(people: world.People, campaign_id: int) -> None:
    with clock.frozen(date(2026, 5, 25)):
        remind_missing(people.office, campaign_id, [people.unit("东街镇")])
        receipt = remind_missing(people.second_office, campaign_id)
    assert receipt.sent == ("康乐服务中心", "和顺服务中心")
    assert receipt.already == ("东街镇",)
    assert "今天已经催过" in receipt.sentence


def test_a_day_ends_at_midnight_in_shanghai(people: world.People, campaign_id: int) -> None:
    late_evening = datetime(2026, 5, 25, 23, 59, tzinfo=clock.SHANGHAI)
    with clock.frozen(late_evening):
        assert len(remind_missing(people.office, campaign_id).sent) == 3
    with clock.frozen(datetime(2026, 5, 26, 0, 0, tzinfo=clock.SHANGHAI)):
        assert len(remind_missing(people.office, campaign_id).sent) == 3
    standing = unit_standing(people.office, campaign_id, people.unit("东街镇"))
    assert standing.reminded == (date(2026, 5, 25), date(2026, 5, 26))


def test_a_unit_that_is_not_missing_is_not_reminded_even_when_named(
    people: world.People, campaign_id: int
) -> None:
    named = [people.unit("西河镇"), people.unit("东街二村")]
    receipt = remind_missing(people.office, campaign_id, named)
    assert (receipt.sent, receipt.sentence) == ((), "没有需要催报的单位。")


def test_a_provider_reminds_nobody(people: world.People, campaign_id: int) -> None:
    with pytest.raises(Refused):
        remind_missing(people.provider, campaign_id)


def test_the_overview_adds_up_coverage_by_township(people: world.People, campaign_id: int) -> None:
    seen = overview(people.office, campaign_id)
    assert (seen.coverage.expected, seen.coverage.received, seen.coverage.on_time) == (5, 2, 1)
    assert (seen.coverage.late, seen.coverage.missing, seen.coverage.excused) == (1, 3, 1)
    assert [group.name for group in seen.groups] == ["东街镇", "西河镇", "服务单位"]


def test_the_overview_counts_findings_by_category_and_state(people: world.People, campaign_id: int) -> None:
    township = people.unit("东街镇")
    closed = {"state": State.CLOSED, "amount_fen": 500, "rectified_fen": 500}
    late = {"state": State.RECTIFYING, "due": date(2026, 5, 30), "amount_fen": 1500}
    rows.finding(campaign_id, township, category="r1", **closed)
    rows.finding(campaign_id, township, category="r1", **late)
    with clock.frozen(DUE):
        seen = overview(people.office, campaign_id)
    states = {one.code: dict(one.states) for one in seen.categories}
    assert states == {"r1": {State.CLOSED: 1, State.RECTIFYING: 1}, "r2": {State.REGISTERED: 1}}
    assert (seen.findings.due, seen.findings.done, seen.findings.overdue) == (3, 1, 1)
    assert (seen.findings.amount_fen, seen.findings.rectified_fen) == (122050, 500)


def test_the_overview_shows_a_township_its_own_figures_and_no_decisions(
    people: world.People, campaign_id: int
) -> None:
    seen = overview(people.township, campaign_id)
    assert seen.findings.found == 0
    assert [group.name for group in seen.groups] == ["东街镇"]
    assert seen.open_decisions is None


def test_open_decisions_are_those_about_providers_in_scope(people: world.People, campaign_id: int) -> None:
    provider = rows.provider(people)
    verdict = rows.verdict(provider)
    rows.decision(verdict, provider, "proposed")
    rows.decision(verdict, provider, "in_force")
    assert overview(people.office, campaign_id).open_decisions == 1


def test_the_overview_costs_at_most_ten_statements(people: world.People, campaign_id: int) -> None:
    with count_statements() as seen:
        overview(people.office, campaign_id)
    assert len([one for one in seen if one.startswith("SELECT")]) == 9


def test_a_unit_out_of_sight_or_out_of_scope_is_not_found(people: world.People, campaign_id: int) -> None:
    with pytest.raises(NotFound):
        unit_standing(people.township, campaign_id, people.unit("西河镇"))
    with pytest.raises(NotFound):
        unit_standing(people.office, campaign_id, people.unit("专项办"))


@pytest.mark.parametrize(
    ("who", "unit", "writes", "excuses"),
    [
        ("office", "东街镇", False, True),
        ("township", "东街镇", True, False),
        ("township", "东街二村", True, True),
        ("office", "东街一村", False, False),
        ("leader", "东街镇", False, False),
    ],
)
def test_what_can_be_done_about_a_unit_depends_on_the_level_and_the_state(
    people: world.People, campaign_id: int, who: str, unit: str, writes: bool, excuses: bool
) -> None:
    standing = unit_standing(getattr(people, who), campaign_id, people.unit(unit))
    assert (standing.may_write, standing.may_excuse) == (writes, excuses)
