"""Words of the ledger: where a finding comes from, how it is to be rectified, what its fields are called."""

from datetime import date
from enum import StrEnum

from domain.traffic_lights import Light
from domain.workflow import CLOCK_RUNS, State


class Source(StrEnum):
    """问题来源."""

    SELF = "self"
    VISIT = "visit"
    COMPLAINT = "complaint"
    AUDIT = "audit"
    PATROL = "patrol"
    SURVEY = "survey"
    OTHER = "other"


SOURCE_NAMES = {
    Source.SELF: "自查",
    Source.VISIT: "核查",
    Source.COMPLAINT: "投诉举报",
    Source.AUDIT: "审计",
    Source.PATROL: "巡察",
    Source.SURVEY: "第三方测评",
    Source.OTHER: "其他",
}


class Kind(StrEnum):
    """整改类型."""

    IMMEDIATE = "immediate"
    BY_DEADLINE = "by_deadline"
    ONGOING = "ongoing"


KIND_NAMES = {Kind.IMMEDIATE: "立行立改", Kind.BY_DEADLINE: "限期整改", Kind.ONGOING: "长期坚持"}


class Answer(StrEnum):
    """Answer to a checklist item."""

    CONFORMS = "conforms"
    MOSTLY = "mostly"
    FAILS = "fails"
    NOT_APPLICABLE = "not_applicable"


ANSWER_NAMES = {
    Answer.CONFORMS: "符合",
    Answer.MOSTLY: "基本符合",
    Answer.FAILS: "不符合",
    Answer.NOT_APPLICABLE: "不适用",
}


class ExtensionState(StrEnum):
    """What became of a request to move a due date; it lapses when the finding moved on by itself."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    LAPSED = "lapsed"


EXTENSION_STATE_NAMES = {
    ExtensionState.ASKED: "待审批",
    ExtensionState.GRANTED: "同意",
    ExtensionState.REFUSED: "不同意",
    ExtensionState.LAPSED: "自动终结",
}

FIELD_NAMES = {
    "state": "状态",
    "source": "问题来源",
    "category": "问题类别",
    "item": "检查要点",
    "unit_id": "被检查单位",
    "lead_unit_id": "牵头单位",
    "assisting_units": "配合单位",
    "provider_id": "服务单位",
    "found_on": "发现日期",
    "found_by": "发现单位（人）",
    "title": "问题摘要",
    "description": "问题描述",
    "basis": "依据条款",
    "amount_fen": "涉及金额",
    "people": "涉及人数",
    "kind": "整改类型",
    "goal": "整改目标",
    "requirement": "整改要求",
    "responsible_leader": "责任领导",
    "responsible_person": "责任人",
    "due": "整改期限",
    "progress": "进展情况",
    "rectified_fen": "整改到位金额",
    "recovered_fen": "追回资金",
    "systems_built": "建章立制成果",
    "accountability": "问责情况",
    "step": "销号程序",
    "step_due": "这一步的办理期限",
    "round": "整改轮次",
    "publicity_to": "公示截止日",
    "escalation": "督办级别",
    "escalated_on": "督办升级日期",
    "escalation_due": "应升级到的督办级别",
    "urged_count": "催办次数",
    "matter": "事项性质",
    "nature": "问题性质",
    "nature_found": "初定的问题性质",
    "nature_due": "应按其管理的问题性质",
    "objection": "公示异议",
    "handling": "核实处理情况",
    "kind_change": "类型转换",
    "look_back_due": "应开展回头看日期",
    "looked_back_on": "回头看日期",
    "look_back_result": "回头看结果",
    "remark": "备注",
    "transferred": "移送",
    "withdrawn_reason": "撤销原因",
    "measures": "整改措施",
    "extension": "延期申请",
    "evidence": "佐证材料",
}


def light_of(state: State, due: date | None, today: date, yellow_until: date) -> Light | None:
    """The light of a finding; None while its result is being checked and after it has left the ledger's work.

    yellow_until: `domain.traffic_lights.yellow_until` for today. The due day itself is still in time.
    """
    if state is State.CLOSED:
        return Light.BLUE
    if state is State.ONGOING:
        return Light.GREY
    if state not in CLOCK_RUNS:
        return None
    if due is None:
        return Light.UNSET
    if due < today:
        return Light.RED
    return Light.YELLOW if due <= yellow_until else Light.GREEN


def is_overdue(state: State, due: date | None, today: date) -> bool:
    """Whether the clock still runs and the due day has passed."""
    return state in CLOCK_RUNS and due is not None and due < today


TRANSFERRED_TITLE = "（已移送，内容不再显示）"
