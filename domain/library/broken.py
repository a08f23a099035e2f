"""YAML that cannot be read: which line is to be mended, and how.

The reader stops where it no longer understands, which is often a line after the slip.
"""

import re

_HINTS = {
    "mapping values are not allowed": "此处冒号用法有误：文字里含冒号时请整体加引号，上一行的缩进也请检查",
    "did not find expected key": "缩进或引号有误：同一层的键要左对齐，引号要成对",
    "could not find expected ':'": "少了冒号：键后面要写半角冒号再加一个空格",
    "expected '-' indicator": "缩进有误：同一层的内容要左对齐",
    "block end": "缩进有误：同一层的内容要左对齐",
    "quoted scalar": "引号没有成对",
}
_HINTS_OF_LINE = (
    (re.compile(r"^\s*-[^\s-]"), "列表的“-”后面要空一格"),
    (re.compile(r"^\s*(- )?[\w一-鿿]+："), "冒号要用半角“:”，后面空一格"),
    (re.compile(r"^\s*(- )?[A-Za-z_]+:[^\s:]"), "冒号后面要空一格"),
    (re.compile(r"[{\[][^\"']*，"), "花括号、方括号里的逗号要用半角“,”，后面空一格"),
)


def broken(message: str, lines: list[str], at: int) -> tuple[int, str]:
    """The line (counted from 1) and a sentence, from the parser's message and the line it stopped at."""
    for line in (at, at - 1):
        told = _of_line(lines[line - 1]) if 0 < line <= len(lines) else ""
        if told:
            return line, told
    for sign, hint in _HINTS.items():
        if sign in message:
            return at, hint
    return at, "格式看不懂：请检查缩进、半角冒号后的空格和引号"


def _of_line(text: str) -> str:
    if "\t" in text[: len(text) - len(text.lstrip())]:
        return "缩进不能用制表符（Tab），请改用空格"
    bare = re.sub(r"\"[^\"]*\"|'[^']*'|\s#.*", "", text)
    for sign, hint in _HINTS_OF_LINE:
        if sign.search(bare):
            return hint
    if any(bare.count(left) != bare.count(right) for left, right in ("{}", "[]")):
        return "花括号、方括号没有成对"
    return "引号没有成对" if bare.count('"') % 2 else ""
