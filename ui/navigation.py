"""The map of all pages: section, file, title and the action a reader needs.

The file's stem is the page's address ("/findings"), so stems are unique. An unlisted page (a detail, a
form) has an address but no entry in the menu. Sections appear in the order of this list; a role sees at
most seven of them.
"""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from domain.permissions import Action, Role, ruling

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Entry:
    """One page. `waits` names the counter of `services.todo.count_waiting` shown beside it, if any."""

    section: str
    path: str
    title: str
    action: Action
    listed: bool = True
    waits: str = ""

    @property
    def stem(self) -> str:
        return Path(self.path).stem


ENTRIES: tuple[Entry, ...] = (
    # 工作台
    Entry("工作台", "pages/workbench/todo.py", "我的待办", Action.TODO_READ, waits="todo"),
    Entry("工作台", "pages/workbench/my_filings.py", "我的报送", Action.FILING_WRITE, waits="filings"),
    Entry("工作台", "pages/workbench/filing.py", "报送材料", Action.FILING_READ, listed=False),
    Entry("工作台", "pages/workbench/agenda.py", "日历", Action.TODO_READ),
    Entry("工作台", "pages/workbench/notices.py", "通知", Action.NOTICE_READ, waits="notices"),
    # 看板
    Entry("看板", "pages/dashboard/dashboard.py", "总览", Action.DASHBOARD_READ),
    Entry("看板", "pages/dashboard/unit_comparison.py", "单位对比", Action.DASHBOARD_READ),
    Entry("看板", "pages/dashboard/provider_comparison.py", "服务单位对比", Action.DASHBOARD_READ),
    # 专项行动
    Entry("专项行动", "pages/campaign/campaigns.py", "行动列表", Action.CAMPAIGN_READ),
    Entry("专项行动", "pages/campaign/campaign.py", "行动概览", Action.DASHBOARD_READ),
    Entry("专项行动", "pages/campaign/phases.py", "阶段与报送", Action.CAMPAIGN_READ, waits="campaigns"),
    Entry(
        "专项行动",
        "pages/campaign/campaign_filings.py",
        "材料报送",
        Action.FILING_READ,
        waits="filing_receipts",
    ),
    Entry("专项行动", "pages/providers/unit_targets.py", "各单位目标与责任", Action.TARGET_READ),
    Entry("专项行动", "pages/providers/unit_target.py", "单位目标与责任", Action.TARGET_READ, listed=False),
    Entry("专项行动", "pages/providers/unit_verdict.py", "单位判定详情", Action.TARGET_READ, listed=False),
    Entry(
        "专项行动",
        "pages/providers/unit_figure_new.py",
        "登记单位数据",
        Action.MEASUREMENT_RECORD,
        listed=False,
    ),
    Entry("专项行动", "pages/providers/unit_subjects.py", "判定范围", Action.REGIME_EDIT, listed=False),
    Entry("专项行动", "pages/library/libraries.py", "制度库", Action.LIBRARY_READ),
    Entry("专项行动", "pages/library/library.py", "方案阅读", Action.LIBRARY_READ, listed=False),
    Entry("专项行动", "pages/library/library_compare.py", "版本对比", Action.LIBRARY_READ, listed=False),
    Entry("专项行动", "pages/library/library_upload.py", "上传方案", Action.LIBRARY_EDIT, listed=False),
    Entry("专项行动", "pages/library/rebase.py", "换用方案版本", Action.CAMPAIGN_EDIT, listed=False),
    Entry("服务单位", "pages/library/regime_rebase.py", "监管方案换版", Action.REGIME_EDIT, listed=False),
    Entry("专项行动", "pages/campaign/campaign_new.py", "新建专项行动", Action.CAMPAIGN_EDIT, listed=False),
    Entry("专项行动", "pages/campaign/campaign_settings.py", "行动设置", Action.CAMPAIGN_EDIT, listed=False),
    # 自查
    Entry("自查", "pages/self_inspection/my_reports.py", "我的自查", Action.SELF_WRITE, waits="self"),
    Entry("自查", "pages/self_inspection/my_report.py", "填报自查", Action.SELF_WRITE, listed=False),
    Entry("自查", "pages/self_inspection/self_summary.py", "自查汇总", Action.DASHBOARD_READ),
    Entry(
        "自查", "pages/self_inspection/self_reviews.py", "自查审核", Action.SELF_REVIEW, waits="self_review"
    ),
    Entry("自查", "pages/self_inspection/self_report.py", "自查报告", Action.SELF_READ, listed=False),
    Entry("自查", "pages/self_inspection/self_unit.py", "单位自查情况", Action.SELF_READ, listed=False),
    # 核查
    Entry("核查", "pages/verification/visits.py", "核查任务", Action.VISIT_READ),
    Entry("核查", "pages/verification/draws.py", "随机抽取", Action.VISIT_PLAN),
    Entry("核查", "pages/verification/comparison.py", "自查核查对照", Action.VISIT_READ),
    Entry("核查", "pages/verification/visit.py", "核查详情", Action.VISIT_READ, listed=False),
    Entry("核查", "pages/verification/visit_plan.py", "安排核查", Action.VISIT_PLAN, listed=False),
    Entry("核查", "pages/verification/visit_record.py", "现场记录", Action.VISIT_RECORD, listed=False),
    Entry("核查", "pages/verification/visit_problem.py", "登记核查问题", Action.VISIT_RECORD, listed=False),
    Entry("核查", "pages/verification/draw.py", "抽取记录", Action.VISIT_PLAN, listed=False),
    Entry("核查", "pages/verification/draw_new.py", "新的抽取", Action.VISIT_PLAN, listed=False),
    # 问题整改
    Entry("问题整改", "pages/findings/findings.py", "问题台账", Action.FINDING_READ, waits="findings"),
    Entry("问题整改", "pages/findings/finding_checks.py", "待审核待验收", Action.FINDING_CHECK),
    Entry("问题整改", "pages/findings/finding_extensions.py", "延期申请", Action.EXTENSION_DECIDE),
    Entry("问题整改", "pages/findings/finding_publicity.py", "销号公示", Action.FINDING_READ),
    Entry("问题整改", "pages/findings/finding_look_back.py", "回头看", Action.FINDING_LOOK_BACK),
    Entry("问题整改", "pages/findings/finding.py", "问题详情", Action.FINDING_READ, listed=False),
    Entry("问题整改", "pages/findings/finding_new.py", "登记问题", Action.FINDING_REGISTER, listed=False),
    Entry("问题整改", "pages/findings/finding_import.py", "导入问题", Action.FINDING_IMPORT, listed=False),
    # 服务单位
    Entry("服务单位", "pages/providers/providers.py", "名录", Action.PROVIDER_READ),
    Entry("服务单位", "pages/providers/contracts.py", "合同", Action.CONTRACT_READ),
    Entry("服务单位", "pages/providers/measurements.py", "测评与投诉", Action.MEASUREMENT_READ),
    Entry("服务单位", "pages/providers/duties.py", "频次与比例", Action.MEASUREMENT_READ),
    Entry(
        "服务单位", "pages/providers/filings.py", "报送情况", Action.MEASUREMENT_READ, waits="filings_kept"
    ),
    Entry("服务单位", "pages/providers/scores.py", "考核评分", Action.SCORE_READ, waits="scores"),
    Entry("服务单位", "pages/providers/verdicts.py", "判定", Action.VERDICT_READ),
    Entry("服务单位", "pages/providers/decisions.py", "处置决定", Action.DECISION_READ),
    Entry("服务单位", "pages/providers/bans.py", "禁入名单", Action.BAN_READ),
    Entry("服务单位", "pages/providers/settlements.py", "结算与续签", Action.SETTLEMENT_READ),
    Entry("服务单位", "pages/providers/vendor_pools.py", "供应商库", Action.POOL_READ),
    Entry("服务单位", "pages/providers/awards.py", "评优推荐", Action.VERDICT_READ),
    Entry("服务单位", "pages/providers/regimes.py", "监管方案", Action.REGIME_EDIT),
    Entry("服务单位", "pages/providers/what_if.py", "界线试算", Action.VERDICT_COMPUTE),
    Entry("服务单位", "pages/providers/provider.py", "单位档案", Action.PROVIDER_READ, listed=False),
    Entry("服务单位", "pages/providers/provider_edit.py", "登记服务单位", Action.PROVIDER_EDIT, listed=False),
    Entry("服务单位", "pages/providers/contract.py", "合同详情", Action.CONTRACT_READ, listed=False),
    Entry("服务单位", "pages/providers/contract_new.py", "签订合同", Action.CONTRACT_EDIT, listed=False),
    Entry("服务单位", "pages/providers/measurement.py", "测评数据", Action.MEASUREMENT_READ, listed=False),
    Entry(
        "服务单位", "pages/providers/measurement_new.py", "登记数据", Action.MEASUREMENT_RECORD, listed=False
    ),
    Entry("服务单位", "pages/providers/survey_draws.py", "测评名单", Action.MEASUREMENT_READ, listed=False),
    Entry(
        "服务单位", "pages/providers/survey_draw.py", "测评名单详情", Action.MEASUREMENT_READ, listed=False
    ),
    Entry(
        "服务单位",
        "pages/providers/survey_draw_new.py",
        "抽取测评名单",
        Action.MEASUREMENT_RECORD,
        listed=False,
    ),
    Entry(
        "服务单位",
        "pages/providers/measurement_import.py",
        "导入数据",
        Action.MEASUREMENT_RECORD,
        listed=False,
    ),
    Entry(
        "服务单位",
        "pages/providers/register_import.py",
        "导入登记表",
        Action.MEASUREMENT_RECORD,
        listed=False,
    ),
    Entry("服务单位", "pages/providers/register_new.py", "登记一条", Action.MEASUREMENT_RECORD, listed=False),
    Entry("服务单位", "pages/providers/periods.py", "统计期办结", Action.PERIOD_CLOSE, listed=False),
    Entry(
        "服务单位", "pages/providers/provider_import.py", "导入服务单位", Action.PROVIDER_EDIT, listed=False
    ),
    Entry("服务单位", "pages/providers/fact_new.py", "登记查实事项", Action.FACT_RECORD, listed=False),
    Entry("服务单位", "pages/providers/fact.py", "查实事项", Action.VERDICT_READ, listed=False),
    Entry("服务单位", "pages/providers/fact_import.py", "导入查实事项", Action.FACT_RECORD, listed=False),
    Entry("服务单位", "pages/providers/score_sheet.py", "评分表", Action.SCORE_READ, listed=False),
    Entry("服务单位", "pages/providers/score_import.py", "导入评分", Action.SCORE_GIVE, listed=False),
    Entry("服务单位", "pages/providers/score_review.py", "考核复核", Action.SCORE_READ, listed=False),
    Entry("服务单位", "pages/providers/verdict.py", "判定详情", Action.VERDICT_READ, listed=False),
    Entry("服务单位", "pages/providers/decision.py", "处置详情", Action.DECISION_READ, listed=False),
    Entry("服务单位", "pages/providers/ban.py", "禁入详情", Action.BAN_READ, listed=False),
    Entry("服务单位", "pages/providers/settlement.py", "结算详情", Action.SETTLEMENT_READ, listed=False),
    Entry("服务单位", "pages/providers/vendor_pool.py", "供应商库详情", Action.POOL_READ, listed=False),
    Entry("服务单位", "pages/providers/regime_new.py", "启用监管方案", Action.REGIME_EDIT, listed=False),
    # 线索
    Entry("线索", "pages/leads/leads.py", "线索登记", Action.LEAD_READ),
    Entry("线索", "pages/leads/lead.py", "移送与回执", Action.LEAD_READ, listed=False),
    Entry("线索", "pages/leads/lead_new.py", "登记线索", Action.LEAD_EDIT, listed=False),
    Entry("线索", "pages/leads/lead_transfer.py", "移送线索", Action.LEAD_TRANSFER, listed=False),
    # 文书
    Entry("文书", "pages/documents/documents.py", "文书中心", Action.DOCUMENT_ISSUE),
    Entry("文书", "pages/documents/document_register.py", "发文登记", Action.DOCUMENT_READ),
    Entry("文书", "pages/documents/document_new.py", "制发文书", Action.DOCUMENT_ISSUE, listed=False),
    Entry("文书", "pages/documents/document.py", "文书详情", Action.DOCUMENT_READ, listed=False),
    # 年终考核
    # 系统
    Entry("系统", "pages/system/units.py", "单位", Action.UNIT_EDIT),
    Entry("系统", "pages/system/unit.py", "单位详情", Action.UNIT_EDIT, listed=False),
    Entry("系统", "pages/system/unit_import.py", "导入单位", Action.UNIT_EDIT, listed=False),
    Entry("系统", "pages/system/accounts.py", "账号", Action.ACCOUNT_READ),
    Entry("系统", "pages/system/account.py", "账号详情", Action.ACCOUNT_READ, listed=False),
    Entry("系统", "pages/system/account_new.py", "新建账号", Action.ACCOUNT_EDIT, listed=False),
    Entry("系统", "pages/findings/work_calendar.py", "工作日历", Action.CALENDAR_EDIT),
    Entry("系统", "pages/system/audit_log.py", "审计记录", Action.AUDIT_READ),
    Entry("系统", "pages/system/backups.py", "备份", Action.BACKUP_MAKE),
    Entry("系统", "pages/system/settings.py", "设置", Action.SETTINGS_EDIT),
    Entry("我的", "pages/system/my_account.py", "我的账号", Action.ACCOUNT_SELF, listed=False),
)

BY_STEM = {entry.stem: entry for entry in ENTRIES}


MOST_SECTIONS = 7
# Sections that are shown as one, in this order, until a role has no more than seven.
_FOLDS = (
    ("工作台", ("工作台", "看板")),
    ("自查核查", ("自查", "核查")),
    ("文书考核", ("文书", "年终考核")),
    ("专项行动", ("专项行动", "系统")),
)


def sections_of(role: Role) -> dict[str, list[Entry]]:
    """Sections and listed pages that the role may open, in order."""
    sections: dict[str, list[Entry]] = {}
    for entry in ENTRIES:
        if entry.listed and ruling(role, entry.action).allowed:
            sections.setdefault(entry.section, []).append(entry)
    for name, parts in _FOLDS:
        if len(sections) > MOST_SECTIONS and all(part in sections for part in parts):
            sections = _folded(sections, name, parts)
    return sections


def _folded(sections: dict[str, list[Entry]], name: str, parts: tuple[str, ...]) -> dict[str, list[Entry]]:
    together = [entry for part in parts for entry in sections[part]]
    result: dict[str, list[Entry]] = {}
    for section, entries in sections.items():
        if section == parts[0]:
            result[name] = together
        elif section not in parts:
            result[section] = entries
    return result


def section_of(role: Role, stem: str) -> str:
    """The section that is open while this page is shown; "" for pages outside the menu."""
    entry = BY_STEM.get(stem)
    for name, entries in sections_of(role).items():
        if entry and any(entry.section == other.section for other in entries):
            return name
    return ""


def landing_of(role: Role) -> Entry:
    """Where the role lands after logging in: the first page of its first section."""
    sections = sections_of(role)
    return next(iter(sections.values()))[0] if sections else BY_STEM["my_account"]


def page_of(stem: str) -> st.Page:
    """The page with this stem, as Streamlit wants it."""
    entry = BY_STEM[stem]
    return st.Page(ROOT / entry.path, title=entry.title, url_path=stem, visibility="hidden")
