"""Natures of problems, conditions of close-out steps and of levels: what is refused, doubted and told."""

import pytest

from domain.library import lint, load_files
from domain.library.casework_words import casework_articles
from tests.domain.library.base_scheme import FACTS, scheme_with

NATURE = """
finding_nature:
  name: 严重程度
  clause: 三
  light_to_heavy: [一般, 较大, 重大]
  raises: [{key: three, from: 较大, becomes: 重大, at_least: 3, clause: 四}]
"""
STEPS = """
close_out:
  clause: 五
  steps:
    - {key: review, name: 审核, role: office, within: {count: 5, unit: working_day}}
    - {key: sign, name: 领导签批, role: leader, when: {value: nature, at_least: 重大}}
    - {key: post, name: 公示, role: office, within: {count: 3, unit: calendar_day},
       lasts: {count: 5, unit: working_day, from: 公示},
       anew: true, when: {value: source, is: 投诉举报}}
    - {key: strike, name: 销号, role: office}
"""
KINDS = """
finding_kinds:
  by_deadline: {name: 限期整改, clause: 六, within: {count: 30, unit: calendar_day, from: 送达},
    within_of: {重大: {count: 15, unit: calendar_day, from: 送达}}}
"""
LEVELS = """
escalation:
  clause: 七
  levels: [{key: a, name: 督办, document: 督办函,
    when: {all: [{value: days_overdue, at_least: 1}, {value: nature, is: 重大}]}}]
"""
WHOLE = NATURE + STEPS + KINDS + LEVELS


def said(handling: str, facts: str = FACTS) -> list[str]:
    return [str(one) for one in lint(scheme_with(handling=handling, facts=facts))]


def test_a_scheme_with_natures_conditional_steps_and_levels_is_sound_and_told() -> None:
    assert said(WHOLE) == []
    told = {one.id: one.text for one in casework_articles(load_files(scheme_with(handling=WHOLE)).scheme)}
    assert told["nature"] == "问题按严重程度由轻到重分为一般、较大、重大；登记时可以先不定，交办时要定。"
    assert told["raise-three"].startswith("同一被检查单位未销号的“较大”（严重程度，按初定的算）问题达到3个的")
    assert told["step-review"] == "由专项办办理，自报送整改结果次日起5个工作日内。"
    assert told["step-post"].startswith("由专项办办理，自上一步办完次日起3日（自然日）内开始，自公示次日起")
    assert told["step-sign"] == "由领导办理，只办理严重程度为重大或更重的问题。"
    assert "有异议的，核实后重新公示，只办理问题来源为“投诉举报”的问题" in told["step-post"]
    assert "；“重大”的，期限：自送达次日起15日" in told["kind-by_deadline"]
    assert "严重程度为“重大”的进入本级" in told["level-a"]


def test_a_problem_that_came_back_is_raised_by_itself() -> None:
    again = WHOLE.replace("at_least: 3", "relapsed: true")
    assert said(again) == []
    told = {one.id: one.text for one in casework_articles(load_files(scheme_with(handling=again)).scheme)}
    assert told["raise-three"] == (
        "“较大”（严重程度，按初定的算）问题销号后复发、重新立账的，按“重大”管理，由专项办确认。"
    )


@pytest.mark.parametrize(
    ("written", "meant", "sentence"),
    [
        (NATURE, "", "within_of 按问题的性质分：先在 finding_nature 里写"),
        (NATURE + STEPS, STEPS, "问了“nature”：先在 finding_nature 里写"),
        ("within_of: {重大", "within_of: {特大", "没有这个词（finding_nature）“特大”"),
        ("within_of: {重大", "relapse_within_of: {特大", "没有这个词（finding_nature）“特大”"),
        ("light_to_heavy: [一般, 较大, 重大]", "words: [作风, 廉洁]", "raises（累计几个按更重的管理）要分轻重"),
        ("light_to_heavy:", "words: [甲, 乙]\n  light_to_heavy:", "两样写一样"),
        ("becomes: 重大, at", "becomes: 一般, at", "raises 是按更重的管理：“一般”不比“较大”重"),
        ("from: 较大", "from: 特大", "raises 里的“特大”没有列在 light_to_heavy 里"),
        (", at_least: 3", "", "at_least（达到几个）与 relapsed: true（销号后复发的）必须写一个"),
        ("at_least: 3", "at_least: 3, relapsed: true", "必须写一个，且只写一个"),
        ("at_least: 3", "relapsed: true, counts: all", "不写 of、counts"),
        ("at_least: 重大}", "at_least: 特大}", "没有这个等次“特大”"),
        ("is: 投诉举报", "is: 来信", "没有这个取值“来信”"),
        ("value: source", "value: sourse", "没有这个问题的登记项“sourse”，是不是“source”"),
        ("when: {value: source, is: 投诉举报}", "when: {happened: breach}", "销号步骤的 when 只看问题本身"),
        ("name: 销号, role: office}", "name: 销号, role: office, when: {value: amount, above: 0}}", "不写 when"),
        ("lasts: {count: 5, unit: working_day, from: 公示},\n", "\n", "和 lasts（公示多久）一起写"),
        ("count: 3, unit: calendar_day}", "count: 3, unit: calendar_day, from: 送达}", "不写 from"),
        ("role: office, within", "role: responsible, within", "期限写在 finding_kinds 的 within"),
        ("within: {count: 3, unit: calendar_day}", "within: {count: 3, unit: month}", "unit"),
        ("within: {count: 30, unit: calendar_day, from: 送达},", "", "也要写 within"),
        ("15, unit: calendar_day, from: 送达", "15, unit: calendar_day, from: 受理", "从送达或者发现起算"),
    ],
)  # fmt: skip
def test_what_does_not_hold_together_is_refused(written: str, meant: str, sentence: str) -> None:
    assert written in WHOLE
    found = said(WHOLE.replace(written, meant))
    assert any(sentence in one for one in found), found


def test_steps_that_all_have_conditions_may_leave_a_problem_without_a_check() -> None:
    only = "name: 审核, role: office, when: {value: amount, above: 0}, within"
    found = said(WHOLE.replace("name: 审核, role: office, within", only))
    assert any("几步合起来要覆盖所有问题" in one for one in found), found


def test_a_field_that_the_ledger_has_by_its_natures_is_not_declared_again() -> None:
    field = "fields: {nature: {name: 性质, kind: number, value: amount}}"
    facts = FACTS + f"  problem: {{name: 问题, kind: record, of: township, from: findings, {field}}}\n"
    assert any("登记项“nature”问题台账里已经有" in one for one in said(WHOLE, facts))
    assert said("", facts) == []
