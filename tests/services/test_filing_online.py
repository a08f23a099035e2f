"""Reports handed in online: owed, taken back, returned, received, let off; under a regime and in a campaign."""

from collections.abc import Iterator
from datetime import date

import pytest

from domain.errors import Conflict, Invalid, NotFound, Refused, WrongState
from domain.filing import FilingState
from domain.thresholds.came import Standing
from domain.thresholds.verdicts import Outcome
from models import engine
from models.provider import ProviderRegime
from services import clock
from services.actor import Actor
from services.campaign_filings import filing_duties, list_turn, remind_turn
from services.campaign_overview import overview
from services.evidence import EvidenceData, add_evidence
from services.filing_access import OBJECT, FilingPlace
from services.filing_hand_in import open_filing, submit_filing, withdraw_filing
from services.filing_receive import (
    accept_filing,
    lift_waiver,
    register_paper,
    return_filing,
    take_back_paper,
    waive_filing,
)
from services.filing_view import FilingView, filing_timeline, handed_in, read_filed, read_filing
from services.filings import list_filings
from services.filings_receive import receive_filings
from services.register_import import add_entry
from services.todo import list_todo
from tests import filing_world
from tests.databases import Database
from tests.files import png
from tests.filing_world import Place

MINE = ("filing_submit", "filing_returned")
JUNE_3, JUNE_8, JUNE_9 = date(2026, 6, 3), date(2026, 6, 8), date(2026, 6, 9)


@pytest.fixture
def place(sqlite_database: Database) -> Place:
    return filing_world.build()


@pytest.fixture
def alone(place: Place) -> Iterator[Place]:
    """The campaign without its regime."""
    with engine.transaction() as session:
        session.get_one(ProviderRegime, place.registry.regime_id).ended_on = date(2026, 5, 12)
    with clock.frozen(JUNE_8):
        yield place


def owed(actor: Actor) -> list[tuple[str, str, date | None, str]]:
    found = list_todo(actor, kinds=MINE).items
    return [(one.kind, one.title, one.due, one.place) for one in found]


def turn(place: Place, unit: str = "东街镇", period: str = "2026-05") -> FilingPlace:
    return FilingPlace(place.people.unit(unit), "D-3", place.registry.regime_id, period=period)


def planned(place: Place) -> FilingPlace:
    """The turn of May as the campaign knows it."""
    code = next(
        one.code for one in filing_duties(place.people.office, place.campaign_id) if "5月" in one.name
    )
    return FilingPlace(place.people.unit("东街镇"), code, campaign_id=place.campaign_id)


def hand_in(actor: Actor, where: FilingPlace, text: str = "五月份统计见附件") -> FilingView:
    number = open_filing(actor, where)
    submit_filing(actor, number, text, read_filed(actor, number).version)
    return read_filed(actor, number)


def test_a_unit_sees_what_it_owes_hands_it_in_and_the_rule_reads_the_day(place: Place) -> None:
    east, west = place.people.township, place.people.other_township
    with clock.frozen(JUNE_3):
        link = f"regime={place.registry.regime_id}&filing=D-3&period="
        assert owed(east) == [
            ("filing_submit", "月度统计（2026年5月）", date(2026, 6, 5), link + "2026-05"),
            ("filing_submit", "月度统计（2026年6月）", date(2026, 7, 5), link + "2026-06"),
        ]
        view = hand_in(east, turn(place))
        assert (view.state, view.came.standing, view.came.day) == (
            FilingState.SUBMITTED, Standing.IN_TIME, JUNE_3,
        )  # fmt: skip
        assert [one[1] for one in owed(east)] == ["月度统计（2026年6月）"]
        assert len(handed_in(east)) == 1
    place.judged_on(date(2026, 6, 6))
    assert place.outcome("R-3", "2026-05", "东街镇") is Outcome.NOT_TRIGGERED
    assert place.outcome("R-3", "2026-05", "西河镇") is Outcome.TRIGGERED
    with clock.frozen(JUNE_8):
        assert hand_in(west, turn(place, "西河镇")).came.standing is Standing.LATE
        rows = list_filings(place.people.office, place.registry.regime_id, "D-3", "2026-05")
    assert {row.name: row.standing for row in rows} == {"东街镇": Standing.IN_TIME, "西河镇": Standing.LATE}
    assert place.outcome("R-3", "2026-05", "西河镇") is Outcome.TRIGGERED


def test_what_was_returned_is_owed_again_and_counts_by_its_first_day(place: Place) -> None:
    east, office = place.people.township, place.people.office
    with clock.frozen(JUNE_3):
        view = hand_in(east, turn(place))
    with clock.frozen(JUNE_8):
        waits = list_todo(office, kinds=["filing_receive_kept"]).items
        assert [(one.unit, one.place) for one in waits] == [("东街镇", f"id={view.id}")]
        with pytest.raises(Invalid, match="请写明退回理由"):
            return_filing(office, view.id, " ", view.version)
        return_filing(office, view.id, "缺少负责人签字", view.version)
        assert place.outcome("R-3", "2026-05", "东街镇") is Outcome.PENDING_DATA
        assert owed(east)[0][:2] == ("filing_returned", "月度统计（2026年5月）")
        again = hand_in(east, turn(place), "已补签字")
        assert again.came.day == JUNE_3
        assert place.outcome("R-3", "2026-05", "东街镇") is Outcome.NOT_TRIGGERED
        with pytest.raises(Conflict):
            accept_filing(office, view.id, view.version)
        accept_filing(office, view.id, again.version)
        with pytest.raises(WrongState, match="已接收"):
            withdraw_filing(east, view.id, again.version + 1)
        told = [entry.summary.partition("“")[0] for entry in filing_timeline(east, view.id)]
    assert told == ["开始填写", "报送", "第1次退回", "报送", "接收"]


def test_what_is_taken_back_before_it_was_received_has_not_come(place: Place) -> None:
    east = place.people.township
    with clock.frozen(JUNE_3):
        view = hand_in(east, turn(place))
        withdraw_filing(east, view.id, view.version)
    with clock.frozen(JUNE_8):
        assert owed(east)[0][0] == "filing_submit"
        assert hand_in(east, turn(place)).came.standing is Standing.LATE
    assert place.outcome("R-3", "2026-05", "东街镇") is Outcome.TRIGGERED


def test_a_report_needs_words_or_a_file_and_the_own_unit(place: Place) -> None:
    east, west = place.people.township, place.people.other_township
    with clock.frozen(JUNE_3):
        number = open_filing(east, turn(place))
        assert open_filing(east, turn(place)) == number
        with pytest.raises(Invalid, match="请填写报送内容，或者上传附件"):
            submit_filing(east, number, "  ", 1)
        with pytest.raises(Refused, match="不由西河镇报送"):
            submit_filing(west, number, "代报", 1)
        with pytest.raises(Refused):
            read_filed(west, number)
        with pytest.raises(NotFound):
            open_filing(east, turn(place, period="2020-01"))
        unit = place.people.unit("东街镇")
        add_evidence(east, EvidenceData(OBJECT, number, unit, "", "统计表.png", png()))
        submit_filing(east, number, "", 1)
        with pytest.raises(WrongState, match="已经报送"):
            add_evidence(east, EvidenceData(OBJECT, number, unit, "", "补.png", png(8)))
        with pytest.raises(Refused, match="不能自己办理"):
            accept_filing(east, number, 2)


def test_what_came_on_paper_is_not_asked_for_and_settles_what_was_returned(place: Place) -> None:
    east, west, office = place.people.township, place.people.other_township, place.people.office
    regime_id = place.registry.regime_id
    with clock.frozen(JUNE_8):
        view = hand_in(east, turn(place))
        return_filing(office, view.id, "缺章", view.version)
        units = [place.people.unit(name) for name in ("东街镇", "西河镇")]
        receive_filings(office, regime_id, "D-3", "2026-05", units, JUNE_8)
        assert [one[1] for one in owed(east) + owed(west)] == ["月度统计（2026年6月）"] * 2
        assert read_filed(east, view.id).state is FilingState.ACCEPTED
        seen = read_filing(west, turn(place, "西河镇"))
        assert (seen.on_paper, seen.may_write) == (True, False)
        with pytest.raises(WrongState, match="已经登记报来"):
            open_filing(west, turn(place, "西河镇"))


def test_a_report_sent_online_is_not_returned_in_the_register(place: Place) -> None:
    with clock.frozen(JUNE_3):
        hand_in(place.people.township, turn(place))
        with pytest.raises(Invalid, match="东街镇是网上报送的"):
            add_entry(
                place.people.office,
                place.registry.regime_id,
                "D-3",
                {
                    "name": "东街镇",
                    "day": "2026-06-03",
                    "field:period": "2026-05",
                    "field:returned": "是",
                    "done_by": "王收发",
                },
            )


def test_whoever_is_let_off_owes_nothing_until_that_is_lifted(place: Place) -> None:
    east, office = place.people.township, place.people.office
    with clock.frozen(JUNE_8):
        waive_filing(office, turn(place), "受灾停产", 0)
        view = read_filing(east, turn(place))
        assert (view.came.standing, view.may_write) == (Standing.WAIVED, False)
        assert [one[1] for one in owed(east)] == ["月度统计（2026年6月）"]
        with pytest.raises(WrongState, match="免予报送"):
            open_filing(east, turn(place))
        lift_waiver(office, view.id, "已恢复", view.version)
        assert owed(east)[0][1] == "月度统计（2026年5月）"


def test_a_campaign_without_a_regime_keeps_account_of_what_its_units_hand_in(alone: Place) -> None:
    east, office, campaign_id = alone.people.township, alone.people.office, alone.campaign_id
    assert [title for _, title, _, _ in owed(east)] == ["月度统计（2026年5月）", "月度统计（2026年6月）"]
    before = next(one for one in filing_duties(office, campaign_id) if "4月" in one.name)
    assert {row.standing for row in list_turn(office, campaign_id, before.code)} == {Standing.WAIVED}
    may = planned(alone)
    assert {row.name: row.standing for row in list_turn(office, campaign_id, may.code)} == {
        "东街镇": Standing.OVERDUE, "西河镇": Standing.OVERDUE,
    }  # fmt: skip
    view = hand_in(east, may)
    accept_filing(office, view.id, view.version)
    west = alone.people.unit("西河镇")
    assert register_paper(office, campaign_id, may.code, [west], date(2026, 6, 4)) == ("西河镇",)
    rows = {row.name: row.standing for row in list_turn(office, campaign_id, may.code)}
    assert rows == {"东街镇": Standing.LATE, "西河镇": Standing.IN_TIME}
    counts = overview(office, campaign_id).filings
    assert (counts.due, counts.received, counts.late, counts.overdue) == (2, 2, 1, 0)
    with pytest.raises(WrongState, match="已接收"):
        register_paper(office, campaign_id, may.code, [west], JUNE_8)
    paper = read_filing(office, FilingPlace(west, may.code, campaign_id=campaign_id))
    take_back_paper(office, paper.id, "登错单位", paper.version)
    assert remind_turn(office, campaign_id, may.code).sent == ("西河镇",)
    assert remind_turn(office, campaign_id, may.code).already == ("西河镇",)


def test_under_a_regime_the_campaign_points_there_and_takes_nothing_itself(place: Place) -> None:
    with clock.frozen(JUNE_8):
        found = {one.name: one.kept for one in filing_duties(place.people.office, place.campaign_id)}
        assert found["月度统计（2026年5月）"] == "报送考核"
        assert found["月度统计（2026年3月）"] == ""  # due before the regime began
        with pytest.raises(WrongState, match="报送考核"):
            open_filing(place.people.township, planned(place))


def test_what_a_campaign_received_before_is_read_by_the_regime(alone: Place) -> None:
    hand_in(alone.people.township, planned(alone))
    with engine.transaction() as session:
        session.get_one(ProviderRegime, alone.registry.regime_id).ended_on = None
    alone.judged_on(JUNE_9)
    rows = list_filings(alone.people.office, alone.registry.regime_id, "D-3", "2026-05")
    assert {row.name: row.standing for row in rows} == {"东街镇": Standing.LATE, "西河镇": Standing.OVERDUE}
