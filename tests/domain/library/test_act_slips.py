"""Consequences that say more than they do are told: points that expire, grades that nothing reads, idle lists."""

import pytest

from domain.library import lint
from tests.domain.library.base_scheme import FACTS, scheme_with

LIST = "lists: {l: {name: 单, of: provider, %sclause: 一, lasts: permanent}}\n"
RULE = "rules: [{id: B, title: 乙, clause: 一, subject: provider, %s]}]\n"
ACCOUNT = (
    "balances: {c: {name: 分, of: provider, base: 9, clause: 一,"
    " entries: [{id: e, title: 戊, clause: 一, on: breach, points: -1}]}}\n"
)
MEASURE = (
    "measures: {m: {name: 等级, of: provider, every: quarter, value: rate,"
    " bands: [{grade: 好, at_least: 0.5}, {grade: 差, below: 0.5}]}}\n"
)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (
            ACCOUNT
            + RULE % "on: breach, then: [{do: points, points: -3, balance: c, lasts: {count: 1, unit: year}}",
            "加 expires_after",
        ),
        (LIST % "", "名单永远是空的"),
        (LIST % "" + RULE % "on: breach, then: [{do: list, nature: may, list: l}", "名单永远是空的"),
        (
            LIST % "on: breach, "
            + RULE % "when: {value: {count: breach}, above: 1}, then: [{do: list, list: l}",
            "没有哪一天可列入",
        ),
        (LIST % "on: breach, " + RULE % "on: breach, then: [{do: list}", "写 list: l"),
        (
            LIST % "on: breach, " + RULE % "on: breach, when: {on_list: l}, then: [{do: warn}",
            "加 already: true",
        ),
        (MEASURE + RULE % "on: breach, then: [{do: grade, grade: 差}", "{if: {triggered: B}, then: 差"),
    ],
)
def test_a_consequence_that_would_do_less_than_it_says_is_told(more: str, sentence: str) -> None:
    found = [problem.message for problem in lint(scheme_with(facts=FACTS, more=more))]
    assert any(sentence in message for message in found), found


def test_a_grade_that_the_figure_looks_at_is_sound() -> None:
    measure = MEASURE.replace("value: rate", "value: {if: {triggered: B}, then: 0, otherwise: rate}")
    found = lint(scheme_with(facts=FACTS, more=measure + RULE % "on: breach, then: [{do: grade, grade: 差}"))
    assert not any("不跟着变" in problem.message for problem in found), found


SHEET = (
    "scoring: {annual: {name: 年终考核, clause: 一, of: provider, every: year, total: 100, "
    "items: [{key: a, name: 甲, clause: 一, points: 100, steps: [{manual: 甲, at_least: -100, at_most: 0}]}], VETO"
    "grades: [{grade: 好, at_least: 60}, {grade: 差, below: 60}]}}\n"
)
FINAL = (
    "measures: {final: {name: 最后等次, of: provider, every: year, grades: [好, 差], "
    "value: {grade: annual}}}\n"
)


@pytest.mark.parametrize(
    "veto", ["", "vetoes: [{name: 违规, clause: 一, when: {triggered: B}, grade: 差}], "]
)
def test_a_grade_taken_from_a_sheet_that_looks_at_the_rule_follows_it(veto: str) -> None:
    more = FINAL + SHEET.replace("VETO", veto) + RULE % "on: breach, then: [{do: grade, grade: 差}"
    found = [one.message for one in lint(scheme_with(facts=FACTS, more=more)) if "跟着变" in one.message]
    assert len(found) == (0 if veto else 2), found
