"""One campaign from its creation to its summary, by everybody who has a part in it, each at a browser.

The tests tell one story and run in its order: each begins where the one before ended.
"""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, expect

from domain.workflow import State
from services import clock
from services.contract_list import list_contracts
from services.findings_detail import FindingDetail, read_finding
from services.ledger import read_ledger
from services.ledger_filters import LedgerQuery
from tests import world
from tests.browser import story_campaign as campaign
from tests.browser import story_provider as provider
from tests.browser.live import running_app
from tests.browser.story import Cast
from tests.browser.visits import TABLET, Visitors
from tests.files import png

CAMPAIGN = "居家养老服务专项治理行动"
NUMBER, FINDING = "YL-00003", 3  # of the visit; the two of the self-inspection came first


@pytest.fixture(scope="module")
def cast(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    """A fresh server in whose district nothing has happened yet."""
    with running_app(tmp_path_factory.mktemp("story")) as app:
        with app.services():
            people = world.district()
        yield Cast(app, people)


def test_the_office_creates_the_campaign(visit: Visitors, cast: Cast) -> None:
    office = cast.enters(visit, "office")
    office.opens("/campaign_new")
    office.chooses("方案", "老年人居家养老服务专项治理")
    office.writes("名称", CAMPAIGN)
    office.writes("问题编号前缀", "YL")
    office.ticks("全部村居")
    office.presses("创建专项行动")
    office.reads(f"已创建“{CAMPAIGN}”", "审核 → 现场验收 → 公示（持续5个工作日） → 销号")


def test_the_township_submits_a_self_inspection_with_two_problems(visit: Visitors, cast: Cast) -> None:
    township = cast.enters(visit, "township")
    township.opens("/todo")
    township.follows("自查自纠情况报告")
    campaign.answer_everything(township)
    campaign.declare_and_submit(township)
    township.reads("2 个问题已进入台账")


def test_the_office_returns_the_report_once_and_then_accepts_it(visit: Visitors, cast: Cast) -> None:
    office, township = cast.enters(visit, "office"), cast.enters(visit, "township")
    campaign.review(office)
    office.unfolds("退回修改")
    office.writes("退回理由", "混账核算的凭证清单没有写明，请补充。")
    office.presses("退回")
    office.reads("自查报告已退回")
    township.opens("/todo")
    township.follows("自查自纠情况报告")
    township.reads("第 1 次退回，理由：混账核算的凭证清单没有写明，请补充。")
    campaign.correct_problem(township)
    campaign.declare_and_submit(township)
    campaign.review(office)
    office.presses("审核通过")
    office.reads("自查报告已审核通过")


def test_two_inspectors_log_a_finding_with_a_photo(visit: Visitors, cast: Cast) -> None:
    office = cast.enters(visit, "office")
    office.opens("/visit_plan")
    office.chooses("被核查单位", "东街镇")
    office.chooses("核查人员", "严查", "严明")
    office.presses("保存安排")
    office.reads("核查已安排")
    first, second = (cast.enters(visit, name, TABLET) for name in ("inspector", "inspector2"))
    for inspector in (first, second):
        inspector.opens("/visits")
        inspector.presses("打开")
        inspector.reads("每一步都自动保存")
    campaign.check_on_site(first, second)
    campaign.sign_off(second)
    second.follows("东街镇")
    campaign.register(second)
    second.reads("问题已登记入账", NUMBER)
    second.presses("核查办结")
    second.reads("核查已办结")


def test_the_notice_says_what_was_found(visit: Visitors, cast: Cast, tmp_path: Path) -> None:
    office = cast.enters(visit, "office")
    office.opens("/findings")
    office.follows(NUMBER)
    office.sees("工单.jpg")
    office.writes("整改要求", "追回多结算资金，建立结算复核制度。")
    office.presses("交办")
    office.reads("已交办，并通知牵头单位")
    office.presses("制发整改通知书")
    office.writes("发文字号", "云专治办〔2026〕3号")
    office.presses("制发整改通知书")
    office.reads("已制发整改通知书")
    text = provider.text_of(office.downloads("下载 Word", tmp_path))
    due = read(cast).work.due
    assert due is not None
    for words in (
        "东街镇：",
        campaign.OVERPAID,
        "工单.jpg",
        "严查、严明",
        "追回多结算资金，建立结算复核制度。",
    ):
        assert words in text
    assert f"截止日期为{due.year}年{due.month}月{due.day}日" in text


def read(cast: Cast) -> FindingDetail:
    """The finding of the visit as the office sees it."""
    with cast.app.services():
        return read_finding(cast.people.office, FINDING)


def test_the_township_asks_for_more_time_and_the_office_grants_it(visit: Visitors, cast: Cast) -> None:
    township, office = cast.enters(visit, "township"), cast.enters(visit, "office")
    due = read(cast).work.due
    assert due is not None
    township.opens("/todo")
    township.follows(NUMBER)
    township.presses("签收")
    township.reads("已签收，请按期整改")
    township.picks("申请延期")
    township.dates("申请延期至", due + timedelta(days=20))
    township.writes("延期理由", "涉及三户，其中一户外出，待其返回后核对。")
    township.presses("提交申请")
    township.reads("延期申请已提交")
    office.opens("/finding_extensions")
    office.unfolds(NUMBER)
    office.reads("待其返回后核对")
    office.picks("同意")
    office.writes("审批意见", "情况属实，同意延期。")
    office.presses("提交审批")
    office.reads(f"{NUMBER} 的延期申请已审批")
    assert read(cast).work.due == due + timedelta(days=20)


def test_the_township_rectifies_with_evidence(visit: Visitors, cast: Cast) -> None:
    township = cast.enters(visit, "township")
    township.opens(f"/finding?id={FINDING}")
    township.attaches(FilePayload(name="退款凭证.png", mimeType="image/png", buffer=png(600, 400)))
    township.sees("退款凭证.png")
    township.writes("整改情况", "多结算的860元全部追回，已制定结算复核制度。")
    township.writes("整改到位金额", "860")
    township.writes("其中追回资金", "860")
    township.writes("建章立制成果", "居家养老服务结算复核制度")
    township.presses("报送整改结果")
    township.reads("整改结果已报送，等待审核")


def test_others_review_and_verify_and_it_is_struck_off(visit: Visitors, cast: Cast) -> None:
    reviewer, verifier = cast.enters(visit, "office2"), cast.enters(visit, "inspector3")
    reviewer.opens("/finding_checks")
    reviewer.follows(NUMBER)
    reviewer.writes("审核意见", "材料齐全，金额核对无误。")
    reviewer.presses("审核通过")
    reviewer.reads("“审核”已办理")
    verifier.opens(f"/finding?id={FINDING}")
    verifier.writes("现场验收意见", "现场查看退款凭证和制度文本，整改到位。")
    verifier.presses("现场验收通过")
    verifier.reads("须由两人以上共同办理，请补选一名同行人员")
    verifier.chooses("同行人员", "严明")
    verifier.presses("现场验收通过")
    verifier.reads("“现场验收”已办理")
    campaign.publish_and_strike(cast.enters(visit, "office"), cast, FINDING)
    assert read(cast).state is State.CLOSED


@pytest.fixture(scope="module")
def watched(cast: Cast) -> provider.Watched:
    """The two providers, each under its scheme."""
    return provider.watch(cast)


def test_a_survey_at_84_percent_leads_to_a_decision_in_force(
    visit: Visitors, cast: Cast, watched: provider.Watched, tmp_path: Path
) -> None:
    provider.survey(cast.enters(visit, "assessor"), watched)
    office = cast.enters(visit, "office")
    provider.propose(office)
    prior = provider.issue_prior_notice(office, tmp_path)
    assert all(words in prior for words in ("84/100 = 84% < 85%", "金额6,000.00元", "5个工作日"))
    provider.serve(office, "登记告知书送达")
    provider.state_ones_case(cast.enters(visit, "provider"))
    provider.approve(cast.enters(visit, "leader"))
    office.opens("/decisions")
    office.follows("CZ")
    provider.serve(office, "登记决定书送达")
    office.reads("决定生效中")
    office.opens("/contracts")
    office.reads("已解除")


def test_a_barred_provider_is_refused_a_contract_with_rule_decision_and_end(
    visit: Visitors, cast: Cast, watched: provider.Watched
) -> None:
    office = cast.enters(visit, "office")
    provider.prove_behaviour(office, watched)
    case = provider.bar(cast, watched)
    office.opens(f"/contract_new?provider={watched.barred}")
    provider.sign_contract(office)
    last = clock.today()
    office.reads("S4-4-14.1", case, f"{last.year + 3}")
    with cast.app.services():
        assert list_contracts(cast.people.office, provider_id=watched.barred).total == 0


def test_the_leader_sees_it_all_on_the_dashboard(visit: Visitors, cast: Cast) -> None:
    leader = cast.enters(visit, "leader")
    leader.opens("/dashboard")
    leader.reads("1/4", "1/3 项", CAMPAIGN)
    rows = leader.page.get_by_role("row", name=CAMPAIGN)
    expect(rows.first).to_contain_text("25.0%（1/4）")
    expect(rows.last).to_contain_text("33.3%（1/3）")
    rows.last.get_by_role("link", name="3", exact=True).first.click()
    leader.reads("共 3 条")


def test_the_figures_of_the_summary_are_those_of_the_ledger(
    visit: Visitors, cast: Cast, tmp_path: Path
) -> None:
    office = cast.enters(visit, "office")
    text = provider.issue_summary(office, tmp_path)
    with cast.app.services():
        ledger = read_ledger(cast.people.office, LedgerQuery(1))
        found = [read_finding(cast.people.office, row.id) for row in ledger.rows]
    done = sum(one.state is State.CLOSED for one in found)
    amount = sum(Decimal(one.facts.amount_fen) for one in found) / 100
    rectified = sum(Decimal(one.work.rectified_fen) for one in found) / 100
    assert (ledger.total, done, amount, rectified) == (3, 1, Decimal("38060.50"), 860)
    assert f"共开展核查1次，发现问题{ledger.total}个" in text
    assert f"（{done}项/{ledger.total}项）" in text
    assert f"（{rectified:,.2f}元/{amount:,.2f}元）" in text
    assert "取消服务资格1家" in text
