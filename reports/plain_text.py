"""User text on its way into XML: nothing is interpreted, nothing forbidden gets through."""

import re
import unicodedata
from xml.sax.saxutils import escape

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_ENDS = re.compile("\r\n?|[\u0085\u2028\u2029]")
_DIGITS = "零一二三四五六七八九"
_LONGEST_NODE = 1_000_000


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
    """1–999 in Chinese characters, as headings count: 一, 十, 十一, 一百零三, 二百一十."""
    if not 1 <= number <= 999:
        raise ValueError(f"headings are counted from 1 to 999, not {number}")
    hundreds, rest = divmod(number, 100)
    tens, units = divmod(rest, 10)
    words = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        words += f"{_DIGITS[tens] if tens > 1 or hundreds else ''}十"
    elif hundreds and units:
        words += _DIGITS[0]
    return words + (_DIGITS[units] if units else "")


def pieces(text: str) -> list[str]:
    """The text in pieces that an XML parser takes as single text nodes."""
    return [text[at : at + _LONGEST_NODE] for at in range(0, len(text), _LONGEST_NODE)]
