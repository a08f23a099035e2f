"""The office registers what it sent upwards, and says since when a campaign asks for reports."""

from datetime import date

from models import engine
from models.provider import ProviderRegime
from services.campaigns import list_campaigns
from tests import filing_world
from tests.databases import Database
from tests.pages.conftest import Stand
from tests.pages.test_registers import fill
from tests.running import open_page, rows
from tests.services.test_filing_upwards import SCHEME


def test_the_office_registers_what_it_sent_and_since_when_it_asks(
    sqlite_database: Database, stand: Stand
) -> None:
    place = filing_world.build(SCHEME)
    stand(date(2026, 6, 10))
    office = place.people.office
    page = open_page("filings", office, filing="D-9")
    assert [one["状态"] for one in rows(page)] == ["逾期未报"]
    page = open_page("filing", office, regime=place.registry.regime_id, filing="D-9", period="2026-05")
    page.click("begin")
    sheet = open_page("filing", office, regime=place.registry.regime_id, filing="D-9", period="2026-05")
    form = next(one.key for one in sheet.test.date_input if one.key and one.key.startswith("send-"))
    name = form.rpartition(".")[0]
    fill(sheet, name, number="云专办〔2026〕6号")
    sheet.click(f"{name}:submit")
    assert "已登记报出，逾期2日" in sheet.texts
    with engine.transaction() as session:
        session.get_one(ProviderRegime, place.registry.regime_id).ended_on = date(2026, 6, 10)
    seen = open_page("campaign_filings", office, campaign=place.campaign_id)
    form = f"since-{place.campaign_id}"
    fill(seen, form, day=date(2026, 6, 1), reason="此前已报纸质件")
    seen.click(f"{form}:submit")
    assert "已改为从2026年6月1日起核对" in seen.texts
    assert list_campaigns(office)[0].filings_since == date(2026, 6, 1)
