"""Where a title breaks into lines: by meaning, without splitting words, in lines of like length.

GB/T 9704-2012, 7.3.1: a title of several lines keeps its words whole and forms a trapezium or a lozenge.
"""

from itertools import combinations, pairwise

from reports.plain_text import clean, width_in_chars

_LINE = 20
"""Characters of 二号 that fit into 156 mm."""
_AFTER = ("关于", "的", "》", "）", "、", "和", "与", "及")
_BEFORE = ("关于", "《", "情况", "专项", "整改", "自查", "核查", "工作", "总结", "实施", "有关")
_NEVER_BEFORE = ("的", "》", "）", "、", "，", "。", "和", "与", "及")
_MOST_LINES = 4


def title_lines(title: str) -> tuple[str, ...]:
    """The lines of a title. Line ends written by the author are kept; longer lines are broken."""
    given = [line.strip() for line in clean(title).split("\n") if line.strip()]
    return tuple(part for line in given for part in _broken(line))


def _broken(line: str) -> tuple[str, ...]:
    count = -(-int(width_in_chars(line) + 0.5) // (_LINE - 1))
    if width_in_chars(line) <= _LINE:
        return (line,)
    if count > _MOST_LINES:
        return (line,)
    places = [at for at in range(2, len(line) - 1) if _may_break(line, at)]
    if len(places) > 24:
        places = [at for at in places if _strength(line, at) > 0] or places[:24]
    choices = [_cut(line, chosen) for chosen in combinations(places, count - 1)]
    fitting = [parts for parts in choices if all(width_in_chars(part) <= _LINE for part in parts)]
    return min(fitting, key=_cost, default=(line,))


def _may_break(line: str, at: int) -> bool:
    inside_word = line[at - 1].isascii() and line[at].isascii()
    before = line[:at]
    inside_name = any(before.count(opening) > before.count(closing) for opening, closing in ("《》", "（）"))
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
