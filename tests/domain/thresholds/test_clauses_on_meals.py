"""Clauses of a campaign on school meals, as the guide says to write them."""

from tests.domain.thresholds.test_small_clauses import wrong

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
