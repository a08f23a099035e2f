"""A mean may pass over what is not there; what is there and not final is waited for."""

import pytest

from domain.library import lint, load_files
from tests.domain.library.test_in_passing import PASSED_OVER
from tests.domain.thresholds.test_small_clauses import HEAD, wrong

FIGURES = """
facts:
  score: {name: 得分, kind: number, of: village, every: month}
rules:
  - {id: MEAN, title: 年均低的, clause: 一, subject: village, every: year,
     when: {value: {take: mean, of: score, over: year, missing: PASSED}, below: 60}, then: [{do: warn}]}
cases:
  - name: 试
    today: 2028-02-20
    subjects: [{id: 甲村, kind: village, since: SINCE}]
    facts: {score: [{period: 2027-03, value: 50}, {period: 2027-04, value: 61 LAST}]}
    expect: {verdicts: [{id: MEAN, subject: 甲村, period: 2027, outcome: OUTCOME, says: SAYS}]}
"""


@pytest.mark.parametrize(
    ("since", "last", "outcome", "says"),
    [
        ("2027-01-01", "", "triggered", "2期平均：50、61，另有10项没有数据，不计"),
        ("2027-04-01", "", "triggered", "2期平均：50、61，另有8项没有数据，不计"),
        ("2027-01-01", ", final: false", "pending_data", "数据尚未终结"),
    ],
)
def test_a_mean_is_of_the_periods_that_have_figures_and_says_how_many_have_none(
    since: str, last: str, outcome: str, says: str
) -> None:
    text = (
        FIGURES.replace("PASSED", PASSED_OVER)
        .replace("SINCE", since)
        .replace("LAST", last)
        .replace("OUTCOME", outcome)
    )
    assert wrong(text.replace("SAYS", says)) == []


GRADES = """
facts:
  level: {name: 等级, kind: grade, of: village, every: year, %s}
  visit: {name: 检查, kind: record, of: village, fields: {found: {name: 结论, kind: grade, %s}}}
"""


@pytest.mark.parametrize("figure", ["grades: [好, 中, 差]", "options: [好, 中, 差]"])
@pytest.mark.parametrize("field", ["options: [好, 中, 差]", "grades: [好, 中, 差]"])
def test_the_words_of_a_grade_are_understood_under_either_name(figure: str, field: str) -> None:
    facts = load_files({"scheme.yaml": HEAD + GRADES % (figure, field)}).scheme.facts
    assert facts["level"].order == facts["visit"].fields["found"].order == ("好", "中", "差")


def test_the_words_of_a_grade_stand_once() -> None:
    text = HEAD + GRADES % ("grades: [好, 差], options: [好, 差]", "options: [好, 差]")
    found = [one.message for one in lint({"scheme.yaml": text})]
    assert any("等次的词写在 grades 里，不再写 options" in one for one in found), found
