"""The ladder of supervision: a day that belongs to no level, a severe level before a mild one."""

import pytest

from domain.library import lint
from tests.domain.library.base_scheme import scheme_with

LADDER = """
escalation:
  clause: 十
  levels:
    - key: a
      name: 提醒
      document: 提醒书
      when: {any: [{value: days_left, at_most: 3}, {value: days_overdue, at_least: 1, at_most: 10}]}
    - {key: b, name: 督办, document: 督办函, when: {value: days_overdue, at_least: 11, at_most: 30}}
    - key: c
      name: 挂牌
      document: 通知
      when: {any: [{value: days_overdue, above: 30}, {value: times_returned, at_least: 3}]}
"""


@pytest.mark.parametrize(
    ("written", "meant", "sentence"),
    [
        ("提醒", "提醒", ""),
        ("at_least: 11", "above: 10", ""),
        ("at_least: 11", "at_least: 1", ""),
        ("at_least: 11", "at_least: 12", "逾期天数 11 不在任何一级"),
        ("above: 30", "above: 35", "逾期天数 31 至 35 不在任何一级"),
        ("above: 30", "at_least: 5", "“挂牌”逾期天数 5 就到，前面的“督办”要 11：轮不到“督办”"),
    ],
)
def test_a_ladder_has_a_level_for_every_day_and_the_mild_ones_first(
    written: str, meant: str, sentence: str
) -> None:
    found = [
        str(one)
        for one in lint(scheme_with(handling=LADDER.replace(written, meant)))
        if "级" in str(one) or "轮不到" in str(one)
    ]
    assert bool(found) is bool(sentence), found
    assert all(sentence in one for one in found)
