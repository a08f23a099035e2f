"""What nothing would look at is refused, and what one gap would leave open is doubted."""

import pytest

from domain.library import Severity, lint
from tests.domain.library.base_scheme import FACTS, RULES, scheme_with

DATES = ", done: {name: 办结日, kind: date, optional: true}, begun: {name: 立案日, kind: date}}}"


@pytest.mark.parametrize(
    ("where", "doubted"),
    [
        ("{value: done, at_most: period_end}", True),
        ("{not: {value: done, at_most: period_end}}", True),
        ("{all: [{reported: done}, {value: done, at_most: period_end}]}", False),
        ("{any: [{not: {reported: done}}, {value: done, above: period_end}]}", False),
        ("{all: [{value: intent, is: 故意}, {value: done, at_most: period_end}]}", False),
        ("{value: begun, at_most: period_end}", False),
    ],
)
def test_a_date_that_need_not_be_filled_in_is_asked_for_before_it_is_compared(
    where: str, doubted: bool
) -> None:
    facts = FACTS.replace("options: [故意, 过失]}}}", "options: [故意, 过失]}" + DATES)
    counted = f"{{value: {{count: breach, where: {where}, within: ever}}, above: 1}}"
    files = scheme_with(
        facts=facts, rules=RULES.replace('{value: rate, below: "90%"}', counted), cases="cases: []"
    )
    found = [one for one in lint(files) if "“办结日”可以不填" in one.message]
    assert [one.severity for one in found] == ([Severity.WARNING] if doubted else [])


HANDLING = """
finding_kinds:
  ONE: {name: 长期整改, clause: 二MORE}
close_out:
  clause: 三
  steps: [{key: a, name: 审核, role: officeSTEP}, {key: b, name: 销号, role: office}]
"""


@pytest.mark.parametrize(
    ("kind", "more", "step", "sentence"),
    [
        ("ongoing", ", closes: false, counted: false", ", people: 2", ""),
        ("long", ", within: {by: {month: 6}}", "", ""),
        ("ongoing", ", within: {by: {month: 6}}", "", "不设期限、不销号"),
        ("ongoing", ", relapse_within: {by: {month: 6}}", "", "不设期限、不销号"),
        ("long", ", within: {count: 7, unit: calendar_day, from: 发现}", "", ""),
        ("long", ", within: {count: 7, unit: calendar_day, from: 查实}", "", "从送达或者发现起算"),
        ("immediate", ", closes: false", "", "只有 ongoing（长期坚持）"),
        ("long", ", counted: false", "", "只有 ongoing（长期坚持）"),
        ("long", "", ", needs: [整改报告]", "销号步骤不写 needs"),
        ("long", "", ", only_kinds: [long]", "销号步骤不写 only_kinds"),
        ("long", "", ", people: 3", "一步最多登记两个人"),
    ],
)
def test_what_the_ledger_would_not_look_at_is_refused(kind: str, more: str, step: str, sentence: str) -> None:
    written = HANDLING.replace("ONE", kind).replace("MORE", more).replace("STEP", step)
    found = [one.message for one in lint(scheme_with(handling=written)) if one.severity is Severity.ERROR]
    assert any(sentence in one for one in found) if sentence else found == []
