"""What a deadline keeps and tells: its cap, its sentence, its estimate, its storage, its recomputation."""

import json
from datetime import UTC, date, datetime

import pytest

from domain.calendar import Arrangement, OverlayRow, WorkCalendar, version_words
from domain.deadlines import CHINA, Deadline, Direction, Period, Roll, Unit, difference, due, fixed, recompute
from domain.errors import Invalid

CALENDAR = WorkCalendar()
NEW_YEAR_2027 = OverlayRow(date(2027, 1, 1), False, "2027年放假通知")
CALENDAR_2027 = WorkCalendar((NEW_YEAR_2027,), frozenset({2027}))
DAYS, WORKING = Unit.CALENDAR_DAY, Unit.WORKING_DAY


def days(count: int, roll: Roll | None = None, cap: date | Period | None = None) -> Period:
    return Period(count, DAYS, roll, cap=cap)


def before(count: int, unit: Unit, roll: Roll | None = None) -> Period:
    return Period(count, unit, roll, Direction.BACKWARD)


class TestCap:
    def test_a_result_within_the_cap_is_left_alone(self) -> None:
        found = due(date(2026, 3, 2), days(10, cap=date(2026, 3, 12)), CALENDAR)
        assert (found.due, found.uncapped) == (date(2026, 3, 12), None)

    def test_a_result_beyond_the_cap_is_held_back(self) -> None:
        found = due(date(2026, 3, 2), days(11, cap=date(2026, 3, 12)), CALENDAR)
        assert (found.due, found.uncapped) == (date(2026, 3, 12), date(2026, 3, 13))
        assert found.explain().endswith(
            "末日为2026年3月13日，但最长不超过2026年3月12日，以2026年3月12日为末日"
        )

    def test_rolling_does_not_pass_the_cap_and_the_rest_day_warns(self) -> None:
        found = due(date(2026, 4, 30), days(30, cap=date(2026, 5, 31)), CALENDAR)
        assert (found.due, found.rolled_from, found.uncapped) == (
            date(2026, 5, 31),
            date(2026, 5, 30),
            date(2026, 6, 1),
        )
        assert "周日" in found.warning

    def test_a_cap_can_be_a_second_term_from_the_same_start(self) -> None:
        found = due(date(2026, 4, 30), Period(20, WORKING, cap=days(20)), CALENDAR)
        assert found.due == date(2026, 5, 20)
        assert found.rule == "自起算事件次日起20个工作日，最长不超过20日（自然日）"

    def test_a_backward_result_goes_back_no_further_than_the_cap(self) -> None:
        period = Period(30, DAYS, Roll.NONE, Direction.BACKWARD, date(2026, 6, 8))
        found = due(date(2026, 6, 30), period, CALENDAR, event="届满")
        assert (found.due, found.uncapped) == (date(2026, 6, 8), date(2026, 5, 31))
        assert found.rule == "届满前30日（自然日），末日遇休不顺延，不早于2026年6月8日"

    def test_a_cap_that_lies_before_the_start_is_refused(self) -> None:
        assert due(date(2026, 3, 2), days(3, cap=date(2026, 3, 2)), CALENDAR).due == date(2026, 3, 2)
        with pytest.raises(Invalid, match="已越过最长不超过2026年3月1日"):
            due(date(2026, 3, 2), days(3, cap=date(2026, 3, 1)), CALENDAR)

    def test_caps_that_make_no_sense_are_refused(self) -> None:
        with pytest.raises(Invalid, match="同一方向"):
            days(3, cap=before(3, DAYS))
        with pytest.raises(Invalid, match="不能再套"):
            days(3, cap=days(4, cap=days(5)))
        with pytest.raises(Invalid, match="同一方向"):
            days(3, cap=Period(24, Unit.HOUR))


class TestExplanation:
    def test_it_gives_start_length_last_day_and_roll(self) -> None:
        found = due(date(2026, 4, 30), days(30), CALENDAR, event="收到通知")
        assert found.explain() == (
            "自2026年4月30日收到通知次日起30日（自然日），末日2026年5月30日为周六，顺延至2026年6月1日"
        )
        assert found.rule == "自收到通知次日起30日（自然日），末日遇休顺延"

    def test_it_says_why_a_saturday_can_be_the_last_working_day(self) -> None:
        found = due(date(2025, 9, 30), Period(3, WORKING), CALENDAR, event="送达")
        assert found.explain().endswith("末日为2025年10月11日（周六，国庆节调休上班）")
        assert found.warning == ""

    def test_it_says_when_there_is_no_corresponding_day(self) -> None:
        assert "没有对应日" in due(date(2024, 1, 31), Period(1, Unit.MONTH), CALENDAR).explain()
        assert "没有对应日" not in due(date(2024, 1, 29), Period(1, Unit.MONTH), CALENDAR).explain()

    def test_a_rule_in_the_schemes_own_words_is_kept(self) -> None:
        assert due(date(2026, 3, 2), days(3), CALENDAR, rule="三日内整改到位").rule == "三日内整改到位"


class TestUnknownYears:
    def test_the_last_day_in_an_unknown_year_is_an_estimate_that_says_so(self) -> None:
        found = due(date(2026, 12, 3), days(30), CALENDAR)
        assert found.estimated_years == (2027,)
        assert found.explain().endswith("2027年放假安排尚未公布，暂按周末推算，待放假安排公布后重算")

    def test_the_last_day_in_a_known_year_is_not_an_estimate(self) -> None:
        assert not due(date(2026, 12, 1), days(30), CALENDAR).estimated

    def test_working_days_that_reach_into_an_unknown_year_are_an_estimate(self) -> None:
        assert not due(date(2026, 12, 30), Period(1, WORKING), CALENDAR).estimated
        assert due(date(2026, 12, 30), Period(2, WORKING), CALENDAR).estimated

    def test_working_days_counted_back_out_of_an_unknown_year_are_an_estimate(self) -> None:
        assert not due(date(2027, 1, 1), before(3, WORKING), CALENDAR).estimated
        assert due(date(2027, 1, 4), before(3, WORKING), CALENDAR).estimated

    def test_a_fixed_date_in_an_unknown_year_is_marked_too(self) -> None:
        assert fixed(date(2027, 10, 1), CALENDAR).estimated
        assert not fixed(date(2026, 10, 1), CALENDAR).estimated

    def test_hours_do_not_depend_on_any_arrangement(self) -> None:
        assert not due(datetime(2027, 1, 1, 9, tzinfo=CHINA), Period(24, Unit.HOUR), CALENDAR).estimated


class TestRecomputation:
    def test_a_new_arrangement_moves_an_estimate_and_the_difference_says_all(self) -> None:
        old = due(date(2026, 12, 30), Period(3, WORKING), CALENDAR, event="送达")
        new = recompute(old, CALENDAR_2027)
        assert (old.due, new.due) == (date(2027, 1, 4), date(2027, 1, 5))
        assert (old.estimated, new.estimated) == (True, False)
        assert difference(old, new) == (
            "截止日由2027年1月4日改为2027年1月5日，推迟1日；"
            f"工作日历由“{version_words(CALENDAR.version)}”更新为“{version_words(CALENDAR_2027.version)}”；"
            "放假安排已公布，不再是推算"
        )
        assert "提前1日" in difference(new, old)
        assert "不再是推算" not in difference(new, old)

    def test_an_estimate_that_stays_an_estimate_is_not_called_settled(self) -> None:
        old = due(date(2026, 12, 30), Period(3, WORKING), CALENDAR)
        new = recompute(old, WorkCalendar((NEW_YEAR_2027,)))
        assert (new.due, new.estimated) == (date(2027, 1, 5), True)
        assert "不再是推算" not in difference(old, new)

    def test_a_new_calendar_that_changes_nothing_is_still_told(self) -> None:
        old = due(date(2026, 3, 2), days(3), CALENDAR)
        new = recompute(old, CALENDAR_2027)
        assert new.due == old.due
        assert difference(old, new).startswith("截止日不变，仍为2026年3月5日；工作日历由")

    def test_the_same_calendar_gives_the_same_deadline_and_no_difference(self) -> None:
        old = due(date(2026, 4, 30), days(30), CALENDAR, event="送达")
        assert recompute(old, CALENDAR) == old
        assert difference(old, recompute(old, CALENDAR)) == ""

    def test_a_fixed_date_is_recomputed_from_the_date_that_was_named(self) -> None:
        old = fixed(date(2025, 5, 31), CALENDAR, roll=Roll.NEXT_WORKDAY, rule="5月底前")
        working = WorkCalendar((OverlayRow(date(2025, 5, 31), True, "值守通知"),))
        assert recompute(old, working).due == date(2025, 5, 31)
        assert recompute(old, CALENDAR) == old

    def test_hours_are_recomputed_from_their_moment(self) -> None:
        old = due(datetime(2026, 3, 2, 9, tzinfo=CHINA), Period(24, Unit.HOUR), CALENDAR)
        assert recompute(old, CALENDAR_2027).due_at == old.due_at

    def test_a_changed_rule_is_named(self) -> None:
        old, new = (due(date(2026, 3, 2), days(count), CALENDAR, event="送达") for count in (3, 4))
        assert "规则由“自送达次日起3日（自然日），末日遇休顺延”改为“自送达次日起4日" in difference(old, new)

    def test_a_deadline_that_lost_its_start_cannot_be_recomputed(self) -> None:
        broken = Deadline(date(2026, 3, 5), "三日内", CALENDAR.version, period=days(3))
        with pytest.raises(Invalid, match="起算日"):
            recompute(broken, CALENDAR)


def stored_and_read(deadline: Deadline) -> Deadline:
    return Deadline.from_json(json.loads(json.dumps(deadline.to_json(), ensure_ascii=False)))


@pytest.mark.parametrize(
    "deadline",
    [
        due(date(2026, 4, 30), days(30, cap=date(2026, 5, 31)), CALENDAR, event="收到通知"),
        due(date(2026, 4, 30), Period(20, WORKING, cap=days(20)), CALENDAR),
        due(date(2027, 6, 30), before(20, WORKING, Roll.NONE), CALENDAR, event="届满"),
        due(datetime(2026, 4, 30, 7, 30, 15, tzinfo=UTC), Period(24, Unit.HOUR), CALENDAR),
        fixed(date(2025, 5, 31), CALENDAR, roll=Roll.NEXT_WORKDAY),
    ],
    ids=lambda deadline: deadline.explain(),
)
def test_a_stored_deadline_reads_back_whole(deadline: Deadline) -> None:
    found = stored_and_read(deadline)
    assert found == deadline
    assert found.explain() == deadline.explain()
    assert recompute(found, CALENDAR) == recompute(deadline, CALENDAR)


def test_a_newer_package_of_arrangements_replaces_the_base() -> None:
    newer = WorkCalendar(
        base=Arrangement(
            "安排2027", {date(2027, 1, 1): "元旦"}, {date(2027, 1, 2): "元旦调休上班"}, frozenset({2027})
        )
    )
    found = due(date(2026, 12, 31), days(1), newer)
    assert (found.rolled_from, found.due, found.estimated) == (date(2027, 1, 1), date(2027, 1, 2), False)
    assert "末日2027年1月1日为元旦，顺延至2027年1月2日（周六，元旦调休上班）" in found.explain()
