"""工作台 and 看板: the pages as each role sees them."""

from datetime import timedelta

import pytest

from domain.permissions import Action, Role, ruling
from domain.workflow import State
from models.document import Notice
from models.self_inspection import SelfInspection
from services import clock
from services.notices import list_notices
from tests import campaign_rows, world
from tests.databases import Database
from tests.pages.conftest import Stand
from tests.running import Page, open_page, rows
from tests.world import People
from ui.navigation import BY_STEM

TODAY = campaign_rows.TODAY
DAY = timedelta(days=1)


@pytest.fixture
def people(sqlite_database: Database, stand: Stand) -> People:
    stand(TODAY)
    return world.district()


@pytest.fixture
def campaign(people: People) -> int:
    key = campaign_rows.campaign(people)
    late = {"state": State.RECTIFYING, "due": TODAY - DAY, "amount_fen": 1000}
    campaign_rows.finding(key, people.unit("东街镇"), title="未公示", **late)
    campaign_rows.finding(
        key, people.unit("东街一村"), state=State.CLOSED, amount_fen=3000, rectified_fen=3000
    )
    campaign_rows.finding(key, people.unit("西河镇"), state=State.ONGOING, kind="ongoing")
    return key


def test_nothing_to_do_says_so_and_leads_to_the_calendar(people: People) -> None:
    campaign_rows.campaign(people)
    page = open_page("todo", people.leader)
    assert "现在没有需要您办理的事项" in page.texts
    assert labels(page) == ["打开日历"]
    assert rows(page) == []


@pytest.mark.parametrize("stem", ["todo", "dashboard", "findings", "visits"])
def test_where_nothing_has_begun_the_office_is_led_to_its_first_step_and_others_are_told_to_wait(
    people: People, stem: str
) -> None:
    assert labels(open_page(stem, people.office)) == ["新建专项行动"]
    other = open_page(stem, people.inspector)
    assert "专项办创建专项行动后会出现在这里" in other.texts
    assert labels(other) == []


def labels(page: Page) -> list[str]:
    """Buttons of the page itself, without those of the sidebar."""
    return [one.label for one in page.test.main.button]


def test_tasks_come_in_order_with_their_light_step_and_link(people: People, campaign: int) -> None:
    page = open_page("todo", people.township)
    found = rows(page)
    assert [(row["事项"], row["我要办的"]) for row in found] == [
        ("自查报告：下级还有2个单位未报", "催报并汇总下级自查"),
        ("自查报告", "填写并报送自查报告"),
        ("YL-00001 未公示", "整改并报送结果"),
    ]
    assert found[2]["预警"] == "逾期 1 天"
    assert "逾期 3 条" in page.texts


def test_a_kind_in_the_address_filters_and_an_unknown_one_does_not(people: People, campaign: int) -> None:
    assert len(rows(open_page("todo", people.township, kind="finding_rectify"))) == 1
    assert len(rows(open_page("todo", people.township, kind="nonsense"))) == 3


def test_the_navigation_shows_what_waits(people: People, campaign: int) -> None:
    page = open_page("todo", people.township)
    labels = [link.proto.label for link in page.get("page_link")]
    assert [label for label in labels if "我的待办" in label and "3" in label]


def test_the_month_shows_deadlines_and_its_list_leads_to_them(people: People, campaign: int) -> None:
    page = open_page("agenda", people.office, month="2026-05")
    assert "2026年5月" in page.texts
    assert "报送截止 自查报告" in page.texts
    assert [row["事项"] for row in rows(page)] == ["报送截止 自查报告", "阶段结束 自查自纠"]
    assert "整改到期 1 件" in open_page("agenda", people.office).texts


@pytest.mark.parametrize("month", ["2026-13", "abc", "9999-01", "0001-01"])
def test_a_wrong_month_in_the_address_shows_this_month(people: People, month: str) -> None:
    assert "2026年6月" in open_page("agenda", people.office, month=month).texts


def test_the_next_month_after_december_is_january(people: People) -> None:
    page = open_page("agenda", people.office, month="2026-12").click("on")
    assert "2027年1月" in page.texts


def send(people: People, text: str) -> None:
    campaign_rows.add(
        Notice(
            unit_id=people.township.unit_id,
            text=text,
            link="/todo",
            at=clock.now(),
            sent_by=people.office.account_id,
        )
    )


def test_messages_are_read_all_at_once(people: People) -> None:
    send(people, "请尽快整改")
    send(people, "<script>alert(1)</script>")
    page = open_page("notices", people.township)
    assert [row["状态"] for row in rows(page)] == ["未读", "未读"]
    page.click("read")
    assert list_notices(people.township).unread == 0
    assert [row["状态"] for row in rows(page)] == ["已读", "已读"]


def test_the_dashboard_shows_three_numbers_and_a_row_for_each_campaign(people: People, campaign: int) -> None:
    page = open_page("dashboard", people.leader)
    for part in ("0/6", "50.0%", "1/2 项", "逾期未整改", "居家养老服务专项治理", "75.0%", "50.0%（1/2）"):
        assert part in page.texts, part
    assert "现在没有需要您签批的事项" not in page.texts


def test_what_needs_a_signature_stands_on_the_leaders_dashboard(people: People, campaign: int) -> None:
    subject = campaign_rows.provider(people)
    campaign_rows.decision(
        campaign_rows.verdict(subject), subject, "heard", proposed_by=people.office.account_id
    )
    page = open_page("dashboard", people.leader)
    assert "待我审批" in page.texts
    assert "审批处置意见" in page.texts
    assert "需要关注" not in page.texts
    assert "待我审批" not in open_page("dashboard", people.office).texts


def test_what_the_office_should_have_begun_is_to_be_watched_and_not_signed(
    people: People, campaign: int
) -> None:
    subject = campaign_rows.provider(people)
    verdict = campaign_rows.verdict(subject)
    yesterday = clock.today() - timedelta(days=1)
    campaign_rows.decision(verdict, subject, "open", opened_on=yesterday)
    page = open_page("dashboard", people.leader)
    assert "需要关注" in page.texts
    assert "督促专项办提出处置意见" in page.texts
    assert "待我审批" not in page.texts


def test_an_empty_dashboard_says_why(people: People) -> None:
    assert "目前没有进行中的专项行动" in open_page("dashboard", people.leader).texts


def test_townships_are_compared_and_a_rate_of_nothing_is_a_dash(people: People, campaign: int) -> None:
    campaign_rows.add(SelfInspection(campaign_id=campaign, unit_id=people.unit("东街镇"), state="submitted"))
    page = open_page("unit_comparison", people.leader, by="-rate")
    assert page.texts.index("东街镇") < page.texts.index("西河镇")
    for part in ("33.3%（1/3）", "—（0/0）", "合计"):
        assert part in page.texts, part


def test_providers_are_compared_without_verdicts_for_who_may_not_read_them(
    people: People, campaign: int
) -> None:
    subject = campaign_rows.provider(people)
    campaign_rows.verdict(subject)
    assert "触线判定" in open_page("provider_comparison", people.leader).texts
    assert "触线判定" not in open_page("provider_comparison", people.township).texts


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(
    "stem",
    [
        "todo",
        "agenda",
        "notices",
        "dashboard",
        "unit_comparison",
        "provider_comparison",
        "documents",
        "document_register",
    ],
)
def test_every_role_gets_the_page_or_a_reason(people: People, campaign: int, stem: str, role: Role) -> None:
    page = open_page(stem, people.of(role))
    action: Action = BY_STEM[stem].action
    assert ("不能打开" in page.texts) != ruling(role, action).allowed
