"""Small schemes whose cases state what comes out: each is a clause on which a stranger stumbled."""

import pytest

from domain.library import lint, load_files
from domain.library.articles import articles_of
from domain.library.library import Library
from domain.thresholds.trials import run_cases

HEAD = """
scheme: {id: s, name: 小方案, version: "1", region: 甲区, issuer: 区民政局, purpose: 试, in_scope: [township, village]}
documents: {main: {title: 小方案, issuer: 区民政局, effective: 2026-12-01, compared: 2026-11-22}}
parties: {tipster: 举报人}
"""


def library(text: str) -> Library:
    return load_files({"scheme.yaml": HEAD + text})


def wrong(text: str) -> list[str]:
    """What did not come out."""
    trials = list(run_cases(library(text)))
    assert trials
    return [one.text for trial in trials for one in trial.findings if not one.passed]


LIMITS = """
facts:
  hz: {name: 隐患, kind: record, of: village, fields: {
    done: {name: 完成日, kind: date, optional: true},
    begun: {name: 起算日, kind: date, value: {larger_of: [row_date, {event: 施行}]}}}}
balances: {credit: {name: 分, of: village, base: 100, clause: 一}}
time_limits:
  - {id: A, title: 自登记起, clause: 一, record: hz, who: village, starts: row_date, ends: done,
     within: {count: 15, unit: calendar_day}, until: 2026-12-20,
     otherwise: [{do: points, points: -5, balance: credit}]}
  - {id: B, title: 自施行起, clause: 一, record: hz, who: village, starts: begun, ends: done,
     within: {count: 15, unit: calendar_day}, otherwise: [{do: points, points: -7, balance: credit}]}
cases:
  - name: 试
    today: 2027-02-20
    subject: 甲村
    facts: {hz: [{date: DATE}]}
    expect:
      verdicts: [{id: A, outcome: OUTCOME}, {id: B, outcome: not_met}]
      values: [{value: credit, equals: LEFT}]
"""


@pytest.mark.parametrize(
    ("day", "outcome", "left"),
    [
        ("2026-11-30", "none", 93),
        ("2026-12-01", "not_met", 88),
        ("2026-12-20", "not_met", 88),
        ("2026-12-21", "none", 93),
    ],
)
def test_a_time_limit_is_judged_while_it_is_in_force(day: str, outcome: str, left: int) -> None:
    text = LIMITS.replace("DATE", day).replace("OUTCOME", outcome).replace("LEFT", str(left))
    assert wrong(text) == []


CAPPED = """
facts:
  x: {name: 附加, kind: number, of: village, every: month}
  y: {name: 另一数, kind: number, of: village, every: month}
caps: {cap: {name: 上限, clause: 一, of: village, within: quarter, at_most: 500}}
rules:
  - {id: A, title: 甲扣, clause: 一, subject: village, every: month, when: {value: x, above: 5},
     then: [{do: deduct, amount: {fixed: 300}}]}
  - {id: B, title: 乙扣, clause: 一, subject: village, every: month, when: {value: y, above: 5},
     then: [{do: deduct, amount: {fixed: 300}}]}
cases:
  - name: 试
    today: 2027-06-20
    subject: 甲村
    facts:
      x: [{period: 2027-03, value: 9}, FEBRUARY]
      y: [{period: 2027-01, value: 9}, {period: 2027-02, value: 1}, {period: 2027-03, value: 1}]
    expect:
      verdicts:
        - {id: B, period: 2027-01, outcome: triggered, consequences: [{do: deduct, amount_from: 300, amount_to: 300}]}
        - {id: A, period: 2027-03, outcome: triggered, consequences: [{do: deduct, amount_from: LOW, amount_to: 200}]}
"""


@pytest.mark.parametrize(("february", "low"), [("{period: 2027-02, value: 1}", 200), ("", 0)])
def test_what_is_left_of_a_cap_is_open_after_a_deduction_that_is_open(february: str, low: int) -> None:
    settled = "{period: 2027-01, value: 1}"
    rows = f"{settled}, {february}" if february else settled
    assert wrong(CAPPED.replace("FEBRUARY", rows).replace("LOW", str(low))) == []


ROOMS = """
facts:
  e: {name: 事, kind: record, of: village, fields: {size: {name: 数额, kind: amount, optional: true}}}
caps: {cap: {name: 上限, clause: 一, of: village, within: month, at_most: 500}}
rules:
  - {id: A, title: 甲扣, clause: 一, subject: village, on: e, when: {value: row_date, below: 2027-03-10}, then: [FIRST]}
  - {id: B, title: 乙扣, clause: 一, subject: village, on: e, when: {value: row_date, at_least: 2027-03-10},
     then: [{do: deduct, amount: {fixed: 300}}]}
cases:
  - name: 试
    today: 2027-06-20
    subject: 甲村
    facts: {e: [{date: 2027-03-01}, {date: 2027-03-11}, {date: 2027-03-12}]}
    expect:
      verdicts:
        - {id: B, date: 2027-03-11, outcome: triggered, consequences: [{do: deduct, amount_from: LOW, amount_to: 300}]}
        - {id: B, date: 2027-03-12, outcome: triggered, consequences: [{do: deduct, amount_from: 0, amount_to: MOST}]}
"""


@pytest.mark.parametrize(
    ("first", "least", "most"),
    [
        ("{do: deduct, amount: {fixed: {at_least: 100, at_most: 200}}}", 300, 100),
        ("{do: deduct, amount: {fixed: {at_least: 100, at_most: 450}}}", 50, 100),
        ("{do: deduct, amount: {fixed: {at_most: 200}}}", 300, 200),
        ("{do: deduct, nature: may, amount: {fixed: 400}}", 100, 200),
        ("{do: deduct, amount: {words: 按实际损失}}", 0, 200),
        ("{choose_one: [{do: warn}, {do: deduct, amount: {fixed: 400}}]}", 100, 200),
        ("{choose_one: [{do: deduct, amount: {fixed: 150}}, {do: deduct, amount: {fixed: 600}}]}", 0, 50),
        (
            "{choose_one: [{do: warn}, {together: [{do: deduct, amount: {fixed: 300}},"
            " {do: deduct, amount: {fixed: 300}}]}]}",
            0,
            200,
        ),
        ("{do: deduct, when: {value: size, above: 5}, amount: {fixed: 400}}", 100, 200),
    ],
)
def test_what_a_person_still_fixes_leaves_a_range_of_what_is_left_of_a_cap(
    first: str, least: int, most: int
) -> None:
    text = ROOMS.replace("FIRST", first).replace("LOW", str(least)).replace("MOST", str(most))
    assert wrong(text) == []


TIMED = """
facts:
  hz: {name: 隐患, kind: record, of: village, fields: {found: {name: 发现, kind: time},
    begun: {name: 起算, kind: time, value: {if: {value: {part: time, of: found}, at_least: "22:00"},
      then: NEXT, otherwise: found}}}}
time_limits:
  - {id: L, title: 闭环, clause: 一, record: hz, who: village, starts: found, ends: NEXT,
     within: {count: 24, unit: hour}}
"""


@pytest.mark.parametrize(
    ("then", "refused"),
    [
        ("{after: found, count: 1, unit: calendar_day}", True),
        ("row_date", True),
        ("{after: found, count: 24, unit: hour}", False),
        ("{after: {after: found, count: 1, unit: calendar_day, roll: none}, count: 7, unit: hour}", False),
    ],
)
def test_a_computed_time_needs_an_hour(then: str, refused: bool) -> None:
    found = [one.message for one in lint({"scheme.yaml": HEAD + TIMED.replace("NEXT", then)})]
    assert any("没有几时几分" in message for message in found) is refused
    assert any("起止要" in message for message in found) is refused


DUE = """
deliverables:
  - {id: D, title: 月报, clause: 一, who: [township], repeats: {every: month, day: 30,
     first: {month: 12, year: 2026}, last: {month: 12, year: 2027}}}
cases:
  - name: 试
    today: 2027-06-20
    subjects: [{id: 东, kind: township}]
    expect: {dues: [{id: D, turn: 2, due: 2027-01-30}, {id: D, turn: 3, due: 2027-02-28}]}
"""


def test_a_day_that_a_month_lacks_is_told_as_its_last() -> None:
    (trial,) = run_cases(library(DUE))
    assert trial.passed
    assert [one.text.rpartition("：")[2] for one in trial.findings] == ["2027年1月30日", "2027年2月28日"]


@pytest.mark.parametrize(("title", "told"), [("小方案", "有效期至"), ("小方案（试行）", "试行至")])
def test_until_when_a_document_holds_is_a_trial_only_where_its_title_says_so(title: str, told: str) -> None:
    text = HEAD.replace("title: 小方案", f"title: {title}, until: 2028-12-31")
    (main, *_) = articles_of(load_files({"scheme.yaml": text}).scheme)
    assert f"，{told}2028-12-31" in main.full


UNSURE = """
facts: {x: {name: 附加, kind: number, of: village}, y: {name: 得分, kind: number, of: village}}
rules:
  - {id: R, title: 查, clause: 一, subject: village, when: {value: y, below: 60},
     then: [{do: notify}, {do: warn, when: {value: x, above: 5}}]}
cases:
  - {name: 试, today: 2027-06-20, subject: 甲村, facts: {y: [{value: 50}]}, expect: {verdicts: [
      {id: R, outcome: triggered, consequences: [{do: notify}]}]}}
"""


def test_a_consequence_whose_condition_is_open_is_told_as_such() -> None:
    (said,) = wrong(UNSURE)
    assert "（条件待核：附加没有数据，待核）" in said
