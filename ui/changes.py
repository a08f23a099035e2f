"""What an audit entry changed, in words: field：old → new."""

from collections.abc import Mapping

from domain.field_words import BOOKKEEPING, FIELD_WORDS
from domain.permissions import ROLE_NAMES, Role
from domain.terms import Unit
from domain.units import UNIT_KIND_NAMES, UnitKind
from domain.workflow import STATE_NAMES, State

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
    """One line a field; new objects show only what they became, and the machine's own numbers stay out."""
    lines = []
    for name, value in after.items():
        if name in BOOKKEEPING or (name not in before and value in (None, "", [], {})):
            continue
        label = FIELD_WORDS.get(name, name)
        old = f"{_word(name, before[name])} → " if name in before else ""
        lines.append(f"{label}：{old}{_word(name, value)}")
    return "；".join(lines)
