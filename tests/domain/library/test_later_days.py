"""Entries by period that turn on a day after the period are told to say from when they count."""

import pytest

from tests.domain.library.test_account_slips import LISTS, told

MONTHLY = "entries: [{id: late, title: 迟办, clause: 一, every: month, when: %s, points: -2%s}]"
AFTER = "{after: period_end, count: 10, unit: calendar_day, roll: none}"
UNSEEN = "{not: {happened: breach, within: {periods: 1}}}"


@pytest.mark.parametrize(
    ("when", "more", "warned"),
    [
        (f"{{all: [{UNSEEN}, {{value: today, above: {AFTER}}}]}}", "", True),
        (f"{{value: {{take: latest, of: row_date, rows: breach, within: ever}}, above: {AFTER}}}", "", True),
        (f"{{all: [{UNSEEN}, {{value: today, above: {AFTER}}}]}}", f", starts: {AFTER}", False),
        (f"{{all: [{UNSEEN}, {{value: today, above: {AFTER}}}]}}", ", starts: period_end", False),
        (UNSEEN, "", False),
        ("{value: {take: latest, of: row_date, rows: breach, within: ever}, at_most: period_end}", "", False),
    ],
)
def test_an_entry_by_period_that_turns_on_a_later_day_is_told_to_say_from_when(
    when: str, more: str, warned: bool
) -> None:
    found = told(account=MONTHLY % (when, more))
    assert any("比的却是期末以后的日子" in one for one in found) is warned, found


def test_an_entry_by_day_and_a_list_are_held_to_the_same() -> None:
    when = f"{{all: [{UNSEEN}, {{value: today, above: {AFTER}}}]}}"
    daily = (MONTHLY % (when, "")).replace("every: month", "every: day")
    assert not any("期末以后的日子" in one for one in told(account=daily))
    listed = f"every: month, when: {when}, lasts: {{count: 1, unit: year}}"
    more = LISTS % ("provider", listed)
    assert any("期末以后的日子" in one for one in told(lists=more))
    assert not any(
        "期末以后的日子" in one for one in told(lists=more.replace("lasts:", "starts: period_end, lasts:"))
    )
