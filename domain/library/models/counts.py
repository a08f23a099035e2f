"""The number of a term: whole, no slip of the finger, or said by data."""

import re
from typing import Any

from domain.terms import CENTURY, Unit

_KEY = re.compile(r"[a-z][a-z0-9_]*")


def within_a_century(count: object, unit: str) -> None:
    """Refuse a length that is a slip of the finger."""
    if isinstance(count, int) and count > CENTURY[Unit(unit)]:
        raise ValueError(f"期限 {count} 超过一百年，请检查数字")


def whole(raw: Any) -> Any:
    """Refuse a number that data say, where only a plain one can stand."""
    if is_reckoned(raw):
        raise ValueError(
            "这里的 count 只写整数或 {open: 键}；随数据变的只写在后果的 within、lasts、时限的 within、"
            "信用分的 expires_after 里，名单写 ends: {after: row_date, count: …, unit: month}，别处设一个"
            "登记项用 value 算出那一天"
        )
    return raw


def is_reckoned(count: Any) -> bool:
    """Whether a length is said by data: a value that is neither a number nor a blank for the office."""
    if isinstance(count, dict):
        return "open" not in count
    return isinstance(count, str) and _KEY.fullmatch(count) is not None
