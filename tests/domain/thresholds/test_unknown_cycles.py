"""Cycles of which nobody knows when they begin, or how long they are: nothing hangs on a guess."""

from datetime import date

import pytest

from domain.library import lint
from domain.thresholds import Engine
from domain.thresholds.case_facts import facts_of
from tests.domain.thresholds.test_small_clauses import HEAD, library, wrong

UNKNOWN = """
facts:
  licence: {name: 领证日, kind: date, of: village}
  length: {name: 周期年数, kind: number, of: village}
  breach: {name: 行为, kind: record, of: village, fields: {}}
balances:
  credit:
    {name: 记分, of: village, base: 0, floor: 0, RENEWS, clause: 一, entries: [
      {id: bad, title: 记分, clause: 一, on: breach, points: 4}], limits: [LIMIT]}
cases:
  - name: 试
    today: 2033-05-01
    subject: 甲村
    facts: {LICENCE breach: [BREACHES]}
    expect: {values: [{value: credit, date: DATE, equals: LEFT}]}
"""
_CYCLE = "{anniversary: licence, years: length}"


@pytest.mark.parametrize(
    ("licence", "breaches", "day", "left"),
    [
        ("2027-01-10", "2027-02-01", "2028-01-09", 4),  # a cycle has a year at least
        ("2027-01-10", "2027-02-01", "2028-01-10", "null"),  # it may have been over
        ("2027-01-10", "2028-01-10", "2028-05-01", 4),  # counts whether a cycle begins on that day or not
        ("2027-01-10", "2028-01-09", "2028-05-01", "null"),
        ("2027-01-10", "", "2031-05-01", 0),  # nothing ever moved it
        ("2027-01-10", "2027-01-09", "2027-01-09", 4),  # before the licence there was no cycle
        ("", "2027-02-01", "2027-02-01", "null"),
        ("", "", "2031-05-01", 0),
    ],
)
def test_a_cycle_of_which_nobody_knows_the_length_leaves_open_what_it_may_have_cleared(
    licence: str, breaches: str, day: str, left: int | str
) -> None:
    text = UNKNOWN.replace("RENEWS", f"renews: {_CYCLE}").replace("LIMIT", "")
    assert wrong(_unknown(text, licence, breaches, day, left)) == []


@pytest.mark.parametrize(
    ("breaches", "left"),
    [("2027-02-01", 4), ("2027-02-01 2031-02-01", 8), ("2027-02-01 2031-02-01 2032-02-01", "null")],
)
def test_a_limit_of_such_a_cycle_holds_nothing_back_that_it_may_not(breaches: str, left: int | str) -> None:
    limit = f"{{at_most: 8, within: {_CYCLE}}}"
    text = UNKNOWN.replace("RENEWS", "renews: never").replace("LIMIT", limit)
    assert wrong(_unknown(text, "2027-01-10", breaches, "2033-05-01", left)) == []


def _unknown(text: str, licence: str, breaches: str, day: str, left: int | str) -> str:
    given = f"licence: [{{subject: 甲村, value: {licence}}}]," if licence else ""
    rows = ", ".join(f"{{date: {one}}}" for one in breaches.split())
    return (
        text.replace("LICENCE", given)
        .replace("BREACHES", rows)
        .replace("DATE", day)
        .replace("LEFT", str(left))
    )


FINES = """
facts:
  licence: {name: 领证日, kind: date, of: village}
  length: {name: 周期年数, kind: number, of: village}
  breach: {name: 行为, kind: record, of: village, fields: {}}
rules:
  - {id: FINE, title: 罚, clause: 一, subject: village, on: breach, then: [{do: deduct, amount: {fixed: 400}}]}
caps:
  most: {name: 周期上限, clause: 一, of: village, within: {anniversary: licence, years: length}, at_most: 800}
cases:
  - name: 试
    today: 2033-05-01
    subject: 甲村
    facts: {licence: [{subject: 甲村, value: 2027-01-10}], LENGTH
      breach: [{date: 2027-02-01}, {date: 2031-02-01}, {date: 2032-02-01}]}
    expect: {verdicts: [{id: FINE, date: 2027-02-01, outcome: triggered}]}
"""


@pytest.mark.parametrize(
    ("years", "taken"),
    [(3, [400, 400, 400]), (6, [400, 400, 0]), (None, [400, 400, None])],
)
def test_a_cap_over_such_a_cycle_leaves_open_what_it_may_hold_back(
    years: int | None, taken: list[int | None]
) -> None:
    length = f"length: [{{subject: 甲村, value: {years}}}]," if years else ""
    sound = library(FINES.replace("LENGTH", length))
    case = sound.scheme.cases[0]
    found = Engine(sound).evaluate(facts_of(case, sound.scheme), date(2033, 5, 1))
    amounts = [one.amount for verdict in found for one in verdict.consequences]
    assert [amount and amount.high for amount in amounts] == taken
    if years is None:
        assert amounts[-1] is not None
        assert "周期上限待核：“周期年数”没有登记" in amounts[-1].text


CLOSING = """
facts:
  licence: {name: 领证日, kind: date, of: village}
  breach: {name: 行为, kind: record, of: village, fields: {}}
rules:
  - {id: A, title: 一个周期内三次, clause: 一, subject: village, every: month, then: [{do: warn}],
     unless: {not: {all: [{value: {first_of: CYCLE}, at_least: period_start},
       {value: {first_of: CYCLE}, above: licence}]}},
     when: {value: {as_of: {before: {first_of: CYCLE}, count: 1, unit: calendar_day},
       of: {count: breach, within: CYCLE}}, at_least: 3}}
cases:
  - name: 试
    today: 2031-06-01
    subject: 甲村
    facts: {licence: [{value: 2027-01-15}], breach: [{date: 2027-02-01}, {date: 2028-03-01}, {date: DAY}]}
    expect: {verdicts: [{id: A, period: 2029-01, outcome: THEN}, {id: A, period: 2029-02, outcome: not_applicable},
      {id: A, period: 2031-01, outcome: not_triggered}, {id: A, period: 2027-01, outcome: not_applicable}]}
"""


@pytest.mark.parametrize(("day", "then"), [("2029-01-14", "triggered"), ("2029-01-15", "not_triggered")])
def test_a_single_rule_is_judged_when_each_cycle_is_over(day: str, then: str) -> None:
    text = CLOSING.replace("CYCLE", "{anniversary: licence, years: 2}").replace("DAY", day)
    assert wrong(text.replace("THEN", then)) == []


def test_a_rule_by_years_from_a_date_is_told_how_else_it_is_written() -> None:
    text = CLOSING.replace("every: month", "every: {anniversary: licence}").replace("CYCLE", "year")
    told = [str(one) for one in lint({"scheme.yaml": HEAD + text})]
    assert any("只有这一条按周期、几年一个周期的，写 every: month" in one for one in told)
