"""Everything that can wait for somebody: its word, the step that is theirs and the section it belongs to."""

from dataclasses import dataclass
from enum import StrEnum


class Section(StrEnum):
    """Parts of the navigation that show a count; `ui.navigation.Entry.waits` uses these values."""

    TODO = "todo"
    NOTICES = "notices"
    CAMPAIGNS = "campaigns"
    SELF = "self"
    SELF_REVIEW = "self_review"
    FILINGS = "filings"
    FILING_RECEIPTS = "filing_receipts"
    FILINGS_KEPT = "filings_kept"
    VISITS = "visits"
    FINDINGS = "findings"
    DECISIONS = "decisions"
    MEASUREMENTS = "measurements"
    SCORES = "scores"
    LEADS = "leads"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of task. name: as a filter says it; step: what is to be done; noun: names a row without title.

    watched: nothing for one's own hand, only something to urge others about.
    """

    name: str
    step: str
    section: Section
    noun: str = ""
    watched: bool = False


KINDS: dict[str, Kind] = {
    # self-inspection
    "self_submit": Kind("自查待报送", "填写并报送自查报告", Section.SELF),
    "self_returned": Kind("自查被退回", "按退回意见修改后重新报送", Section.SELF),
    "self_below": Kind("下级自查未报", "催报并汇总下级自查", Section.SELF),
    "self_review": Kind("自查待审核", "审核自查报告", Section.SELF_REVIEW, "自查报告"),
    # other reports
    "filing_submit": Kind("材料待报送", "填写或上传后报送", Section.FILINGS),
    "filing_send": Kind("报送待登记", "报出以后登记日期、报给谁、文号", Section.FILINGS),
    "filing_returned": Kind("材料被退回", "按退回意见补正后重新报送", Section.FILINGS),
    "filing_receive": Kind("材料待接收", "接收或者退回补正", Section.FILING_RECEIPTS),
    "filing_receive_kept": Kind("监管材料待接收", "接收或者退回补正", Section.FILINGS_KEPT),
    # campaign
    "phase_open": Kind("阶段待启动", "启动阶段", Section.CAMPAIGNS),
    "phase_close": Kind("阶段待办结", "办结阶段", Section.CAMPAIGNS),
    "summary": Kind("总结待报送", "形成总结报告", Section.CAMPAIGNS),
    # verification
    "visit": Kind("核查任务", "现场核查并填写记录", Section.VISITS, "现场核查"),
    "visit_close": Kind("核查待办结", "登记问题并办结核查", Section.VISITS, "现场核查"),
    # findings
    "finding_assign": Kind("问题待交办", "交办问题", Section.FINDINGS),
    "finding_receive": Kind("问题待签收", "签收整改通知", Section.FINDINGS),
    "finding_rectify": Kind("问题整改中", "整改并报送结果", Section.FINDINGS),
    "finding_returned": Kind("整改被退回", "按退回意见继续整改", Section.FINDINGS),
    "extension_refused": Kind("延期未获批准", "按原期限整改并报送", Section.FINDINGS),
    "extension_decide": Kind("延期待审批", "审批延期申请", Section.FINDINGS),
    "finding_escalate": Kind("督办待升级", "按方案升级督办，制发文书", Section.FINDINGS),
    "finding_raise": Kind("问题待提级", "按方案确认提级管理", Section.FINDINGS),
    "finding_objection": Kind("公示异议待核实", "核实公示异议并作出处理", Section.FINDINGS),
    "look_back": Kind("回头看到期", "开展回头看并登记结果", Section.FINDINGS),
    "finding_check": Kind("销号程序", "办理销号程序", Section.FINDINGS),
    # providers
    "verdict_judge": Kind("判定待研判", "研判是否处置", Section.DECISIONS),
    "decision_must": Kind("应当处置", "提出处置意见", Section.DECISIONS),
    "decision_ignored": Kind("应当处置未办", "督促专项办提出处置意见", Section.DECISIONS, watched=True),
    "decision_propose": Kind("处置待提出", "提出处置意见", Section.DECISIONS),
    "decision_notice": Kind("告知书待送达", "送达事先告知书", Section.DECISIONS),
    "decision_state": Kind("陈述申辩", "陈述申辩，逾期视为放弃", Section.DECISIONS),
    "decision_approve": Kind("处置待审批", "审批处置意见", Section.DECISIONS),
    "decision_serve": Kind("决定书待送达", "送达处置决定书", Section.DECISIONS),
    "decision_force": Kind("决定待生效", "登记决定生效", Section.DECISIONS),
    "decision_check": Kind("整改要求到期", "认定是否改正到位", Section.DECISIONS),
    "decision_obey": Kind("整改要求待落实", "按要求改正并报告", Section.DECISIONS),
    "decision_unpaid": Kind("款项逾期未缴", "催缴或登记缴款", Section.DECISIONS),
    "decision_pay": Kind("款项待缴", "按决定书缴清款项", Section.DECISIONS),
    "settlement_approve": Kind("结算待审批", "审批季度结算", Section.DECISIONS),
    "ban_release": Kind("提前解除禁入待审批", "审批提前解除禁入", Section.DECISIONS),
    "decision_reported": Kind("改正报告待认定", "核实改正报告，认定是否改到位", Section.DECISIONS),
    "data_report": Kind("数据待报送", "报送本期数据", Section.MEASUREMENTS),
    "register_report": Kind("登记待报送", "登记本期数据", Section.MEASUREMENTS),
    "survey": Kind("测评待报送", "开展测评并报送数据", Section.MEASUREMENTS),
    # scoring
    "score_give": Kind("考核分待评", "按评分表评分", Section.SCORES),
    "score_urge": Kind("别的单位没有评分", "督促评分", Section.SCORES, watched=True),
    "score_tell": Kind("考核结果待告知", "通报或者告知结果，登记日期", Section.SCORES),
    "score_review": Kind("考核复核", "复核并作出决定", Section.SCORES),
    # leads
    "lead_hand_over": Kind("线索待移送", "移送问题线索", Section.LEADS, "问题线索"),
    "lead_answer": Kind("线索待反馈", "跟进并登记反馈", Section.LEADS, "问题线索"),
    # system
    "account_locked": Kind("账号被锁定", "核实后解锁或重置密码", Section.SYSTEM),
    "library_newer": Kind("制度库有新版本", "核对差异，由专项办决定是否换版", Section.SYSTEM),
}


WATCHED = tuple(code for code, kind in KINDS.items() if kind.watched)
OWN_HAND = tuple(code for code, kind in KINDS.items() if not kind.watched)


def kinds_of(section: str) -> tuple[str, ...]:
    """Codes of the kinds that are counted in a section."""
    return tuple(code for code, kind in KINDS.items() if kind.section == section)
