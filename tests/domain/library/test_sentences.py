"""Sentences say everything that counts: caps, dates, ends of ranges, names instead of keys."""

import pytest

from domain.library import load_files
from domain.library.models.base import Entry
from domain.library.scopes import visits
from domain.library.sentences import entry_sentence
from tests.domain.library.base_scheme import FACTS, RULES, scheme_with

MORE = """
lists: {black: {name: 失信名单, of: provider, on: breach, lasts: permanent, clause: 一}}
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
            "经费的3%，最高不超过500",
        ),
        (
            RULE
            + 'when: {value: rate, below: "90%"}, then: [{do: deduct, amount: {times: {at_most: 2}, of: funds}}]',
            "经费的不超过2倍（由人在幅度内确定）",
        ),
        (
            BREACH + "then: [{do: suspend, lasts: {at_least: 6, at_most: 12, unit: month}}]",
            "时长：6至12个月（由人在幅度内确定）",
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
            "每季度期末后10个工作日内报送上一期的“乙”",
        ),
        ("who: [township], repeats: {every: week, weekday: 1, hour: 12}", "每周（周一）12时前报送"),
    ],
)
def test_a_deliverable_tells_when(entry: str, sentence: str) -> None:
    assert sentence in told(entry, "deliverables")


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
    assert "自接单时起2小时内办结" in told(limit.format("hour"), "time_limits")
    assert "自接单次日起2日（自然日）内办结" in told(limit.format("calendar_day"), "time_limits")


def test_the_plain_rule_reads_as_before() -> None:
    scheme = load_files(scheme_with()).scheme
    assert RULES
    assert entry_sentence(scheme, scheme.rules[0]) == (
        "对服务单位，每季度，合格率低于90%（不含）的，应当责令整改，期限：自送达次日起30日（自然日）内。"
    )
