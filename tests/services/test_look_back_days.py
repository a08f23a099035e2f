"""When problems are looked back at: by their nature where the scheme says so."""

from datetime import date

from models import engine
from models.campaign import Campaign
from services import clock
from services.look_back_days import look_back_due
from tests.databases import Database
from tests.ledger_world import DAY
from tests.services.test_natures import SCHEME, new_place

LOOKING_BACK = """
close_out:
  clause: 四
  steps: [{key: review, name: 审核, role: office}]
  look_back: {count: 6, unit: month}
  look_back_by: {重大: {count: 1, unit: month}}
"""


def test_grave_problems_are_looked_back_at_after_a_term_of_their_own(sqlite_database: Database) -> None:
    with clock.frozen(DAY):
        place = new_place(SCHEME + LOOKING_BACK)
    with engine.reading() as session:
        campaign = session.get_one(Campaign, place.campaign_id)
        due = [look_back_due(campaign, "", nature, DAY, session=session) for nature in ("重大", "较大", "")]
    assert due == [date(2026, 6, 1), date(2026, 10, 30), date(2026, 10, 30)]  # a Saturday is moved to Monday
