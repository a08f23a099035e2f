"""Orders by the hour: a campaign registers days, so that they end when they are over for certain."""

from datetime import date

from domain.deadlines import Deadline
from domain.terms import Period, Unit
from services import clock
from tests import ledger_world, world
from tests.databases import Database
from tests.ledger_world import DAY, read


def test_an_order_of_24_hours_ends_with_the_day_on_which_they_are_over_for_certain(
    sqlite_database: Database,
) -> None:
    hours = {"period": Period(24, Unit.HOUR).to_json(), "event": "通知送达", "clause": "三（二）"}
    with clock.frozen(DAY):
        place = ledger_world.campaign(world.district(), terms={"by_deadline": hours})
        row = read(place.assigned())
    assert row.due == date(2026, 5, 1)  # a holiday: hours do not roll
    assert Deadline.from_json(row.deadline).explain() == (
        "自2026年4月30日通知送达时起24小时，登记到日，最迟2026年5月1日"
    )
