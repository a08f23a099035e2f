"""What a careless hand writes and what would come out without a word: told where it stands, and nowhere else."""

from typing import get_args

import pytest

from domain.library import lint
from domain.library.models.values import Take
from tests.domain.library.base_scheme import FACTS, scheme_with

_, PASSED_OVER = get_args(Take.model_fields["missing"].annotation)
RULES = """
rules:
  - {id: A, title: 甲, clause: 一, subject: provider, %s, then: [{do: warn}]}
"""
MORE = (
    FACTS
    + """
  seen: {name: 服务, kind: record, of: provider}
  tip: {name: 投诉, kind: record, of: provider, fields: {sort: {name: 类型, kind: choice, options: [轻, 重]}}}
  fine: {name: 处罚, kind: record, of: provider, fields: {sort: {name: 类型, kind: choice, options: [轻, 重]}}}
  trouble: {name: 不良记录, kind: record, of: provider, from: [tip, fine]}
  step:
    name: 办件
    kind: record
    of: provider
    fields:
      accepted: {name: 受理日, kind: date}
      issued: {name: 发证日, kind: date, optional: true}
      done: {name: 办结日, kind: date, optional: true}
"""
)


def told(rule: str = "on: seen", **more: str) -> list[str]:
    files = scheme_with(facts=MORE, rules=RULES % rule, cases="cases: []", **more)
    return [one.message for one in lint(files) if "没有案例" not in one.message]


LAST = "{elapsed: [{take: latest, of: row_date, rows: seen, within: %s}, today], unit: calendar_day}"
SINCE = "when: {value: " + LAST % "ever" + ", %s: 30}"


@pytest.mark.parametrize(
    ("rule", "warned"),
    [
        ("every: month, " + SINCE % "above", True),
        ("every: month, " + SINCE % "at_least", True),
        ("every: month, " + SINCE % "at_most", False),
        ("every: month, when: {all: [{happened: seen, within: ever}, " + (SINCE % "above")[6:] + "]}", False),
        (
            "every: month, when: {any: [{not: {happened: seen, within: ever}}, "
            + (SINCE % "above")[6:]
            + "]}",
            False,
        ),
        ("on: seen, when: {value: " + LAST % "earlier" + ", above: 30}", False),
        ("on: tip, when: {value: " + LAST % "earlier" + ", above: 30}", False),
        ("on: tip, " + SINCE % "above", True),
        ("on: seen, " + SINCE % "above", False),
    ],
)
def test_so_long_since_the_last_one_says_nothing_of_those_who_never_had_one(rule: str, warned: bool) -> None:
    found = [one for one in told(rule) if "从来没有登记过“服务”的，这里不成立" in one]
    assert bool(found) is warned
    assert not found or "{not: {happened: seen, within: {count: 30, unit: calendar_day}}}" in found[0]


LIMIT = """
time_limits:
  - {id: L, title: 办结, clause: 一, record: step, who: provider, starts: %s, ends: done,
     within: {count: 10, unit: working_day%s}}
"""


@pytest.mark.parametrize(
    ("starts", "run", "warned"),
    [
        ("issued", ", from: 受理", True),
        ("issued", ", from: accepted", True),
        ("row_date", ", from: 受理", True),
        ("accepted", ", from: 受理", False),
        ("row_date", ", from: 送达", False),
        ("issued", "", False),
        ("{smaller_of: [accepted, issued]}", ", from: 受理", False),
    ],
)
def test_a_time_limit_does_not_say_that_it_runs_from_another_date_of_its_record(
    starts: str, run: str, warned: bool
) -> None:
    found = [one for one in told(more=LIMIT % (starts, run)) if "from 只是说明" in one]
    assert bool(found) is warned
    assert not found or "写 starts: accepted" in found[0]


ACCOUNT = """
balances:
  credit: {name: 分, of: provider, base: 100, clause: 一, entries: [
    {id: a, title: 投诉, clause: 一, on: %s, %s points: -2},
    {id: b, title: 不良, clause: 一, on: trouble, %s points: -3}]}
"""


@pytest.mark.parametrize(
    ("part", "of_part", "of_whole", "warned"),
    [
        ("tip", "", "", True),
        ("tip", "when: {value: sort, is: 轻},", "when: {value: sort, is: 重},", False),
        ("tip", "when: {value: sort, is: 轻},", "when: {value: sort, one_of: [轻, 重]},", True),
        ("tip", "", "when: {value: register, is: 处罚},", False),
        ("tip", "", "when: {value: register, is: 投诉},", True),
        ("tip", "", "when: {not: {value: register, is: 投诉}},", False),
        ("seen", "", "", False),
    ],
)
def test_one_event_does_not_move_a_balance_by_itself_and_with_others(
    part: str, of_part: str, of_whole: str, warned: bool
) -> None:
    found = [one for one in told(more=ACCOUNT % (part, of_part, of_whole)) if "同一条记两次" in one]
    assert bool(found) is warned


def test_one_event_is_not_added_up_twice() -> None:
    rule = "every: month, when: {value: {sum: [{count: tip}, {count: %s}]}, above: 3}"
    assert any("加起来同一条数了两次" in one for one in told(rule % "trouble"))
    assert not any("两次" in one for one in told(rule % "fine"))


@pytest.mark.parametrize(
    ("compared", "sentence"),
    [
        ("{value: {take: total, of: score, over: year, missing: PASSED}, below: 60}", "会因为缺数据而成立"),
        ("{value: {take: total, of: score, over: year, missing: PASSED}, at_least: 60}", ""),
        ("{value: {take: total, of: score, over: year}, below: 60}", ""),
        ("{value: {take: mean, of: score, over: year, missing: PASSED}, below: 60}", ""),
        (
            "{value: {quotient: [{take: total, of: score, over: year, missing: PASSED}, 12]}, above: 60}",
            "只除以有数据的期数",
        ),
        ("{value: {quotient: [{take: total, of: score, over: year}, 12]}, above: 60}", ""),
    ],
)
def test_what_is_passed_over_does_not_lower_a_total_in_silence(compared: str, sentence: str) -> None:
    rule = f"every: year, when: {compared}".replace("PASSED", PASSED_OVER)
    found = [one for one in told(rule) if "合计跳过了缺的" in one]
    assert bool(found) is bool(sentence)
    assert not sentence or sentence in found[0]
