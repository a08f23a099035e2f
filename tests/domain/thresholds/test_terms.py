"""Dates, repeated deliverables, time limits and terms of consequences, by schemes that say them in every way."""

from pathlib import Path

import pytest

from domain.library import lint, load_files, load_folder
from domain.library.sentences import entry_sentence
from domain.thresholds.trials import Trial, run_cases
from tests.domain.library.base_scheme import scheme_with

TERMS = load_folder(Path(__file__).resolve().parents[2] / "schemes" / "terms")


@pytest.mark.parametrize("trial", list(run_cases(TERMS)), ids=lambda trial: trial.name)
def test_its_cases_come_out(trial: Trial) -> None:
    assert [finding.text for finding in trial.findings if not finding.passed] == []
    assert trial.passed


def test_the_scheme_of_terms_is_sound() -> None:
    assert [str(problem) for problem in lint(TERMS)] == []


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("W-END", "每周（周日）（2026年9月1日至2026年9月30日）"),
        ("W-MONDAY", "每周（周一）（遇休顺延）"),
        ("M-PAY", "每月25日（遇休提前）（4月起）"),
        ("T-START", "每学期期初后15个工作日内"),
        ("T-DAY", "每学期最后一个月15日"),
        ("PAY", "约定发薪日（遇休提前）前（含当日）"),
        ("PAY-0", "约定发薪日（遇休提前）前"),
        ("QUALITY", "（验收日后1年）后14日（自然日）内"),
        ("R-CRIME", "时长：5年，自执行完毕日起算"),
        ("R-CRIME", "时长：至执行完毕日满5年之日止"),
        ("R-CRIME", "自执行完毕日后1年（末日遇休不动）起算"),
        ("R-CRIME", "时长：至12月31日止"),
        ("L-RENEW", "否则为到期日））中较早者次日起5个工作日内完成（以“续期日”为准）"),
        ("L-RENEW", "“迁址”为“是”，或（“争议大”为“是”"),
        ("L-DEFECT", "40个工作日内完成（以“修复日”为准），最迟登记日期后30日（自然日）"),
        ("L-COME", "自报修时刻起2小时内完成（以“到场时刻”为准），降雪起至降雪止、批准延长小时数不计入"),
    ],
)
def test_a_date_is_told_as_the_text_says_it(entry: str, told: str) -> None:
    entries = [*TERMS.scheme.deliverables, *TERMS.scheme.rules, *TERMS.scheme.time_limits]
    assert told in entry_sentence(TERMS.scheme, next(one for one in entries if one.id == entry))


DUE = """
deliverables:
  - {id: D, title: 报, clause: 二, who: [office], DUE}
"""


@pytest.mark.parametrize(
    ("due", "sentence"),
    [
        ("repeats: {every: month, weekday: 3}", "weekday（星期几）只用于每周的报送"),
        ("repeats: {every: month, hour: 早上}", "hour 写几点"),
        ("repeats: {every: month}, hour: 7", "每期的写在 repeats 里"),
        ("repeats: {every: week, weekday: 3, before_end: {count: 1, unit: working_day}}", "只写一个"),
        (
            "repeats: {every: month, after_end: {count: 3, unit: calendar_day}, roll: none}",
            "遇休怎么办写在里面",
        ),
        ("repeats: {every: day, roll: next_workday}", "working_days_only"),
        ("due: {after: {after: 签约, count: 1, unit: hour}, count: 3, unit: calendar_day}", "不能按小时"),
        (
            "due: {after: 签约, count: 0, unit: calendar_day, no_later_than: {month: 5}}",
            "count: 0 只按 roll 移动那一天",
        ),
        ("due: {after: 签约, count: -1, unit: calendar_day}", "不小于 0"),
    ],
)
def test_a_slip_in_a_date_is_told_with_its_line(due: str, sentence: str) -> None:
    found = lint(scheme_with(due=DUE.replace("DUE", due)))
    assert any(sentence in one.message and one.line == 3 for one in found), found


def test_a_repetition_whose_days_are_still_open_has_no_day() -> None:
    files = scheme_with(
        due=DUE.replace(
            "DUE", "repeats: {every: year, after_end: {count: {open: days}, unit: calendar_day}}"
        ),
        more="open: {days: {name: 天数, kind: number}}\n",
        cases="cases: [{name: 甲, year: 2026, expect: {dues: [{id: D, due: null, says: 天数未定}]}}]\n",
    )
    files["scheme.yaml"] = files["scheme.yaml"].replace("open: {year: {name: 年份, kind: year}}\n", "")
    files["more.yaml"] = "open: {days: {name: 天数, kind: number}, year: {name: 年份, kind: year}}\n"
    assert all(trial.passed for trial in run_cases(load_files(files)))


BAN = """
rules: [{id: A, title: 甲, clause: 一, subject: provider, on: breach, then: [{do: ban, lasts: permanent, STARTS}]}]
"""


@pytest.mark.parametrize(
    ("starts", "sentence"),
    [
        ("starts: row_dat", "没有这个日期（登记项、日期数据）或起算事件“row_dat”，是不是“row_date”？"),
        ("starts: {after: row_dat, count: 1, unit: year}", "是不是“row_date”？"),
        ("starts: rate", "“rate”不是长期不变的日期，不能作这里的起算日"),
        ("starts: 处罚完毕", "起算事件“处罚完毕”不是系统认得的"),
    ],
)
def test_an_unknown_first_day_of_a_ban_is_told_with_what_was_meant(starts: str, sentence: str) -> None:
    found = lint(scheme_with(rules=BAN.replace("STARTS", starts), cases=""))
    assert any(sentence in one.message for one in found), found


BOUNDED = """
rules: [{id: A, title: 甲, clause: 一, subject: provider, on: breach, then: [{do: ban, LASTS}]}]
finding_kinds: {immediate: {name: 立改, clause: 二, within: {count: 5, unit: week, from: 送达, LATEST}}}
"""


@pytest.mark.parametrize(
    ("lasts", "latest", "sentence"),
    [
        ("lasts: permanent", "no_later_than: {month: 6}", ""),
        ("lasts: {count: 3, unit: month, no_later_than: {month: 6}}", "roll: none", "一直算到末日"),
        (
            "within: {count: 3, unit: hour, from: 送达, no_later_than: {month: 6}}",
            "roll: none",
            "按小时的期限",
        ),
        (
            "lasts: permanent",
            "no_later_than: {after: row_date, count: 1, unit: year}",
            "这里没有“row_date”的日期",
        ),
    ],
)
def test_a_bound_that_nothing_would_look_at_is_refused(lasts: str, latest: str, sentence: str) -> None:
    written = BOUNDED.replace("LASTS", lasts).replace("LATEST", latest)
    found = [one.message for one in lint(scheme_with(rules=written, cases="")) if one.severity == "error"]
    assert any(sentence in one for one in found) if sentence else found == []


LIMIT = """
facts:
  breach:
    {name: 违规, kind: record, of: provider, fields: {at: {name: 时刻, kind: time}, done: {name: 办结, kind: date},
     sort: {name: 类型, kind: choice, options: [甲]}}}
rules: [{id: A, title: 甲, clause: 一, subject: provider, on: breach, then: [{do: warn}]}]
time_limits:
  - {id: L, title: 限, clause: 二, record: breach, who: provider, LIMIT}
"""


@pytest.mark.parametrize(
    ("limit", "sentence"),
    [
        ("starts: row_date, ends: sort, within: {count: 5, unit: working_day}", "没有这个日期登记项“sort”"),
        ("starts: at, ends: done, within: {count: 5, unit: hour}", "起止要是 kind: time"),
        ("starts: at, ends: done, within: {by: {after: at, count: 1, unit: week}, hour: 7}", "ends 要有几时几分"),
        ("starts: {sum: [1, 2]}, ends: done, within: {count: 5, unit: week}", "时限的起止要是日期"),
        ("starts: row_date, ends: done, within: {count: 5, unit: week, before: 届满}", "往后数，不写 before"),
        ("starts: at, ends: at, within: {count: 5, unit: hour, no_later_than: {month: 5}}", "按小时、分钟的时限不写"),
        ("starts: at, ends: done, at_least: {count: 5, unit: week, no_later_than: {month: 5}}", "不少于多久的"),
        ("starts: row_date, ends: finished, within: {count: 5, unit: week}", "finished"),
        ("starts: at, ends: at, within: {count: 5, unit: hour}, pauses: {from: done, to: at}", "时刻登记项"),
        ("starts: at, ends: at, at_least: {count: 5, unit: week}, pauses: 3", "不少于多久的（at_least）不能写 pauses"),
    ],
)  # fmt: skip
def test_a_slip_in_a_time_limit_is_told(limit: str, sentence: str) -> None:
    found = lint(scheme_with(facts=LIMIT.replace("LIMIT", limit), rules="", cases=""))
    assert any(sentence in one.message for one in found), found


def test_a_limit_in_days_may_start_at_a_moment() -> None:
    files = scheme_with(
        facts=LIMIT.replace(
            "LIMIT", "starts: at, ends: done, within: {count: 5, unit: calendar_day, roll: none}"
        ),
        rules="",
        cases="""
cases:
  - name: 甲
    subject: 甲
    today: 2026-12-31
    facts:
      breach:
        - {date: 2026-03-01, at: "2026-03-01 23:00", done: 2026-03-06, sort: 甲}
        - {date: 2026-03-02, at: "2026-03-02 01:00", done: 2026-03-08, sort: 甲}
    expect: {verdicts: [{id: L, date: 2026-03-01, outcome: met}, {id: L, date: 2026-03-02, outcome: not_met}]}
""",
    )
    trials = run_cases(load_files(files))
    assert [finding.text for trial in trials for finding in trial.findings if not finding.passed] == []
