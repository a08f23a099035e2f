"""Sentences say everything that counts: caps, dates, ends of ranges, names instead of keys."""

import pytest

from domain.library import load_files
from domain.library.models.base import Entry
from domain.library.scopes import visits
from domain.library.sentences import entry_sentence
from tests.domain.library.base_scheme import FACTS, RULES, scheme_with

MORE = """
lists:
  black: {name: 失信名单, of: provider, on: breach, lasts: permanent, clause: 一}
  watch: {name: 关注, of: provider, on: breach, lasts: permanent, clause: 一}
phases: [{key: p, name: 自查, clause: 一, end: {month: 5}}]
"""
NEW_FACTS = """  level: {name: 等次, kind: grade, of: provider, every: quarter, grades: [好, 中, 差]}
  signed: {name: 签约日, kind: date, of: provider}
  order:
    {name: 工单, kind: record, of: provider, fields: {got: {name: 接单, kind: time}, done: {name: 回复, kind: time}}}
  hours: {name: 时数, kind: number, of: district, every: year}
"""


def told(entry: str, section: str) -> str:
    cases = "cases: [{name: 值, expect: {values: [{value: 1, equals: 1}]}}]\n"
    text = f"{section}:\n  - {{id: Z, title: 乙, clause: 一, {entry}}}\n"
    files = scheme_with(facts=FACTS + NEW_FACTS, more=MORE, rules="", extra=text, cases=cases)
    scheme = load_files(files).scheme
    one = next(v.node for v in visits(scheme) if isinstance(v.node, Entry) and v.node.id == "Z")
    return entry_sentence(scheme, one)


RULE = "subject: provider, every: quarter, "
BREACH = "subject: provider, on: breach, "


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        (RULE + "when: {value: level, at_most: 中}, then: [{do: warn}]", "等次为中或更差的"),
        (RULE + "when: {value: level, above: 中}, then: [{do: warn}]", "等次好于中的"),
        (
            RULE
            + "when: {happened: order, within: ever, where: {value: {count: breach}, above: 2}}, then: [{do: warn}]",
            "曾有当季“违规”的次数超过2（不含）的“工单”的",
        ),
        (
            BREACH + "when: {happened: order, where: {value: {count: breach}, above: 2}}, then: [{do: warn}]",
            "历次“违规”的次数超过2（不含）的“工单”的",
        ),
        (BREACH + "then: [{do: exclude, text: 超过期限}]", "不予：超过期限"),
        (BREACH + "then: [{do: exclude, text: 退回申请}]", "应当退回申请"),
        (
            "subject: provider, every: quarter, "
            "when: {value: {by_bands: funds, bands: [{below: 60, then: 1}, {then: 2}]}, equals: 1}, then: [{do: warn}]",
            "经费的分档值（低于60元（不含）的为1；其余为2）等于1的",
        ),
        (
            RULE + "when: {value: {worse: level, by: 2}, is: 差}, then: [{do: warn}]",
            "比等次差2等的等次（到最差一等为止）为“差”的",
        ),
        (
            BREACH + "then: [{do: ban, lasts: {by: {year_of: row_date, later: 2, month: 6}}}]",
            "时长：至登记日期后第2年6月底止",
        ),
        (RULE + "when: {value: signed, below: 2024-05-01}, then: [{do: warn}]", "签约日早于2024年5月1日的"),
        (
            RULE + "when: {value: signed, at_least: 2024-05-01}, then: [{do: warn}]",
            "签约日不早于2024年5月1日的",
        ),
        (BREACH + "then: [{do: list, list: black}]", "应当列入失信名单"),
        (BREACH + "unless: {not: {value: intent, is: 故意}}, then: [{do: warn}]", "仅限主观为“故意”的"),
        (
            RULE
            + 'when: {value: rate, below: "90%"}, then: [{do: deduct, amount: {percent: "3%", of: funds, cap: 500}}]',
            "经费的3%，最高不超过500元",
        ),
        (
            RULE
            + 'when: {value: rate, below: "90%"}, then: [{do: deduct, amount: {times: {at_most: 2}, of: funds}}]',
            "数额不超过经费的2倍（由人在幅度内确定）",
        ),
        (
            RULE
            + 'when: {value: rate, below: "90%"}, '
            + 'then: [{do: deduct, amount: {times: {at_least: "30%", at_most: 1}, of: funds}}]',
            "数额为经费的30%至1倍（由人在幅度内确定）",
        ),
        (
            BREACH + "then: [{do: suspend, lasts: {at_least: 6, at_most: 12, unit: month}}]",
            "时长：6至12个月（由人在幅度内确定）",
        ),
        (
            BREACH + "then: [{do: suspend, lasts: {at_least: 15, unit: calendar_day}}]",
            "时长：不少于15日（自然日）（由人在幅度内确定）",
        ),
        (
            RULE
            + "when: {value: {ranking: rate, best: lowest, under: township}, at_most: 3}, then: [{do: redo}]",
            "合格率在同一镇街的服务单位中由低到高的名次在3以内（含）的，应当重新办理。",
        ),
        (
            RULE
            + 'when: {any: [{streak: {of: {all: [{value: rate, below: "60%"}, {reported: funds}]}, length: 2}}, '
            "{on_list: watch}]}, then: [{do: interview, on: village}]",
            "连续2个季度（合格率低于60%（不含），且经费已有数据），或在“关注”名单上的，应当约谈村居。",
        ),
        (
            "subject: provider, every: month, when: {all: [{value: {previous: level}, is: 好}, {during: {season: "
            "{from: {month: 5, day: 1}, to: {month: 9, day: 30}}}}]}, "
            'then: [{do: deduct, amount: {percent: {at_most: "50%"}, of: funds, floor: 100}}]',
            "上季度等次为“好”，且期末在每年5月1日至9月30日期间的，应当扣减，"
            "数额不超过经费的50%（由人在幅度内确定），最低不少于100元。",
        ),
        (
            BREACH
            + "when: {value: {part: weekday, of: row_date}, above: 5}, then: [{do: warn, on: township}]",
            "登记日期是周六、周日的，应当警示镇街。",
        ),
        (
            BREACH + "tiers: [{name: 到期, when: {value: signed, below: today}, then: [{do: warn}]}]",
            "取最先成立的一档。“到期”：签约日早于今日的，应当警示。",
        ),
        (
            BREACH + "when: {all: [{not: {happened: breach, where: {value: intent, is: 故意}}}, "
            "{value: {count: breach}, at_least: 2}]}, then: [{do: warn}]",
            "从未有主观为“故意”的“违规”，且历次“违规”的次数达到2以上（含）的",
        ),
        (
            RULE + "of: level, tiers: [{name: 好, equals: 好, then: [{do: warn}]}, "
            "{name: 差, at_most: 中, then: [{do: ban}]}]",
            "按等次分档。“好”的，应当警示。“差”：为中或更差的，应当禁止参与。",
        ),
        (
            RULE + "when: {value: funds, below: 5000}, then: [{do: list, list: watch, on: provider}]",
            "经费低于5000元（不含）的，应当将服务单位列入“关注”名单。",
        ),
    ],
)
def test_a_rule_tells_its_bounds_in_the_words_of_their_kind(entry: str, sentence: str) -> None:
    assert sentence in told(entry, "rules")


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        (
            "who: [township], due: {before: {phase: p, point: end}, count: 5, unit: working_day}",
            "阶段“自查”结束前5个工作日",
        ),
        (
            "who: [township], due: {after: 送达, count: 5, unit: working_day, no_later_than: {month: 6}}",
            "送达后5个工作日（不晚于6月）内",
        ),
        (
            "who: [township], repeats: {every: month, day: 15, first: {month: 3}, last: {month: 6}}",
            "每月15日（3月至6月）报送",
        ),
        (
            "who: [township], repeats: {every: quarter, about: previous, after_end: {count: 10, unit: working_day}}",
            "每季度期末后10个工作日内报送上季度的“乙”",
        ),
        ("who: [township], repeats: {every: week, weekday: 1, hour: 12}", "每周（周一）12时前报送"),
        ("who: [township], due: {month: 5, day: 6}, hour: 12", "，5月6日12时前。"),
    ],
)
def test_a_deliverable_tells_when(entry: str, sentence: str) -> None:
    assert sentence in told(entry, "deliverables")


@pytest.mark.parametrize(
    ("section", "entry", "sentence"),
    [
        (
            "tasks",
            "units: [财政局, 民政局], due: {month: 12, day: 20}",
            "牵头：财政局；配合：民政局。12月20日前（含当日）完成。",
        ),
        ("provisions", "says: 60%用于奖励。, kind: funding", "60%用于奖励。"),
        ("provisions", "says: 不得拖延。", "不得拖延。（没有数值，由人判断）"),
        ("provisions", "says: 上下浮动50%。", "上下浮动50%。（由人判断）"),
    ],
)
def test_what_is_not_computed_is_told_as_it_stands(section: str, entry: str, sentence: str) -> None:
    assert told(entry, section) == sentence


def test_a_target_tells_how_it_is_counted() -> None:
    milestones = "milestones: [{by: {year: 2026}, at_least: 5, at_most: 9}], beyond: met"
    found = told(
        f"of: district, value: hours, counts: cumulative, since: {{year: 2024}}, {milestones}", "targets"
    )
    assert found.startswith(
        "区时数（自2024年起累计）：2026年达到5以上（含）且在9以内（含）。超过上限也算完成。"
    )


def test_hours_run_from_the_moment_and_days_from_the_next_day() -> None:
    limit = (
        "record: order, who: provider, starts: got, ends: done, within: {{count: 2, unit: {}, from: 受理}}"
    )
    assert "自接单时起2小时内完成（以“回复”为准）" in told(limit.format("hour"), "time_limits")
    assert "自接单次日起2日（自然日）内完成（以“回复”为准）" in told(
        limit.format("calendar_day"), "time_limits"
    )


def test_the_plain_rule_reads_as_before() -> None:
    scheme = load_files(scheme_with()).scheme
    assert RULES
    assert entry_sentence(scheme, scheme.rules[0]) == (
        "对服务单位，每季度，合格率低于90%（不含）的，应当责令整改，期限：自送达次日起30日（自然日）内。"
    )


def test_the_day_of_the_judgement_is_named_for_what_it_is_where_it_is_spoken_of() -> None:
    post = "{value: {count: breach, where: {value: row_date, at_most: judged_on}}, at_least: 3}"

    def said(when: str) -> str:
        rule = (
            f"{{id: A, title: 甲, clause: 一, subject: provider, {when}, when: {post}, then: [{{do: warn}}]}}"
        )
        scheme = load_files(scheme_with(rules=f"rules: [{rule}]", cases="")).scheme
        return entry_sentence(scheme, scheme.rules[0])

    assert "登记日期不晚于本条登记日期的" in said("on: breach")
    assert "登记日期不晚于期末的" in said("every: month")
    assert "判断之日" not in said("every: year")
