"""Any stretch that holds a day: looking along the records once finds what looking through each stretch finds."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.library.models.windows import RollingWindow
from domain.thresholds.around import fullest, highest, slices, stretches
from domain.thresholds.data import number
from domain.thresholds.windows import rolling_back

FIRST, LAST = date(2026, 1, 1), date(2026, 7, 1)
RECORDS = st.lists(st.tuples(st.integers(0, 200), st.sampled_from(["甲", "乙", None]), st.integers(-3, 9)))
WINDOWS = st.builds(
    RollingWindow,
    count=st.integers(1, 4),
    unit=st.sampled_from(["calendar_day", "week", "month"]),
    edge=st.sampled_from(["included", "excluded"]),
)


@settings(max_examples=120, deadline=None)
@given(WINDOWS, RECORDS, st.integers(0, 150))
def test_the_stretch_with_most_is_found_in_one_go(
    window: RollingWindow, given: list[tuple[int, str | None, int]], on: int
) -> None:
    records = sorted(
        ((FIRST + timedelta(days=at), kind, size) for at, kind, size in given), key=lambda one: one[0]
    )
    days, kinds = [one[0] for one in records], [one[1] for one in records]
    middle = FIRST + timedelta(days=on)
    ends = sorted({middle, *(day for day in days if middle < day <= LAST)})
    plain = [held for held in (rolling_back(window, end) for end in ends) if held[0] <= middle]
    found = stretches(window, middle, days, LAST)
    assert found == plain
    inside = slices(found, days)
    named = [Counter(kind for day, kind, _ in records if kind and a <= day <= b) for a, b in plain]
    assert highest(inside, kinds, None, None) == max(sum(one.values()) for one in named)
    assert highest(inside, kinds, "kind", None) == max(len(one) for one in named)
    assert highest(inside, kinds, None, "kind") == max(max(one.values(), default=0) for one in named)
    totals = [sum(size for day, _, size in records if a <= day <= b) for a, b in plain]
    first, last = fullest(inside, [number(size) for _, _, size in records])
    assert (first, last) == inside[totals.index(max(totals))]
