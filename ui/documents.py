"""Documents on pages: what was issued about an object, and buttons that issue more.

document_buttons(actor, "finding", finding.id, ["rectification_notice", "supervision_letter"])
"""

from collections.abc import Sequence
from html import escape

import streamlit as st

from domain.permissions import Action, ruling
from services.actor import Actor
from services.documents import KINDS, print_self_report, read_document
from services.documents_preview import Block
from services.documents_register import DocumentRow, documents_of
from ui.badges import Badge
from ui.links import open_page, page_url
from ui.listing import WORD
from ui.wording import day_cell

_SIZES = {"Title": "1.15rem", "Heading1": "1rem", "Heading2": "1rem", "Heading3": "1rem", "Heading4": "1rem"}
_PAPER = "border:1px solid #d5dde7;padding:1.2rem 1.6rem;background:#fff"


def state_of(row: DocumentRow) -> Badge:
    """Whether the document stands."""
    return Badge("已作废", "×", "ended") if row.withdrawn_reason else Badge("已制发", "✓", "good")


def download(actor: Actor, document_id: int, title: str, *, label: str = "下载 Word", key: str = "") -> None:
    """A button that renders the document when it is pressed."""
    st.download_button(
        label,
        data=lambda: read_document(actor, document_id).content,
        file_name=f"{title}.docx",
        mime=WORD,
        key=key or f"download-{document_id}",
        on_click="ignore",
    )


def document_buttons(actor: Actor, owner_type: str, owner_id: int, kinds: Sequence[str]) -> None:
    """Documents about an object with their downloads, and for the office a button for each kind."""
    if not ruling(actor.role, Action.DOCUMENT_READ).allowed:
        return
    rows = documents_of(actor, owner_type, owner_id)
    for row in rows:
        _line(actor, row)
    if not rows:
        st.caption("还没有制发文书。")
    if not ruling(actor.role, Action.DOCUMENT_ISSUE).allowed:
        return
    with st.container(horizontal=True, key=f"documents-{owner_type}-{owner_id}"):
        for code in kinds:
            if st.button(f"制发{KINDS[code].name}", key=f"issue-{code}-{owner_id}"):
                open_page("document_new", kind=code, ids=owner_id)


def _line(actor: Actor, row: DocumentRow) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"document-{row.id}"):
        number = escape(row.number or "未编文号")
        address = escape(page_url("document", id=row.id))
        void = "（已作废）" if row.withdrawn_reason else ""
        st.html(
            f'<a href="{address}" target="_self">{escape(row.title)}</a>{void}'
            f"<br><small>{number} · {day_cell(row.dated)} · {escape(row.issued_by)}</small>"
        )
        if not row.withdrawn_reason and not row.hidden:
            download(actor, row.id, row.title)


def print_button(actor: Actor, report_id: int, title: str) -> None:
    """The self-inspection report as it stands, to print and seal; nothing is registered."""
    st.download_button(
        "打印稿（Word）",
        data=lambda: print_self_report(actor, report_id).content,
        file_name=f"{title}.docx",
        mime=WORD,
        key=f"print-{report_id}",
        on_click="ignore",
    )


def show_blocks(blocks: Sequence[Block]) -> None:
    """What a document says, in its order."""
    st.html(f'<div style="{_PAPER}">{"".join(map(_block, blocks))}</div>')


def _block(block: Block) -> str:
    if block.rows:
        rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in block.rows)
        return f'<div class="xh-grid-box"><table class="xh-grid"><tbody>{rows}</tbody></table></div>'
    size = _SIZES.get(block.style)
    weight = f"font-weight:650;font-size:{size};" if size else ""
    align = "text-align:center;" if block.style == "Title" else ""
    return f'<p style="margin:0.35rem 0;{weight}{align}">{escape(block.text)}</p>'


def _cell(text: str) -> str:
    return f'<td style="text-align:left">{escape(text)}</td>'
