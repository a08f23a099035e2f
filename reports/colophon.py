"""版记: copies and printing office at the foot of the last page (GB/T 9704-2012, 7.4)."""

from dataclasses import dataclass
from datetime import date
from itertools import chain, zip_longest
from math import ceil

from reports.fonts import FontSet
from reports.paragraphs import Align, Indent, Paragraph, Run
from reports.plain_text import one_line, width_in_chars
from reports.signatures import official_date
from reports.text_boxes import Box, aligned, text_box
from reports.type_area import CHAR, FOOT_SIZE, LINE, PORTRAIT

_SMALL_CHAR = 14 / 15.75
"""One character of 四号 in characters of the body."""
_THICK, _THIN = 8, 6
_RULE_HEIGHT = 40
_CHARS_BESIDE_LABEL = 26
"""156 mm hold 31 characters of 四号: one is left free on each side, three go to the label."""


@dataclass(frozen=True, slots=True)
class Colophon:
    """Who gets copies, who printed it and when. A letter has no rules and no printing line."""

    copies_to: tuple[str, ...] = ()
    printed_by: str = ""
    printed_on: date | None = None
    plain: bool = False

    @property
    def shown(self) -> bool:
        return bool(self.copies_to) or bool(self.printed_by.strip() and not self.plain)


def colophon_xml(colophon: Colophon, fonts: FontSet) -> str:
    """A box whose last rule lies on the lower edge of the type area, in a paragraph of a point."""
    lines = _lines(colophon)
    inner = "".join(line.xml(fonts) for line in lines)
    height = sum(line.line or LINE * _rows(line.text) for line in lines)
    box = Box(
        PORTRAIT.text_width, height, aligned("margin", "left"), aligned("margin", "bottom"), beside=False
    )
    drawn = text_box(inner, box, identity=3, name="版记")
    return f'<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/></w:pPr>{drawn}</w:p>'


def _lines(colophon: Colophon) -> list[Paragraph]:
    lines = [_copies(colophon)] if colophon.copies_to else []
    if colophon.printed_by.strip() and not colophon.plain:
        lines.append(_printed(colophon))
    if colophon.plain:
        return lines
    rules = [_rule(_THICK), *[_rule(_THIN)] * (len(lines) - 1), _rule(_THICK)]
    pairs = chain.from_iterable(zip_longest(rules, lines))
    return [paragraph for paragraph in pairs if paragraph is not None]


def _rows(text: str) -> int:
    """Lines that a text of 四号 takes when its later lines are indented."""
    return max(1, ceil((width_in_chars(text) - 3) / _CHARS_BESIDE_LABEL))


def _rule(eighths: int) -> Paragraph:
    """A line as wide as the type area: the lower edge of a paragraph of two points."""
    border = f'<w:pBdr><w:bottom w:val="single" w:sz="{eighths}" w:space="0" w:color="auto"/></w:pBdr>'
    return Paragraph((Run("", size=2),), borders=border, line=_RULE_HEIGHT)


def _copies(colophon: Colophon) -> Paragraph:
    names = "，".join(one_line(name) for name in colophon.copies_to)
    indent = Indent(left=4 * _SMALL_CHAR, right=_SMALL_CHAR, hanging=3 * _SMALL_CHAR)
    run = Run(f"抄送：{names}。", size=FOOT_SIZE)
    return Paragraph((run,), align=Align.LEFT, indent=indent)


def _printed(colophon: Colophon) -> Paragraph:
    day = f"{official_date(colophon.printed_on)}印发" if colophon.printed_on else ""
    edge = PORTRAIT.text_width - round(CHAR * _SMALL_CHAR)
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{edge}"/></w:tabs>'
    run = Run(f"{one_line(colophon.printed_by)}\t{day}", size=FOOT_SIZE)
    return Paragraph((run,), align=Align.LEFT, indent=Indent(left=_SMALL_CHAR), tabs=tabs)
