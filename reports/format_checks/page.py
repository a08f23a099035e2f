"""Items 1 and 2: paper, margins, type area, line grid and the number of characters in a line."""

from collections.abc import Iterator

from reports.format_checks.finding import FormatFinding, Severity
from reports.format_checks.reading import ReadDocument, ReadSection
from reports.format_checks.roles import Part, Role
from reports.type_area import (
    BODY_SIZE,
    CHARS_PER_LINE,
    LANDSCAPE,
    LINES_PER_PAGE,
    PORTRAIT,
    Page,
)

_PAPER_TOLERANCE = 20
_MARGIN_TOLERANCE = 57
_LOOSEST_EXACT, _TIGHTEST_EXACT = 579, 560
_GRID_UNIT = 4096


def page_findings(document: ReadDocument) -> Iterator[FormatFinding]:
    """Item 1: every section has the standard's paper and type area."""
    for at, section in enumerate(document.sections, start=1):
        where = f"第{at}节" if len(document.sections) > 1 else ""
        page = LANDSCAPE if section.landscape else PORTRAIT
        yield from _paper(section, page, where)
        yield from _margins(section, page, where)


def _paper(section: ReadSection, page: Page, where: str) -> Iterator[FormatFinding]:
    off = max(abs(section.width - page.width), abs(section.height - page.height))
    if off > _PAPER_TOLERANCE:
        size = f"{_mm(section.width)}×{_mm(section.height)}毫米"
        yield FormatFinding(1, "5.1", Severity.MUST, f"纸张应为A4（210×297毫米），现为{size}。", where)


def _margins(section: ReadSection, page: Page, where: str) -> Iterator[FormatFinding]:
    names = (
        ("天头（上白边）", "5.2.1", section.top, page.top),
        ("订口（左白边）", "5.2.1", section.left, page.left),
    )
    for name, clause, found, wanted in names:
        if abs(found - wanted) > _MARGIN_TOLERANCE:
            told = f"{name}应为{_mm(wanted)}毫米±1毫米，现为{_mm(found)}毫米。"
            yield FormatFinding(1, clause, Severity.MUST, told, where)
    width = section.width - section.left - section.right
    height = section.height - section.top - section.bottom
    off = max(abs(width - page.text_width), abs(height - page.text_height))
    if off > _MARGIN_TOLERANCE:
        told = f"版心应为{_mm(page.text_width)}×{_mm(page.text_height)}毫米，现为{_mm(width)}×{_mm(height)}毫米。"
        yield FormatFinding(1, "5.2.1", Severity.MUST, told, where)


def grid_findings(document: ReadDocument, parts: tuple[Part, ...]) -> Iterator[FormatFinding]:
    """Item 2: 22 lines a page and 28 characters a line, by grid or by exact spacing."""
    body = [part for part in parts if part.role is Role.BODY]
    if not body or not document.sections:
        return
    look, section = body[0].paragraph.first, document.sections[0]
    if section.landscape:
        return
    size = look.number("sz") or 0
    if size != BODY_SIZE:
        told = f"正文应为3号字（16磅），现为{size / 2:g}磅。"
        yield FormatFinding(2, "5.2.2", Severity.GENERAL, told, body[0].text[:18])
    lines = _lines(section, body[0])
    if lines != LINES_PER_PAGE:
        told = f"每面应排{LINES_PER_PAGE}行，按现有行距排{lines}行；行距宜为固定值28.95磅。"
        yield FormatFinding(2, "5.2.3", Severity.GENERAL, told)
    chars = _chars(section, size, look.number("spacing.val") or 0)
    if chars != CHARS_PER_LINE:
        told = f"每行应排{CHARS_PER_LINE}字，按现有字号和字间距排{chars}字；字间距宜紧缩0.25磅。"
        yield FormatFinding(2, "5.2.3", Severity.GENERAL, told)


def _lines(section: ReadSection, part: Part) -> int:
    height = section.height - section.top - section.bottom
    look = part.paragraph.look
    line = look.number("spacing.line") or 0
    if look.text("spacing.lineRule") == "exact" and line:
        return LINES_PER_PAGE if _TIGHTEST_EXACT <= line <= _LOOSEST_EXACT else height // line
    if section.grid in ("lines", "linesAndChars", "snapToChars") and section.pitch:
        return height // section.pitch
    return height // round((line or 240) / 240 * (look.number("sz") or BODY_SIZE) * 10 * 1.3)


def _chars(section: ReadSection, size: int, spacing: int) -> int:
    """Characters in a line: half-points and twips, plus the grid's own stretch (1/4096 pt)."""
    pitch = size * 10 + spacing
    if section.grid in ("linesAndChars", "snapToChars"):
        pitch += round(section.char_space * 20 / _GRID_UNIT)
    width = section.width - section.left - section.right
    return width // pitch if pitch > 0 else 0


def _mm(twips: int) -> str:
    return f"{twips * 25.4 / 1440:.1f}".removesuffix(".0")
