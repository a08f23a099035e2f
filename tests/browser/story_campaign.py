"""What is typed into the long forms of the story: the self-inspection and the record of a visit."""

import re
from datetime import timedelta

from playwright.sync_api import FilePayload, expect

from models import engine
from models.finding import Finding
from services import clock
from tests.browser.story import Cast, Part, Person
from tests.files import jpeg

CATEGORIES = (
    "政策宣传不到位", "对象认定不精准", "资金使用不规范", "工作流程不合理",
    "动态管理不及时", "台账资料不完备", "信息公开不充分",
)  # fmt: skip
MOVED_AWAY = ("R2-1", "两名老人户籍迁出后仍享受补贴，涉及3个月。", "1200.50", "2")
MIXED_FUNDS = ("R3-1", "一季度专项资金与日常经费混账核算，涉及凭证12张。", "36000", "0")
PROBLEMS = {"对象认定不精准": MOVED_AWAY, "资金使用不规范": MIXED_FUNDS}
FIGURES = ("查阅对象", "抽查单据", "涉及资金", "腐败和作风问题（件")
NARRATIVE = (
    "工作开展情况", "立行立改和整改情况", "腐败和作风问题自查情况", "风险点和防控措施建议", "下一步打算",
)  # fmt: skip
OVERPAID = "抽查12张工单，3张结算金额大于平台消费，多结算860元。"


def answer_everything(township: Person) -> None:
    """All categories, with the two problems, then figures and narrative."""
    for category in CATEGORIES:
        township.picks(category)
        heading = township.page.get_by_role("heading", name=re.compile(f"^{category}"))
        expect(heading).to_be_visible()
        if category in PROBLEMS:
            describe(township.within(f"item-{PROBLEMS[category][0]}"), *PROBLEMS[category][1:])
        conform_rest(township)
        township.writes("这一类是怎样检查的", "查阅台账并入户走访12户")
    township.picks("报告文字")
    for label in FIGURES:
        township.writes(label, "0")
    for label in NARRATIVE:
        township.writes(label, "已按要求完成，逐项核对。")
    township.reads("已经填完，可以报送")


def describe(item: Part, description: str, amount: str, people: str) -> None:
    """Answer an item with 不符合 and type its problem."""
    item.picks("不符合")
    item.writes("问题描述", description)
    item.writes("涉及金额（元）", amount)
    item.writes("涉及人数", people)
    item.presses("登记问题")
    item.reads("再登记一个问题")


def conform_rest(person: Person) -> None:
    """One click for all items of the category that conform."""
    rest = person.page.get_by_role("button", name=re.compile("其余 .* 项全部符合"))
    rest.click()
    expect(rest).to_have_count(0)


def declare_and_submit(township: Person) -> None:
    """The last section of the self-inspection."""
    township.picks("核对报送")
    township.writes("主要负责人姓名", "张镇长")
    township.ticks("主要负责人已经审阅并作出上述承诺")
    township.presses("报送自查报告")
    township.reads("已报送，等待审核")


def correct_problem(township: Person) -> None:
    """Add what the office has missed in the second problem."""
    township.picks("资金使用不规范")
    item = township.within("item-R3-1")
    item.presses("修改或撤回")
    township.writes("问题描述", f"{MIXED_FUNDS[1]}清单见附件。")
    township.presses("保存修改")
    item.reads("清单见附件")


def check_on_site(first: Person, second: Person) -> None:
    """Two inspectors with tablets: one finds something and photographs it, the other checks the rest."""
    first.picks("资金使用不规范")
    item = first.within("item-R3-2")
    item.picks("不符合")
    item.writes("发现的情况", OVERPAID)
    item.unfolds("照片和材料")
    item.attaches(FilePayload(name="工单.jpg", mimeType="image/jpeg", buffer=jpeg(800, 600)))
    item.sees("工单.jpg")
    for category in CATEGORIES:
        second.picks(category)
        conform_rest(second)
    second.picks("现场情况")
    second.writes("在场人员", "张镇长")
    second.writes("核查事实", "查看台账、公示栏和平台结算数据。")
    second.writes("被核查单位意见", "无意见")


def sign_off(inspector: Person) -> None:
    """The person of the place reads the facts and signs."""
    inspector.picks("签字确认")
    inspector.reads("请被核查单位人员核对以下事实", OVERPAID)
    inspector.writes("签字人姓名", "张镇长")
    inspector.writes("签字人职务", "镇长")
    inspector.presses("确认签字")
    inspector.reads("核查事实已签字确认")


def register(inspector: Person) -> None:
    """Enter into the ledger what the place has signed; the photo goes with it."""
    inspector.presses("登记问题")
    inspector.writes("问题摘要", "3张工单多结算860元")
    inspector.writes("涉及金额", "860")
    inspector.writes("涉及人数", "3")
    inspector.sees("工单.jpg")
    inspector.presses("登记入账")


def review(office: Person) -> None:
    """Open the report that waits."""
    office.opens("/self_reviews")
    office.follows("东街镇")
    office.reads("等待您审核")


def publish_and_strike(office: Person, cast: Cast, finding_id: int) -> None:
    """Post the result; strike it off when the posting is over, and not before."""
    office.opens(f"/finding?id={finding_id}")
    office.writes("公示意见", "在区政府网站公示。")
    office.presses("开始公示")
    office.reads("“公示”已办理")
    office.writes("销号意见", "公示期满，没有异议。")
    office.presses("销号通过")
    office.reads("期满，次日起才能办理下一步")
    end_publicity(cast, finding_id)
    office.presses("销号通过")
    office.reads("“销号”已办理")


def end_publicity(cast: Cast, finding_id: int) -> None:
    """As if it had been posted earlier and the days were over: nobody waits a week for a test."""
    with cast.app.services(), engine.transaction() as session:
        row = session.get_one(Finding, finding_id)
        row.publicity_to = clock.today() - timedelta(days=1)
        session.add(row)
