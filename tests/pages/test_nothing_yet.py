"""Pages of verification before there is a campaign."""

import pytest

from tests import world
from tests.databases import Database
from tests.running import open_page


@pytest.mark.parametrize(
    ("stem", "title"),
    [
        ("visits", "核查任务"),
        ("visit_plan", "安排核查"),
        ("draws", "随机抽取"),
        ("draw_new", "新的抽取"),
        ("comparison", "自查核查对照"),
    ],
)
def test_without_a_campaign_a_page_has_its_title_and_the_first_step(
    sqlite_database: Database, stem: str, title: str
) -> None:
    texts = open_page(stem, world.district().office).texts
    assert title in texts
    assert "先选一个方案，新建专项行动" in texts
