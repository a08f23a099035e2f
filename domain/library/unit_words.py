"""Words of units, windows and gatherings in phrases about values."""

from domain.cycles import cycle_of, is_cycle

TAKEN = {
    "total": "合计",
    "mean": "平均",
    "pooled": "合并计算",
    "highest": "最高值",
    "lowest": "最低值",
    "latest": "最近一次",
    "earliest": "最早一次",
}
WORDS = {
    "period": "本期",
    "day": "当日",
    "week": "当周",
    "month": "当月",
    "quarter": "当季",
    "half_year": "本半年内",
    "year": "全年",
    "ever": "历次",
    "earlier": "此前",
}


def stretch(word: str) -> str:
    """The stretch of time that a window says by one word: 当月, 本学期内."""
    return f"本{cycle_of(word).name}内" if is_cycle(word) else WORDS[word]


UNITS = {"calendar_day": "日", "working_day": "个工作日", "week": "周", "month": "个月", "year": "年"}
LENGTHS = {**UNITS, "calendar_day": "日（自然日）", "hour": "小时", "minute": "分钟"}
MOVED_OFF_REST = {"calendar_day", "week", "month", "year"}  # by the law, where nothing is said
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
MONTHS = tuple(f"{month}月" for month in range(1, 13))
PART_NAMES = {
    "year": "年份",
    "month": "月份",
    "day": "日（号）",
    "weekday": "星期",
    "hour": "钟点",
    "workday": "工作日",
}
ELAPSED = {
    "hour": "小时数",
    "minute": "分钟数",
    "calendar_day": "天数",
    "working_day": "工作日数",
    "month": "满月数",
    "year": "满年数",
}


def elapsed(unit: str, since: str = "") -> str:
    """What a stretch of time is counted in; years since somebody's birth are an age."""
    return (
        "周岁数"
        if unit == "year" and since.endswith(("出生日期", "出生日", "生日", "出生年月"))
        else ELAPSED[unit]
    )


JOINED = {"sum": "＋", "product": "×", "larger_of": "、", "smaller_of": "、"}


def tiers(count: int) -> str:
    """一档, 两档: how far a measure is moved."""
    return f"{'零一两三四五六七八九'[count]}档"
