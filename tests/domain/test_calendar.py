"""Working days: published arrangements, local overlay, years that nobody has arranged yet."""

from datetime import date, timedelta

import chinese_calendar  # type: ignore[import-untyped]  # the package has no type hints
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import Arrangement, OverlayRow, WorkCalendar, version_words
from domain.errors import Invalid

CALENDAR = WorkCalendar()
days = st.dates(date(2023, 1, 1), date(2028, 12, 31))
FLOOD = OverlayRow(date(2026, 7, 1), False, "区政府防汛通知〔2026〕3号")
ARRANGEMENT_2027 = OverlayRow(date(2027, 1, 1), False, "国务院办公厅2027年放假通知")


@pytest.mark.parametrize(
    "day",
    [date(2025, 9, 28), date(2025, 10, 11), date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9)],
    ids=str,
)
def test_a_make_up_day_at_a_weekend_is_a_working_day(day: date) -> None:
    assert day.weekday() >= 5
    assert CALENDAR.is_workday(day)
    assert not CALENDAR.is_rest_day(day)
    assert CALENDAR.why_rest(day) == ""


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2025, 5, 10), "周六"),
        (date(2025, 5, 31), "周六、端午节"),
        (date(2025, 8, 31), "周日"),
        (date(2025, 11, 30), "周日"),
        (date(2026, 5, 10), "周日"),
        (date(2026, 5, 31), "周日"),
        (date(2024, 8, 31), "周六"),
        (date(2024, 11, 30), "周六"),
        (date(2025, 10, 1), "国庆节"),
        (date(2025, 10, 6), "中秋节"),
        (date(2025, 10, 7), "国庆节调休"),
    ],
    ids=str,
)
def test_a_rest_day_says_why(day: date, reason: str) -> None:
    assert CALENDAR.is_rest_day(day)
    assert CALENDAR.why_rest(day) == reason
    assert CALENDAR.note(day) == reason


@pytest.mark.parametrize(
    "day", [date(2026, 8, 31), date(2026, 11, 30), date(2024, 5, 10), date(2024, 5, 31)], ids=str
)
def test_an_ordinary_working_day_has_nothing_to_say(day: date) -> None:
    assert CALENDAR.is_workday(day)
    assert CALENDAR.note(day) == ""


def test_a_make_up_day_says_for_which_holiday_it_is_worked() -> None:
    assert CALENDAR.note(date(2025, 10, 11)) == "周六，国庆节调休上班"


def test_the_last_arranged_year_is_known_and_the_next_one_is_not() -> None:
    assert CALENDAR.known_year(2026)
    assert not CALENDAR.known_year(2027)
    assert CALENDAR.known_year(2004)
    assert not CALENDAR.known_year(2003)


def test_an_unknown_year_falls_back_to_weekends() -> None:
    assert CALENDAR.is_workday(date(2027, 10, 1))
    assert CALENDAR.why_rest(date(2027, 10, 2)) == "周六"


def test_unknown_years_are_named_whichever_way_one_looks() -> None:
    assert CALENDAR.unknown_years(date(2026, 1, 1), date(2026, 12, 31)) == ()
    assert CALENDAR.unknown_years(date(2026, 12, 31), date(2028, 1, 1)) == (2027, 2028)
    assert CALENDAR.unknown_years(date(2028, 1, 1), date(2026, 12, 31)) == (2027, 2028)


def test_every_arranged_day_agrees_with_the_package() -> None:
    first, last = date(2004, 1, 1).toordinal(), date(2026, 12, 31).toordinal()
    arranged = map(date.fromordinal, range(first, last + 1))
    assert [day for day in arranged if CALENDAR.is_workday(day) != chinese_calendar.is_workday(day)] == []


def test_a_local_row_makes_a_working_day_a_rest_day_and_names_its_document() -> None:
    local = WorkCalendar((FLOOD,))
    assert CALENDAR.is_workday(FLOOD.day)
    assert local.is_rest_day(FLOOD.day)
    assert local.why_rest(FLOOD.day) == "本地安排（区政府防汛通知〔2026〕3号）"
    assert local.is_workday(FLOOD.day + timedelta(days=1))


def test_a_local_row_can_make_a_sunday_a_working_day() -> None:
    local = WorkCalendar((OverlayRow(date(2026, 7, 5), True, "通知"),))
    assert local.is_workday(date(2026, 7, 5))
    assert local.note(date(2026, 7, 5)) == "周日，本地安排上班（通知）"
    assert local.add_workdays(date(2026, 7, 3), 1) == date(2026, 7, 5)


def test_a_local_row_wins_over_a_published_holiday() -> None:
    local = WorkCalendar((OverlayRow(date(2025, 10, 1), True, "值守通知"),))
    assert local.is_workday(date(2025, 10, 1))
    assert local.is_rest_day(date(2025, 10, 2))


def test_a_single_local_row_does_not_make_its_year_known_but_an_announcement_does() -> None:
    assert not WorkCalendar((ARRANGEMENT_2027,)).known_year(2027)
    assert WorkCalendar((ARRANGEMENT_2027,), frozenset({2027})).known_year(2027)


def test_a_local_row_without_its_document_is_refused() -> None:
    with pytest.raises(Invalid, match="2026-07-01的本地安排没有写明依据文件"):
        WorkCalendar((OverlayRow(FLOOD.day, False, " "),))


def test_two_local_rows_for_one_day_are_refused() -> None:
    with pytest.raises(Invalid, match="重复"):
        WorkCalendar((FLOOD, OverlayRow(FLOOD.day, True, "另一份通知")))


def test_the_version_names_the_data_and_is_the_same_for_the_same_data() -> None:
    assert CALENDAR.version == WorkCalendar().version
    assert CALENDAR.version.startswith("chinesecalendar ")
    assert WorkCalendar((FLOOD, ARRANGEMENT_2027)).version == WorkCalendar((ARRANGEMENT_2027, FLOOD)).version


def test_a_version_is_said_in_chinese() -> None:
    assert version_words("chinesecalendar 1.11.0+none") == "放假安排数据1.11.0，没有本地安排"
    assert version_words("chinesecalendar 1.11.0+0a1b2c3d4e5f") == "放假安排数据1.11.0，本地安排0a1b2c3d4e5f"


def test_the_version_changes_with_each_part_of_the_overlay() -> None:
    versions = {
        CALENDAR.version,
        WorkCalendar((FLOOD,)).version,
        WorkCalendar((OverlayRow(FLOOD.day, True, FLOOD.source),)).version,
        WorkCalendar((OverlayRow(FLOOD.day, False, "另一份通知"),)).version,
        WorkCalendar((OverlayRow(date(2026, 7, 2), False, FLOOD.source),)).version,
        WorkCalendar((FLOOD,), frozenset({2027})).version,
        WorkCalendar(base=Arrangement("放假安排2027", {}, {}, frozenset({2027}))).version,
    }
    assert len(versions) == 7


def test_the_third_working_day_after_a_holiday_is_counted_from_the_day_after_it() -> None:
    # The package's own find_workday first leaves the holiday and answers 13 October.
    assert CALENDAR.add_workdays(date(2025, 10, 1), 3) == date(2025, 10, 11)
    assert CALENDAR.add_workdays(date(2025, 9, 30), 3) == date(2025, 10, 11)


def test_no_working_days_further_is_the_day_itself_even_a_rest_day() -> None:
    assert CALENDAR.add_workdays(date(2025, 10, 1), 0) == date(2025, 10, 1)


@pytest.mark.parametrize(
    ("start", "count", "reached"),
    [
        (date(2025, 12, 31), 1, date(2026, 1, 4)),
        (date(2026, 1, 4), -1, date(2025, 12, 31)),
        (date(2026, 1, 1), -1, date(2025, 12, 31)),
        (date(2026, 1, 3), 1, date(2026, 1, 4)),
        (date(2026, 12, 31), 1, date(2027, 1, 1)),
        (date(2027, 1, 1), -1, date(2026, 12, 31)),
    ],
)
def test_working_days_are_counted_across_new_year(start: date, count: int, reached: date) -> None:
    assert CALENDAR.add_workdays(start, count) == reached


def test_next_and_previous_working_day_keep_a_working_day_and_leave_a_rest_day() -> None:
    assert CALENDAR.next_workday(date(2025, 9, 30)) == date(2025, 9, 30)
    assert CALENDAR.next_workday(date(2025, 10, 1)) == date(2025, 10, 9)
    assert CALENDAR.previous_workday(date(2025, 10, 9)) == date(2025, 10, 9)
    assert CALENDAR.previous_workday(date(2025, 10, 8)) == date(2025, 9, 30)


def test_working_days_between_exclude_the_first_day_and_include_the_last() -> None:
    assert CALENDAR.workdays_between(date(2025, 9, 29), date(2025, 9, 30)) == 1
    assert CALENDAR.workdays_between(date(2025, 9, 30), date(2025, 9, 30)) == 0
    assert CALENDAR.workdays_between(date(2025, 9, 30), date(2025, 10, 8)) == 0
    assert CALENDAR.workdays_between(date(2025, 10, 9), date(2025, 9, 30)) == -1


def test_a_count_beyond_the_last_year_is_refused_in_words() -> None:
    with pytest.raises(Invalid, match="超出可计算的范围"):
        CALENDAR.add_workdays(date(9999, 12, 30), 30)
    with pytest.raises(Invalid, match="超出可计算的范围"):
        CALENDAR.add_workdays(date(1, 1, 2), -30)


def _counted_one_by_one(start: date, count: int) -> date:
    day, left = start, abs(count)
    while left:
        day += timedelta(days=1 if count > 0 else -1)
        left -= CALENDAR.is_workday(day)
    return day


@given(start=days, count=st.integers(-300, 300))
def test_adding_working_days_agrees_with_counting_them_one_by_one(start: date, count: int) -> None:
    assert CALENDAR.add_workdays(start, count) == _counted_one_by_one(start, count)


@given(start=days, count=st.integers(1, 300))
def test_the_working_days_between_are_those_that_were_added(start: date, count: int) -> None:
    assert CALENDAR.workdays_between(start, CALENDAR.add_workdays(start, count)) == count


@given(day=days)
def test_exactly_the_rest_days_have_a_reason(day: date) -> None:
    assert bool(CALENDAR.why_rest(day)) is CALENDAR.is_rest_day(day)
