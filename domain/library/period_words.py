"""Periods by their names: 每月, 3个月, 上季度."""

from domain.cycles import cycle_of, is_cycle
from domain.library.models.windows import AnniversaryWindow

_EVERY = {
    "day": "每日",
    "week": "每周",
    "ten_days": "每旬",
    "half_month": "每半月",
    "month": "每月",
    "quarter": "每季度",
    "half_year": "每半年",
    "year": "每年",
    "occasion": "每次",
}
_SEVERAL = {
    "day": "日",
    "week": "周",
    "ten_days": "旬",
    "half_month": "个半月",
    "month": "个月",
    "quarter": "个季度",
    "half_year": "个半年",
    "year": "年",
}
_BEFORE = {
    "day": "前一日",
    "week": "上周",
    "ten_days": "上一旬",
    "half_month": "上一个半月",
    "month": "上月",
    "quarter": "上季度",
    "half_year": "上一个半年",
    "year": "上年",
}
_WHOLE = {"day": "日数", "week": "周数", "month": "月数", "quarter": "季度数", "year": "年数"}


def every(grain: str, step: int | None = None) -> str:
    """每月, 每2个月, 每学期."""
    one = f"每{cycle_of(grain).name}" if is_cycle(grain) else _EVERY[grain]
    return one if step is None else f"每{step}{_SEVERAL.get(grain, one.removeprefix('每'))}"


def stretch(grain: str) -> str:
    """What a period is called: 月, 季度, 学期."""
    return every(grain).removeprefix("每")


def counted_in(grain: str | None) -> str:
    """What follows the number of periods: 个月, 个学期; 期 where nothing says how long one is."""
    return f"个{stretch(str(grain))}" if is_cycle(grain) else _SEVERAL.get(grain or "", "期")


def several(count: int, grain: str | None) -> str:
    """So many periods: 3个月, 2个学期."""
    return f"{count}{counted_in(grain)}"


def number_of(grain: str | None) -> str:
    """What periods are counted as: 月数, 季度数, 学期数."""
    return f"{stretch(str(grain))}数" if is_cycle(grain) else _WHOLE.get(grain or "", "期数")


def before(count: int, grain: str | None) -> str:
    """The period so many before: 上月, 上季度, 上一学期, 2个月前的."""
    if count > 1:
        return f"{several(count, grain)}前的"
    return f"上一{stretch(str(grain))}" if is_cycle(grain) else _BEFORE.get(grain or "", "上期")


def full(window: AnniversaryWindow, figure: str = "") -> str:
    """How long years from a date run together: 一年, 3年; as many as a figure says “记分周期年数”年."""
    if isinstance(window.years, str):
        return f"“{figure}”年"
    return "一年" if window.years == 1 else f"{window.years}年"
