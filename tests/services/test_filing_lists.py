"""Who handed in a turn, who was late, who is missing; registering several at once, taking back, reminding."""

from datetime import date

import pytest
from sqlmodel import col, select

from domain.errors import Invalid, NotFound, Refused
from domain.thresholds.came import Standing
from domain.thresholds.verdicts import Outcome
from models import engine
from models.register import RegisterEntry
from models.subject import Subject
from services import clock
from services.filing_access import FilingPlace
from services.filing_view import read_filing
from services.filings import filing_kinds, list_filings
from services.filings_receive import receive_filings, remind_filings
from services.notices import list_notices
from services.register_withdraw import withdraw_entries, withdraw_filings
from tests import campaign_world as cw
from tests import filing_world, world
from tests.databases import Database
from tests.filing_world import Place


@pytest.fixture
def place(sqlite_database: Database) -> Place:
    return filing_world.build()


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


def test_what_was_registered_by_mistake_is_taken_back_with_a_reason_and_judged_anew(place: Place) -> None:
    office, regime_id, east = place.people.office, place.registry.regime_id, place.people.unit("东街镇")
    with clock.frozen(date(2026, 6, 8)):
        receive_filings(office, regime_id, "D-3", "2026-05", [east], date(2026, 6, 5))
        with pytest.raises(Invalid, match="撤回的原因"):
            withdraw_filings(office, regime_id, "D-3", "2026-05", [east], " ")
        with pytest.raises(Invalid, match="没有登记过"):
            withdraw_filings(office, regime_id, "D-3", "2026-05", [place.people.unit("西河镇")], "登错")
        with pytest.raises(Refused):
            withdraw_filings(place.people.township, regime_id, "D-3", "2026-05", [east], "登错")
        withdraw_filings(office, regime_id, "D-3", "2026-05", [east], "登错单位")
        assert place.outcome("R-3", "2026-05", "东街镇") is Outcome.TRIGGERED
        (entry,) = history(east, regime_id)
        assert (entry.superseded, entry.superseded_why) == (True, "登错单位")
        with pytest.raises(NotFound):
            withdraw_entries(office, regime_id, [entry.key], "再撤一次")
        receive_filings(office, regime_id, "D-3", "2026-05", [east], date(2026, 6, 4))
    assert place.outcome("R-3", "2026-05", "东街镇") is Outcome.NOT_TRIGGERED


def history(unit_id: int, regime_id: int) -> list[RegisterEntry]:
    """Every row of a unit, also those that were taken back."""
    with engine.reading() as session:
        found = select(RegisterEntry).join(Subject, col(Subject.id) == col(RegisterEntry.subject_id))
        return list(
            session.exec(found.where(Subject.unit_id == unit_id, Subject.regime_id == regime_id)).all()
        )


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


def test_an_address_that_names_no_filing_is_told_so_and_nothing_of_providers(
    sqlite_database: Database,
) -> None:
    people = world.district()
    with pytest.raises(NotFound, match="找不到这项报送"):
        read_filing(people.township, FilingPlace(people.township.unit_id, "", 0, 0, ""))
