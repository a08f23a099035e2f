"""What a writer probably meant by a key or a word that does not exist."""

import re
from collections.abc import Sequence
from difflib import get_close_matches

from domain.library.models.consequences import ACT_NAMES

_SLIP = 2  # so many letters too many or too few: day is no slip for holiday, a hint that misleads is worse than none
_FEW = 16  # so many keys can be listed in a sentence
_IN_CHINESE = {
    "低于": "below", "不足": "below", "未达": "below", "小于": "below", "超过": "above", "高于": "above",
    "大于": "above", "以上": "at_least", "不少于": "at_least", "不低于": "at_least", "达到": "at_least",
    "以下": "at_most", "以内": "at_most", "不超过": "at_most", "等于": "equals", "条款": "clause",
    "标题": "title", "编号": "id", "名称": "name", "条件": "when", "后果": "then", "对象": "subject",
    "例外": "unless", "应当": "must", "可以": "may", "有权": "may", "自然日": "calendar_day",
    "工作日": "working_day", "日": "calendar_day", "天": "calendar_day", "周": "week", "月": "month",
    "旬": "ten_days", "半月": "half_month",
    "季": "quarter", "季度": "quarter", "半年": "half_year", "年": "year", "永久": "permanent", "终身": "permanent",
}  # fmt: skip


def literals(expected: str) -> list[str]:
    """The words out of pydantic's list of them."""
    return re.findall(r"'([^']*)'", expected)


def meant(given: str, known: Sequence[str]) -> str:
    """The nearest of the known words, also for one written in Chinese; empty when none is near."""
    acts = [act for act, name in ACT_NAMES.items() if act in known and given and given in name]
    near = [word for word in get_close_matches(given, known, n=1) if abs(len(word) - len(given)) <= _SLIP]
    for word in (_IN_CHINESE.get(given), *acts[:1], *near):
        if word is not None and word in known:
            return word
    return ""


def nearest(given: str, known: Sequence[str]) -> str:
    """The rest of a sentence about a key that cannot stand here."""
    near = meant(given, known)
    if near not in ("", given):
        return f"是不是想写“{near}”？"
    can = f"；这里能写 {'、'.join(known)}" if 0 < len(known) <= _FEW else ""
    return f"此处不能写这个键{can}"
