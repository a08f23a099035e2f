"""Traffic lights of a deadline: what is far, near, overdue, without end, or done.

Nothing here is stored; a light is a function of the due date and today. The default bound is the
house convention 绿（余>7日）、黄（余≤7日，含到期当日）、红（逾期）; offices differ, so it is a setting.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.calendar import WorkCalendar
from domain.errors import Invalid
from domain.terms import Unit


class Light(StrEnum):
    """The state of a deadline; `label` says it in words, for colour is never the only sign."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"
    BLUE = "blue"
    UNSET = "unset"

    @property
    def label(self) -> str:
        """The Chinese word for the light."""
        return _LABELS[self]


_LABELS = {
    Light.GREEN: "未到期",
    Light.YELLOW: "临近",
    Light.RED: "逾期",
    Light.GREY: "长期坚持",
    Light.BLUE: "已销号",
    Light.UNSET: "未定期限",
}


@dataclass(frozen=True, slots=True)
class LightBounds:
    """Yellow begins when so many days are left, the due day itself being none left."""

    yellow_days: int = 7
    unit: Unit = Unit.CALENDAR_DAY

    def __post_init__(self) -> None:
        if self.yellow_days < 0:
            raise Invalid({"yellow_days": "临近天数不能小于0"})
        if self.unit not in (Unit.CALENDAR_DAY, Unit.WORKING_DAY):
            raise Invalid({"unit": "临近天数只能按自然日或工作日计"})


DEFAULT_BOUNDS = LightBounds()


def light(
    due: date | None,
    today: date,
    *,
    calendar: WorkCalendar,
    bounds: LightBounds = DEFAULT_BOUNDS,
    ongoing: bool = False,
    closed: bool = False,
) -> Light:
    """The light of one row. Closed wins over ongoing, both win over the date."""
    if closed:
        return Light.BLUE
    if ongoing:
        return Light.GREY
    if due is None:
        return Light.UNSET
    if due < today:
        return Light.RED
    return Light.YELLOW if due <= yellow_until(today, bounds, calendar) else Light.GREEN


def yellow_until(today: date, bounds: LightBounds, calendar: WorkCalendar) -> date:
    """The latest due date that is yellow today, so that a query can sort rows without the calendar.

    Red is due < today, yellow today <= due <= this day, green is later.
    """
    if bounds.unit is Unit.CALENDAR_DAY:
        return today + timedelta(days=bounds.yellow_days)
    return calendar.add_workdays(today, bounds.yellow_days + 1) - timedelta(days=1)


def days_left(due: date, today: date) -> int:
    """Calendar days until the due date; 0 on the day itself, negative when overdue."""
    return (due - today).days


def days_overdue(due: date, today: date) -> int:
    """Calendar days since the due date; 0 while in time."""
    return max(0, (today - due).days)


def remaining(due: date, today: date, calendar: WorkCalendar) -> str:
    """How long is left, or how long overdue, e.g. 剩3个工作日/5天."""
    if due == today:
        return "今日到期"
    word = "剩" if due > today else "逾期"
    days = abs((due - today).days)
    workdays = abs(calendar.workdays_between(today, due))
    length = f"{workdays}个工作日/{days}天" if workdays else f"{days}天（均为休息日）"
    return f"{word}{length}" + ("（工作日暂按周末推算）" if calendar.unknown_years(today, due) else "")
