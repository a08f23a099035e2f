"""An official document on paper: a builder that follows GB/T 9704-2012, chapters 5–8 and 10.

Parts are added from top to bottom; headings number themselves; `to_bytes` gives the .docx. Red heads and
letter heads appear only when the user supplied an issuer and a document number.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from reports.colophon import Colophon, colophon_xml
from reports.fonts import Face, FontSet
from reports.footers import PageNumbers
from reports.headlines import title_lines
from reports.heads import Head, HeadKind, letter_head, red_head
from reports.packaging import Properties, to_bytes
from reports.paragraphs import BLANK, Align, Indent, Paragraph, Run, Style
from reports.plain_text import chinese_number, clean, lines_of, one_line, width_in_chars
from reports.sections import Block, RawBlock, Section
from reports.signatures import Signature, signature_lines
from reports.tables import Table, table_xml
from reports.type_area import PAGES, Orientation

_HEADINGS = {1: Style.HEADING_1, 2: Style.HEADING_2, 3: Style.HEADING_3, 4: Style.HEADING_4}

_GAP = Paragraph((Run("", size=2),), line=160)


class OfficialDocument:
    """Collects the parts of one document. `day` is its date and the date stamped into the file."""

    def __init__(
        self,
        *,
        title: str,
        author: str,
        day: date,
        head: Head | None = None,
        numbers: PageNumbers = PageNumbers.OUTER,
        orientation: Orientation = Orientation.PORTRAIT,
        fonts: FontSet | None = None,
    ) -> None:
        self._properties = Properties(one_line(title), author, day)
        self._head = head if head is not None and head.shown else None
        self._numbers = numbers
        self._fonts = fonts or FontSet()
        self._counts = [0, 0, 0, 0]
        self._annexes: tuple[str, ...] = ()
        self._sections = [Section(orientation, self._head if self._is_letter else None)]
        if self._head is not None:
            self._add(*(letter_head if self._is_letter else red_head)(self._head))
        self._add_title(title)

    @property
    def _is_letter(self) -> bool:
        return self._head is not None and self._head.kind is HeadKind.LETTER

    @property
    def text_width(self) -> int:
        """Width of the current section's type area in twips."""
        return PAGES[self._sections[-1].orientation].text_width

    def _add(self, *blocks: Block) -> None:
        present = self._sections[-1].blocks
        if present and isinstance(present[-1], RawBlock) and self._continues(blocks):
            present.append(_GAP)
        present.extend(blocks)

    @staticmethod
    def _continues(blocks: tuple[Block, ...]) -> bool:
        """Whether text goes on below a table, rather than on a new page."""
        return isinstance(blocks[0], Paragraph) and bool(blocks[0].text) and not blocks[0].page_break

    def _add_title(self, title: str) -> None:
        for line in title_lines(title):
            self._add(Paragraph((Run(line),), Style.TITLE))

    def addressee(self, text: str) -> None:
        """主送机关: an empty line, then the name flush left with a full-width colon."""
        name = one_line(text).rstrip(":：")
        if name:
            self._add(Paragraph(keep_next=True), Paragraph((Run(name + "："),)))

    def blank(self) -> None:
        """One empty line."""
        self._add(BLANK)

    def body(self, text: str) -> None:
        """Body paragraphs, one for each line of the text, two characters in."""
        for line in lines_of(text):
            self._add(Paragraph((Run(line),), Style.BODY))

    def right_line(self, text: str, room: float = 0) -> None:
        """A line set to the right, with room for so many characters of handwriting after it."""
        line = clean(text).replace("\n", " ")
        self._add(Paragraph((Run(line),), align=Align.RIGHT, indent=Indent(right=room)))

    def heading(self, level: int, text: str) -> None:
        """A numbered heading of level 1–4; the upper two stay on the page of what follows."""
        self._numbered(level, text, "", keep=level < 3)

    def _numbered(self, level: int, text: str, run_in: str, *, keep: bool) -> None:
        self._counts[level - 1] += 1
        self._counts[level:] = [0] * (4 - level)
        number = self._counts[level - 1]
        labels = {1: "{0}、", 2: "（{0}）", 3: "{1}.", 4: "（{1}）"}
        label = labels[level].format(chinese_number(number) if level < 3 else "", number)
        runs = [Run(label + one_line(text))]
        if run_in.strip():
            runs.append(Run(one_line(run_in), Face.BODY))
        self._add(Paragraph(tuple(runs), _HEADINGS[level], keep_next=keep))

    def points(self, texts: Iterable[str]) -> None:
        """Headings of level 2, one a text: its first sentence in 楷体, what follows in 仿宋."""
        for text in texts:
            first, stop, rest = one_line(text).partition("。")
            self._numbered(2, first + stop, rest, keep=False)

    def table(self, table: Table) -> None:
        """A table as wide as the type area, a little below the text before it."""
        before = self._sections[-1].blocks[-1]
        if isinstance(before, Paragraph) and before.text:
            self._add(replace(_GAP, keep_next=True))
        self._add(RawBlock(table_xml(table, self.text_width, self._fonts)))

    def attachments(self, names: Sequence[str]) -> None:
        """附件说明: an empty line, then the list whose names must return as titles of the annexes."""
        self._annexes = tuple(one_line(name) for name in names)
        if not self._annexes:
            return
        self._add(Paragraph(keep_next=True))
        for at, name in enumerate(self._annexes, start=1):
            self._add(self._attachment_line(at, name))

    def _attachment_line(self, at: int, name: str) -> Paragraph:
        """Names of several lines start each line under the name's first character."""
        number = f"{at}." if len(self._annexes) > 1 else ""
        lead = "附件：" if at == 1 else ""
        indent = Indent(left=5 + width_in_chars(number), hanging=width_in_chars(lead + number))
        return Paragraph((Run(lead + number + name),), Style.PLAIN, None, indent)

    def signature(self, signature: Signature) -> None:
        """Signature and date, held to the last lines of the text so that they never stand alone."""
        self._hold_on()
        self._add(*signature_lines(signature))

    def _hold_on(self) -> None:
        """Keep everything from the last body paragraph on together with what follows."""
        blocks = self._sections[-1].blocks
        for at in range(len(blocks) - 1, -1, -1):
            block = blocks[at]
            if not isinstance(block, Paragraph):
                return
            blocks[at] = replace(block, keep_next=True)
            if block.style is not Style.PLAIN:
                return

    def note(self, text: str) -> None:
        """附注: in round brackets, two characters in, on the line below the date."""
        inner = one_line(text).strip("()（）")
        if inner:
            self._hold_on()
            self._add(Paragraph((Run(f"（{inner}）"),), Style.PLAIN, None, Indent(left=2)))

    def annex(self, name: str, *, landscape: bool = False) -> None:
        """An annex on a new page: its label at the top left, its title centred on the third line."""
        wanted = one_line(name)
        if wanted not in self._annexes:
            raise ValueError(f"annex not announced in the attachments: {wanted}")
        at = self._annexes.index(wanted) + 1
        label = f"附件{at}" if len(self._annexes) > 1 else "附件"
        self._new_page(Orientation.LANDSCAPE if landscape else Orientation.PORTRAIT)
        self._counts = [0, 0, 0, 0]
        self._page_top(Paragraph((Run(label, Face.FIRST),), keep_next=True))
        self._add(Paragraph(keep_next=True))
        self._add_title(wanted)
        self._add(Paragraph(keep_next=True))

    def new_page(self, title: str) -> None:
        """A page of its own with a title, outside the numbered annexes (a delivery record)."""
        self._new_page(Orientation.PORTRAIT)
        self._page_top(Paragraph((Run(one_line(title)),), Style.TITLE))

    def _new_page(self, orientation: Orientation) -> None:
        if self._sections[-1].orientation is not orientation:
            self._sections.append(Section(orientation))

    def _page_top(self, paragraph: Paragraph) -> None:
        starts_section = not self._sections[-1].blocks
        self._add(paragraph if starts_section else replace(paragraph, page_break=True))

    def colophon(self, colophon: Colophon) -> None:
        """版记 at the foot of the page reached so far; a letter's has no rules."""
        shown = replace(colophon, plain=self._is_letter)
        if shown.shown:
            self._new_page(Orientation.PORTRAIT)
            self._add(RawBlock(colophon_xml(shown, self._fonts)))

    def to_bytes(self) -> bytes:
        """The finished .docx."""
        last = self._sections[-1]
        body = "".join(section.xml(self._fonts, last=section is last) for section in self._sections)
        folios = [section.folio(self._numbers, self._fonts) for section in self._sections]
        return to_bytes(body, folios, self._fonts, self._properties)
