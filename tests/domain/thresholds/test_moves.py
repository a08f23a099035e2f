"""What moves a balance is told in the order of days, and what is open day after day at once."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from domain.thresholds.moves import Move, told_together
from tests.domain.thresholds.test_small_clauses import wrong

FIRST = date(2026, 3, 2)


def opened(day: int, *, sure: bool = False) -> Move:
    return Move(FIRST + timedelta(days=day), Fraction(2), "head", "满20分", sure)


@pytest.mark.parametrize(
    ("moves", "told"),
    [
        ([opened(0), opened(1), opened(2)], ["2026-03-02 满20分+2（待核）", "2026-03-04 满20分+2（待核）"]),
        ([opened(day) for day in range(4)], ["；2026-03-02至2026-03-05 满20分+2共4次（待核）"]),
        ([*map(opened, range(4)), opened(9, sure=True)], ["共4次（待核）；2026-03-11 满20分+2"]),
    ],
)
def test_open_moves_of_one_entry_are_told_together_from_the_fourth_on(
    moves: list[Move], told: list[str]
) -> None:
    assert all(one in told_together(moves) for one in told), told_together(moves)
    assert told_together(moves).count("待核") == (3 if len(moves) == 3 else 1)


EXAM = """
facts:
  offence: {name: 违章, kind: record, of: village, fields: {}}
  exam: {name: 考试合格, kind: record, of: village, fields: {}}
balances:
  points:
    name: 记分
    of: village
    base: 0
    clause: 一
    entries:
      - {id: offence, title: 违章, clause: 一, on: offence, points: 6STARTS}
      - {id: exam, title: 考试合格清零, clause: 一, on: exam, sets: 0}
cases:
  - name: 试
    today: 2027-04-10
    subject: 甲村
    facts: {offence: [{date: 2027-01-04}, {date: 2027-01-05}], exam: [{date: 2027-01-05}]}
    expect: {values: [{value: points, date: 2027-01-06, equals: LEFT}]}
"""


@pytest.mark.parametrize(
    ("starts", "left"),
    [("", 0), (", starts: {after: row_date, count: 1, unit: calendar_day, roll: none}", 6)],
)
def test_a_day_has_no_hours_and_what_starts_on_the_morrow_outlives_what_wipes_the_day(
    starts: str, left: int
) -> None:
    assert wrong(EXAM.replace("STARTS", starts).replace("LEFT", str(left))) == []
