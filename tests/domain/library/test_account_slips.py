"""Slips around balances, limits, lists and sheets are told where they stand."""

import pytest

from domain.library import lint
from tests.domain.library.base_scheme import FACTS, scheme_with

MORE = FACTS + "  seen: {name: 走访, kind: record, of: village, fields: {who: {name: 谁, kind: text}}}\n"
ACCOUNT = """
balances:
  credit: {name: 信用分, of: provider, base: 100, clause: 一, %s}
"""
ENTRIES = (
    "entries: [{id: slip, title: 过失, clause: 一, on: breach, when: {value: intent, is: 过失}, points: -2}]"
)
RULE = """
rules:
  - {id: A, title: 甲, clause: 一, subject: %s, %s}
"""
ON = "on: breach, when: {value: intent, is: 故意}, "
GIVES = "then: [{do: points, points: -3, balance: credit}]"


def told(account: str = ENTRIES, rule: str = ON + GIVES, subject: str = "provider", **more: str) -> list[str]:
    cases = "cases: [{name: 值, expect: {verdicts: [], values: [{value: 1, equals: 1}]}}]\n"
    files = scheme_with(
        facts=MORE, rules=RULE % (subject, rule), accounts=ACCOUNT % account, cases=cases, **more
    )
    return [problem.message for problem in lint(files) if "没有案例" not in problem.message]


def test_a_rule_that_moves_a_balance_beside_its_entries_is_sound() -> None:
    assert told() == []
    assert (
        told(account=ENTRIES + ", limits: [{at_most: 5, within: ten_days, entries: [A], by: intent}]") == []
    )
    assert told(account="limits: []") == []


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (ON + GIVES.replace("credit", "credits"), "没有这个信用分“credits”，是不是“credit”？"),
        ("when: {value: {count: breach}, above: 1}, " + GIVES, "没有哪一天可记"),
        (ON + GIVES.replace("balance", "nature: may, balance"), "由人决定的"),
        (ON + GIVES.replace("-3", "{at_least: -5, at_most: -3}"), "由人在幅度内定的分不能自动记入"),
        (
            ON + GIVES.replace("balance", "on: village, balance"),
            "“信用分”是服务单位的，这里的后果落在村居",
        ),
        (ON + GIVES.replace("balance", "starts: 决定送达, balance"), "不写事件、固定的日子"),
        (ON + "then: [{do: points, points: -3}]", "这几分没有记入信用分，要记入就写 balance: credit"),
        (ON + "then: [{do: warn, balance: credit}]", "与 do: points、points（几分）一起写"),
        ("on: breach, when: {value: intent, is: 过失}, " + GIVES, "与“信用分”的“slip”是同一件事"),
        (
            "on: breach, of: intent, tiers: [{name: 一, is: 故意}, {name: 二, is: 过失, " + GIVES + "}]",
            "与“信用分”的“slip”是同一件事",
        ),
        ("on: breach, when: {value: credit, below: 60}, " + GIVES, "“credit”绕了一圈又依赖自己"),
        (
            "on: breach, when: {happened: breach, where: {value: credit, below: 60}}, then: [{do: warn}]",
            "{as_of: row_date, of: credit}",
        ),
        (
            "on: breach, when: {happened: breach, within: {periods: 3}}, then: [{do: warn}]",
            "{periods: 3, every: month}",
        ),
    ],
)
def test_a_slip_in_a_consequence_that_gives_points_is_told(rule: str, sentence: str) -> None:
    found = told(rule=rule)
    assert any(sentence in message for message in found), found


LISTS = "lists: {l: {name: 单, of: %s, clause: 一, %s}}\n"
ON_L = ON + "then: [{do: list, list: l%s}]"


@pytest.mark.parametrize(
    ("of", "lasts", "deed", "sentence"),
    [
        ("village", "lasts: permanent", "", "“单”是村居的名单，这里的后果落在服务单位身上"),
        ("provider", "lasts: permanent", ", on: village", "“单”是服务单位的名单，这里的后果落在村居身上"),
        ("village", "lasts: permanent", ", on: village", ""),
        ("provider", "on: breach, ends: done", "", "的止日（ends）看的是登记的“办结”，由规则列入的没有这一项"),
        ("provider", "on: breach, ends: done", ", lasts: {count: 1, unit: year}", ""),
        ("provider", "on: breach, ends: done", ", lasts: {at_most: 3, unit: year}", "永远不会到期"),
        ("provider", "on: breach, ends: {after: row_date, count: 1, unit: year}", "", ""),
    ],
)  # fmt: skip
def test_who_stands_on_a_list_by_a_rule_is_of_its_kind_and_comes_off_it(
    of: str, lasts: str, deed: str, sentence: str
) -> None:
    facts = MORE.replace("fields: {intent", "fields: {done: {name: 办结, kind: date}, intent")
    files = scheme_with(
        facts=facts, rules=RULE % ("provider", ON_L % deed) + LISTS % (of, lasts), cases="cases: []"
    )
    found = [one.message for one in lint(files) if "没有案例" not in one.message]
    assert any(sentence in message for message in found) if sentence else found == [], found


def test_a_rule_about_somebody_else_moves_no_balance() -> None:
    found = told(rule="on: seen, " + GIVES, subject="village")
    assert any("“信用分”是服务单位的" in message for message in found), found


@pytest.mark.parametrize(
    ("account", "sentence"),
    [
        ("limits: [{at_most: 5}]", "分数永远不会变"),
        (ENTRIES + ", limits: [{at_most: 5, entries: [slips]}]", "是不是“slip”？"),
        (ENTRIES + ", limits: [{at_most: 5, by: intents}]", "没有这个登记项“intents”"),
        (ENTRIES + ", limits: [{at_most: 5, entries: [slip], besides: [slip]}]", "只写一个"),
        (ENTRIES + ", limits: [{at_most: 5, within: fortnight}]", "现在是“fortnight”"),
        (ENTRIES + ", renews: monthly", "要写 never、day、week、ten_days"),
        (ENTRIES + ", renews: year, carries: {share: '50%'}", "必须写一个，且只写一个"),
        (ENTRIES + ", renews: year, carries: {points: 3, share: '50%'}", "share（按几成）要与 part 一起写"),
        (ENTRIES + ", renews: year, carries: {bands: [{points: 3}]}", "bands 的每一档要写界限"),
        (ENTRIES + ", renews: year, carries: {points: {opening: credit}}", "期末的分直接写信用分的键"),
        (
            ENTRIES + ", renews: year, carries: {bands: [{at_least: 3, points: 3}, {at_most: 3, points: 1}]}",
            "界点 3 同时写在",
        ),
        (
            ENTRIES[:-2] + ", starts: {after: row_date, count: credit, unit: calendar_day}}]",
            "starts（从哪天起记）不能看这个分自己",
        ),
        (ENTRIES[:-2] + ", starts: 3}]", "这里要日期"),
        (
            ENTRIES[:-2] + ", expires_after: {count: 5, unit: working_day}}]",
            "expires_after（多久后失效）只写",
        ),
        (
            ENTRIES[:-2] + ", expires_after: {count: 5, unit: month, from: 送达}}]",
            "expires_after（多久后失效）只写",
        ),
        (ENTRIES[:-2] + ", uses: oldest}]", "不能透支：写下限（floor: 0）"),
        (ENTRIES[:-2] + ", uses: oldest}], floor: 0", "uses 可以不写"),
        (ENTRIES.replace("-2", "2")[:-2] + ", uses: oldest}], floor: 0", "points 写负数"),
        (
            ENTRIES[:-2] + ", uses: oldest, expires_after: {count: 1, unit: year}}], floor: 0",
            "的一笔不会失效",
        ),
        (
            ENTRIES[:-2] + ", uses: oldest, carries_when: {happened: breach}}], floor: 0, renews: year",
            "不能按笔结转",
        ),
        (ENTRIES + ", limits: [{at_most: 5, unless: {happened: seen}}]", "登记的是 village"),
    ],
)
def test_a_slip_in_a_balance_is_told(account: str, sentence: str) -> None:
    found = told(account=account, rule="every: quarter, when: {value: rate, below: 0}, then: [{do: warn}]")
    assert any(sentence in message for message in found), found


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (
            "lists: {l: {name: 单, of: provider, on: breach, clause: 一, lasts: permanent, again: extends}}",
            "用 extends_by",
        ),
        (
            "lists: {l: {name: 单, of: provider, on: breach, clause: 一, again: extends,"
            " ends: {after: row_date, count: 5, unit: working_day}}}",
            "ends 按工作日算的，要用 extends_by",
        ),
        (
            "lists: {l: {name: 单, of: provider, on: breach, clause: 一, lasts: {count: 1, unit: year}, "
            "extends_by: {count: 1, unit: month}}}",
            "要与 again: extends 一起写",
        ),
        (
            "lists: {l: {name: 单, of: provider, on: breach, clause: 一, lasts: permanent,"
            " when: {value: twin, below: 9}}}\n"
            "measures: {twin: {name: 双, of: provider, value: {if: {on_list: l}, then: 1, otherwise: 2}}}",
            "绕了一圈又依赖自己",
        ),
        (
            "lists: {l: {name: 单, of: village, on: seen, clause: 一, lasts: permanent}}\n"
            "duties: [{id: U, title: 走, clause: 一, subject: provider, every: month, done: {count: breach},"
            " required: 1, unless: {on_list: l}}]",
            "“l”是 village 的名单",
        ),
        (
            "duties: [{id: U, title: 走, clause: 一, subject: provider, every: month, done: {count: breach},"
            " required: 1, unless: {value: credit, below: 9}, otherwise: [{do: points, points: -1, balance: credit}]}]",
            "“U”绕了一圈又依赖自己",
        ),
        (
            "exemptions: [{id: X-1, title: 免, clause: 一, of: provider, when: {triggered: A}}]",
            "“X-1”绕了一圈又依赖自己",
        ),
        (
            "measures: {m: {name: 天, of: provider, value: {count: breach, within: day}},"
            " n: {name: 月, of: provider, value: {take: total, of: m, over: month}}}",
            "“m”没有写多久一次：在这个指标里写 every: day",
        ),
        (
            "scoring: {s: {name: 表, of: provider, every: year, clause: 一, total: 5,"
            " items: [{key: a, name: 甲, clause: 一, points: 5, applies_when: {reported: funds},"
            " otherwise: spread, spread_over: [b]}]}}",
            "没有这个评分项“b”",
        ),
        (
            "scoring: {s: {name: 表, of: provider, every: year, clause: 一, total: 5,"
            " items: [{key: a, name: 甲, clause: 一, points: 5}],"
            " vetoes: [{name: 否, clause: 一, when: {value: {score: s}, below: 3}, grade: 差}]}}",
            "“s”绕了一圈又依赖自己；评分表不能看自己的得分、等次",
        ),
    ],
)
def test_a_slip_in_a_list_a_sheet_or_a_gathered_figure_is_told(more: str, sentence: str) -> None:
    found = told(more=more)
    assert any(sentence in message for message in found), found


def test_a_yearly_rule_that_reads_a_monthly_balance_is_told_that_it_sees_the_last_month() -> None:
    reads = "every: year, when: {value: %s, below: 60}, then: [{do: warn}]"
    (message,) = told(account=f"renews: month, {ENTRIES}", rule=reads % "credit")
    assert message.startswith("“credit”每月重新起算，这里按年判断，看到的是最后一期的")
    gathered = "{take: lowest, of: credit, over: year}"
    assert told(account=f"renews: month, {ENTRIES}", rule=reads % gathered) == []
    assert told(account=f"renews: year, {ENTRIES}", rule=reads % "credit") == []


EXCEPTED = """
  trust:
    {name: 信誉分, of: provider, base: 9, clause: 二, entries: [{id: b, title: 过, clause: 二, on: breach, points: -1}]}
exemptions:
  - {id: X-1, title: 免一, clause: 一, of: provider, when: {value: credit, below: 60}, entries: [%s]}
  - {id: X-2, title: 免二, clause: 一, of: provider, when: {value: trust, below: 60}, entries: [slip]}
"""


@pytest.mark.parametrize(("spared", "told_of"), [("b", {"credit", "trust", "X-1", "X-2"}), ("A", set())])
def test_exceptions_that_except_from_each_other_the_balances_they_read_are_refused(
    spared: str, told_of: set[str]
) -> None:
    rule = "every: quarter, when: {value: rate, below: 0}, then: [{do: warn}]"
    account = ENTRIES + "}" + EXCEPTED % spared + "#"
    found = [one for one in told(account=account, rule=rule) if "绕了一圈" in one]
    assert {one.split("”")[0].removeprefix("“") for one in found} == told_of
    assert all("或用 besides 留下那个分的各笔" in one for one in found)
