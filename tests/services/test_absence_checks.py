"""查询确认: a rule that needs "none" is judged only when somebody has looked far enough, and long enough."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import col, select

from domain.errors import Invalid, Refused
from domain.thresholds.verdicts import Outcome
from models import engine
from models.decision import Verdict
from services import clock
from services.absence_checks import list_checks, record_check, withdraw_check
from services.facts import record_fact
from services.measurements import record_measurement
from tests import register_world
from tests.databases import Database
from tests.register_world import Registry

TODAY = date(2026, 5, 10)
BID = date(2026, 3, 10)


@pytest.fixture
def bidder(sqlite_database: Database) -> Registry:
    """A provider that bid on 10 March 2026 and passed its annual check."""
    with clock.frozen(TODAY):
        built = register_world.build("s4-1", {"year": 2026})
        office = built.people.office
        common = {"provider_id": built.provider_id, "reporting_unit_id": office.unit_id}
        record_measurement(office, {**common, "metric": "bid_date", "word": BID.isoformat()})
        record_measurement(office, {**common, "metric": "annual_check", "yes": True})
    return built


def look(bidder: Registry, since: date | None, through: date) -> None:
    values: dict[str, Any] = {
        "event": "violation", "since": since, "through": through, "looked_by": "周一", "evidence": "信用平台查询截图",
    }  # fmt: skip
    with clock.frozen(TODAY):
        record_check(bidder.people.office, bidder.provider_id, values)


def standing(bidder: Registry) -> str:
    with engine.reading() as session:
        found = select(Verdict.outcome).where(
            Verdict.provider_id == bidder.provider_id,
            Verdict.rule == "S4-1-03",
            col(Verdict.superseded).is_(False),
        )
        return session.exec(found).one()


def test_the_rule_waits_until_somebody_has_looked_over_the_whole_three_years(bidder: Registry) -> None:
    assert standing(bidder) == Outcome.PENDING_DATA
    look(bidder, date(2023, 3, 11), date(2026, 3, 9))
    assert standing(bidder) == Outcome.PENDING_DATA
    look(bidder, date(2023, 3, 1), date(2023, 3, 10))
    assert standing(bidder) == Outcome.PENDING_DATA
    look(bidder, date(2026, 3, 10), BID)
    assert standing(bidder) != Outcome.PENDING_DATA


def test_what_is_registered_counts_whether_or_not_anybody_looked(bidder: Registry) -> None:
    look(bidder, None, TODAY)
    free = standing(bidder)
    with clock.frozen(TODAY):
        record_fact(
            bidder.people.office, bidder.provider_id,
            {"event": "violation", "happened_on": date(2025, 1, 1), "description": "受到处罚", "evidence": "决定书",
             "proven_by": "市场监管局"},
        )  # fmt: skip
    assert standing(bidder) not in {free, Outcome.PENDING_DATA}


def test_a_check_is_taken_back_with_a_reason_and_the_rule_waits_again(bidder: Registry) -> None:
    office = bidder.people.office
    look(bidder, None, TODAY)
    assert standing(bidder) != Outcome.PENDING_DATA
    with clock.frozen(TODAY):
        row = list_checks(office, bidder.provider_id)[0]
        with pytest.raises(Invalid, match="撤回的原因"):
            withdraw_check(office, row.id, row.version, " ")
        withdraw_check(office, row.id, row.version, "查错了单位")
    assert standing(bidder) == Outcome.PENDING_DATA


def test_a_check_needs_a_record_that_asks_for_it_days_that_have_passed_and_the_right(
    bidder: Registry,
) -> None:
    values = {"event": "violation", "through": TODAY, "looked_by": "周一", "evidence": "截图"}
    with clock.frozen(TODAY):
        for wrong, field in (
            ({"event": "harm"}, "event"),
            ({"through": date(2026, 5, 11)}, "through"),
            ({"since": date(2026, 5, 10), "through": date(2026, 5, 9)}, "since"),
            ({"evidence": ""}, "evidence"),
        ):
            with pytest.raises(Invalid) as mistake:
                record_check(bidder.people.office, bidder.provider_id, {**values, **wrong})
            assert list(mistake.value.fields) == [field]
        with pytest.raises(Refused):
            record_check(bidder.people.township, bidder.provider_id, values)
