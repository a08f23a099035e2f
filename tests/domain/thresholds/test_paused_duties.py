"""Periods of a duty of which days do not count (停工、停业期间): the end moves on, or nothing is owed."""

from pathlib import Path

import pytest

from domain.library import lint, load_folder
from domain.library.sentences import entry_sentence
from domain.registers import registers_of
from domain.thresholds.trials import run_cases

HALTED = load_folder(Path(__file__).resolve().parents[2] / "schemes" / "halted")
HEAD = """scheme: {id: halted, name: 办法, version: "1", region: 区, issuer: 局, purpose: 测试, year: 2026}
documents: {main: {title: 办法, issuer: 局, compared: 2026-01-01}}
facts:
  check: {name: 检查, kind: record, of: village}
  stop: {name: 停工, kind: record, of: village,
    fields: {until: {name: 止日, kind: date}, days: {name: 天数, kind: number}}}
  grade: {name: 等次, kind: grade, of: village, every: month, grades: [好, 差]}
"""


def test_days_that_do_not_count_move_the_end_and_work_counts_once() -> None:
    for case in run_cases(HALTED):
        assert case.passed, [one.text for one in case.findings]


def told(more: str) -> list[str]:
    duty = "id: U-1, title: 检查, clause: 一, subject: village, done: {count: check}, required: 1"
    return [
        one.message
        for one in lint({"scheme.yaml": HEAD + f"duties: [{{{duty}, {more}}}]\n"})
        if "没有案例" not in one.message
    ]


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ("pauses: {covered_days: stop, to: until}", "要写 every（每周、每月……）"),
        ("every: day, pauses: {covered_days: stop, to: until}", "按日、按次的写 unless"),
        ("every: month, make_up: {}, pauses: {covered_days: stop, to: until}", "与 done_by、make_up"),
        ("every: month, pauses: {from: row_date, to: until}", "职责手上没有哪一条登记"),
        ("every: month, pauses: {covered_days: stop, to: until, within: month}", "不写 within、unit"),
        ("every: month, pauses: grade", "不计入的天数要是数"),
    ],
)
def test_pauses_that_a_duty_cannot_have_are_told(more: str, sentence: str) -> None:
    found = told(more)
    assert any(sentence in one for one in found), found


@pytest.mark.parametrize(
    "pauses", ["{covered_days: stop, to: until}", "{take: total, of: days, rows: stop, within: month}"]
)
def test_recorded_stoppages_and_totals_of_days_pause_a_duty(pauses: str) -> None:
    assert told(f"every: month, pauses: {pauses}") == []


def test_the_sentence_says_what_does_not_count_and_from_when_on_points_are_taken() -> None:
    (duty,) = HALTED.scheme.duties
    said = entry_sentence(HALTED.scheme, duty)
    assert "“停工”（自登记日期至复工前一日）期间不计入：期末顺延同样天数，整期都在其中的不要求。" in said
    assert "未完成的，有顺延的从顺延后末日的次日起，应当扣2分" in said


def test_stoppages_are_registered_because_a_duty_waits_for_them() -> None:
    assert registers_of(HALTED.scheme)["stop"].duties == ("U-1",)
