"""Clauses of real notices: times of day, ends of months, fixed last days, records that another rule has met."""

import pytest

from domain.library import lint, load_files
from domain.library.library import Library
from domain.library.sentences import entry_sentence
from domain.thresholds.trials import run_cases
from tests.domain.library.base_scheme import FACTS, HEAD, RULES, scheme_with

SHAPE = """
  lesson: {name: 课程, kind: record, of: provider, fields: {over: {name: 下课, kind: time, optional: true}}}
  goods: {name: 采购, kind: record, of: provider, fields: {
    accepted: {name: 验收日, kind: date, optional: true}, paid: {name: 付款日, kind: date, optional: true},
    sort: {name: 类型, kind: choice, options: [急, 缓], optional: true}}}
"""


def scheme(rules: str, cases: str, *, more: str = "") -> Library:
    files = scheme_with(
        scheme=HEAD, facts=FACTS + SHAPE, rules=f"rules:{RULES.split('rules:')[1]}{rules}", cases=cases
    )
    return load_files({**files, "more.yaml": more} if more else files)


def wrong(library: Library) -> list[str]:
    """What did not come out, and what is doubtful about the scheme."""
    trials = list(run_cases(library))
    assert trials
    failed = [one.text for trial in trials for one in trial.findings if not one.passed]
    return failed + [trial.name for trial in trials if not trial.passed]


def cases(facts: str, expect: str, today: str = "2025-05-10") -> str:
    return (
        f"cases:\n  - {{name: 试, subject: 甲, today: {today}, facts: {{{facts}}}, expect: {{{expect}}}}}\n"
    )


LATE = """
  - {id: B, title: 晚, clause: 二, subject: provider, on: lesson,
     when: {value: {part: time, of: over}, above: 20:30}, then: [{do: warn}]}
"""


@pytest.mark.parametrize(
    ("over", "outcome", "says"),
    [
        ("2025-03-01 20:30", "not_triggered", "下课 20:30 ≤ 20:30"),
        ("2025-03-01 20:31", "triggered", "下课 20:31 > 20:30"),
        ("2025-03-01 09:05", "not_triggered", "下课 09:05 ≤ 20:30"),
    ],
)
def test_a_time_of_day_is_compared_to_the_minute(over: str, outcome: str, says: str) -> None:
    facts = f'lesson: [{{date: 2025-03-01, over: "{over}"}}]'
    library = scheme(LATE, cases(facts, f'verdicts: [{{id: B, outcome: {outcome}, says: "{says}"}}]'))
    assert wrong(library) == []
    assert "下课晚于20:30的" in entry_sentence(library.scheme, library.scheme.rules[1])


def test_a_time_of_day_is_not_compared_with_a_number() -> None:
    rules = RULES + LATE.replace("20:30", "21")
    found = [one.message for one in lint(scheme_with(facts=FACTS + SHAPE, rules=rules))]
    assert any("左边是时刻，不能与数“21”比较" in one for one in found), found


PAY = """
  - {id: B, title: 迟付, clause: 二, subject: provider, on: goods,
     when: {value: paid, above: {month_of: accepted, later: 1}}, then: [{do: warn}]}
"""


@pytest.mark.parametrize(
    ("accepted", "paid", "outcome"),
    [
        ("2024-01-31", "2024-02-29", "not_triggered"),
        ("2024-01-01", "2024-03-01", "triggered"),
        ("2024-12-05", "2025-01-31", "not_triggered"),
        ("2024-12-05", "2025-02-01", "triggered"),
    ],
)
def test_the_end_of_the_month_after_is_a_date(accepted: str, paid: str, outcome: str) -> None:
    facts = f"goods: [{{date: 2024-01-01, accepted: {accepted}, paid: {paid}}}]"
    library = scheme(PAY, cases(facts, f"verdicts: [{{id: B, outcome: {outcome}, says: 验收日次月底}}]"))
    assert wrong(library) == []
    assert "付款日晚于验收日次月底的" in entry_sentence(library.scheme, library.scheme.rules[1])


@pytest.mark.parametrize(
    ("by", "due"),
    [
        ("{month_of: period_end, later: 1, day: 15}", "2025-04-15"),
        ("{month_of: period_end, later: 11}", "2026-02-28"),
        ("{after: period_start, count: 9, unit: calendar_day, roll: none}", "2025-03-10"),
    ],
)
def test_what_follows_from_a_period_may_be_due_in_a_month_after_it(by: str, due: str) -> None:
    assert wrong(payment(by, due)) == []


def test_a_case_that_expects_another_last_day_fails() -> None:
    found = wrong(payment("{month_of: period_end, later: 1, day: 15}", "2025-04-14"))
    assert any("due 应为 2025-04-14，实为 2025-04-15" in one for one in found), found


def payment(by: str, due: str) -> Library:
    rules = f"""
  - {{id: B, title: 付款, clause: 二, subject: provider, every: month, when: {{value: score, at_least: 60}},
     then: [{{do: settle, within: {{by: {by}}}}}]}}
"""
    act = f"consequences: [{{do: settle, due: {due}}}]"
    expect = f"verdicts: [{{id: B, period: 2025-03, outcome: triggered, {act}}}]"
    return scheme(rules, cases("score: [{period: 2025-03, value: 60}]", expect))


def limit(by: str, more: str = "") -> str:
    return (
        "time_limits:\n  - {id: L, title: 付款, clause: 三, record: goods, who: provider, "
        f"starts: accepted, ends: paid, within: {{by: {by}}}{more}}}\n"
    )


@pytest.mark.parametrize(
    ("by", "paid", "outcome"),
    [
        ("{month_of: accepted, later: 1, day: 10}", "2025-04-10", "met"),
        ("{month_of: accepted, later: 1, day: 10}", "2025-04-11", "not_met"),
        ("{after: accepted, count: 3, unit: calendar_day, roll: none}", "2025-03-08", "met"),
        ("{after: accepted, count: 3, unit: calendar_day, roll: none}", "2025-03-09", "not_met"),
        ("2025-03-31", "2025-03-31", "met"),
        ("2025-03-31", "2025-04-01", "not_met"),
        ("2025-05-10", None, "in_progress"),
        ("2025-05-09", None, "not_met"),
        ("{words: 及时}", "2025-03-06", "needs_judgement"),
    ],
)
def test_a_step_may_have_to_end_by_a_date(by: str, paid: str | None, outcome: str) -> None:
    done = f", paid: {paid}" if paid else ""
    facts = f"goods: [{{date: 2025-03-05, accepted: 2025-03-05{done}}}]"
    library = scheme("", cases(facts, f"verdicts: [{{id: L, outcome: {outcome}}}]"), more=limit(by))
    assert wrong(library) == []


MARCH = "goods: [{date: 2025-03-05, accepted: 2025-03-05, paid: 2025-04-01}]"


def test_a_last_day_is_told_with_its_month() -> None:
    library = scheme(
        "", cases(MARCH, "verdicts: [{id: L, outcome: not_met}]"), more=limit("{month: 3, year: 2025}")
    )
    assert (
        entry_sentence(library.scheme, library.scheme.time_limits[0])
        == "服务单位办理“采购”：2025年3月底前完成（以“付款日”为准）。"
    )


def test_days_that_do_not_count_need_a_term_in_days() -> None:
    found = lint(scheme_with(facts=FACTS + SHAPE, more=limit("2025-03-31", ", pauses: sort")))
    assert any("到某天为止的期限（within 里写 by）不能写 pauses" in one.message for one in found), found


def test_a_rule_on_records_asked_for_a_record_answers_for_that_record_only() -> None:
    rules = """
  - {id: B, title: 急件, clause: 二, subject: provider, on: goods, when: {value: sort, is: 急}, then: [{do: warn}]}
  - {id: C, title: 两次急件, clause: 三, subject: provider, on: goods,
     when: {value: {count: goods, where: {triggered: B}}, at_least: 2}, then: [{do: terminate}]}
  - {id: D, title: 本件是急件, clause: 四, subject: provider, on: goods, when: {triggered: B}, then: [{do: report}]}
"""
    facts = (
        "goods: [{date: 2025-01-01, sort: 急}, {date: 2025-02-01, sort: 缓}, {date: 2025-03-01, sort: 急}]"
    )
    outcomes = {
        "2025-01-01": ("not_triggered", "triggered"),
        "2025-02-01": ("not_triggered", "not_triggered"),
        "2025-03-01": ("triggered", "triggered"),
    }
    expected = ", ".join(
        f"{{id: C, date: {day}, outcome: {c}}}, {{id: D, date: {day}, outcome: {d}}}"
        for day, (c, d) in outcomes.items()
    )
    assert wrong(scheme(rules, cases(facts, f"verdicts: [{expected}]"))) == []


SHEET = """
scoring:
  monthly:
    name: 月评
    of: provider
    every: month
    clause: 五
    total: 100
    items:
      - {key: all, name: 全部, clause: 五, points: 100, starts: zero, steps: [{proportion: {quotient: [score, 100]}}]}
    vetoes:
      - {name: 违规, clause: 六, when: {happened: breach, within: month}, total: 59}
      - {name: 故意, clause: 六, when: {happened: breach, where: {value: intent, is: 故意}, within: month}, grade: 中}
    grades: [{grade: 上, at_least: 80}, {grade: 中, at_least: 60, below: 80}, {grade: 下, below: 60}]
"""


@pytest.mark.parametrize(
    ("breach", "total", "grade"),
    [("", 95, "上"), ("intent: 过失", 59, "下"), ("intent: 故意", 59, "下")],
)
def test_a_veto_that_fixes_the_total_fixes_its_grade_and_another_veto_does_not_raise_it(
    breach: str, total: int, grade: str
) -> None:
    found = f", breach: [{{date: 2025-03-05, {breach}}}]" if breach else ""
    facts = f"score: [{{period: 2025-03, value: 95}}]{found}"
    expect = f"scores: [{{sheet: monthly, period: 2025-03, total: {total}, grade: {grade}}}]"
    assert wrong(scheme("", cases(facts, expect), more=SHEET)) == []


@pytest.mark.parametrize(
    ("score", "outcome"), [("score: [{period: 2025-03, value: 95}], ", "triggered"), ("", "pending_data")]
)
def test_a_veto_to_a_grade_in_the_middle_leaves_the_grade_open_while_an_item_waits(
    score: str, outcome: str
) -> None:
    rule = """
  - {id: E, title: 评为中的续签, clause: 七, subject: provider, every: month,
     when: {value: {grade: monthly}, is: 中}, then: [{do: renew}]}
"""
    facts = f"{score}breach: [{{date: 2025-03-05, intent: 故意}}]"
    expect = f"verdicts: [{{id: E, period: 2025-03, outcome: {outcome}}}]"
    sheet = SHEET.replace("total: 59", "grade: 中")
    assert wrong(scheme(rule, cases(facts, expect), more=sheet)) == []
