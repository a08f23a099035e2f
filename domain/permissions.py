"""Who may do what, and over which rows: the one table.

Services ask it (never pages), and the navigation reads it to know what to offer. A scope says how far
the right reaches: ALL rows, the SUBTREE of the actor's unit (own unit and those below), OWN unit only,
or ASSIGNED (rows that name the actor or the actor's unit).
"""

from dataclasses import dataclass
from enum import StrEnum

from domain.errors import Refused


class Role(StrEnum):
    """The eight roles; see docs for who they are in an office."""

    ADMIN = "admin"
    OFFICE = "office"
    INSPECTOR = "inspector"
    TOWNSHIP = "township"
    PROVIDER = "provider"
    ASSESSOR = "assessor"
    LEADER = "leader"
    DISCIPLINE = "discipline"


ROLE_NAMES = {
    Role.ADMIN: "系统管理员",
    Role.OFFICE: "专项办",
    Role.INSPECTOR: "核查人员",
    Role.TOWNSHIP: "基层单位",
    Role.PROVIDER: "服务单位",
    Role.ASSESSOR: "第三方测评",
    Role.LEADER: "领导",
    Role.DISCIPLINE: "派驻纪检监察组",
}


class Scope(StrEnum):
    """How far a right reaches."""

    ALL = "all"
    SUBTREE = "subtree"
    OWN = "own"
    ASSIGNED = "assigned"


class Action(StrEnum):
    """Everything a person can ask the system to do."""

    # system
    UNIT_READ = "unit.read"
    UNIT_EDIT = "unit.edit"
    ACCOUNT_READ = "account.read"
    ACCOUNT_EDIT = "account.edit"
    ACCOUNT_SELF = "account.self"
    AUDIT_READ = "audit.read"
    SETTINGS_EDIT = "settings.edit"
    BACKUP_MAKE = "backup.make"
    CALENDAR_EDIT = "calendar.edit"
    LIBRARY_READ = "library.read"
    LIBRARY_EDIT = "library.edit"
    # campaign
    CAMPAIGN_READ = "campaign.read"
    CAMPAIGN_EDIT = "campaign.edit"
    PHASE_CLOSE = "phase.close"
    DASHBOARD_READ = "dashboard.read"
    TODO_READ = "todo.read"
    NOTICE_READ = "notice.read"
    REMIND = "remind"
    # self-inspection
    SELF_READ = "self.read"
    SELF_WRITE = "self.write"
    SELF_REVIEW = "self.review"
    SELF_EXCUSE = "self.excuse"
    SELF_REMIND = "self.remind"
    # other reports
    FILING_READ = "filing.read"
    FILING_WRITE = "filing.write"
    FILING_RECEIVE = "filing.receive"
    # verification
    VISIT_READ = "visit.read"
    VISIT_PLAN = "visit.plan"
    VISIT_RECORD = "visit.record"
    # findings
    FINDING_READ = "finding.read"
    FINDING_REGISTER = "finding.register"
    FINDING_IMPORT = "finding.import"
    FINDING_ASSIGN = "finding.assign"
    FINDING_RECTIFY = "finding.rectify"
    MEASURE_EDIT = "measure.edit"
    FINDING_CHECK = "finding.check"
    FINDING_WITHDRAW = "finding.withdraw"
    FINDING_LOOK_BACK = "finding.look_back"
    FINDING_ESCALATE = "finding.escalate"
    EXTENSION_ASK = "extension.ask"
    EXTENSION_DECIDE = "extension.decide"
    EVIDENCE_READ = "evidence.read"
    EVIDENCE_ADD = "evidence.add"
    # leads
    LEAD_TRANSFER = "lead.transfer"
    LEAD_READ = "lead.read"
    LEAD_EDIT = "lead.edit"
    # providers
    PROVIDER_READ = "provider.read"
    PROVIDER_EDIT = "provider.edit"
    CONTRACT_READ = "contract.read"
    CONTRACT_EDIT = "contract.edit"
    MEASUREMENT_READ = "measurement.read"
    MEASUREMENT_RECORD = "measurement.record"
    VERDICT_READ = "verdict.read"
    VERDICT_COMPUTE = "verdict.compute"
    TARGET_READ = "target.read"
    DECISION_READ = "decision.read"
    DECISION_PROPOSE = "decision.propose"
    DECISION_SERVE = "decision.serve"
    DECISION_APPROVE = "decision.approve"
    STATEMENT_RECORD = "statement.record"
    ORDER_REPORT = "order.report"
    REGIME_READ = "regime.read"
    REGIME_EDIT = "regime.edit"
    PERIOD_CLOSE = "period.close"
    FACT_RECORD = "fact.record"
    SCORE_READ = "score.read"
    SCORE_GIVE = "score.give"
    SCORE_TELL = "score.tell"
    SCORE_REVIEW_ASK = "score.review_ask"
    SCORE_REVIEW_DECIDE = "score.review_decide"
    BAN_READ = "ban.read"
    BAN_RELEASE_ASK = "ban.release_ask"
    BAN_RELEASE_DECIDE = "ban.release_decide"
    BAN_OVERRIDE = "ban.override"
    SETTLEMENT_READ = "settlement.read"
    SETTLEMENT_EDIT = "settlement.edit"
    SETTLEMENT_APPROVE = "settlement.approve"
    POOL_READ = "pool.read"
    POOL_EDIT = "pool.edit"
    # documents
    DOCUMENT_READ = "document.read"
    DOCUMENT_ISSUE = "document.issue"


@dataclass(frozen=True, slots=True)
class Ruling:
    """Answer of the table: `scope` is None when refused; `reason` is a Chinese sentence."""

    scope: Scope | None
    reason: str

    @property
    def allowed(self) -> bool:
        return self.scope is not None


_A, _S, _O, _G = Scope.ALL, Scope.SUBTREE, Scope.OWN, Scope.ASSIGNED

# One row an action: what it is called on the screen, then the roles that hold it and how far.
_TABLE: dict[Action, tuple[str, dict[Role, Scope]]] = {}


def _row(action: Action, title: str, **holders: Scope) -> None:
    _TABLE[action] = (title, {Role(role): scope for role, scope in holders.items()})


_row(
    Action.UNIT_READ,
    "查看单位",
    admin=_A,
    office=_A,
    inspector=_A,
    leader=_A,
    discipline=_A,
    township=_S,
    provider=_O,
    assessor=_O,
)
_row(Action.UNIT_EDIT, "维护单位", admin=_A)
_row(Action.ACCOUNT_READ, "查看账号", admin=_A)
_row(Action.ACCOUNT_EDIT, "维护账号", admin=_A)
_row(Action.ACCOUNT_SELF, "管理自己的账号", **{role.value: _O for role in Role})
_row(Action.AUDIT_READ, "查看审计记录", admin=_A, office=_A, discipline=_A)
_row(Action.SETTINGS_EDIT, "修改系统设置", admin=_A)
_row(Action.BACKUP_MAKE, "备份数据库", admin=_A)
_row(Action.CALENDAR_EDIT, "维护工作日历", admin=_A, office=_A)
_row(
    Action.LIBRARY_READ,
    "查看制度库",
    admin=_A,
    office=_A,
    inspector=_A,
    leader=_A,
    discipline=_A,
    township=_A,
)
_row(Action.LIBRARY_EDIT, "维护制度库", admin=_A, office=_A)
_row(
    Action.CAMPAIGN_READ,
    "查看专项行动",
    admin=_A,
    office=_A,
    inspector=_A,
    leader=_A,
    discipline=_A,
    township=_S,
    provider=_O,
    assessor=_G,
)
_row(Action.CAMPAIGN_EDIT, "组织专项行动", office=_A)
_row(Action.PHASE_CLOSE, "办结阶段", office=_A)
_row(Action.DASHBOARD_READ, "查看看板", office=_A, inspector=_A, leader=_A, discipline=_A, township=_S)
_row(Action.TODO_READ, "查看待办", **{role.value: _O for role in Role})
_row(Action.NOTICE_READ, "查看通知", **{role.value: _O for role in Role})
_row(Action.REMIND, "催办提醒", office=_A)
_row(
    Action.SELF_READ,
    "查看自查报告",
    office=_A,
    inspector=_A,
    leader=_A,
    discipline=_A,
    township=_S,
    provider=_O,
)
_row(Action.SELF_WRITE, "填报自查报告", township=_S, provider=_O)
_row(Action.SELF_REVIEW, "审核自查报告", office=_A, township=_S)
_row(Action.SELF_EXCUSE, "登记自查例外情况", office=_A, township=_S)
_row(Action.SELF_REMIND, "催报自查", office=_A, township=_S)
_row(
    Action.FILING_READ,
    "查看报送材料",
    office=_A,
    inspector=_A,
    leader=_A,
    discipline=_A,
    township=_S,
    provider=_O,
    assessor=_O,
)
_row(Action.FILING_WRITE, "报送材料", office=_O, township=_O, provider=_O, assessor=_O, inspector=_O)
_row(Action.FILING_RECEIVE, "接收报送材料", office=_A, township=_S)
_row(
    Action.VISIT_READ,
    "查看核查记录",
    office=_A,
    inspector=_A,
    leader=_A,
    discipline=_A,
    township=_S,
    provider=_O,
)
_row(Action.VISIT_PLAN, "安排核查", office=_A, inspector=_A)
_row(Action.VISIT_RECORD, "填写现场核查记录", inspector=_G)
_row(
    Action.FINDING_READ,
    "查看问题台账",
    office=_A,
    inspector=_A,
    leader=_A,
    discipline=_A,
    township=_S,
    provider=_O,
)
_row(Action.FINDING_REGISTER, "登记问题", office=_A, inspector=_A)
_row(Action.FINDING_IMPORT, "导入问题", office=_A)
_row(Action.FINDING_ASSIGN, "交办问题", office=_A)
_row(Action.FINDING_RECTIFY, "报送整改情况", township=_S, provider=_O)
_row(Action.MEASURE_EDIT, "维护整改措施", office=_A, township=_S, provider=_O)
_row(Action.FINDING_CHECK, "审核验收销号", office=_A, inspector=_A, leader=_A, township=_S)
_row(Action.FINDING_WITHDRAW, "撤销问题", office=_A)
_row(Action.FINDING_LOOK_BACK, "开展回头看", office=_A, inspector=_A)
_row(Action.FINDING_ESCALATE, "督办升级", office=_A)
_row(Action.EXTENSION_ASK, "申请延期", township=_S, provider=_O)
_row(Action.EXTENSION_DECIDE, "审批延期", office=_A)
_row(
    Action.EVIDENCE_READ,
    "查看佐证材料",
    office=_A,
    inspector=_A,
    leader=_A,
    discipline=_A,
    township=_S,
    provider=_O,
    assessor=_O,
)
_row(
    Action.EVIDENCE_ADD,
    "上传佐证材料",
    office=_A,
    inspector=_A,
    discipline=_A,
    township=_S,
    provider=_O,
    assessor=_O,
)
_row(Action.LEAD_TRANSFER, "移送问题线索", office=_A, inspector=_A)
_row(Action.LEAD_READ, "查看问题线索", discipline=_A)
_row(Action.LEAD_EDIT, "办理问题线索", discipline=_A)
_row(
    Action.PROVIDER_READ,
    "查看服务单位",
    office=_A,
    inspector=_A,
    leader=_A,
    discipline=_A,
    township=_A,
    provider=_O,
    assessor=_A,
)
_row(Action.PROVIDER_EDIT, "维护服务单位", office=_A)
_row(Action.CONTRACT_READ, "查看服务合同", office=_A, inspector=_A, leader=_A, discipline=_A, provider=_O)
_row(Action.CONTRACT_EDIT, "维护服务合同", office=_A)
_row(
    Action.MEASUREMENT_READ,
    "查看测评数据",
    office=_A,
    inspector=_A,
    leader=_A,
    discipline=_A,
    provider=_O,
    assessor=_O,
    township=_S,
)
_row(Action.MEASUREMENT_RECORD, "报送测评数据", office=_A, assessor=_O, township=_S)
_row(Action.VERDICT_READ, "查看判定", office=_A, inspector=_A, leader=_A, discipline=_A, provider=_O)
_row(Action.VERDICT_COMPUTE, "计算判定", office=_A)
_row(
    Action.TARGET_READ,
    "查看各单位目标与责任",
    office=_A,
    inspector=_A,
    leader=_A,
    discipline=_A,
    township=_S,
)
_row(Action.DECISION_READ, "查看处置决定", office=_A, leader=_A, discipline=_A, township=_S, provider=_O)
_row(Action.DECISION_PROPOSE, "提出处置意见", office=_A)
_row(Action.DECISION_SERVE, "送达告知书和决定", office=_A)
_row(Action.DECISION_APPROVE, "批准处置决定", leader=_A)
_row(Action.STATEMENT_RECORD, "记录陈述申辩", office=_A, township=_S, provider=_O)
_row(Action.ORDER_REPORT, "报告整改要求的落实情况", township=_S, provider=_O)
_row(
    Action.REGIME_READ,
    "查看服务单位监管方案",
    office=_A,
    inspector=_A,
    leader=_A,
    discipline=_A,
    assessor=_A,
    township=_A,
)
_row(Action.REGIME_EDIT, "启用服务单位监管方案", office=_A)
_row(Action.PERIOD_CLOSE, "办结统计期", office=_A)
_row(Action.FACT_RECORD, "登记查实事项", office=_A, inspector=_A)
_row(
    Action.SCORE_READ,
    "查看考核评分",
    office=_A,
    inspector=_A,
    leader=_A,
    discipline=_A,
    township=_S,
    provider=_O,
)
_row(Action.SCORE_GIVE, "评定考核分", office=_A, inspector=_A)
_row(Action.SCORE_TELL, "告知考核结果", office=_A)
_row(Action.SCORE_REVIEW_ASK, "申请复核考核结果", office=_A, township=_S, provider=_O)
_row(Action.SCORE_REVIEW_DECIDE, "复核考核结果", office=_A, leader=_A)
_row(
    Action.BAN_READ,
    "查看禁入名单",
    office=_A,
    inspector=_A,
    leader=_A,
    discipline=_A,
    township=_A,
    provider=_O,
)
_row(Action.BAN_RELEASE_ASK, "申请提前解除禁入", office=_A)
_row(Action.BAN_RELEASE_DECIDE, "审批提前解除禁入", leader=_A)
_row(Action.BAN_OVERRIDE, "特批禁入单位", leader=_A)
_row(Action.SETTLEMENT_READ, "查看季度结算", office=_A, leader=_A, discipline=_A, provider=_O)
_row(Action.SETTLEMENT_EDIT, "编制季度结算", office=_A)
_row(Action.SETTLEMENT_APPROVE, "批准季度结算", leader=_A)
_row(Action.POOL_READ, "查看供应商库", office=_A, inspector=_A, leader=_A, discipline=_A, provider=_O)
_row(Action.POOL_EDIT, "维护供应商库", office=_A)
_row(
    Action.DOCUMENT_READ,
    "查看文书",
    office=_A,
    inspector=_A,
    leader=_A,
    discipline=_A,
    township=_S,
    provider=_O,
)
_row(Action.DOCUMENT_ISSUE, "制发文书", office=_A)


def title_of(action: Action) -> str:
    """Name of the action on the screen."""
    return _TABLE[action][0]


def holders_of(action: Action) -> dict[Role, Scope]:
    """Roles that hold the right, with their scope."""
    return dict(_TABLE[action][1])


def ruling(role: Role, action: Action) -> Ruling:
    """Ask the table; never raises."""
    title, holders = _TABLE[action]
    if role in holders:
        return Ruling(holders[role], f"{ROLE_NAMES[role]}可以{title}")
    who = "、".join(ROLE_NAMES[holder] for holder in holders)
    return Ruling(None, f"{ROLE_NAMES[role]}不能{title}，该操作由{who}办理。")


def require(role: Role, action: Action) -> Scope:
    """Scope of the right, or `Refused` with the reason."""
    answer = ruling(role, action)
    if answer.scope is None:
        raise Refused(answer.reason)
    return answer.scope
