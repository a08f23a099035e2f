"""The sentences that explain a deadline. They state arithmetic that is already done."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from domain.calendar import version_words
from domain.terms import Period, Roll, Unit, chinese_date

if TYPE_CHECKING:
    from domain.deadlines import Deadline

_NAMELESS = ("起算", "起算日")  # what stands for a day that has no name of its own


def explain(deadline: "Deadline") -> str:
    """From which day, how long, which last day, why it moved, and what is only an estimate."""
    if deadline.period is None:
        text = _fixed(deadline)
    elif deadline.start_at is not None and deadline.due_at is not None:
        text = _hours(deadline.start_at, deadline.due_at, deadline.event, deadline.period)
    elif deadline.period.unit is Unit.HOUR:
        begins = f"{chinese_date(deadline.start) if deadline.start else ''}{deadline.event}"
        text = f"自{begins}时起{deadline.period.text}，登记到日，最迟{chinese_date(deadline.due)}"
    else:
        text = _counted(deadline, deadline.period) + _last_day(deadline, deadline.period)
    return text + _about_due_day(deadline) + _estimate(deadline)


def warning(deadline: "Deadline") -> str:
    """A sentence when the due day is a rest day and does not move; else empty."""
    if not deadline.on_rest_day:
        return ""
    return f"截止日{chinese_date(deadline.due)}为{deadline.due_note}，不自动顺延，请提前安排"


def difference(old: "Deadline", new: "Deadline") -> str:
    """What changed between two computations of one deadline; empty when nothing did."""
    if old == new:
        return ""
    parts = [_moved(old, new)]
    if old.rule != new.rule:
        parts.append(f"规则由“{old.rule}”改为“{new.rule}”")
    if old.rule_version != new.rule_version and new.rule_version:
        parts.append(f"依据方案版本{new.rule_version}")
    if old.calendar_version != new.calendar_version:
        parts.append(
            f"工作日历由“{version_words(old.calendar_version)}”更新为“{version_words(new.calendar_version)}”"
        )
    if old.estimated and not new.estimated:
        parts.append("放假安排已公布，不再是推算")
    return "；".join(parts)


def _moved(old: "Deadline", new: "Deadline") -> str:
    days = (new.due - old.due).days
    if days == 0:
        return f"截止日不变，仍为{chinese_date(new.due)}"
    word = "推迟" if days > 0 else "提前"
    return f"截止日由{chinese_date(old.due)}改为{chinese_date(new.due)}，{word}{abs(days)}日"


def _fixed(deadline: "Deadline") -> str:
    if deadline.rolled_from is None:
        return f"截止日为{chinese_date(deadline.due)}（含当日，至24时止）"
    return f"规定截止日{_rolled(deadline)}（含当日，至24时止）"


def _hours(start: datetime, end: datetime, event: str, period: Period) -> str:
    begins = f"{chinese_date(start)}{start:%H:%M}{event}"
    return f"自{begins}时起{period.text}，至{chinese_date(end)}{end:%H:%M}止"


def _counted(deadline: "Deadline", period: Period) -> str:
    """From when and how long; days that do not count stand beside the term as the rule has it."""
    paused = deadline.paused
    if not paused:
        return _from_event(deadline, period)
    working = "个工作" if period.unit is Unit.WORKING_DAY else ""
    left_out = f"，另有{paused}{working}日不计入期限"
    if period.count > paused:
        return _from_event(deadline, replace(period, count=period.count - paused)) + left_out
    ended = f"（{chinese_date(deadline.start)}）" if deadline.start else ""
    return f"{deadline.event}{ended}{left_out}"  # months and years run out first, the days come behind


def _from_event(deadline: "Deadline", period: Period) -> str:
    start = chinese_date(deadline.start) if deadline.start else ""
    event = "" if start and deadline.event in _NAMELESS else deadline.event
    start = "" if event.startswith(start) else start
    if period.backward:
        return f"自{start}{event}的前一日起倒计{period.text}"
    return f"自{start}{event or '的'}次日起{period.text}"


def _last_day(deadline: "Deadline", period: Period) -> str:
    text = _no_corresponding_day(deadline, period)
    if deadline.rolled_from is not None:
        text += f"，末日{_rolled(deadline)}"
    else:
        text += f"，末日为{chinese_date(deadline.uncapped or deadline.due)}"
    if deadline.uncapped is not None:
        text += f"，但{period.cap_text}，以{chinese_date(deadline.due)}为末日"
    return text


def _rolled(deadline: "Deadline") -> str:
    word = "提前" if deadline.roll.earlier else "顺延"
    last = deadline.rolled_from or deadline.due
    reached = deadline.uncapped or deadline.due
    return f"{chinese_date(last)}为{deadline.rolled_because}，{word}至{chinese_date(reached)}"


def _no_corresponding_day(deadline: "Deadline", period: Period) -> str:
    last = deadline.rolled_from or deadline.uncapped or deadline.due
    counts_months = period.unit in (Unit.MONTH, Unit.YEAR)
    if not counts_months or deadline.start is None or last.day == deadline.start.day:
        return ""
    return "，到期月没有对应日，取月末日"


def _about_due_day(deadline: "Deadline") -> str:
    if deadline.start_at is not None or not deadline.due_note:
        return ""
    if deadline.on_rest_day:
        return f"，该日为{deadline.due_note}，不自动顺延"
    return f"（{deadline.due_note}）"


def _estimate(deadline: "Deadline") -> str:
    if not deadline.estimated or not _movable(deadline):
        return ""
    years = "、".join(f"{year}年" for year in deadline.estimated_years)
    plain = deadline.roll.holidays_only and (
        deadline.period is None or deadline.period.unit is not Unit.WORKING_DAY
    )
    guess = "暂按不遇节假日计" if plain else "暂按周末推算"
    return f"；{years}放假安排尚未公布，{guess}，待放假安排公布后重算"


def _movable(deadline: "Deadline") -> bool:
    """Whether a holiday arrangement can move the last day: it rolls, or working days are counted."""
    periods = [deadline.period] if deadline.period is not None else []
    periods += [one.cap for one in periods if isinstance(one.cap, Period)]
    asks = (
        one.unit is Unit.WORKING_DAY or one.skips_festivals or one.rolls is not Roll.NONE for one in periods
    )
    if any(asks):
        return True
    return deadline.roll is not Roll.NONE
