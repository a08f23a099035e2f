"""Words of the ledger: where a finding comes from, how it is to be rectified, what its fields are called."""

from collections.abc import Iterable
from enum import StrEnum


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
    "round": "整改轮次",
    "publicity_to": "公示截止日",
    "escalation": "督办级别",
    "looked_back_on": "回头看日期",
    "look_back_result": "回头看结果",
    "remark": "备注",
    "transferred": "移送",
    "withdrawn_reason": "撤销原因",
    "measures": "整改措施",
    "extension": "延期申请",
    "evidence": "佐证材料",
}


def field_names(names: Iterable[str]) -> str:
    """Fields in words, for people: 状态、整改期限. Names that have no word are left out."""
    return "、".join(FIELD_NAMES[name] for name in names if name in FIELD_NAMES)
