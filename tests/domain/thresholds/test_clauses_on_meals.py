"""Clauses of a campaign on school meals, as the guide says to write them."""

from domain.library.articles import articles_of
from tests.domain.thresholds.test_small_clauses import library, wrong

PLANS = """
facts:
  problem: {name: 问题, kind: record, of: village, from: findings}
  plan: {name: 整改方案, kind: record, of: village, by: village, fields: {of_problem: {name: 问题编号, kind: text}}}
time_limits:
  - {id: L, title: 收到交办之日起5个工作日内报送整改方案, clause: 一, record: problem, where: {reported: assigned},
     starts: assigned, ends: {lookup: plan, field: row_date, match: {of_problem: number}},
     within: {count: 5, unit: working_day}}
cases:
  - name: 第五个工作日报来的按时，第六个的、没有报来的逾期，没有交办的没有期限
    today: 2027-03-16
    subjects: [{id: 甲村, kind: village}]
    facts: {plan: [{date: 2027-03-08, of_problem: A1}, {date: 2027-03-09, of_problem: A2}]}
    problems:
      - {unit: 甲村, number: A1, date: 2027-02-26, assigned: 2027-03-01}
      - {unit: 甲村, number: A2, date: 2027-02-27, assigned: 2027-03-01}
      - {unit: 甲村, number: A3, date: 2027-02-28, assigned: 2027-03-01}
      - {unit: 甲村, number: A4, date: 2027-03-10, assigned: 2027-03-10}
      - {unit: 甲村, number: A5, date: 2027-03-11}
    expect:
      verdicts:
        - {id: L, date: 2027-02-26, outcome: met}
        - {id: L, date: 2027-02-27, outcome: not_met}
        - {id: L, date: 2027-02-28, outcome: not_met}
        - {id: L, date: 2027-03-10, outcome: in_progress}
        - {id: L, date: 2027-03-11, outcome: none}
"""


def test_a_plan_for_each_problem_is_owed_within_days_of_its_posting() -> None:
    assert wrong(PLANS) == []


LATE = """
deliverables:
  - {id: D-1, title: 首次自查表, clause: 一, who: [village], due: 2026-12-30}
  - {id: D-2, title: 季度自查, clause: 一, who: [village], repeats: {every: quarter, first: {quarter: 1, year: 2027},
     day: 25}}
balances:
  late: {name: 迟报扣分, of: village, base: 0, clause: 一, entries: [
    {id: first, title: 首次迟报, clause: 一, every: quarter, when: {not: {met: D-1}}, points: 1},
    {id: none, title: 迟报超过10日视为未报, clause: 一, every: quarter, when: {value: {days_late: D-1}, above: 10},
     points: 2},
    {id: later, title: 季度迟报, clause: 一, every: quarter, when: {not: {met: D-2}}, points: 1}]}
cases:
  - name: 第十日报来的扣1分，第十一日的扣3分，以后各季度不再扣
    today: 2027-07-20
    facts:
      D-1: [{subject: 甲村, date: 2026-12-30}, {subject: 乙村, date: 2027-01-09}, {subject: 丙村, date: 2027-01-10}]
      D-2: [
        {subject: 甲村, period: 2027Q1, date: 2027-03-25}, {subject: 甲村, period: 2027Q2, date: 2027-06-26},
        {subject: 乙村, period: 2027Q1, date: 2027-03-25}, {subject: 乙村, period: 2027Q2, date: 2027-06-25},
        {subject: 丙村, period: 2027Q1, date: 2027-03-25}, {subject: 丙村, period: 2027Q2, date: 2027-06-25}]
    expect:
      values:
        - {value: late, subject: 甲村, date: 2027-07-01, equals: 1}
        - {value: late, subject: 乙村, date: 2027-07-01, equals: 1}
        - {value: late, subject: 丙村, date: 2027-07-01, equals: 3}
"""


def test_what_is_reported_once_costs_points_once_and_the_sentence_says_so() -> None:
    assert wrong(LATE) == []
    told = {one.id: one.notes for one in articles_of(library(LATE).scheme)}
    assert told["late-first"] == ("“首次自查表”只报一次，只在它到期的那一期算",)
    assert told["late-none"] == ("“首次自查表”只报一次，只在它到期的那一期算",)
    assert told["late-later"] == ()
