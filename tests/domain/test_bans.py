"""How long somebody is barred, on both sides of the last day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.bans import Barred, Identity, ban_covers, ban_end, tie
from domain.errors import Invalid
from domain.periods import within_months


def test_a_ban_of_three_years_holds_on_its_corresponding_day_and_ends_with_it() -> None:
    start = date(2023, 5, 10)
    end = ban_end(start, 3)
    assert end == date(2026, 5, 10)  # a Sunday: a ban does not roll
    assert ban_covers(date(2026, 5, 10), start, end)
    assert not ban_covers(date(2026, 5, 11), start, end)
    assert ban_covers(start, start, end)
    assert not ban_covers(date(2023, 5, 9), start, end)


def test_a_ban_from_a_leap_day_ends_on_the_last_day_of_february() -> None:
    assert ban_end(date(2024, 2, 29), 3) == date(2027, 2, 28)
    assert ban_end(date(2024, 2, 29), 4) == date(2028, 2, 29)


def test_a_ban_can_be_counted_in_months() -> None:
    assert ban_end(date(2026, 8, 31), 0, months=6) == date(2027, 2, 28)
    assert ban_end(date(2026, 8, 31), 1, months=6) == date(2028, 2, 29)


def test_a_permanent_ban_has_no_end() -> None:
    assert ban_end(date(2026, 3, 2), None) is None
    assert ban_covers(date(9999, 12, 31), date(2026, 3, 2), None)
    assert not ban_covers(date(2026, 3, 1), date(2026, 3, 2), None)


@pytest.mark.parametrize(("years", "months"), [(0, 0), (-1, 0), (1, -1)])
def test_a_ban_without_length_is_refused(years: int, months: int) -> None:
    with pytest.raises(Invalid, match="至少为1个月"):
        ban_end(date(2026, 3, 2), years, months)


@given(
    start=st.dates(date(2015, 1, 1), date(2030, 12, 31)),
    day=st.dates(date(2015, 1, 1), date(2036, 12, 31)),
    years=st.integers(1, 5),
)
def test_looking_back_agrees_with_the_ban_of_the_same_length(start: date, day: date, years: int) -> None:
    assert within_months(start, day, 12 * years) is ban_covers(day, start, ban_end(start, years))


CODES, PEOPLE = st.sampled_from("甲乙丙"), st.sampled_from(("", "p", "q"))
CONTROLLERS = st.sampled_from(("", " ", "康氏", "康 氏"))
IDENTITIES = st.builds(Identity, CODES, PEOPLE, CONTROLLERS)


@given(barred=st.lists(IDENTITIES, max_size=5), other=IDENTITIES)
def test_the_first_of_many_that_somebody_is_tied_to_is_found_without_asking_each(
    barred: list[Identity], other: Identity
) -> None:
    tied = [at for at, one in enumerate(barred) if tie(one, other)]
    assert Barred(barred).first(other) == min(tied, default=None)
