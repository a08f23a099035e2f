"""A term as a rule states it: so many days, working days, months; forward or back; with a cap.

A term has no dates of its own. `domain.deadlines.due` applies it to a start. Sources: Civil Code
articles 200-204 (start day excluded, corresponding day, last day on a rest day).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from domain.errors import Invalid


class Unit(StrEnum):
    """What is counted."""

    CALENDAR_DAY = "calendar_day"
    WORKING_DAY = "working_day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    HOUR = "hour"


class Roll(StrEnum):
    """What happens when the last day is a rest day, or a festival (法定节假日) only."""

    NONE = "none"
    NEXT_WORKDAY = "next_workday"
    PREV_WORKDAY = "prev_workday"
    NEXT_NON_HOLIDAY = "next_non_holiday"
    PREV_NON_HOLIDAY = "prev_non_holiday"

    @property
    def earlier(self) -> bool:
        """Whether the day moves to an earlier one."""
        return self in (Roll.PREV_WORKDAY, Roll.PREV_NON_HOLIDAY)

    @property
    def holidays_only(self) -> bool:
        """Whether festivals alone move the day, weekends do not."""
        return self in (Roll.NEXT_NON_HOLIDAY, Roll.PREV_NON_HOLIDAY)


class Direction(StrEnum):
    """Whether the term runs on from its start or back from it (倒计)."""

    FORWARD = "forward"
    BACKWARD = "backward"


_UNIT_TEXT = {
    Unit.CALENDAR_DAY: "{}日（自然日）",
    Unit.WORKING_DAY: "{}个工作日",
    Unit.WEEK: "{}周",
    Unit.MONTH: "{}个月",
    Unit.YEAR: "{}年",
    Unit.HOUR: "{}小时",
}
NO_FESTIVALS = "法定节假日不计"
CENTURY = {  # no real term is longer; more is a slip of the finger
    Unit.CALENDAR_DAY: 36_525,
    Unit.WORKING_DAY: 25_000,
    Unit.WEEK: 5_200,
    Unit.MONTH: 1_200,
    Unit.YEAR: 100,
    Unit.HOUR: 876_600,
}
_ROLL_TEXT = {
    Roll.NONE: "末日遇休不顺延",
    Roll.NEXT_WORKDAY: "末日遇休顺延",
    Roll.PREV_WORKDAY: "末日遇休提前",
    Roll.NEXT_NON_HOLIDAY: "末日遇法定节假日顺延",
    Roll.PREV_NON_HOLIDAY: "末日遇法定节假日提前",
}


def longest(unit: str) -> int:
    """The most that may be counted of a unit, minutes too: a century."""
    return CENTURY[Unit.HOUR] * 60 if unit == "minute" else CENTURY[Unit(unit)]


def chinese_date(day: date) -> str:
    """The date as documents write it, e.g. 2026年5月30日."""
    return f"{day.year}年{day.month}月{day.day}日"


@dataclass(frozen=True, slots=True)
class Period:
    """A term. Without `roll` the law's default holds: on to the next working day; back from an end,
    to the previous one, so that the other side never gets less time; hours do not roll.

    `cap` is a date or a second term from the same start that the result may not go beyond. With `skips_festivals` the
    days on which a festival is kept (法定节假日) are not counted.
    """

    count: int
    unit: Unit
    roll: Roll | None = None
    direction: Direction = Direction.FORWARD
    cap: "date | Period | None" = None
    skips_festivals: bool = False

    def __post_init__(self) -> None:
        if self.count < 1:
            raise Invalid({"count": f"期限至少为1，现在是{self.count}"})
        if self.count > CENTURY[self.unit]:
            raise Invalid({"count": f"期限{self.text}超过一百年，请检查数字"})
        if self.unit is Unit.HOUR and (self.cap or self.backward or self.roll not in (None, Roll.NONE)):
            raise Invalid({"unit": "按小时计的期限从规定的时刻起算，不能倒计、顺延或另设最长期限"})
        if self.skips_festivals and self.unit is not Unit.CALENDAR_DAY:
            raise Invalid({"unit": "法定节假日不计入的期限按日计"})
        if isinstance(self.cap, Period) and not self._accepts(self.cap):
            raise Invalid({"cap": "最长期限须与期限同一方向，按日、周、月或年计，且不能再套最长期限"})

    def _accepts(self, cap: "Period") -> bool:
        return cap.direction is self.direction and cap.unit is not Unit.HOUR and cap.cap is None

    @property
    def backward(self) -> bool:
        """Whether the term is counted back from its start."""
        return self.direction is Direction.BACKWARD

    @property
    def rolls(self) -> Roll:
        """The roll that applies: the one that was set, else the law's default."""
        if self.roll is not None:
            return self.roll
        if self.unit is Unit.HOUR:
            return Roll.NONE
        return Roll.PREV_WORKDAY if self.backward else Roll.NEXT_WORKDAY

    @property
    def text(self) -> str:
        """The length in words, e.g. 30日（自然日）."""
        return (
            _UNIT_TEXT[self.unit].format(self.count)
            if not self.skips_festivals
            else f"{self.count}日（{NO_FESTIVALS}）"
        )

    @property
    def cap_text(self) -> str:
        """The cap in words; empty when there is none."""
        if self.cap is None:
            return ""
        limit = self.cap.text if isinstance(self.cap, Period) else chinese_date(self.cap)
        if isinstance(self.cap, date) and self.backward:
            return f"不早于{limit}"
        return f"最长不超过{limit}"

    def rule(self, event: str) -> str:
        """The rule in words for a start event, e.g. 自送达次日起30日（自然日），末日遇休顺延."""
        event = event or "起算事件"
        if self.unit is Unit.HOUR:
            return f"自{event}时起{self.text}"
        lead = f"{event}前{self.text}" if self.backward else f"自{event}次日起{self.text}"
        tail = [] if self.unit is Unit.WORKING_DAY else [_ROLL_TEXT[self.rolls]]
        return "，".join([lead, *tail, *filter(None, [self.cap_text])])

    def to_json(self) -> dict[str, Any]:
        """A JSON object; `from_json` reads it back."""
        cap = self.cap.to_json() if isinstance(self.cap, Period) else self.cap and self.cap.isoformat()
        return {
            "count": self.count,
            "unit": self.unit.value,
            "roll": self.roll and self.roll.value,
            "direction": self.direction.value,
            "cap": cap,
            **({"skips_festivals": True} if self.skips_festivals else {}),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Period":
        """The term that `to_json` wrote."""
        cap = stored["cap"]
        return cls(
            count=stored["count"],
            unit=Unit(stored["unit"]),
            roll=Roll(stored["roll"]) if stored["roll"] else None,
            direction=Direction(stored["direction"]),
            cap=date.fromisoformat(cap) if isinstance(cap, str) else cls.from_json(cap) if cap else None,
            skips_festivals=stored.get("skips_festivals", False),
        )
