"""Ticks that need not be set: 否 is what they are before there is a result."""

import pytest

from domain.library import lint
from tests.domain.library.base_scheme import FACTS, scheme_with

REWORK = (
    FACTS
    + """
  rework: {name: 返工, kind: record, of: provider, fields: {
    done: {name: 返工日, kind: date, optional: true}, passed: {name: NAME, kind: flagOPTIONAL}}}
"""
)
OPTIONAL = ", optional: true"


@pytest.mark.parametrize(
    ("name", "optional", "when", "warned"),
    [
        ("返工合格", OPTIONAL, "{value: passed, is: false}", True),
        ("返工合格", "", "{value: passed, is: false}", False),  # there is a row when there is a result
        ("返工合格", OPTIONAL, "{value: passed, is: true}", False),
        ("返工合格", OPTIONAL, "{all: [{reported: done}, {value: passed, is: false}]}", False),
        ("已经审批", OPTIONAL, "{value: passed, is: false}", False),  # who has no leave has none
    ],
)
def test_who_asks_for_no_waits_for_the_result(name: str, optional: str, when: str, warned: bool) -> None:
    facts = REWORK.replace("NAME", name).replace("OPTIONAL", optional)
    rules = (
        "rules: [{id: A, title: 返工后仍不合格的不予付款, clause: 一, subject: provider, on: rework, "
        f"when: {when}, then: [{{do: warn}}]}}]"
    )
    found = lint(scheme_with(facts=facts, rules=rules, cases="cases: []"))
    assert not [one for one in found if one.severity.value == "error"], found
    assert any("还没有结果的也触发" in one.message for one in found) is warned
