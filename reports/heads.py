"""What stands above the title: the red head of a document, or the head of an official letter.

GB/T 9704-2012, 7.2 and 10.1. A head needs an issuer and a document number given by the user; without
both there is none, and no number is ever made up.
"""

from dataclasses import dataclass
from enum import StrEnum

from reports.fonts import Face
from reports.paragraphs import BLANK, RED, Align, Indent, Paragraph, Run
from reports.plain_text import one_line, width_in_chars
from reports.type_area import CHAR, LINE, twips

_MARK_ABOVE = twips(35)
_TEXT_WIDTH = 28 * CHAR
_UNDER_LINE = 160
"""Seven eighths of a character between a letter's line and its number, less what the line leaves itself."""
_RULE_BELOW = twips(2)
"""The number's own line already leaves the other 2 mm of the 4 mm between number and rule."""


class HeadKind(StrEnum):
    NONE = "none"
    RED = "red"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Head:
    """The elements of a head. `number` is the 发文字号 as registered, e.g. 清民发〔2026〕3号."""

    kind: HeadKind
    issuer: str
    number: str
    mark: str = ""
    """发文机关标志 when it is not the issuer's name."""
    signer: str = ""
    """签发人, only for reports that go upward."""
    copy_number: str = ""
    secrecy: str = ""
    urgency: str = ""

    @property
    def shown(self) -> bool:
        return self.kind is not HeadKind.NONE and bool(self.issuer.strip()) and bool(self.number.strip())


def _mark_text(head: Head) -> str:
    if head.mark.strip():
        return one_line(head.mark)
    return one_line(head.issuer) + ("文件" if head.kind is HeadKind.RED else "")


def _mark(head: Head, *, largest: int, before: int, after: int, room: int) -> Paragraph:
    """The issuer's name in red, as large as one line allows."""
    text = _mark_text(head)
    size = max(44, min(largest, int(room / 10 / max(1.0, width_in_chars(text)))))
    run = Run(text, Face.TITLE, size, RED)
    return Paragraph((run,), align=Align.CENTRE, before=before, after=after, line=size * 10 + 40)


def _corner(head: Head) -> list[Paragraph]:
    """Copy number, secrecy and urgency, one line each, flush left."""
    lines = [Paragraph((Run(one_line(head.copy_number)),))] if head.copy_number.strip() else []
    for text in (head.secrecy, head.urgency):
        if text.strip():
            lines.append(Paragraph((Run(one_line(text), Face.FIRST),)))
    return lines


def _number_lines(head: Head) -> list[Paragraph]:
    """The document number and the red rule 4 mm below it; reports upward carry the signer on the right."""
    edge = f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="0" w:color="{RED}"/></w:pBdr>'
    rule = Paragraph(borders=edge, line=_RULE_BELOW)
    number = one_line(head.number)
    if not head.signer.strip():
        return [Paragraph((Run(number),), align=Align.CENTRE), rule]
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{_TEXT_WIDTH - CHAR}"/></w:tabs>'
    runs = (Run(f"{number}\t签发人："), Run(one_line(head.signer), Face.SECOND))
    return [Paragraph(runs, align=Align.LEFT, tabs=tabs, indent=Indent(left=1)), rule]


def red_head(head: Head) -> list[Paragraph]:
    """The lines from the top of the type area to the two empty lines under the red rule."""
    corner = _corner(head)
    room = max(0, _MARK_ABOVE - LINE * len(corner))
    mark = _mark(head, largest=96, before=room, after=0, room=_TEXT_WIDTH)
    return [*corner, mark, BLANK, BLANK, *_number_lines(head), BLANK, BLANK]


def letter_head(head: Head) -> list[Paragraph]:
    """First lines of a letter: corner elements on the left, the number on the right, two empty lines."""
    number, corner = Run(one_line(head.number)), _corner(head)
    if not corner:
        return [Paragraph((number,), align=Align.RIGHT, before=_UNDER_LINE), BLANK, BLANK]
    edge = f'<w:tabs><w:tab w:val="right" w:pos="{_TEXT_WIDTH}"/></w:tabs>'
    first = Paragraph((*corner[0].runs, Run("\t"), number), align=Align.LEFT, tabs=edge, before=_UNDER_LINE)
    return [first, *corner[1:], BLANK, BLANK]


def _double_line(thick_above: bool) -> Paragraph:
    """Two red lines of 170 mm, one thick and one thin, drawn as the edges of a low paragraph."""
    top, bottom = (18, 6) if thick_above else (6, 18)
    borders = (
        f'<w:pBdr><w:top w:val="single" w:sz="{top}" w:space="0" w:color="{RED}"/>'
        f'<w:bottom w:val="single" w:sz="{bottom}" w:space="0" w:color="{RED}"/></w:pBdr>'
    )
    reach = f'<w:ind w:left="{-twips(8)}" w:right="{-twips(6)}"/>'
    return Paragraph(borders=borders, indent_xml=reach, line=30)


def letter_header(head: Head) -> list[Paragraph]:
    """The first page's header of a letter: the mark 30 mm below the edge, 4 mm lower the double line."""
    mark = _mark(head, largest=72, before=0, after=twips(4), room=_TEXT_WIDTH)
    return [mark, _double_line(thick_above=True)]


def letter_footer() -> list[Paragraph]:
    """The first page's footer of a letter: the double line 20 mm above the lower edge, no page number."""
    return [_double_line(thick_above=False)]


LETTER_HEADER_DISTANCE = twips(30)
LETTER_FOOTER_DISTANCE = twips(20)
