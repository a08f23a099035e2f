"""One filled sample of every notice, as a district would issue it, and what all samples share."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from reports.decision_notice import DecisionNotice
from reports.delivery import Delivery
from reports.heads import HeadKind
from reports.issuing import Contact, Issue
from reports.lead_letter import LeadLetter
from reports.parties import Fact, Party
from reports.periods import Period
from reports.prior_notice import PriorNotice
from reports.rectification_notice import NoticeProblem, RectificationNotice
from reports.supervision_letter import SupervisionLetter

CAMPAIGN = "居家养老服务专项治理"
CONTACT = Contact("王敏", "0951-6000000", "青禾区政务中心3楼")
LETTER = Issue(
    issuer="青禾区民政局",
    day=date(2026, 7, 1),
    number="青民函〔2026〕12号",
    head=HeadKind.LETTER,
)
RED = Issue(
    issuer="青禾区居家养老服务专项治理领导小组办公室",
    day=date(2026, 11, 30),
    number="青养治办发〔2026〕5号",
    head=HeadKind.RED,
    mark="青禾区专项治理领导小组办公室文件",
    printed_by="青禾区民政局办公室",
    printed_on=date(2026, 12, 1),
    copies_to=("区纪委监委", "区财政局"),
    note="此件公开发布",
)
TOWNSHIP = Issue(issuer="柳溪镇人民政府", day=date(2026, 5, 29))

RISKS = (
    "政策宣传不到位", "对象认定不精准", "资金使用不规范", "工作流程不合理",
    "动态管理不及时", "台账资料不完备", "信息公开不充分",
)  # fmt: skip

NOTICE = RectificationNotice(
    issue=LETTER,
    campaign=CAMPAIGN,
    addressee="安颐居家养老服务中心",
    checked_on=date(2026, 6, 23),
    checked_until=date(2026, 6, 24),
    place="柳溪镇红星村服务站",
    inspectors=("李建国", "陈晓燕"),
    problems=(
        NoticeProblem(
            "部分服务工单时长不足仍进入结算",
            "抽查2026年4月工单120单，其中7单签入签出间隔不足60分钟，仍列入当月结算，涉及金额560.00元。",
            ("ZJ-0031", "ZJ-0032"),
            "实施方案第十三条第三项",
        ),
        NoticeProblem(
            "服务员未佩戴工牌上岗",
            "现场核查6名服务员，2名没有佩戴工牌，1名不能出示培训合格证明。",
            ("ZJ-0033",),
            "服务合同第八条",
        ),
    ),
    requirements=(
        "核减不合格工单。对照签入签出记录逐单清理，退回已经结算的款项560.00元，并说明原因。",
        "落实持证上岗。为全部服务员补齐工牌和培训证明，在此之前不得安排无证人员上门服务。",
    ),
    period=Period(
        "30日", "自然日", "自送达次日起算30日，末日遇休假日的，顺延至休假日结束的次日", date(2026, 7, 31)
    ),
    consequence="按照季度项目资金的3%至5%扣减",
    consequence_clause="服务合同第十二条第二款",
    statement_channel="请于收到之日起3个工作日内书面送交区民政局养老服务科，也可以当面陈述。",
    contact=CONTACT,
    delivery=Delivery("安颐居家养老服务中心", "柳溪镇红星村服务站", servers=("李建国", "陈晓燕")),
)

SUPERVISION = SupervisionLetter(
    issue=LETTER,
    addressee="长山街道办事处",
    matter="动态核销滞后问题整改",
    source="《整改通知书》（青民函〔2026〕8号）",
    original_deadline=date(2026, 6, 15),
    progress="应核销14人，已核销9人，其余5人尚未办理，期间发生费用1,200.00元。",
    overdue_days=16,
    occurrence=2,
    requirements=("立即核销5名不再符合条件人员。", "追回核销滞后期间发生的费用。"),
    deadline=date(2026, 7, 10),
    feedback="办结后书面反馈办理结果和佐证材料。",
    escalation="再次逾期的，将约谈主要负责人，并在全区通报。",
    contact=CONTACT,
)

PARTY = Party("安颐居家养老服务中心", "91640100MA7XXXXX0A", "周明", "青禾区柳溪镇中心路8号")
FACTS = (
    Fact("2026年第二季度满意度为84.0%。有效问卷50份，满意42份，低于约定标准。", ("CP-2026-02 测评报告",)),
)
PRIOR = PriorNotice(
    issue=LETTER,
    measure="取消服务资格",
    party=PARTY,
    opening="我单位对你单位2026年第二季度服务情况进行了测评和核查，拟作出处理。现依照合同告知如下。",
    facts=FACTS,
    bases=("服务合同第十二条第三款。", "实施方案第九条第二项。"),
    intended=(
        "取消服务资格，三年内不得参与本区居家养老服务项目。",
        "扣减第二季度项目资金的4%，计12,600.00元。",
    ),
    statement_period=Period("5个工作日", "工作日", "自送达次日起算，休假日不计入", None, "收到本告知书之日"),
    statement_channel="陈述、申辩请书面送交区民政局养老服务科。",
    contact=CONTACT,
)
DECISION = DecisionNotice(
    issue=replace(LETTER, number="青民函〔2026〕15号", day=date(2026, 7, 20), copies_to=("区财政局",)),
    title="取消服务资格决定书",
    party=PARTY,
    prior_notice="《取消服务资格事先告知书》（青民函〔2026〕12号）",
    prior_served_on=date(2026, 7, 2),
    statement="你单位于7月6日提交书面申辩，认为样本偏少。经复核，有效问卷达到抽样要求，申辩理由不成立。",
    facts=FACTS,
    bases=("服务合同第十二条第三款", "实施方案第九条第二项"),
    decisions=("取消你单位的服务资格。", "自决定生效之日起三年内，不得参与本区居家养老服务项目。"),
    effective="本决定自到达你单位之日起生效。",
    handover="请在15日内与接续服务单位完成交接，交接期间不得中断对特殊困难老人的服务。",
    settlement="已完成并验收合格的工单据实结算，扣减款项从应付款中抵扣。",
    remedies="不服本决定的，可以与我单位协商，也可以按照合同约定申请仲裁或者提起诉讼。",
    contact=CONTACT,
)

LEAD = LeadLetter(
    issue=replace(LETTER, issuer="派驻区民政局纪检监察组", number="青纪驻函〔2026〕3号", secrecy="秘密★1年"),
    addressee="区纪委监委",
    campaign=CAMPAIGN,
    lead="YL-XS-0001",
    subject="某服务中心负责人",
    subject_post="安颐居家养老服务中心",
    subject_status="",
    source="核查组在问题台账YL-00001中发现并报告",
    found_on=date(2026, 6, 23),
    stage="服务结算",
    facts="抽查2026年4月工单12张，其中3张结算金额大于平台消费金额，多结算860元。",
    amount=Decimal(860),
    measures_taken="已暂停当月结算。",
    evidence=("工单照片", "结算单复印件"),
    basis="实施方案第六条。",
    contact=CONTACT,
)
