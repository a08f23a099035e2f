"""Signature and date under the text (GB/T 9704-2012, 7.3.5), with and without a seal.

The seal itself is never drawn: the paper only leaves the room for it.
"""

from dataclasses import dataclass
from datetime import date

from reports.paragraphs import Align, Indent, Paragraph, Run
from reports.plain_text import one_line, width_in_chars

_SEAL_DATE = 4
_PLAIN_EDGE = 2


def official_date(day: date) -> str:
    """2026年5月9日: Arabic digits, four-digit year, no leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, when, and whether a seal will be pressed on it."""

    issuer: str
    date: date
    sealed: bool = True


def signature_lines(signature: Signature) -> list[Paragraph]:
    """Empty lines, signature and date; all but the date hold on to what follows."""
    issuer, day = one_line(signature.issuer), official_date(signature.date)
    room = 2 if signature.sealed else 1
    place = _sealed if signature.sealed else _unsealed
    issuer_right, date_right = place(width_in_chars(issuer), width_in_chars(day))
    above = [Paragraph(keep_next=True)] * room
    return [*above, _right(issuer, issuer_right, keep=True), _right(day, date_right, keep=False)]


def _sealed(issuer: float, day: float) -> tuple[float, float]:
    """Right indents: the date four characters in, the signature centred over it."""
    centre = max(_SEAL_DATE + day / 2, issuer / 2)
    return centre - issuer / 2, centre - day / 2


def _unsealed(issuer: float, day: float) -> tuple[float, float]:
    """Right indents: signature two in, date starting two to the right of it; a longer date leads instead."""
    date_right = max(float(_PLAIN_EDGE), issuer - day)
    return max(0.0, date_right + day + 2 - issuer), date_right


def _right(text: str, indent: float, *, keep: bool) -> Paragraph:
    return Paragraph((Run(text),), align=Align.RIGHT, indent=Indent(right=indent), keep_next=keep)
