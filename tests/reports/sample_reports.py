"""One filled sample of every report."""

from dataclasses import replace
from datetime import date
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
from reports.self_inspection_annexes import ProblemRow, RectificationRow, VoluntaryRow
from reports.self_inspection_report import CategoryResult, Scope, SelfInspectionReport
from reports.verification_report import (
    CheckCount,
    ChecklistRow,
    EvidenceRow,
    Sample,
    TalkRow,
    VerificationReport,
    VerifiedProblem,
)
from tests.reports.samples import CAMPAIGN, RED, RISKS, TOWNSHIP

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
