"""User text on its way into XML: nothing is interpreted, nothing forbidden gets through."""

import re
import unicodedata
from xml.sax.saxutils import escape

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_ENDS = re.compile("\r\n?|[\u0085\u2028\u2029]")
_DIGITS = "一二三四五六七八九"


def clean(text: str) -> str:
    """The text without the characters that XML 1.0 cannot hold; every line end becomes a newline."""
    if text.isprintable():
        return text
    return _LINE_ENDS.sub("\n", _FORBIDDEN.sub("", text))


def one_line(text: str) -> str:
    """The text on a single line, for headings, names and file properties."""
    return " ".join(clean(text).split())


def lines_of(text: str) -> list[str]:
    """The paragraphs of a text: its lines without blank ones and without hand-made indents."""
    return [line.strip() for line in clean(text).split("\n") if line.strip()]


def xml(text: str) -> str:
    """Cleaned text, escaped for an XML element."""
    return escape(clean(text))


def width_in_chars(text: str) -> float:
    """How many full-width characters a text takes: letters and digits count as one half."""
    return sum(1 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def chinese_number(number: int) -> str:
    """1–99 in Chinese characters, as headings count: 一, 十, 十一, 二十三."""
    if not 1 <= number <= 99:
        raise ValueError(f"headings are counted from 1 to 99, not {number}")
    tens, units = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens - 1] + "十"
    return head + (_DIGITS[units - 1] if units else "")
