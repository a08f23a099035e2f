"""Slips around terms that are asked how late they are, and around days of a list, are told where they stand."""

import pytest

from domain.library import lint
from tests.domain.library.base_scheme import FACTS, scheme_with

MORE = (
    FACTS
    + "  job: {name: 办件, kind: record, of: provider, fields: {done: {name: 办结, kind: date, optional: true}}}\n"
)
TERM = """
time_limits:
  - {id: L-1, title: 办结, clause: 一, record: job, who: provider, starts: row_date, ends: done, %s}
"""
RULE = """
rules:
  - {id: A, title: 甲, clause: 一, subject: provider, %s, then: [{do: warn}]}
"""
IN_DAYS = "within: {count: 5, unit: working_day}"
LATE = "on: job, when: {value: {days_late: L-1}, above: 3}"


def told(rule: str = LATE, term: str = IN_DAYS) -> list[str]:
    files = scheme_with(facts=MORE, rules=RULE % rule, terms=TERM % term, cases="cases: []\n")
    return [problem.message for problem in lint(files) if "没有案例" not in problem.message]


def test_how_late_a_record_is_may_be_asked_of_it() -> None:
    assert told() == []
    assert (
        told("every: year, when: {value: {count: job, where: {value: {days_late: L-1}, above: 3}}, above: 1}")
        == []
    )


def test_what_follows_from_a_term_may_ask_how_late_it_was_but_the_term_itself_may_not() -> None:
    fine = "otherwise: [{do: deduct, amount: {fixed: 100, per: {days_late: L-1}}}]"
    assert told(term=f"{IN_DAYS}, {fine}") == []
    assert "绕了一圈" in told(term=f"{IN_DAYS}, unless: {{value: {{days_late: L-1}}, above: 3}}")[0]


@pytest.mark.parametrize(
    ("rule", "term", "sentence"),
    [
        ("every: year, when: {value: {days_late: L-1}, above: 3}", IN_DAYS, "逾期几天是每条“job”各自的"),
        (LATE.replace("on: job", "on: breach"), IN_DAYS, "逾期几天是每条“job”各自的"),
        (LATE, "within: {count: 5, unit: hour}", "不是按天的期限，逾期多久写 elapsed"),
        (LATE, "at_least: {count: 5, unit: calendar_day}", "不是按天的期限"),
        (LATE.replace("L-1", "L-2"), IN_DAYS, "没有这个报送（或时限）“L-2”"),
        (LATE.replace("{days_late: L-1}", "{listed_until: blacks}"), IN_DAYS, "没有这个名单“blacks”"),
        (
            LATE.replace("{days_late: L-1}", "{listed_until: a, listed_since: b}"),
            IN_DAYS,
            "必须写一个，且只写一个",
        ),
    ],
)
def test_what_cannot_be_asked_is_told(rule: str, term: str, sentence: str) -> None:
    assert sentence in "\n".join(told(rule, term))
