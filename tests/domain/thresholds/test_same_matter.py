"""Limits by what records say: those that left it empty are not for that the same matter."""

from domain.library import load_files
from domain.library.articles import articles_of
from domain.thresholds.trials import run_cases
from tests.domain.thresholds.test_small_clauses import HEAD

FAULTS = """
facts:
  fault:
    name: 违规
    kind: record
    of: village
    fields:
      matter: {name: 同批条款, kind: text, optional: true}
      repeated: {name: 再犯, kind: flag, optional: true}
      minus: {name: 扣分, kind: number}
balances:
  credit:
    name: 信用分
    of: village
    base: 100
    clause: 一
    entries: [{id: fault, title: 违规, clause: 一, on: fault, points: {product: [-1, minus]}}]
    limits: [{counts: highest, within: year, by: matter}]
  monthly:
    name: 月内分
    of: village
    base: 100
    clause: 二
    entries: [{id: fault2, title: 违规, clause: 二, on: fault, points: {product: [-1, minus]}}]
    limits: [{at_most: 5, within: month, by: [matter, repeated]}]
cases:
  - name: 没有填同批条款的各记各的；填了的只计最高
    today: 2027-12-31
    subject: 甲
    facts:
      fault:
        - {date: 2027-03-01, minus: 3}
        - {date: 2027-03-02, minus: 4}
        - {date: 2027-03-03, minus: 3, matter: 第八条}
        - {date: 2027-03-04, minus: 3, matter: 第八条}
        - {date: 2027-03-05, minus: 4, matter: 第八条, repeated: true}
    expect:
      values:
        - {value: credit, date: 2027-03-01, equals: 97}
        - {value: credit, date: 2027-03-02, equals: 93}
        - {value: credit, date: 2027-03-03, equals: 90}
        - {value: credit, date: 2027-03-04, equals: 90}
        - {value: credit, date: 2027-03-05, equals: 89}
        - {value: monthly, date: 2027-03-02, equals: 93}
        - {value: monthly, date: 2027-03-04, equals: 88}
        - {value: monthly, date: 2027-03-05, equals: 84}
"""


def test_what_names_no_matter_is_not_the_same_matter() -> None:
    (found,) = run_cases(load_files({"scheme.yaml": HEAD + FAULTS}))
    assert found.passed, found


def test_the_words_say_that_what_is_left_empty_is_not_limited() -> None:
    said = next(
        one for one in articles_of(load_files({"scheme.yaml": HEAD + FAULTS}).scheme) if one.id == "credit"
    )
    assert "没有填同批条款的，不受限" in said.text
