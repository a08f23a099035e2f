"""Automatic check of a .docx against GB/T 9704-2012, in ten steps from the page to the colours.

What only a rendered page can show (22 lines, 28 characters, text on the first page) and what only a
printed one can show (binding, paper) is not looked at here.
"""

from reports.format_checks.finding import FormatFinding, Severity
from reports.format_checks.folios import colour_findings, folio_findings
from reports.format_checks.page import grid_findings, page_findings
from reports.format_checks.reading import Unreadable, read
from reports.format_checks.roles import parts_of
from reports.format_checks.typefaces import title_findings, typeface_findings
from reports.format_checks.wording import (
    attachment_findings,
    date_findings,
    heading_findings,
    number_findings,
)

__all__ = ["FormatFinding", "Severity", "check_format"]


def check_format(docx: bytes) -> tuple[FormatFinding, ...]:
    """Every deviation in the order of the steps; empty means that nothing was found.

    Bytes that are no Word document give a single finding that says so.
    """
    try:
        document = read(docx)
    except Unreadable:
        told = "文件打不开：不是有效的 .docx 文档，或者已经损坏、加密。"
        return (FormatFinding(1, "—", Severity.MUST, told),)
    parts = parts_of(document.paragraphs)
    return (
        *page_findings(document),
        *grid_findings(document, parts),
        *typeface_findings(parts),
        *heading_findings(parts),
        *title_findings(parts),
        *number_findings(parts),
        *date_findings(parts),
        *attachment_findings(parts),
        *folio_findings(document),
        *colour_findings(document, parts),
    )
