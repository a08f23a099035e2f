"""文书详情: what was issued, to whom, and is it still what it was?"""

import streamlit as st

from domain.permissions import Action, ruling
from services.documents import read_document, withdraw_document
from services.documents_preview import blocks_of
from services.documents_register import document_row, document_timeline
from ui.documents import show_blocks, state_of
from ui.forms import confirmed
from ui.guard import guard, required
from ui.links import id_param, page_link, page_url
from ui.listing import WORD
from ui.navigation import BY_STEM
from ui.page import Step, facts, page_head, section
from ui.plain import plain
from ui.timeline import show_timeline
from ui.wording import day_text, moment_text

OWNERS = {
    "finding": ("finding", "问题"),
    "self_inspection": ("self_report", "自查报告"),
    "visit": ("visit", "核查"),
    "decision": ("decision", "处置"),
}

actor = guard(Action.DOCUMENT_READ)
with required():
    row = document_row(actor, id_param())
    file = None if row.hidden else read_document(actor, row.id)
where: list[Step] = ["文书", ("发文登记", page_url("document_register"))]
with page_head(row.title, where=where, badges=[state_of(row)]):
    if file:
        st.download_button(
            "下载 Word", file.content, file.file_name, WORD, type="primary", key="download", on_click="ignore"
        )
if row.withdrawn_reason:
    st.warning(plain(f"这份文书已经作废：{row.withdrawn_reason}"))
if row.hidden:
    st.info("这份文书涉及的问题已经移送，内容不再显示，只保留登记信息。")
if file and not file.same:
    st.warning("按登记的内容重新生成的文件与制发时不完全相同，可能是程序的版式有更新；内容以登记的数据为准。")
facts(
    {
        "文书": row.kind_name,
        "发文字号": row.number or "未编文号",
        "成文日期": day_text(row.dated),
        "发往": row.unit,
        "专项行动": row.campaign,
        "制发人": row.issued_by,
        "制发时间": moment_text(row.issued_at),
        "校验值": row.sha256[:16],
    }
)
stem, name = OWNERS.get(row.owner_type, ("", ""))
if stem in BY_STEM:
    page_link(f"查看相关{name}", stem, id=row.owner_id)
with st.container(key="stacks-document"):
    left, right = st.columns([3, 2], gap="large")
with left:
    if file:
        section("内容")
        show_blocks(blocks_of(file.content))
with right:
    section("经过")
    show_timeline(document_timeline(actor, row.id))
    if ruling(actor.role, Action.DOCUMENT_ISSUE).allowed and not row.withdrawn_reason:
        with confirmed(f"withdraw-{row.id}", "作废这份文书") as form:
            reason = form.reason("作废原因")
            if form.submit("作废", danger=True):
                with form.told():
                    withdraw_document(actor, row.id, reason)
                    form.done("已作废，发文字号可以重新使用。")
                    st.rerun()
