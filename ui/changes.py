"""What an audit entry changed, in words: field：old → new."""

from collections.abc import Mapping

from domain.permissions import ROLE_NAMES, Role
from domain.terms import Unit
from domain.units import UNIT_KIND_NAMES, UnitKind
from domain.workflow import STATE_NAMES, State

FIELD_NAMES = {
    "name": "名称",
    "username": "账号",
    "role": "身份",
    "unit_id": "单位编号",
    "parent_id": "上级编号",
    "code": "代码",
    "contact": "联系人",
    "phone": "联系电话",
    "active": "在用",
    "kind": "类别",
    "district": "区县名称",
    "yellow_days": "临近天数",
    "unit": "单位",
    "state": "状态",
    "due": "期限",
    "lead_unit_id": "责任单位编号",
    "amount_fen": "金额（分）",
    "description": "描述",
    "deadline": "期限",
    "requirement": "整改要求",
}
LONGEST = 60
_VALUES: Mapping[str, Mapping[str, str]] = {
    "role": {role.value: ROLE_NAMES[role] for role in Role},
    "kind": {kind.value: UNIT_KIND_NAMES[kind] for kind in UnitKind},
    "state": {state.value: STATE_NAMES[state] for state in State},
    "unit": {Unit.CALENDAR_DAY.value: "自然日", Unit.WORKING_DAY.value: "工作日"},
}


def _word(name: str, value: object) -> str:
    if value is None or value == "":
        return "空"
    if isinstance(value, bool):
        return "是" if value else "否"
    text = _VALUES.get(name, {}).get(str(value), str(value))
    return text if len(text) <= LONGEST else text[:LONGEST] + "……"


def changes_text(before: Mapping[str, object], after: Mapping[str, object]) -> str:
    """One line a field; new objects show only what they became."""
    lines = []
    for name, value in after.items():
        if name not in before and value in (None, "", [], {}):
            continue
        label = FIELD_NAMES.get(name, name)
        old = f"{_word(name, before[name])} → " if name in before else ""
        lines.append(f"{label}：{old}{_word(name, value)}")
    return "；".join(lines)
