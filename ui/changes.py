"""What an audit entry changed, in words: field：old → new."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from domain import decisions, filing, findings, leads, phases, self_inspection, visits, workflow
from domain.field_words import BOOKKEEPING, FIELD_WORDS
from domain.permissions import ROLE_NAMES
from domain.terms import Unit
from domain.thresholds.verdicts import Outcome
from domain.units import UNIT_KIND_NAMES
from services.campaigns import CAMPAIGN_STATES
from ui.provider_words import NATURES
from ui.wording import moment_cell, yuan

LONGEST = 60
_SCHEME_CODES = frozenset(
    ["metric", "event", "question"]
)  # their words are the scheme's; the summary has them
_NAMELESS = "其他内容"
_DIGEST = re.compile(r"[0-9a-f]{64}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d")


def _by_value(words: Mapping[Any, str]) -> Mapping[str, str]:
    return {str(code): word for code, word in words.items()}


_STATES: Mapping[str, Mapping[str, str]] = {
    "decision": _by_value(decisions.STATE_NAMES),
    "phase": _by_value(phases.PHASE_STATE_NAMES),
    "self_inspection": _by_value(self_inspection.REPORT_STATE_NAMES),
    "filed_report": _by_value(filing.FILING_STATE_NAMES),
    "visit": _by_value(visits.STATE_NAMES),
    "lead": _by_value(leads.STATE_NAMES),
    "campaign": CAMPAIGN_STATES,
    "finding": _by_value(workflow.STATE_NAMES),
}
_MEASURES = {"ratio": "比率", "tally": "分类计数", "date": "日期", "flag": "是否"}
_VALUES: Mapping[str, Mapping[str, str]] = {
    "role": _by_value(ROLE_NAMES),
    "kind": {**_by_value(UNIT_KIND_NAMES), **_by_value(findings.KIND_NAMES), **_MEASURES},
    "unit": {Unit.CALENDAR_DAY: "自然日", Unit.WORKING_DAY: "工作日"},
    "source": {**_by_value(findings.SOURCE_NAMES), "built_in": "系统自带"},
    "answer": _by_value(findings.ANSWER_NAMES),
    "extension": _by_value(findings.EXTENSION_STATE_NAMES),
    "destination": _by_value(leads.DESTINATION_NAMES),
    "nature": NATURES,
    "outcome": {one.value: one.label for one in Outcome},
}


def _state(value: str, object_type: str) -> str:
    """A state in the words of its object, or of the first object that knows it."""
    known = [_STATES.get(object_type, {}), *_STATES.values()]
    return next((words[value] for words in known if value in words), value)


def _word(name: str, value: object, object_type: str) -> str:
    if value is None or value in ("", [], {}):
        return "空"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int):
        return _number(name, value)
    if isinstance(value, Mapping):
        text = _mapping(value, object_type)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        text = _several(name, value, object_type)
    else:
        text = _text(name, str(value), object_type)
    return text if len(text) <= LONGEST else text[:LONGEST] + "……"


def _number(name: str, value: int) -> str:
    if name.endswith("_fen"):
        return yuan(value)
    return f"第{value}号" if name.endswith(("_id", "_by")) else str(value)


def _several(name: str, values: Sequence[object], object_type: str) -> str:
    """Simple values one after the other; of lists of lists only how many there are."""
    if any(isinstance(one, Sequence | Mapping) and not isinstance(one, str) for one in values):
        return f"{len(values)}项"
    return "、".join(_word(name, one, object_type) for one in values)


def _mapping(value: Mapping[str, object], object_type: str) -> str:
    """A deadline as its day and rule; of anything else the parts that have a word."""
    if "due" in value and "rule" in value:
        return f"{value['due']}（{value['rule']}）"
    named = {FIELD_WORDS.get(key, key): (key, one) for key, one in value.items()}
    parts = [f"{word}{_word(*one, object_type)}" for word, one in named.items() if not word.isascii()]
    return "，".join(parts) or f"{len(value)}项"


def _text(name: str, value: str, object_type: str) -> str:
    if _MOMENT.match(value):
        return moment_cell(datetime.fromisoformat(value))
    if _DIGEST.fullmatch(value):
        return value[:12]
    return _state(value, object_type) if name == "state" else _VALUES.get(name, {}).get(value, value)


def _label(name: str) -> str:
    """The field's word; an amount says its unit with the value."""
    word = FIELD_WORDS.get(name, _NAMELESS if name.isascii() else name)
    return word.removesuffix("（分）").removesuffix("（元）") if name.endswith("_fen") else word


def changes_text(before: Mapping[str, object], after: Mapping[str, object], object_type: str = "") -> str:
    """One line a field; new objects show only what they became, and the machine's own numbers stay out."""
    lines = []
    for name, value in after.items():
        if name in BOOKKEEPING or (name not in before and value in (None, "", [], {})):
            continue
        if name in _SCHEME_CODES and str(value).isascii():
            continue
        old = f"{_word(name, before[name], object_type)} → " if name in before else ""
        lines.append(f"{_label(name)}：{old}{_word(name, value, object_type)}")
    return "；".join(lines)
