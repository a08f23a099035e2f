"""How long something must stand posted, and whether that fits inside a deadline."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import WorkCalendar
from domain.deadlines import Period, Unit, due, fixed
from domain.publicity import fits_within, latest_posting, publicity_ends

CALENDAR = WorkCalendar()
ACCEPTED = date(2026, 3, 2)  # a Monday with no holiday in the following weeks
LIMIT = due(ACCEPTED, Period(10, Unit.WORKING_DAY), CALENDAR, event="受理")


def test_the_day_of_posting_does_not_count_and_the_next_step_comes_after_the_last_full_day() -> None:
    posted = publicity_ends(date(2026, 3, 2), 5, CALENDAR)
    assert posted.last_day == date(2026, 3, 9)
    assert posted.next_step == date(2026, 3, 10)


def test_a_posting_over_a_long_holiday_waits_for_working_days() -> None:
    assert publicity_ends(date(2026, 4, 30), 5, CALENDAR).last_day == date(2026, 5, 11)
    assert publicity_ends(date(2026, 4, 30), 5, CALENDAR, Unit.CALENDAR_DAY).last_day == date(2026, 5, 6)


def test_the_posting_explains_itself() -> None:
    assert publicity_ends(date(2026, 3, 2), 5, CALENDAR).explain() == (
        "自2026年3月2日公示次日起5个工作日，末日为2026年3月9日；公示期满，2026年3月10日起可进入下一步"
    )


@pytest.mark.parametrize(
    ("posted", "fits", "fits_with_next_step"),
    [
        (date(2026, 3, 6), True, True),
        (date(2026, 3, 8), True, True),
        (date(2026, 3, 9), True, False),
        (date(2026, 3, 10), False, False),
    ],
)
def test_five_working_days_of_posting_fit_inside_ten_up_to_the_fifth(
    posted: date, fits: bool, fits_with_next_step: bool
) -> None:
    publicity = publicity_ends(posted, 5, CALENDAR)
    assert LIMIT.due == date(2026, 3, 16)
    assert fits_within(publicity, LIMIT).fits is fits
    assert fits_within(publicity, LIMIT, next_step_inside=True).fits is fits_with_next_step


def test_the_answer_carries_its_reason() -> None:
    late = fits_within(publicity_ends(date(2026, 3, 10), 5, CALENDAR), LIMIT)
    assert late.reason == "公示期满日为2026年3月17日，办理期限至2026年3月16日，超出期限"
    strict = fits_within(publicity_ends(date(2026, 3, 2), 5, CALENDAR), LIMIT, next_step_inside=True)
    assert strict.reason == "公示后的下一步最早为2026年3月10日，办理期限至2026年3月16日，在期限内"


def test_the_latest_day_of_posting_is_the_last_that_fits() -> None:
    assert latest_posting(LIMIT, 5, CALENDAR) == date(2026, 3, 9)


@given(
    end=st.dates(date(2025, 1, 1), date(2026, 12, 31)),
    working_days=st.integers(1, 20),
)
def test_posting_on_the_latest_day_fits_and_one_day_later_does_not(end: date, working_days: int) -> None:
    limit = fixed(end, CALENDAR)
    latest = latest_posting(limit, working_days, CALENDAR)
    assert fits_within(publicity_ends(latest, working_days, CALENDAR), limit).fits
    after = latest + timedelta(days=1)
    assert not fits_within(publicity_ends(after, working_days, CALENDAR), limit).fits
