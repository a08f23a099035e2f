"""What would come to nothing, or to too much, without a word: points that nobody takes, turns after their phase."""

import pytest

from domain.library import lint
from tests.domain.library.base_scheme import FACTS, RULES, scheme_with

POINTS = RULES.replace(
    "do: rectify, within: {count: 30, unit: calendar_day, from: 送达}", "do: points, points: -3"
)
ASKING = """
measures:
  often: {name: 次数, of: provider, value: {triggered_times: [A], within: year}}
"""
PHASES = """
phases: [{key: focus, name: 集中整治, clause: 一, start: 2026-11-01, end: 2027-01-20}]
deliverables:
  - id: D
    title: 进展
    clause: 一
    who: [township]
    repeats: {first: {phase: focus, point: start}, last: {phase: focus}, %s}
"""


def told(**files: str) -> str:
    return "\n".join(one.message for one in lint(scheme_with(**files)))


@pytest.mark.parametrize(
    ("rules", "facts", "lost"),
    [
        (POINTS, FACTS, True),
        (POINTS, FACTS + ASKING, False),
        (POINTS.replace("points: -3", "points: -3, nature: may"), FACTS, False),
        (RULES, FACTS, False),
    ],
)
def test_points_that_nothing_takes_are_not_lost_in_silence(rules: str, facts: str, lost: bool) -> None:
    assert ("这几分只写在判定里，没有记到哪里" in told(rules=rules, facts=facts)) is lost


@pytest.mark.parametrize(
    ("each", "late"),
    [
        ("every: half_month", "最后一次（2027年1月下半月）要到 2027-01-31 才报"),
        ("every: month, day: 20", ""),
        ("every: month, day: 21", "最后一次（2027年1月）要到 2027-01-21 才报"),
        ("every: month, after_end: {count: 5, unit: calendar_day}", ""),
    ],
)
def test_a_turn_that_is_due_only_after_its_phase_is_told(each: str, late: str) -> None:
    found = told(campaign=PHASES % each)
    assert late in found if late else "才报" not in found


def test_a_field_as_a_date_is_told_how_to_be_written() -> None:
    due = "deliverables: [{id: D, title: 表, clause: 一, who: [township], due: row_date}]"
    assert "“due”看不懂这种写法：登记的日期写 {event: row_date}" in told(campaign=due)


MORE = (
    FACTS
    + """
  rating: {name: 评级, kind: record, of: provider, fields: {points: {name: 分, kind: number}}}
  repair: {name: 整改, kind: record, of: provider, fields: {done: {name: 完成日, kind: date, optional: true}}}
time_limits:
  - id: L
    title: 按期整改
    clause: 一
    record: repair
    who: provider
    starts: row_date
    ends: done
    within: {count: 10, unit: calendar_day}
"""
)
LATEST = "{value: {take: latest, of: points, rows: rating%s}, below: 60}"
LATE = "{not: {met: L}}"


@pytest.mark.parametrize(
    ("when", "every", "said"),
    [
        (LATEST % "", "every: quarter", "按期问时只看本季度登记的"),
        (LATEST % ", within: ever", "every: quarter", ""),
        (LATEST % ", within: quarter", "every: quarter", ""),
        (LATEST % "", "on: rating", ""),
        (LATE, "every: quarter", "一条没有按时，以后各季度都算没有完成"),
        (LATE, "on: repair", ""),
        (
            "{value: {count: repair, where: {not: {met: L}}, within: quarter}, at_least: 1}",
            "every: quarter",
            "",
        ),
    ],
)
def test_which_records_a_rule_of_periods_looks_at_is_told_where_it_does_not_say(
    when: str, every: str, said: str
) -> None:
    rules = RULES.replace('{value: rate, below: "90%"}', when).replace("every: quarter", every)
    found = told(rules=rules, facts=MORE, cases="cases: []")
    assert said in found if said else "登记的" not in found and "各季度" not in found


ACCOUNT = "balances: {credit: {name: 分, of: provider, base: BASE, clause: 一, entries: [ENTRY]}}"
ENTRY = "{id: e, title: TITLE, clause: 一, on: breach, points: 5}"
SHEET = """
scoring:
  annual:
    name: 考核
    of: provider
    every: month
    clause: 一
    total: 100
    items: [{key: a, name: 甲, clause: 一, points: 100, starts: STARTS, steps: [{per: score, points: POINTS}]}]
    grades: [{grade: 好, at_least: 60}, {grade: 差, below: 60}]
"""


@pytest.mark.parametrize(
    ("base", "title", "given"),
    [("100", "违规扣5分", True), ("100", "表扬加5分", False), ("0", "违规扣5分", False)],
)
def test_points_are_not_given_under_a_title_that_takes_them(base: str, title: str, given: bool) -> None:
    account = ACCOUNT.replace("BASE", base).replace("ENTRY", ENTRY.replace("TITLE", title))
    assert ("points 写的是加" in told(account=account)) is given
    rules = POINTS.replace("points: -3", "points: 3, balance: credit").replace("title: 甲", f"title: {title}")
    moved = ACCOUNT.replace("BASE", base).replace("entries: [ENTRY]", "entries: []")
    assert ("points 写的是加" in told(account=moved, rules=rules)) is given


@pytest.mark.parametrize(
    ("starts", "points", "nothing"), [("full", "5", True), ("full", "-5", False), ("zero", "5", False)]
)
def test_nothing_is_added_to_full_marks_in_silence(starts: str, points: str, nothing: bool) -> None:
    sheet = SHEET.replace("STARTS", starts).replace("POINTS", points)
    assert ("从满分起，加的分不起作用" in told(sheet=sheet)) is nothing


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("{coefficient: 98, of: funds}", "98 就是 98 倍；百分之98写成"),
        ('{coefficient: "98%", of: funds}', ""),
        ("{coefficient: 10, of: funds}", ""),
    ],
)
def test_a_coefficient_is_not_ninety_eight_times_the_whole(amount: str, said: str) -> None:
    found = told(rules=RULES.replace("do: rectify,", f"do: pay, amount: {amount},"))
    assert said in found if said else "倍" not in found


def test_a_required_share_is_not_twenty_times_the_whole() -> None:
    duty = "duties: [{id: U, title: 回访, clause: 一, subject: provider, every: month, done: {count: breach}, %s}]"
    assert "写的 20 是 2000%" in told(duties=duty % "required: {percent: 20, of: score}")
    assert "%；百分之" not in told(duties=duty % 'required: {percent: "20%", of: score}')


def test_no_time_of_a_day_is_later_than_its_end() -> None:
    facts = FACTS.replace("intent:", "at: {name: 时刻, kind: time}, intent:")
    rule = RULES.replace("every: quarter", "on: breach")
    late = rule.replace('{value: rate, below: "90%"}', "{value: {part: time, of: at}, above: 24:00}")
    assert "一天里没有 24:00 以后的时刻" in told(facts=facts, rules=late)
    assert "24:00" not in told(facts=facts, rules=late.replace("24:00", "23:59"))
