"""The law of periods: what starts the count, what ends it, what moves the last day."""

from datetime import UTC, date, datetime, timedelta

import pytest

from domain.calendar import WorkCalendar
from domain.deadlines import CHINA, Deadline, Direction, Period, Roll, Unit, due, fixed, recompute
from domain.errors import Invalid
from domain.terms import chinese_date

CALENDAR = WorkCalendar()
DAYS, WORKING = Unit.CALENDAR_DAY, Unit.WORKING_DAY


def days(count: int, roll: Roll | None = None) -> Period:
    return Period(count, DAYS, roll)


def before(count: int, unit: Unit, roll: Roll | None = None) -> Period:
    return Period(count, unit, roll, Direction.BACKWARD)


WORKED = [
    # start, the count, the unit, last day before rolling, due
    (date(2025, 9, 26), 3, DAYS, date(2025, 9, 29), date(2025, 9, 29)),
    (date(2025, 9, 26), 3, WORKING, None, date(2025, 9, 30)),
    (date(2025, 9, 26), 5, WORKING, None, date(2025, 10, 10)),
    (date(2025, 9, 26), 10, WORKING, None, date(2025, 10, 16)),
    (date(2025, 9, 26), 30, DAYS, date(2025, 10, 26), date(2025, 10, 27)),
    (date(2025, 9, 30), 3, DAYS, date(2025, 10, 3), date(2025, 10, 9)),
    (date(2025, 9, 30), 3, WORKING, None, date(2025, 10, 11)),
    (date(2025, 9, 30), 5, WORKING, None, date(2025, 10, 14)),
    (date(2025, 9, 30), 10, WORKING, None, date(2025, 10, 21)),
    (date(2025, 9, 30), 30, DAYS, date(2025, 10, 30), date(2025, 10, 30)),
    (date(2026, 2, 12), 3, DAYS, date(2026, 2, 15), date(2026, 2, 24)),
    (date(2026, 2, 12), 3, WORKING, None, date(2026, 2, 24)),
    (date(2026, 2, 12), 5, WORKING, None, date(2026, 2, 26)),
    (date(2026, 2, 12), 10, WORKING, None, date(2026, 3, 4)),
    (date(2026, 2, 12), 30, DAYS, date(2026, 3, 14), date(2026, 3, 16)),
    (date(2026, 4, 30), 3, DAYS, date(2026, 5, 3), date(2026, 5, 6)),
    (date(2026, 4, 30), 3, WORKING, None, date(2026, 5, 8)),
    (date(2026, 4, 30), 5, WORKING, None, date(2026, 5, 11)),
    (date(2026, 4, 30), 10, WORKING, None, date(2026, 5, 18)),
    (date(2026, 4, 30), 30, DAYS, date(2026, 5, 30), date(2026, 6, 1)),
]


@pytest.mark.parametrize(("start", "count", "unit", "last", "expected"), WORKED)
def test_worked_examples(start: date, count: int, unit: Unit, last: date | None, expected: date) -> None:
    found = due(start, Period(count, unit), CALENDAR)
    assert found.due == expected
    assert found.rolled_from == (last if last != expected else None)
    assert not found.estimated


def test_working_days_that_start_on_a_rest_day_are_counted_from_the_next_day() -> None:
    assert due(date(2025, 10, 1), Period(3, WORKING), CALENDAR).due == date(2025, 10, 11)


def test_a_rest_day_inside_a_term_of_calendar_days_counts() -> None:
    assert due(date(2025, 9, 30), days(9), CALENDAR).due == date(2025, 10, 9)


def test_the_day_after_the_start_is_the_first_day() -> None:
    assert due(date(2026, 3, 2), days(1), CALENDAR).due == date(2026, 3, 3)
    assert due(date(2026, 3, 2), Period(1, WORKING), CALENDAR).due == date(2026, 3, 3)


def test_a_week_is_seven_days() -> None:
    assert due(date(2026, 3, 2), Period(2, Unit.WEEK), CALENDAR).due == date(2026, 3, 16)


@pytest.mark.parametrize(
    ("start", "period", "expected"),
    [
        (date(2026, 1, 31), Period(1, Unit.MONTH, Roll.NONE), date(2026, 2, 28)),
        (date(2024, 1, 31), Period(1, Unit.MONTH, Roll.NONE), date(2024, 2, 29)),
        (date(2024, 2, 29), Period(1, Unit.YEAR, Roll.NONE), date(2025, 2, 28)),
        (date(2025, 2, 28), Period(1, Unit.MONTH, Roll.NONE), date(2025, 3, 28)),
        (date(2026, 3, 16), Period(1, Unit.MONTH), date(2026, 4, 16)),
        (date(2025, 12, 31), Period(2, Unit.MONTH), date(2026, 2, 28)),
    ],
)
def test_months_and_years_end_on_the_corresponding_day(start: date, period: Period, expected: date) -> None:
    assert due(start, period, CALENDAR).due == expected


def test_one_month_and_thirty_days_are_not_the_same() -> None:
    start = date(2026, 3, 2)
    assert due(start, Period(1, Unit.MONTH), CALENDAR).due == date(2026, 4, 2)
    assert due(start, days(30), CALENDAR).due == date(2026, 4, 1)


def test_a_month_that_ends_on_a_rest_day_rolls() -> None:
    found = due(date(2026, 4, 2), Period(1, Unit.MONTH), CALENDAR)
    assert (found.rolled_from, found.due) == (date(2026, 5, 2), date(2026, 5, 6))


def test_the_last_day_stays_when_the_rule_says_so_and_warns() -> None:
    found = due(date(2026, 4, 30), days(30, roll=Roll.NONE), CALENDAR)
    assert found.due == date(2026, 5, 30)
    assert found.warning == "截止日2026年5月30日为周六，不自动顺延，请提前安排"


def test_the_last_day_moves_back_when_the_rule_says_so() -> None:
    found = due(date(2026, 4, 30), days(30, roll=Roll.PREV_WORKDAY), CALENDAR)
    assert (found.rolled_from, found.due) == (date(2026, 5, 30), date(2026, 5, 29))
    assert "末日2026年5月30日为周六，提前至2026年5月29日" in found.explain()


def test_twenty_working_days_before_an_end_are_counted_back_from_the_day_before() -> None:
    found = due(date(2026, 6, 30), before(20, WORKING), CALENDAR, event="合同届满")
    assert found.due == date(2026, 6, 1)
    assert CALENDAR.workdays_between(found.due - timedelta(days=1), date(2026, 6, 29)) == 20
    assert found.rule == "合同届满前20个工作日"
    assert found.explain() == "自2026年6月30日合同届满的前一日起倒计20个工作日，末日为2026年6月1日"


@pytest.mark.parametrize(
    ("roll", "expected"),
    [
        (None, date(2026, 5, 29)),
        (Roll.PREV_WORKDAY, date(2026, 5, 29)),
        (Roll.NEXT_WORKDAY, date(2026, 6, 1)),
        (Roll.NONE, date(2026, 5, 31)),
    ],
)
def test_a_backward_term_on_a_rest_day_goes_further_back_unless_told_otherwise(
    roll: Roll | None, expected: date
) -> None:
    assert due(date(2026, 6, 30), before(30, DAYS, roll), CALENDAR).due == expected


def test_a_backward_month_takes_the_corresponding_day() -> None:
    assert due(date(2026, 3, 31), before(1, Unit.MONTH, Roll.NONE), CALENDAR).due == date(2026, 2, 28)


def test_hours_run_from_the_moment_and_do_not_roll() -> None:
    found = due(datetime(2026, 4, 30, 15, 30, tzinfo=CHINA), Period(24, Unit.HOUR), CALENDAR, event="批准")
    assert found.due_at == datetime(2026, 5, 1, 15, 30, tzinfo=CHINA)
    assert found.due == date(2026, 5, 1)
    assert found.explain() == "自2026年4月30日15:30批准时起24小时，至2026年5月1日15:30止"


def test_a_moment_stored_in_utc_counts_as_its_day_in_china() -> None:
    late_evening = datetime(2026, 3, 2, 16, 30, tzinfo=UTC)  # half past midnight on the 3rd in China
    assert due(late_evening, days(1), CALENDAR).start == date(2026, 3, 3)
    assert due(late_evening, Period(1, Unit.HOUR), CALENDAR).due == date(2026, 3, 3)


@pytest.mark.parametrize(("hours", "last"), [(1, 3), (24, 3), (25, 4), (72, 5)])
def test_hours_from_a_day_end_when_they_are_over_for_certain(hours: int, last: int) -> None:
    found = due(date(2026, 3, 2), Period(hours, Unit.HOUR), CALENDAR, event="送达")
    assert (found.due, found.due_at) == (date(2026, 3, last), None)
    assert found.explain() == f"自2026年3月2日送达时起{hours}小时，登记到日，最迟2026年3月{last}日"
    assert Deadline.from_json(found.to_json()) == recompute(found, CALENDAR) == found


def test_a_moment_needs_its_zone() -> None:
    with pytest.raises(Invalid, match="时区"):
        due(datetime(2026, 3, 2, 9), Period(24, Unit.HOUR), CALENDAR)  # noqa: DTZ001 - the point of the test


def test_by_default_days_roll_on_a_way_back_rolls_back_and_hours_stay() -> None:
    assert days(3).rolls is Roll.NEXT_WORKDAY
    assert before(3, DAYS).rolls is Roll.PREV_WORKDAY
    assert Period(24, Unit.HOUR).rolls is Roll.NONE


def test_a_term_of_hours_is_over_after_its_minute_and_a_day_after_midnight() -> None:
    hours = due(datetime(2026, 3, 2, 9, tzinfo=CHINA), Period(24, Unit.HOUR), CALENDAR)
    assert not hours.expired(datetime(2026, 3, 3, 9, tzinfo=CHINA))
    assert hours.expired(datetime(2026, 3, 3, 9, 0, 1, tzinfo=CHINA))
    day = fixed(date(2026, 3, 3), CALENDAR)
    assert not day.expired(datetime(2026, 3, 3, 23, 59, 59, tzinfo=CHINA))
    assert day.expired(datetime(2026, 3, 4, tzinfo=CHINA))
    assert not day.expired(datetime(2026, 3, 3, 15, 59, tzinfo=UTC))
    assert day.expired(datetime(2026, 3, 3, 16, 0, tzinfo=UTC))


@pytest.mark.parametrize("count", [0, -1])
def test_a_term_is_at_least_one_long(count: int) -> None:
    with pytest.raises(Invalid, match="至少为1"):
        days(count)


@pytest.mark.parametrize(
    "settings",
    [{"roll": Roll.NEXT_WORKDAY}, {"direction": Direction.BACKWARD}, {"cap": date(2026, 1, 1)}],
)
def test_hours_take_no_roll_no_cap_and_no_way_back(settings: dict[str, object]) -> None:
    with pytest.raises(Invalid, match="按小时计"):
        Period(24, Unit.HOUR, **settings)  # type: ignore[arg-type]  # settings are named as in Period


@pytest.mark.parametrize(
    ("century", "unit"),
    [(36_525, DAYS), (25_000, WORKING), (5_200, Unit.WEEK), (1_200, Unit.MONTH), (100, Unit.YEAR)],
)
def test_a_term_of_more_than_a_century_is_a_slip_of_the_finger(century: int, unit: Unit) -> None:
    assert due(date(2026, 3, 2), Period(century, unit), CALENDAR).due.year > 2120
    with pytest.raises(Invalid, match="超过一百年"):
        Period(century + 1, unit)


@pytest.mark.parametrize("unit", list(Unit))
def test_a_term_that_runs_off_the_end_of_all_dates_is_refused_in_words(unit: Unit) -> None:
    with pytest.raises(Invalid, match="超出可计算的范围"):
        due(datetime(9999, 12, 31, 9, tzinfo=CHINA), Period(100, unit), CALENDAR)


class TestFixedDates:
    @pytest.mark.parametrize(
        ("day", "why"),
        [
            (date(2025, 5, 10), "周六"),
            (date(2025, 5, 31), "周六、端午节"),
            (date(2025, 8, 31), "周日"),
            (date(2025, 11, 30), "周日"),
        ],
    )
    def test_each_phase_end_of_2025_is_a_rest_day_that_warns_and_stays(self, day: date, why: str) -> None:
        found = fixed(day, CALENDAR)
        assert found.due == day
        assert found.rolled_from is None
        assert found.warning == f"截止日{chinese_date(day)}为{why}，不自动顺延，请提前安排"

    @pytest.mark.parametrize("day", [date(2026, 8, 31), date(2026, 11, 30)])
    def test_a_phase_end_on_a_working_day_does_not_warn(self, day: date) -> None:
        assert fixed(day, CALENDAR).warning == ""

    @pytest.mark.parametrize("day", [date(2026, 5, 10), date(2026, 5, 31)])
    def test_the_first_phase_ends_of_2026_warn(self, day: date) -> None:
        assert "周日" in fixed(day, CALENDAR).warning

    def test_a_fixed_date_rolls_only_on_request(self) -> None:
        on = fixed(date(2025, 5, 31), CALENDAR, roll=Roll.NEXT_WORKDAY)
        back = fixed(date(2025, 5, 31), CALENDAR, roll=Roll.PREV_WORKDAY)
        assert (on.due, back.due) == (date(2025, 6, 3), date(2025, 5, 30))
        assert on.warning == ""
        assert on.explain() == (
            "规定截止日2025年5月31日为周六、端午节，顺延至2025年6月3日（含当日，至24时止）"
        )

    def test_it_says_that_the_day_itself_counts(self) -> None:
        assert fixed(date(2026, 8, 31), CALENDAR).explain() == "截止日为2026年8月31日（含当日，至24时止）"
        assert fixed(date(2026, 8, 31), CALENDAR, rule="8月底前").rule == "8月底前"
