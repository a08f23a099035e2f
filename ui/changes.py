"""What an audit entry changed, in words: field：old → new."""

from collections.abc import Mapping

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


def _word(value: object) -> str:
    if value is None or value == "":
        return "空"
    if isinstance(value, bool):
        return "是" if value else "否"
    text = str(value)
    return text if len(text) <= LONGEST else text[:LONGEST] + "……"


def changes_text(before: Mapping[str, object], after: Mapping[str, object]) -> str:
    """One line a field; new objects show only what they became."""
    lines = []
    for name, value in after.items():
        label = FIELD_NAMES.get(name, name)
        old = f"{_word(before[name])} → " if name in before else ""
        lines.append(f"{label}：{old}{_word(value)}")
    return "；".join(lines)
