"""核查 and 督查: the second word only where a campaign records its authority, and then on each of its pages."""

from models import engine
from models.campaign import Campaign
from tests import campaign_world, visit_world, world
from tests.databases import Database
from tests.running import Page, open_page, rows


def menu(page: Page) -> list[str]:
    return [str(one.proto.label).strip("　* ") for one in page.get("page_link")]


def words(page: Page) -> str:
    return page.texts.replace("专项治理核查整改", "")  # what the product calls itself


def test_pages_of_a_campaign_with_authority_and_the_menu_say_it_until_another_campaign_may_not(
    sqlite_database: Database,
) -> None:
    place = visit_world.campaign(world.district())
    office = place.people.office
    place.signed(place.recorded(place.visit()))
    assert "自查核查对照" in menu(open_page("comparison", office))
    with engine.transaction() as session:
        campaign = session.get_one(Campaign, place.campaign_id)
        campaign.authority = "区政府办〔2026〕5号"
        library_id = campaign.library_id
    page = open_page("comparison", office)
    assert {"自查督查对照", "督查任务"} <= set(menu(page))
    assert {"督查", "督查日期", "督查情况"} <= set(rows(page)[0])
    assert "核查" not in words(page)
    place.visit("西河镇")
    for stem in ("draws", "visit_plan", "agenda", "todo"):
        assert "核查" not in words(open_page(stem, office)), stem
    campaign_world.campaign(place.people, library_id, name="另一个专项行动")
    page = open_page("comparison", office, campaign=place.campaign_id)
    assert "自查核查对照" in menu(page)  # what both campaigns share
    assert "自查督查对照" in page.texts
