"""Remarks on the dates of phases, and their entry and exit conditions."""

from datetime import date

import pytest

from domain.calendar import WorkCalendar
from domain.errors import Invalid, WrongState
from domain.phases import (
    Gate,
    NoteKind,
    PhaseState,
    Span,
    Unmet,
    check_span,
    due_sentence,
    in_order,
    left_open,
    missing_reports,
    notes,
    require_close,
    require_open,
    running_words,
)

CALENDAR = WorkCalendar()
TODAY = date(2026, 5, 1)


def kinds(*phases: Span, today: date = TODAY) -> list[tuple[str, NoteKind]]:
    return [(note.phase, note.kind) for note in notes(phases, CALENDAR, today)]


def test_an_end_on_a_rest_day_is_said_and_not_moved() -> None:
    phase = Span("自查摸排", date(2026, 5, 11), date(2026, 5, 31))
    (note,) = notes([phase], CALENDAR, TODAY)
    assert note.kind is NoteKind.REST_DAY
    assert note.warns
    assert "2026年5月31日" in note.sentence
    assert "不自动顺延" in note.sentence


def test_an_end_on_a_working_day_needs_no_remark() -> None:
    assert kinds(Span("核查督查", date(2026, 6, 1), date(2026, 8, 31))) == []


def test_a_make_up_working_saturday_is_no_rest_day() -> None:
    assert kinds(Span("部署", date(2026, 5, 1), date(2026, 5, 9))) == []


def test_a_phase_with_only_an_end_says_so_without_warning() -> None:
    (note,) = notes([Span("核查督查", None, date(2026, 8, 31))], CALENDAR, TODAY)
    assert note.kind is NoteKind.END_ONLY
    assert not note.warns


@pytest.mark.parametrize(("today", "past"), [(date(2026, 8, 31), False), (date(2026, 9, 1), True)])
def test_a_phase_is_past_on_the_day_after_its_end(today: date, past: bool) -> None:
    found = kinds(Span("核查督查", date(2026, 6, 1), date(2026, 8, 31)), today=today)
    assert (("核查督查", NoteKind.PAST) in found) is past


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (date(2026, 6, 29), NoteKind.OVERLAP),
        (date(2026, 6, 30), NoteKind.OVERLAP),
        (date(2026, 7, 1), NoteKind.ABUT),
    ],
)
def test_phases_overlap_up_to_the_last_day_and_abut_after_it(start: date, kind: NoteKind) -> None:
    first = Span("甲", date(2026, 6, 1), date(2026, 6, 30))
    assert kinds(first, Span("乙", start, date(2026, 7, 31))) == [("乙", kind)]


def test_a_gap_between_phases_needs_no_remark() -> None:
    first = Span("甲", date(2026, 6, 1), date(2026, 6, 30))
    assert kinds(first, Span("乙", date(2026, 7, 2), date(2026, 7, 31))) == []


def test_the_days_of_an_overlap_are_counted_with_both_ends() -> None:
    first = Span("甲", date(2026, 6, 1), date(2026, 6, 30))
    (note,) = notes([first, Span("乙", date(2026, 6, 29), date(2026, 7, 31))], CALENDAR, TODAY)
    assert "2日重叠" in note.sentence


def test_two_phases_with_only_the_same_end_overlap() -> None:
    found = kinds(Span("甲", None, date(2026, 7, 31)), Span("乙", None, date(2026, 7, 31)))
    assert ("乙", NoteKind.OVERLAP) in found


def test_a_phase_that_ends_before_the_one_before_it_is_questioned() -> None:
    found = kinds(Span("甲", None, date(2026, 7, 31)), Span("乙", None, date(2026, 7, 30)))
    assert ("乙", NoteKind.ORDER) in found


def test_a_phase_without_an_end_is_asked_for_one() -> None:
    assert kinds(Span("甲", None, None)) == [("甲", NoteKind.NO_END)]


def test_an_end_on_the_day_of_the_start_is_taken() -> None:
    check_span(date(2026, 5, 10), date(2026, 5, 10))


def test_an_end_before_the_start_is_refused_at_the_field() -> None:
    with pytest.raises(Invalid) as refused:
        check_span(date(2026, 5, 10), date(2026, 5, 9))
    assert "end" in refused.value.fields


VISITS = Unmet(Gate.VISITS_DONE, "还有2个核查没有完成")


def test_a_phase_opens_when_nothing_is_unmet() -> None:
    require_open(PhaseState.PLANNED, [], {})


def test_a_closed_phase_can_be_opened_again_and_an_open_one_cannot() -> None:
    require_open(PhaseState.CLOSED, [], {})
    with pytest.raises(WrongState):
        require_open(PhaseState.OPEN, [], {})


def test_an_entry_condition_that_does_not_hold_keeps_a_phase_shut_until_it_is_waived_with_a_reason() -> None:
    with pytest.raises(WrongState, match="还有2个核查没有完成"):
        require_open(PhaseState.PLANNED, [VISITS], {})
    with pytest.raises(WrongState):
        require_open(PhaseState.PLANNED, [VISITS], {Gate.VISITS_DONE: "  "})
    require_open(PhaseState.PLANNED, [VISITS], {Gate.VISITS_DONE: "区领导小组会议决定"})


def test_waiving_one_condition_does_not_waive_another() -> None:
    with pytest.raises(WrongState):
        require_open(PhaseState.PLANNED, [VISITS], {Gate.FINDINGS_CLOSED: "会议决定"})


def test_closing_names_every_unit_that_is_not_in() -> None:
    unmet = missing_reports(["城东街道", "城西街道"])
    assert unmet is not None
    with pytest.raises(WrongState, match=r"2个单位.*城东街道、城西街道"):
        require_close(PhaseState.OPEN, [unmet], {})


def test_missing_reports_are_let_off_one_by_one_and_never_all_at_once() -> None:
    unmet = missing_reports(["城东街道"])
    assert unmet is not None
    with pytest.raises(WrongState):
        require_close(PhaseState.OPEN, [unmet], {Gate.SELF_INSPECTIONS_IN: "时间不够"})


def test_a_phase_closes_when_nobody_is_missing() -> None:
    assert missing_reports([]) is None
    require_close(PhaseState.OPEN, [], {})


def test_a_phase_that_is_not_open_cannot_be_closed() -> None:
    with pytest.raises(WrongState, match="未启动"):
        require_close(PhaseState.PLANNED, [], {})


@pytest.mark.parametrize(
    ("today", "sentence"),
    [
        (date(2026, 5, 25), "5月31日截止，还剩6天"),
        (date(2026, 5, 31), "5月31日截止，今天是最后一天"),
        (date(2026, 6, 1), "5月31日截止，已逾期1天"),
        (date(2025, 12, 31), "2026年5月31日截止，还剩151天"),
    ],
)
def test_the_due_sentence_counts_calendar_days(today: date, sentence: str) -> None:
    assert due_sentence(date(2026, 5, 31), today) == sentence


def test_without_a_due_date_the_sentence_says_so() -> None:
    assert due_sentence(None, TODAY) == "未规定截止日期"


OVER = Span("自查摸排", date(2026, 5, 10), date(2026, 6, 30))
NOW = Span("核查督查", date(2026, 7, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 6, 30), "自查摸排"),
        (date(2026, 7, 1), "核查督查（自查摸排尚未办结）"),
        (date(2026, 12, 31), "核查督查（自查摸排尚未办结）"),
    ],
)
def test_the_current_phase_is_the_open_one_whose_dates_hold_today(today: date, words: str) -> None:
    assert running_words(in_order([OVER, NOW], today), today) == words


def test_of_phases_that_are_all_over_the_one_that_ended_first_stands_first() -> None:
    after = date(2027, 1, 1)
    running = in_order([NOW, OVER], after)
    assert running == [OVER, NOW]
    assert left_open(running, after) == "核查督查尚未办结"


def test_an_open_phase_that_runs_beside_the_current_one_is_not_called_left_open() -> None:
    beside = Span("集中整改", date(2026, 6, 1), None)
    running = in_order([beside, OVER], date(2026, 6, 30))
    assert [one.name for one in running] == ["自查摸排", "集中整改"]
    assert left_open(running, date(2026, 6, 30)) == ""
