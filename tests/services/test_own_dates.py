"""Reports due by a date of each unit's own: its contract's end as the system holds it, a date recorded of it."""

from datetime import date

import pytest
from sqlmodel import select

from domain.errors import WrongState
from domain.thresholds.came import Standing
from domain.thresholds.verdicts import Outcome
from models import engine
from models.provider import Contract
from services import clock
from services.contracts import create_contract, extend_contract
from services.facts import record_fact
from services.filing_access import FilingPlace
from services.filing_hand_in import open_filing, submit_filing
from services.filing_receive import accept_filing
from services.filing_view import read_filed, read_filing, undated_filings
from services.filings import FilingRow, list_filings
from services.measurements import record_measurement
from services.todo import list_todo
from services.verdicts import refresh_all
from tests import decision_path, provider_world
from tests.databases import Database
from tests.provider_world import SCHEMES, Supply, contract_values

SCHEME = SCHEMES / "own_dates.yaml"
MAY, JUNE_8, JUNE_12 = date(2026, 5, 6), date(2026, 6, 8), date(2026, 6, 12)


@pytest.fixture
def supply(sqlite_database: Database) -> Supply:
    """A provider whose contract ends with June, so that it asks for another by 10 June."""
    found = provider_world.under(SCHEME, day=MAY)
    with clock.frozen(MAY):
        create_contract(found.people.office, found.provider_id, contract_values(end=date(2026, 6, 30)))
    return found


def row(supply: Supply, key: str = "D-1") -> FilingRow:
    (found,) = list_filings(supply.people.office, supply.regime_id, key, "")
    return found


def owed(supply: Supply) -> list[tuple[str, date | None]]:
    found = list_todo(supply.people.provider, kinds=("filing_submit",)).items
    return [(one.title, one.due) for one in found]


def refreshed() -> None:
    with engine.transaction() as session:
        refresh_all(session=session)


def own(supply: Supply, key: str = "D-1") -> FilingPlace:
    return FilingPlace(supply.people.provider.unit_id, key, regime_id=supply.regime_id)


def test_each_unit_has_a_day_of_its_own_from_its_contract_and_is_overdue_after_it(supply: Supply) -> None:
    with clock.frozen(JUNE_8):
        assert (row(supply).standing, row(supply).came.due) == (Standing.DUE, date(2026, 6, 10))
        assert owed(supply) == [("续签申请", date(2026, 6, 10))]
    with clock.frozen(JUNE_12):
        assert (row(supply).standing, row(supply).came.delay) == (Standing.OVERDUE, "已逾期2日")
        refreshed()
        assert supply.verdict("P-1").outcome == Outcome.TRIGGERED


def test_what_was_handed_in_counts_until_the_next_contract_ends(supply: Supply) -> None:
    with clock.frozen(JUNE_8):
        found = open_filing(supply.people.provider, own(supply))
        came = submit_filing(
            supply.people.provider, found, "申请续签", read_filed(supply.people.provider, found).version
        )
        assert (came.due, came.too_late) == (date(2026, 6, 10), False)
        accept_filing(supply.people.office, found, read_filed(supply.people.office, found).version)
        assert owed(supply) == []
    with clock.frozen(JUNE_12):
        assert row(supply).standing is Standing.IN_TIME
        refreshed()
        assert supply.verdict("P-1").outcome == Outcome.NOT_TRIGGERED
        with engine.reading() as session:
            contract = session.exec(select(Contract)).one()
        extend_contract(supply.people.office, contract.key, contract.version, date(2027, 6, 30), "延长一年")
        assert supply.verdict("P-1").outcome == Outcome.PENDING_DATA
        assert (row(supply).standing, row(supply).came.due) == (Standing.DUE, date(2027, 6, 10))
        assert owed(supply) == [("续签申请", date(2027, 6, 10))]
        assert open_filing(supply.people.provider, own(supply)) != found


def test_a_contract_that_a_decision_ends_moves_the_days_that_hang_on_it_at_once(supply: Supply) -> None:
    people = supply.people
    with clock.frozen(JUNE_8):
        assert row(supply).standing is Standing.DUE
        found = {
            "event": "fraud",
            "happened_on": MAY,
            "description": "虚报工单",
            "evidence": "笔录",
            "proven_by": "核查组",
        }
        record_fact(people.inspector, supply.provider_id, found)
        decision_path.walked(supply, "P-3", JUNE_8, ("0",))
        assert supply.verdict("P-1").outcome == Outcome.TRIGGERED
        assert (row(supply).standing, row(supply).came.due) == (Standing.OVERDUE, date(2026, 5, 19))


def test_a_date_that_is_not_recorded_is_asked_for_and_nothing_is_overdue(supply: Supply) -> None:
    with clock.frozen(date(2026, 12, 1)):
        assert (row(supply, "D-2").standing, row(supply, "D-2").came.wanting) == (
            Standing.UNDATED, "登记“领证日”以后排出日子",
        )  # fmt: skip
        assert [title for title, _ in owed(supply)] == ["续签申请"]
        assert undated_filings(supply.people.provider) == [("领证半年报告", "“领证日”")]
        view = read_filing(supply.people.provider, own(supply, "D-2"))
        assert (view.may_write, "日期待填" in view.came.tell()) == (False, True)
        with pytest.raises(WrongState, match="登记“领证日”以后排出日子"):
            open_filing(supply.people.provider, own(supply, "D-2"))
        refreshed()
        assert supply.verdict("P-2").outcome == Outcome.PENDING_DATA
        unit = supply.people.unit("专项办")
        values = {
            "provider_id": supply.provider_id,
            "metric": "licence_day",
            "period": "",
            "reporting_unit_id": unit,
        }
        record_measurement(supply.people.office, {**values, "word": "2026-05-20"})
        assert row(supply, "D-2").standing is Standing.OVERDUE
        assert ("领证半年报告", date(2026, 11, 20)) in owed(supply)
        assert supply.verdict("P-2").outcome == Outcome.TRIGGERED
