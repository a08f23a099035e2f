"""Whether anything was taken since a listing, where the points of the year begin anew in between."""

import pytest

from tests.domain.thresholds.test_small_clauses import wrong

REPAIR = """
facts:
  breach: {name: 违规, kind: record, of: provider}
  rigged: {name: 围标串标, kind: record, of: provider}
  repair: {name: 修复申请, kind: record, of: provider}
balances:
  ledger: {name: 历年扣分, of: provider, base: 0, renews: never, clause: 一,
    entries: [{id: e, title: 记, clause: 一, on: breach, points: 10}]}
measures:
  lost: {name: 当年扣分, of: provider, value: {difference: [ledger,
    {as_of: {before: {first_of: year}, count: 1, unit: calendar_day, roll: none}, of: ledger}]}}
lists:
  black: {name: 失信名单, of: provider, on: rigged, lasts: {count: 1, unit: year}, clause: 二}
rules:
  - {id: R, title: 期间没有新的扣分的可以修复, clause: 二, subject: provider, on: repair,
     when: {value: ledger, at_most: {as_of: {listed_since: black, already: true}, of: ledger}},
     then: [{do: delist, list: black}]}
cases:
  - name: 试
    today: 2027-12-31
    subject: 甲
    subjects: [{id: 甲, kind: provider, since: 2026-12-01}]
    facts:
      breach: [{date: 2026-12-05}, {date: %s}]
      rigged: [{date: 2026-12-10}]
      repair: [{date: 2027-07-01}]
    expect:
      verdicts: [{id: R, outcome: %s}]
      values: [{value: lost, date: 2026-12-31, equals: %s}, {value: lost, date: 2027-07-01, equals: %s}]
      lists: [{list: black, date: 2027-07-02, on: %s}]
"""


@pytest.mark.parametrize(
    ("again", "outcome", "before", "after", "listed"),
    [
        ("2026-12-06", "triggered", 20, 0, "false"),  # before the listing
        ("2026-12-11", "not_triggered", 20, 0, "true"),
        ("2027-02-05", "not_triggered", 10, 10, "true"),  # as much as stood there in the year before
    ],
)
def test_what_was_taken_since_the_listing_is_seen_across_years(
    again: str, outcome: str, before: int, after: int, listed: str
) -> None:
    assert wrong(REPAIR % (again, outcome, before, after, listed)) == []
