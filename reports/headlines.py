"""Where a title breaks into lines: by meaning, without splitting words, in lines of like length.

GB/T 9704-2012, 7.3.1: a title of several lines keeps its words whole and forms a trapezium or a lozenge.
"""

from itertools import pairwise, product
from math import ceil

from reports.plain_text import clean, width_in_chars

_LINE = 20
"""Characters of 二号 that fit into 156 mm."""
_AFTER = (
    "关于", "的", "》", "）", "、", "和", "与", "及", "中心", "公司", "机构", "单位", "街道", "政府",
    "办公室", "服务站",
)  # fmt: skip
_BEFORE = (
    "关于", "《", "情况", "专项", "整改", "自查", "核查", "工作", "总结", "实施", "有关", "问题", "领导小组",
)  # fmt: skip
_NEVER_BEFORE = ("的", "》", "）", "、", "，", "。", "和", "与", "及")
_MOST_LINES = 4
_REACH = 6


def title_lines(title: str) -> tuple[str, ...]:
    """The lines of a title. Line ends written by the author are kept; longer lines are broken."""
    given = [line.strip() for line in clean(title).split("\n") if line.strip()]
    return tuple(part for line in given for part in _broken(line))


def _broken(line: str) -> tuple[str, ...]:
    if _fits(line[: 2 * _LINE + 1]):
        return (line,)
    count = ceil(width_in_chars(line[: _MOST_LINES * 2 * _LINE]) / (_LINE - 1))
    if count > _MOST_LINES:
        return (line,)
    return _best(line, count, whole_names=True) or _best(line, count, whole_names=False) or (line,)


def _fits(part: str) -> bool:
    """Whether it stands on one line, also where another font has to replace ours: its digits are a little wider."""
    return width_in_chars(part) + sum(char.isascii() for char in part) / 10 <= _LINE


def _best(line: str, count: int, *, whole_names: bool) -> tuple[str, ...]:
    choices = [_cut(line, places) for places in product(*_windows(line, count, whole_names))]
    fitting = [parts for parts in choices if all(part and _fits(part) for part in parts)]
    return min(fitting, key=_cost, default=())


def _windows(line: str, count: int, whole_names: bool) -> list[list[int]]:
    """For each cut the places near an even division where the line may break."""
    middles = [round(len(line) * at / count) for at in range(1, count)]
    reach = [range(max(1, middle - _REACH), min(len(line), middle + _REACH + 1)) for middle in middles]
    return [[at for at in places if _may_break(line, at, whole_names)] for places in reach]


def _may_break(line: str, at: int, whole_names: bool) -> bool:
    inside_word = (line[at - 1].isascii() and line[at].isascii()) or line[at - 1].isdigit()
    before = line[:at]
    inside_name = whole_names and any(
        before.count(opening) > before.count(closing) for opening, closing in ("《》", "（）")
    )
    return not (inside_word or inside_name or line[at:].startswith(_NEVER_BEFORE))


def _strength(line: str, at: int) -> int:
    return int(line[:at].endswith(_AFTER)) + int(line[at:].startswith(_BEFORE))


def _cut(line: str, places: tuple[int, ...]) -> tuple[str, ...]:
    edges = (0, *places, len(line))
    return tuple(line[start:end] for start, end in pairwise(edges))


def _cost(parts: tuple[str, ...]) -> float:
    """Uneven lines cost, a break that falls between words gains."""
    widths = [width_in_chars(part) for part in parts]
    whole = "".join(parts)
    gains, at = 0, 0
    for part in parts[:-1]:
        at += len(part)
        gains += _strength(whole, at)
    same = sum(1 for one, other in pairwise(widths) if one == other)
    return (max(widths) - min(widths)) - 6 * gains + same
