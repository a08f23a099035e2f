"""A case need not speak of the district: there is one above everybody."""

import pytest

from domain.library import lint, load_files
from domain.thresholds.trials import run_cases
from tests.domain.library.base_scheme import scheme_with

FACTS = """
facts:
  fire: {name: 火点, kind: record, of: township, ordered_by: seen, fields: {seen: {name: 发现时刻, kind: time}}}
"""
FIRST = """
rules:
  - id: A
    title: 全县第一把火的通报
    clause: 一
    subject: township
    on: fire
    when:
      value: {upper: district, of: {take: total, of: 1, rows: fire, members: township, within: earlier}}
      equals: 0
    then: [{do: notify}]
"""
CASE = """
cases:
  - name: 同一天两镇各一处，按发现先后
    today: 2025-08-10
    SUBJECTS
    facts:
      fire:
        - {subject: 甲镇, date: 2025-06-02, seen: "2025-06-02 10:00"}
        - {subject: 乙镇, date: 2025-06-02, seen: "2025-06-02 09:00"}
    expect:
      verdicts:
        - {id: A, subject: 甲镇, date: 2025-06-02, outcome: not_triggered, says: 火点 1 ≠ 0}
        - {id: A, subject: 乙镇, date: 2025-06-02, outcome: triggered, says: 火点 0 = 0}
"""


@pytest.mark.parametrize("subjects", ["", "subjects: [{id: 某区, kind: district}]"])
def test_the_first_one_of_the_whole_district_is_found_without_naming_it(subjects: str) -> None:
    library = load_files(scheme_with(facts=FACTS, rules=FIRST, cases=CASE.replace("SUBJECTS", subjects)))
    (trial,) = run_cases(library)
    assert trial.passed, [one.text for one in trial.findings]


def test_with_two_districts_it_has_to_be_said_which_one_is_above() -> None:
    two = "subjects: [{id: 东区, kind: district}, {id: 西区, kind: district}]"
    (trial,) = run_cases(
        load_files(scheme_with(facts=FACTS, rules=FIRST, cases=CASE.replace("SUBJECTS", two)))
    )
    assert "没有写所属单位" in trial.findings[0].text


def test_records_of_members_are_counted_by_adding_them_up() -> None:
    counted = FIRST.replace("take: total, of: 1, rows: fire", "count: fire")
    (told,) = lint(scheme_with(facts=FACTS, rules=counted, cases="cases: []"))
    assert "{take: total, of: 1, rows: 登记的键, members: 那一种单位}" in told.message
