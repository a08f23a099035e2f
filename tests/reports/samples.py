"""One filled sample of every document, as a district would issue it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from reports.campaign_summary import (
    CampaignSummary,
    PhaseAccount,
    SummaryFigures,
    SystemRow,
    TypicalCase,
    UnitFigures,
)
from reports.circular import Circular, Handling, NamedProblem, NextStep, UnitStanding
from reports.decision_notice import DecisionNotice
from reports.delivery import Delivery
from reports.heads import HeadKind
from reports.issuing import Contact, Issue
from reports.ledger import LedgerRow
from reports.ledger_word import Ledger
from reports.parties import Fact, Party
from reports.periods import Period
from reports.prior_notice import PriorNotice
from reports.rectification_notice import NoticeProblem, RectificationNotice
from reports.self_inspection_annexes import ProblemRow, RectificationRow, VoluntaryRow
from reports.self_inspection_report import CategoryResult, Scope, SelfInspectionReport
from reports.supervision_letter import SupervisionLetter
from reports.verification_report import (
    CheckCount,
    ChecklistRow,
    EvidenceRow,
    Sample,
    TalkRow,
    VerificationReport,
    VerifiedProblem,
)

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

SELF_INSPECTION = SelfInspectionReport(
    issue=TOWNSHIP,
    campaign=CAMPAIGN,
    unit="柳溪镇",
    addressee="区居家养老服务专项治理领导小组办公室",
    organisation="成立由镇长任组长的专项治理工作组，召开部署会2次，入户宣传1,260户。\n"
    "组织各村和服务单位对照检查要点逐项开展自查，边查边改。",
    scope=Scope(31, 31, 842, 10316, Decimal("1263500")),
    categories=tuple(
        CategoryResult(
            risk,
            "查阅资料、入户走访12户并比对系统数据",
            ("两个村的公开栏没有公布服务评估流程。",) if at == 0 else (),
        )
        for at, risk in enumerate(RISKS)
    ),
    rectified=1,
    unrectified=0,
    recovered=Decimal("560"),
    rectification="已于5月20日更新公开栏并拍照留存。",
    conduct_checked="与镇纪委联合走访服务对象30户",
    risks=("工单时长缺少自动校验。建议由系统对不足60分钟的工单自动标记，不进入结算。",),
    next_steps=("巩固自查成果。每月抽查10%的服务对象，发现问题及时纠正。",),
    problems=(ProblemRow(RISKS[0], "两个村的公开栏没有公布服务评估流程", "实施方案第七条", None, 86),),
    ledger=(
        RectificationRow(
            "公开栏内容不全", "立行立改", "更新公开栏", "张伟", date(2026, 5, 20), "已完成", Decimal(560)
        ),
    ),
    voluntary=(VoluntaryRow("退回多结算工单款560.00元", date(2026, 5, 18), "区民政局", "已入账"),),
    voluntary_statement="以下事项由本单位在自查期间主动发现并上报，请在处理时予以考虑。",
    responsible="赵刚",
)

SUMMARY = CampaignSummary(
    issue=RED,
    campaign=CAMPAIGN,
    addressee="区人民政府",
    background="根据专项治理工作方案，2026年4月至11月在全区12个镇街、150个村居和9家服务单位开展了专项治理。",
    phases=(
        PhaseAccount("动员部署", "成立领导小组，印发方案，召开动员会。", None, date(2026, 5, 10)),
        PhaseAccount(
            "自查自纠",
            "171个单位全部报送自查报告，其中零报告逐类说明了检查方式。",
            date(2026, 5, 11),
            date(2026, 5, 31),
        ),
        PhaseAccount("核查督导", "组织核查组6个，实地核查236次。", date(2026, 6, 1), date(2026, 8, 31)),
        PhaseAccount("总结提升", "逐项验收销号，完善制度。", date(2026, 9, 1), date(2026, 11, 30)),
    ),
    figures=SummaryFigures(
        236,
        612,
        50,
        40,
        Decimal("251023.54"),
        Decimal("215587.84"),
        Decimal("186300.00"),
        4,
        1,
        7,
        ongoing=12,
        cases_filed=2,
        people_disciplined=3,
    ),
    denominator_note="分母不含长期坚持事项",
    remaining_problems=("个别村居台账更新滞后。数据与系统不一致的情况仍有发生。",),
    mechanisms=("建立季度结算核对机制。结算前逐单比对签入签出记录。", "建立服务单位评价机制。"),
    units=(
        UnitFigures("柳溪镇", 20, 20, 18, Decimal("120000"), Decimal("110000"), Decimal("90000")),
        UnitFigures("长山街道", 30, 30, 22, Decimal("131023.54"), Decimal("105587.84"), Decimal("96300")),
        UnitFigures("东湖街道", 0, 0, 0, Decimal(0), Decimal(0), Decimal(0)),
    ),
    systems=(SystemRow("居家养老服务工单核对办法", "区民政局", "青民发〔2026〕20号", date(2026, 10, 9)),),
    cases=(TypicalCase("工单时长造假被取消资格", "某服务单位虚构工单，经核查属实，按合同取消资格。"),),
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

VERIFICATION = VerificationReport(
    issue=replace(TOWNSHIP, issuer="第三核查组", day=date(2026, 6, 30), sealed=False),
    campaign=CAMPAIGN,
    target="柳溪镇",
    addressee="区居家养老服务专项治理领导小组办公室",
    authority="专项治理工作方案和核查计划",
    start=date(2026, 6, 23),
    end=date(2026, 6, 24),
    inspectors=("李建国", "陈晓燕"),
    manner="查阅资料、现场查看和入户访谈",
    sample=Sample(15, 3, "随机抽取（种子20260620）"),
    results=tuple(CheckCount(risk, 5, 1, 1, 0) for risk in RISKS),
    problems=(
        VerifiedProblem(
            "部分工单时长不足",
            "7单不足60分钟仍结算。",
            ("ZJ-0031",),
            "实施方案第十三条",
            "安颐居家养老服务中心",
            Decimal(560),
        ),
    ),
    opinion="被核查单位对上述问题无异议，负责人赵刚签字确认。",
    proposals=("限期整改，并核减相应款项。",),
    suggestions=("完善系统校验规则。",),
    checklist=tuple(
        ChecklistRow(f"R1-{n}", "是否通过多种方式宣传居家养老政策", "符合", "有照片和播出记录")
        for n in range(1, 9)
    ),
    evidence=(EvidenceRow("ZJ-0031", "4月工单导出表", "电子表格", date(2026, 6, 23)),),
    talks=(TalkRow("服务对象刘某", date(2026, 6, 23), "反映服务时间一般半小时左右。"),),
)

CIRCULAR = Circular(
    issue=RED,
    campaign=CAMPAIGN,
    phase="核查督导阶段",
    addressee="各镇人民政府、街道办事处，各服务单位",
    overview="截至8月31日，共核查236次，覆盖全部镇街和服务单位，发现问题612个。",
    good_practice=("柳溪镇建立日清单制度。工单当日核对，问题当日交办。",),
    problems=(NamedProblem("动态管理不及时", "长山街道核销滞后5人，涉及金额1,200.00元。"),),
    handling=Handling(480, Decimal("12600"), 2, 4),
    next_steps=(NextStep("完成全部逾期问题整改", date(2026, 9, 30)), NextStep("持续核对系统数据")),
    standings=tuple(
        UnitStanding(n, f"第{n}街道", 30, 28, 28 - n, n, Decimal(10000), Decimal(10000 - 500 * n))
        for n in range(1, 13)
    ),
)


def ledger_rows(count: int) -> tuple[LedgerRow, ...]:
    """Rows with every column filled."""
    return tuple(_ledger_row(number) for number in range(1, count + 1))


def _ledger_row(number: int) -> LedgerRow:
    day = date(2026, 6, 1) + timedelta(days=number % 60)
    return LedgerRow(
        number=f"QH-2026-{number:04d}",
        source="核查",
        unit="柳溪镇人民政府",
        category=RISKS[number % 7],
        description=f"第{number}号问题：抽查工单时签入签出间隔不足60分钟，仍列入当月结算。",
        kind="限期整改",
        state="整改中",
        found_on=day,
        found_by="第三核查组",
        amount=Decimal(number * 10),
        people=number % 9,
        goal="不合格工单全部核减",
        measures="逐单清理并退回款项，完善系统校验。",
        lead_unit="柳溪镇",
        assisting_units="红星村",
        leader="赵刚",
        responsible="张伟",
        deadline=day + timedelta(days=30),
        progress="已清理一半",
        progress_on=day,
        evidence="ZJ-0031",
        recovered=Decimal(number),
        systems="核对办法",
        accountability="无",
        closing_requested_on=day,
        reviewer="王敏",
        reviewed_on=day,
        verifier="李建国、陈晓燕",
        verified_on=day,
        closed_on=day,
        public_from=day,
        public_until=day + timedelta(days=7),
        looked_back="否",
        warning="临近",
        remark="—",
    )


LEDGER = Ledger(
    TOWNSHIP, "居家养老服务专项治理问题整改台账", date(2026, 6, 30), ledger_rows(40), "单位为柳溪镇"
)
