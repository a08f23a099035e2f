"""Numbers of titles that stand nowhere in what they are the title of, and working days that were written as days."""

import pytest

from domain.library import lint
from domain.library.title_words import figures_of
from tests.domain.library.base_scheme import FACTS, scheme_with

MORE = (
    FACTS
    + "\n  check: {name: 检查, kind: record, of: provider, fields: {gone: {name: 处数, kind: number}}}\n"
)
NOWHERE, DAYS = "没有这个数", "是不是应写"


def told(title: str, rule: str, more: str = "", accounts: str = "") -> str:
    rules = f"\nrules: [{{id: A, title: {title}, clause: 一, subject: provider, {rule}}}]\n" if rule else ""
    found = lint(scheme_with(facts=MORE, rules=rules, more=more, accounts=accounts, cases="cases: []"))
    assert not [one for one in found if one.severity.value == "error"], found
    return "\n".join(one.message for one in found)


@pytest.mark.parametrize(
    ("title", "figures"),
    [
        ("三年内两次", [("3", "年"), ("2", "次")]),
        ("送达后四十个工作日内、15日内", [("40", "工作日"), ("15", "日")]),
        ("低于百分之八十、5%、2.5个百分点", [("4/5", "%"), ("1/20", "%"), ("5/2", "百分点")]),
        ("扣5分，罚3万元或800元", [("5", "分"), ("3", "万元"), ("800", "元")]),
        ("3名以上服务对象、前三名次", [("3", "名")]),
        ("八百至一千二百元、五万元、一万零五百元", [("1200", "元"), ("50000", "元"), ("10500", "元")]),
        ("两次巡检间隔超过三十日", [("30", "日")]),  # between two is no number
        ("累计三个季度、四处，两个学期", [("3", "季度"), ("4", "处"), ("2", "学期")]),
        ("第三次、2026年5月20日、80周岁、三分之二、二级以上、三年级", []),
    ],
)
def test_numbers_of_a_title_are_read_with_what_they_count(title: str, figures: list[tuple[str, str]]) -> None:
    assert [(str(one.number), one.unit) for one in figures_of(title)] == figures


ON = "on: check, then: "
FIVE_DAYS = "then: [{do: rectify, within: {count: 5, unit: calendar_day}}]"


@pytest.mark.parametrize(
    ("title", "rule", "warned"),
    [
        ("三年内不得参加", ON + "[{do: ban, lasts: {count: 3, unit: year}}]", False),
        ("三年内不得参加", ON + "[{do: ban, lasts: {count: 36, unit: month}}]", False),
        ("三年内不得参加", ON + "[{do: ban, lasts: {count: 1, unit: year}}]", True),
        (
            "一年内不得参加",
            ON + "[{do: ban, lasts: {count: 3, unit: year}}]",
            False,
        ),  # one stands for many words
        ("永久不得参加", ON + "[{do: ban, lasts: permanent}]", False),
        ("扣800元", ON + "[{do: deduct, amount: {fixed: 800}}]", False),
        ("扣800元", ON + "[{do: deduct, amount: {fixed: 80}}]", True),
        ("扣5万元", ON + "[{do: deduct, amount: {fixed: 50000}}]", False),
        ("两周内整改", ON + "[{do: rectify, within: {count: 14, unit: calendar_day}}]", False),
        (
            "五次以上的约谈",
            "every: year, when: {value: {count: check}, above: 4}, then: [{do: interview}]",
            False,
        ),
        (
            "五次以上的约谈",
            "every: year, when: {value: {count: check}, above: 2}, then: [{do: interview}]",
            True,
        ),
        (
            "两次相差低于15%的",
            'every: quarter, when: {value: {difference: [rate, {previous: rate}]}, below: "-15%"}, then: [{do: warn}]',
            False,
        ),
        (
            "三次相差低于15%的",
            'every: quarter, when: {value: {difference: [rate, {previous: rate}]}, below: "-15%"}, then: [{do: warn}]',
            True,
        ),
        ("三人以上的", "on: check, when: {value: gone, at_least: 3}, then: [{do: warn}]", False),
        ("少于三人的", "on: check, when: {value: gone, below: 3}, then: [{do: warn}]", False),
        ("少于三人的", "on: check, when: {value: gone, at_most: 2}, then: [{do: warn}]", False),
        ("少于三人的", "on: check, when: {value: gone, below: 2}, then: [{do: warn}]", True),
        ("超过三次的", "on: check, when: {value: gone, at_least: 4}, then: [{do: warn}]", False),
        ("超过三次的", "on: check, when: {value: gone, at_least: 2}, then: [{do: warn}]", True),
        ("累计三处的", "on: check, when: {value: gone, above: 2}, then: [{do: warn}]", False),
        ("累计三处的", "on: check, when: {value: gone, at_least: 2}, then: [{do: warn}]", True),
        ("每次扣1%", "on: check, then: [{do: deduct, amount: {percent: '1%', of: funds}}]", False),
        ("每次扣1%", "on: check, then: [{do: deduct, amount: {percent: '10%', of: funds}}]", True),
        ("30日内不得参加", ON + "[{do: ban, lasts: {count: 1, unit: month}}]", False),
        (
            "30日内不得参加",
            ON
            + "[{do: ban, lasts: {count: 60, unit: calendar_day}}, {do: ban, lasts: {count: 1, unit: year}}]",
            True,
        ),
        (
            "五万元以上的五日内报告",
            "on: check, when: {value: gone, at_least: 50000}, " + FIVE_DAYS,
            False,
        ),
        (
            "五万元以上的五日内报告",  # five days are no fifty thousand yuan
            "on: check, when: {value: gone, at_least: 500000}, " + FIVE_DAYS,
            True,
        ),
    ],
)
def test_a_number_of_the_title_stands_somewhere_in_the_rule(title: str, rule: str, warned: bool) -> None:
    assert (NOWHERE in told(title, rule)) is warned


def test_a_number_may_stand_in_what_the_rule_reads() -> None:
    often = (
        "measures: {often: {name: 常犯, of: provider, every: year, value: "
        "{if: {value: {count: check}, at_least: LINE}, then: true, otherwise: false}}}"
    )
    asks = "every: year, when: {value: often, is: true}, then: [{do: interview}]"
    for line, warned in (("3", False), ("5", True)):
        measure = often.replace("LINE", line)
        assert (NOWHERE in told("三次以上的约谈", asks, measure)) is warned
    roll = "lists: {black: {name: 黑名单, of: provider, clause: 二, lasts: {count: TERM, unit: year}}}"
    for term, warned in (("3", False), ("2", True)):
        listed = ON + "[{do: list, list: black}]"
        assert (NOWHERE in told("列入黑名单三年", listed, accounts=roll.replace("TERM", term))) is warned


def test_nothing_is_said_where_no_number_is_written_or_a_person_fills_one_in() -> None:
    assert NOWHERE not in told("三年内不得参加", ON + "[{do: ban}]")
    open_term = (
        ON + "[{do: ban, lasts: {count: {open: years}, unit: year}}, {do: deduct, amount: {fixed: 80}}]"
    )
    assert NOWHERE not in told("三年内不得参加", open_term, "open: {years: {name: 年限, kind: number}}")


@pytest.mark.parametrize(("points", "warned"), [("-5", False), ("-3", True), ("5", False)])
def test_an_entry_of_points_takes_as_many_as_its_title_says(points: str, warned: bool) -> None:
    entry = f"[{{id: e, title: 每处扣5分, clause: 一, on: check, points: {points}}}]"
    credit = f"balances: {{credit: {{name: 信用分, of: provider, base: 0, clause: 一, entries: {entry}}}}}"
    assert (NOWHERE in told("甲", "", accounts=credit)) is warned


def test_a_name_of_the_records_may_say_the_number() -> None:
    named = MORE.replace("name: 检查", "name: 不足70分整改合格")
    rule = (
        "rules: [{id: A, title: 不足70分整改合格的补付20%, clause: 一, subject: provider, on: check, "
        "then: [{do: pay, amount: {percent: '20%', of: funds}}]}]"
    )
    for facts, warned in ((named, False), (MORE, True)):
        found = lint(scheme_with(facts=facts, rules=rule, cases="cases: []"))
        assert any(NOWHERE in one.message for one in found) is warned


@pytest.mark.parametrize(
    ("title", "bound", "warned"),
    [
        ("满六十日的", "{elapsed: [row_date, today], unit: calendar_day}, at_least: 60", False),
        ("满六十日的", "{elapsed: [row_date, today], unit: working_day}, at_least: 60", True),
        ("满六个月的", "{elapsed: [row_date, today], unit: year}, at_least: 6", True),
        ("晚于一年的", "today, above: {after: row_date, count: 1, unit: month, roll: none}", True),
        ("晚于一年的", "today, above: {after: row_date, count: 1, unit: year, roll: none}", False),
        (
            "一年一次、早于前一日的",
            "today, above: {before: row_date, count: 1, unit: calendar_day, roll: none}",
            False,
        ),
    ],
)
def test_time_that_passed_and_dates_so_long_after_have_the_unit_of_the_title(
    title: str, bound: str, warned: bool
) -> None:
    found = told(title, f"on: check, when: {{value: {bound}}}, then: [{{do: warn}}]")
    assert (DAYS in found) is warned


def test_a_field_that_is_a_time_has_the_unit_of_the_title() -> None:
    gap = (
        "{happened_at: {name: 时刻, kind: time}, since: {name: 上次, kind: time}, gap: {name: 间隔, kind: number, "
        "value: {if: {reported: since}, then: {elapsed: [since, happened_at], unit: minute}, otherwise: 0}}}"
    ).replace("since: {name: 上次, kind: time}", "since: {name: 上次, kind: time, optional: true}")
    facts = MORE + f"  patrol: {{name: 巡查, kind: record, of: provider, fields: {gap}}}\n"
    for number, warned in ((180, False), (3, True)):
        rule = (
            "rules: [{id: A, title: 间隔超过3小时的, clause: 一, subject: provider, on: patrol, "
            f"when: {{value: gap, above: {number}}}, then: [{{do: warn}}]}}]"
        )
        found = lint(scheme_with(facts=facts, rules=rule, cases="cases: []"))
        assert any(DAYS in one.message for one in found) is warned


def test_what_moves_points_says_nothing_of_the_line_at_which_a_rule_looks_at_them() -> None:
    entry = "[{id: e, title: 严重的扣60分, clause: 一, on: check, points: -60}]"
    credit = f"balances: {{credit: {{name: 信用分, of: provider, base: 100, clause: 一, entries: {entry}}}}}"
    for line, warned in (("60", False), ("6", True)):
        asks = f"every: year, when: {{value: credit, below: {line}}}, then: [{{do: interview}}]"
        assert (NOWHERE in told("低于60分的约谈", asks, accounts=credit)) is warned


@pytest.mark.parametrize(
    ("title", "unit", "warned"),
    [
        ("十五个工作日内整改", "working_day", False),
        ("十五个工作日内整改", "calendar_day", True),
        ("15日内整改", "calendar_day", False),
        ("15日内整改", "working_day", True),
        ("十五天整改", "working_day", True),
    ],
)
def test_working_days_are_told_from_days(title: str, unit: str, warned: bool) -> None:
    found = told(title, ON + f"[{{do: rectify, within: {{count: 15, unit: {unit}}}}}]")
    assert (DAYS in found) is warned
    assert NOWHERE not in found


@pytest.mark.parametrize(
    ("exact", "warned"),
    [("", True), ("exact: [{period: 2026年初, from: 2026-02-10, to: 2026-02-24}]", False)],
)
def test_days_around_a_feast_that_is_another_day_each_year_are_not_asked_about(
    exact: str, warned: bool
) -> None:
    parts = "parts: [{name: 年初, from: {month: 1, day: 25}, to: {month: 2, day: 9}}]"
    periods = f"periods: {{feast: {{name: 春节前后, {parts}{', ' if exact else ''}{exact}}}}}"
    rule = ON.replace("then: ", "when: {during: feast}, then: ") + "[{do: warn}]"
    assert (NOWHERE in told("春节前后各7日不安排检查", rule, periods)) is warned


def test_what_a_field_may_be_stands_for_the_numbers_of_a_title() -> None:
    more = """
facts:
  mended: {name: 修复, kind: record, of: provider,
    fields: {points: {name: 加分, kind: number, at_least: 3, at_most: 8},
      others: {name: 另, kind: number, at_most: 20}}}
  spoilt: {name: 损坏, kind: record, of: provider, fields: {points: {name: 扣分, kind: number}}}
"""
    credit = "balances: {credit: {name: 分, of: provider, base: 60, clause: 一, entries: [ENTRY]}}"
    entry = "{id: in, title: TITLE, clause: 一, on: mended, points: points}"
    for title, warned in (("每次加3至8分", False), ("每次加3至9分", True), ("每次加3至20分", True)):
        accounts = credit.replace("ENTRY", entry.replace("TITLE", title))
        assert (NOWHERE in told("", "", more, accounts)) is warned, title
