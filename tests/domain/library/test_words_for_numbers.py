"""A word where a number or a date is wanted would count for nothing: it is refused, with what was meant."""

import pytest

from domain.library import lint
from domain.library.misread import day_meant, number_meant, period_meant
from tests.domain.library.base_scheme import FACTS, scheme_with


def told(**changed: str) -> list[str]:
    return [problem.message for problem in lint(scheme_with(**changed))]


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("5％", '“5％”是全角百分号，写成 "5%"'),
        ("5‰", '“5‰”写成 "0.5%"'),
        ("500元", "“500元”只写数：500"),
        ("5万元", "“5万元”写成 50000"),
        ("1,000", "“1,000”写成 1000"),
        ("－3分", "“－3分”只写数：-3"),
        ("五万三千", "“五万三千”写成 53000"),
        ("百分之零点五", '“百分之零点五”写成 "0.5%"'),
        ("三分之一", "“三分之一”写成 1/3"),
        ("九成", '“九成”写成 "90%"'),
        ("二〇二五年", "“二〇二五年”写成 2025"),
        ("1-3", "“1-3”是幅度，写成 {at_least: 1, at_most: 3}"),
        ("“90%”", '引号要用半角的 " "；“90%”写成 "90%"'),
        ("一级", ""),
        ("甲类", ""),
    ],
)
def test_a_number_written_as_a_word_is_recognised(word: str, sentence: str) -> None:
    assert number_meant(word) == sentence


def test_a_day_and_a_period_written_otherwise_are_recognised() -> None:
    assert day_meant("2025年3月1日") == "“2025年3月1日”写成 2025-03-01"
    assert period_meant("2025Q2") == "“2025Q2”写成 {quarter: 2, year: 2025}"
    assert period_meant("2025-03") == "“2025-03”写成 {month: 3, year: 2025}"
    assert period_meant("2026W13") == "“2026W13”写成那一周的一天：2026-03-23"
    assert (period_meant("2026W54"), period_meant("2025年第1周")) == (
        "",
        "“2025年第1周”写成那一周的一天：2024-12-30",
    )
    assert (day_meant("三月"), period_meant("2025Q5")) == ("", "")


FINE = FACTS + (
    "  fine: {name: 罚没, kind: record, of: provider, fields: {money: {name: 金额, kind: amount},"
    " sort: {name: 类, kind: choice, options: [甲, 乙]}, done: {name: 办结, kind: date},"
    " bad: {name: 严重, kind: flag}, share: {name: 扣减比例, kind: number}, portion: {name: 占比, kind: ratio}}}\n"
)


def fine(amount: str = "{fixed: 1}", when: str = "", more: str = "") -> list[str]:
    head = "rules:\n  - {id: F, title: 罚, clause: 一, subject: provider, on: fine"
    rule = f"{head}, then: [{{do: deduct, amount: {amount}}}]{f', when: {when}' if when else ''}}}\n"
    return [one for one in told(facts=FINE, rules=rule + more, cases="cases: []") if "没有案例" not in one]


@pytest.mark.parametrize(
    ("amount", "sentence"),
    [
        ('{percent: "5％", of: money}', 'percent：“5％”是全角百分号，写成 "5%"'),
        ('{percent: "5%", of: 金额}', "of：没有“金额”这个键；名称是“金额”的登记项，键是 money"),
        ('{percent: "5%", of: Money}', "of：没有“Money”这个键，是不是“money”？"),
        ('{percent: "5%", of: money, cap: 5万}', "cap：“5万”写成 50000"),
        ("{fixed: 五元}", "fixed：“五元”写成 5"),
        ("{fixed: 1, per: 很多}", "per：“很多”是词，这里要数"),
        ("{times: 1-3, of: money}", "times：“1-3”是幅度"),
        ("{fixed: {at_least: 1万, at_most: 30000}}", "at_least：“1万”写成 10000"),
        ("{coefficient: 1, of: {table: sort, values: {甲: 5万, 乙: 1}}}", "甲：“5万”写成 50000"),
        ("{coefficient: 1, of: {table: bad, values: {true: 1}}}", "table：“bad”是是否，这里要词或数"),
        (
            "{coefficient: 1, of: {if: {value: sort, is: 甲}, then: 五万, otherwise: 十万}}",
            "otherwise：“十万”写成 100000",
        ),
        ("{coefficient: 1, of: {by_parts: money, parts: [{at_most: 9, each: 1元}, {each: 2}]}}", "each：“1元”"),
        ("{coefficient: 1, of: sort}", "“sort”是词，这里要数；按词取数写 {table: sort"),
        ("{coefficient: 1, of: done}", "“done”是日期，这里要数；两个日期之间多久写 {elapsed"),
        ("{coefficient: 1, of: bad}", "“bad”是是否，这里要数；是的算一写 {if"),
        ("{coefficient: 1, of: {larger_of: [money, done]}}", "写的是日期，同一处别的是数"),
        ("500元", "“amount”要写明怎样算：定额写 {fixed: 500}"),
        ("{product: [money, 2]}", "看不懂这种写法（product）：算出来的几元写 {fixed: {product: […]}}"),
        ("{fixed: {product: [money, 2]}}", ""),
        ("{percent: share, of: money}", "“扣减比例”是数，登记 5 就是 500%"),
        ("{percent: portion, of: money}", ""),
        ("{fixed: 1, floor: 9, cap: 8}", "最低的数额（floor）大于最高的数额（cap）"),
        ("{coefficient: 1, of: {table: sort, values: {甲: 5, 乙: 1}}}", ""),
        ("{coefficient: 1, of: {if: {value: {table: sort, values: {甲: 好, 乙: 差}}, is: 好}, then: 1,"
         " otherwise: 0}}", ""),
        ("{fixed: 1, floor: 8, cap: 8}", ""),
    ],
)  # fmt: skip
def test_a_word_where_a_number_is_wanted_is_refused(amount: str, sentence: str) -> None:
    found = fine(amount)
    assert any(sentence in message for message in found) if sentence else found == [], found


@pytest.mark.parametrize(
    ("when", "sentence"),
    [
        ("{value: {sum: [money, 三元]}, above: 1}", "sum：“三元”写成 3"),
        ("{value: money, above: {larger_of: [500元, 100]}}", "larger_of：“500元”只写数：500"),
        ("{value: money, above: 500元}", "左边是数，不能与词“500元”比较（“500元”只写数：500）"),
        ("{value: today, above: {after: done, count: 三, unit: month}}", "count：“三”写成 3"),
        ("{value: today, above: {after: 办结, count: 3, unit: month}}", "名称是“办结”的登记项，键是 done"),
        (
            "{value: {elapsed: [{month: 1, day: 1}, today], unit: month}, above: 1}",
            "当年的月日写 {year_of: period_end",
        ),
        ("{value: {elapsed: [办结, today], unit: month}, above: 1}", "elapsed：没有“办结”这个键"),
        ("{value: {elapsed: [money, today], unit: month}, above: 1}", "“money”是数，这里要日期"),
        ("{value: {part: month, of: 2025年3月1日}, above: 1}", "of：“2025年3月1日”写成 2025-03-01"),
        ("{value: {take: total, of: sort, rows: fine}, above: 1}", "of：“sort”是词，这里要数"),
        (
            "{value: {take: latest, of: 类, rows: fine}, is: 甲}",
            "of：没有“类”这个键；名称是“类”的登记项，键是 sort",
        ),
        ("{reported: 办结}", "reported：没有“办结”这个键"),
        ("{value: {count: fine, match: {sort: done}}, above: 1}", "“sort”是词，与它相同的却写了日期“done”"),
        ("{value: {count: fine, match: {sort: sort, done: row_date}}, above: 1}", ""),
        ("{value: {take: latest, of: sort, rows: fine, within: earlier}, is: 甲}", ""),
        ("{value: {take: highest, of: done, rows: fine}, above: 2025-01-01}", ""),
        ("{value: today, above: {after: 送达, count: 3, unit: month, roll: next_workday}}", ""),
    ],
)
def test_a_word_among_what_is_reckoned_is_refused(when: str, sentence: str) -> None:
    found = fine(when=when)
    assert any(sentence in message for message in found) if sentence else found == [], found


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (
            "duties: [{id: U, title: 走, clause: 一, subject: provider, every: month, done: {count: breach},"
            ' required: {percent: "20％", of: score}}]',
            "percent：“20％”是全角百分号",
        ),
        (
            "balances: {b: {name: 分, of: provider, base: 9, clause: 一, limits: [{at_most: 三分}],"
            " entries: [{id: e, title: 扣, clause: 一, on: breach, points: -2分}]}}",
            "points：“-2分”只写数：-2",
        ),
        ("balances: {b: {name: 分, of: provider, base: 100分, clause: 一}}", "：“100分”只写数：100"),
        ("caps: {c: {name: 顶, of: provider, clause: 一, at_most: 1万}}", "at_most：“1万”写成 10000"),
        (
            "targets: [{id: T, title: 率, clause: 一, of: provider, value: rate,"
            ' milestones: [{by: {month: 5}, at_least: "90％"}]}]',
            "左边是数，不能与词“90％”比较",
        ),
        (
            "measures: {m: {name: 级, of: provider, value: score, bands: [{grade: 好, at_least: 九十}]}}",
            "左边是数，不能与词“九十”比较（“九十”写成 90）",
        ),
        (
            "measures: {m: {name: 级, of: provider, every: month, initially: 无,"
            " value: {sum: [{previous: m}, 1]}}}",
            "算出来的是数，initially 写的却是词",
        ),
        (
            "scoring: {s: {name: 表, of: provider, every: quarter, clause: 一, total: 5, items: [{key: a, name: 甲,"
            " clause: 一, points: 5, steps: [{per: 漏报, points: -1}]}]}}",
            "per：“漏报”是词，这里要数",
        ),
        (
            "scoring: {s: {name: 表, of: provider, every: quarter, clause: 一, total: 5, items: [{key: a, name: 甲,"
            " clause: 一, points: 5, steps: [{by: rate, bands: [{below: 95％, points: 0}]}]}]}}",
            "左边是数，不能与词“95％”比较",
        ),
    ],
)
def test_a_word_where_a_section_wants_a_number_is_refused(more: str, sentence: str) -> None:
    found = fine(more=more)
    assert any(sentence in message for message in found), found
