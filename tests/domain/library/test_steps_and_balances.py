"""Steps between tiers, points that go over and points that start on a day: slips are told, sound ones are not."""

import pytest

from domain.library import lint
from tests.domain.library.base_scheme import RULES, scheme_with


def told(**changed: str) -> list[str]:
    return [problem.message for problem in lint(scheme_with(**changed))]


TIERED = """
rules:
  - id: A
    title: 甲
    clause: 一
    subject: provider
    on: breach
    of: {count: breach, within: year}
    tiers:
      - {name: 轻, equals: 1, then: [{do: warn}]}
      - {name: 重, at_least: 2, then: [{do: suspend}]}
    ORDER
    raise: [{when: {value: intent, is: 故意}}]
    lower: LOWER
"""


@pytest.mark.parametrize(
    ("order", "lower", "sentence"),
    [
        ("", "[]", "要写明哪一档轻、哪一档重：light_to_heavy: [轻, 重]（由轻到重"),
        ("light_to_heavy: [轻, 中]", "[]", "“中”不是这条规则的一档，各档是：轻、重"),
        ("light_to_heavy: [轻, 轻]", "[]", "每一档只写一次"),
        ("light_to_heavy: [重]", "[]", "列出两档以上"),
        ("light_to_heavy: [轻, 重]", "[{when: {value: intent, is: 故意}}]", "升降相抵"),
    ],
)
def test_steps_between_tiers_need_their_order_and_change_something(
    order: str, lower: str, sentence: str
) -> None:
    found = told(rules=TIERED.replace("ORDER", order).replace("LOWER", lower))
    assert any(sentence in message for message in found), found


LADDER = """
ladders:
  steps:
    name: 处理
    rungs: [{name: 轻, then: [{do: warn}]}, {name: 重, then: [{do: suspend}]}]
    raise: [{when: {value: intent, is: 故意}}]
rules: [{id: A, title: 甲, clause: 一, subject: provider, on: breach, ladder: steps, rung: 轻}]
"""


@pytest.mark.parametrize(
    ("written", "meant", "sentence"),
    [
        ("", "", ""),
        ("rung: 轻", "rung: 中", "没有这个“处理”的一档“中”"),
        ("ladder: steps", "ladder: step", "没有这个阶梯（ladders）“step”，是不是“steps”？"),
        (", rung: 轻", "", "ladder（哪个阶梯）与 rung（按哪一档）一起写"),
        ("rung: 轻", "rung: 轻, then: [{do: warn}]", "后果写在阶梯的各档里"),
        ("ladder: steps, rung: 轻", "then: [{do: warn}]", "没有一条规则按“处理”处理"),
        (
            "ladder: steps, rung: 轻",
            "raise: [{when: {value: intent, is: 故意}}]",
            "各档写成一个阶梯（ladders）",
        ),
        ("value: intent, is: 故意", "value: inten, is: 故意", "“inten”，是不是“intent”？"),
        ("{name: 重, then: [{do: suspend}]}", "{name: 轻}", "同一个阶梯里，各档的名称（name）不能相同"),
    ],
)
def test_rules_on_a_ladder_name_one_of_its_rungs(written: str, meant: str, sentence: str) -> None:
    found = told(rules=LADDER.replace(written, meant), cases="cases: []")
    slips = [message for message in found if "没有案例" not in message and "永远" not in message]
    assert any(sentence in message for message in slips) if sentence else slips == [], found


def test_a_tier_that_only_steps_reach_is_one_of_those_from_light_to_heavy() -> None:
    rules = TIERED.replace(", at_least: 2", "").replace("LOWER", "[]")
    sound = rules.replace("ORDER", "light_to_heavy: [轻, 重]")
    assert told(rules=sound, cases="cases: []") == told(cases="cases: []")
    steps = "    ORDER\n    raise: [{when: {value: intent, is: 故意}}]\n    lower: []\n"
    alone = rules.replace(steps, "")
    assert any("“重”一档没有写界限" in message for message in told(rules=alone))


def test_a_step_up_of_those_in_the_heaviest_tier_is_doubted_from_its_border_on() -> None:
    rules = TIERED.replace("ORDER", "light_to_heavy: [轻, 重]").replace("LOWER", "[]")
    for least, vain in ((2, True), (1, False)):
        when = f"{{value: {{count: breach, within: year}}, at_least: {least}}}"
        found = told(rules=rules.replace("{value: intent, is: 故意}", when))
        assert any("升档不会有作用" in message for message in found) is vain, found


def test_steps_without_tiers_are_refused() -> None:
    found = told(rules=RULES + "    raise: [{when: {value: rate, below: 0.5}}]\n")
    assert any("只用于分档的规则（tiers）" in message for message in found), found


CARRYING = """
balances:
  credit:
    {name: 信用分, of: provider, base: 0, clause: 一, renews: RENEWS, carries: {part: surplus EXPIRES},
     entries: [{id: a, title: 加, clause: 一, on: breach, points: 2, expires_after: {count: 24, unit: month}}]}
"""


@pytest.mark.parametrize(
    ("renews", "expires", "sentence"),
    [
        ("year", "", "不再按“加”的 expires_after 失效"),
        ("year", ", expires_after: {month: 12, day: 31}", ""),
        ("year", ", expires_after: {count: 11, unit: month}", ""),
        ("year", ", expires_after: {count: 12, unit: month}", "要在下一次重新起算以前失效"),
        ("quarter", ", expires_after: {count: 3, unit: month}", "要在下一次重新起算以前失效"),
        ("half_year", ", expires_after: {month: 6}", "不能写月日"),
        ("year", ", expires_after: {month: 6, year: 2027}", "只写月日"),
        ("year", ", expires_after: {count: 6, unit: hour}", "从重新起算那天起"),
    ],
)
def test_what_goes_over_expires_before_it_would_go_over_again(
    renews: str, expires: str, sentence: str
) -> None:
    account = CARRYING.replace("RENEWS", renews).replace("EXPIRES", expires)
    found = [message for message in told(accounts=account) if "案例" not in message]
    assert [sentence in message for message in found] == ([True] if sentence else []), found


DATED = """
facts:
  order: {name: 责令, kind: record, of: provider, fields: {due: {name: 期满日, kind: date},
    then: {name: 起记日, kind: date, value: {if: {value: credit, below: 5}, then: due, otherwise: row_date}}}}
balances: {credit: {name: 信用分, of: provider, base: 10, clause: 一}}
rules:
  - {id: P, title: 逾期, clause: 一, subject: provider, on: order,
     then: [{do: points, points: -1, balance: credit, starts: STARTS}]}
"""


@pytest.mark.parametrize(
    ("starts", "sentence"),
    [
        ("due", ""),
        ("{after: due, count: 1, unit: calendar_day, roll: none}", ""),
        ("送达", "写登记的日期"),
        ("2026-05-01", "写登记的日期"),
        ("period_end", "写登记的日期"),
        ("then", "不能看这个分自己"),
    ],
)
def test_points_of_a_rule_start_on_a_recorded_day(starts: str, sentence: str) -> None:
    found = [one for one in told(dated=DATED.replace("STARTS", starts)) if "案例" not in one]
    assert any(sentence in message for message in found) if sentence else not found, found


SHEET = """
balances:
  acts: {name: 通报扣分, of: provider, base: BASE, clause: 一, entries: [
    {id: a, title: 扣, clause: 一, on: breach, points: POINTS}]}
scoring:
  year: {name: 年度, of: provider, every: year, clause: 二, total: 0, items: [
    {key: a, name: 通报, clause: 二, points: 0, bonus: true, at_least: -6, at_most: 0, steps: [{per: acts, STEP}]}]}
"""


@pytest.mark.parametrize(
    ("base", "points", "step", "refused"),
    [
        ("0", "-1", "points: 1", True),
        ("0", "-1", "points: -1, whole: false", True),
        ("0", "-1", "points: 1, whole: false", False),
        ("0", "1", "points: -1", False),
        ("100", "-1", "points: 1", False),
    ],
)
def test_points_below_zero_that_a_score_would_count_as_none_are_refused(
    base: str, points: str, step: str, refused: bool
) -> None:
    sheet = SHEET.replace("BASE", base).replace("POINTS", points).replace("STEP", step)
    assert any("这样写负的都按零算" in one for one in told(scoring=sheet)) == refused
