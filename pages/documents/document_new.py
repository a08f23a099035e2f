"""制发文书: is what the document will say right? Then enter it into the register."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from domain.permissions import Action
from services.documents import Draft, draft_document, issue_document, preview_document
from services.documents_shape import Field
from ui.documents import show_blocks
from ui.forms import Form
from ui.guard import guard, required
from ui.links import open_page, page_url
from ui.listing import WORD
from ui.page import facts, page_head, section

MOST = 200  # objects that one address may name


def ids_of(text: str) -> list[int]:
    """The numbers in the address ("3,5,8")."""
    parts = text.split(",")[:MOST]
    return [int(part) for part in parts if part.isascii() and part.isdigit() and len(part) < 12]


def ask(form: Form, one: Field, default: str) -> str:
    """The field, drawn as its kind asks; a day that was not a day starts empty."""
    help_text = one.help or None
    match one.kind:
        case "day":
            day = form.day(one.name, one.label, _day(default), required=one.required, help=help_text)
            return day.isoformat() if day else ""
        case "choice":
            return form.choice(one.name, one.label, one.options, default or None, help=help_text)
        case "area" | "lines":
            height = 150 if one.longest > 2000 else 100
            return form.area(
                one.name, one.label, default, required=one.required, help=help_text, height=height
            )
    return form.text(one.name, one.label, default, required=one.required, help=help_text)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def ask_all(form: Form, draft: Draft) -> dict[str, str]:
    """Short fields in two columns, long ones below."""
    short = [one for one in draft.fields if one.kind in ("text", "day", "choice")]
    values: dict[str, str] = {}
    columns = st.columns(2)
    for number, one in enumerate(short):
        with columns[number % 2]:
            values[one.name] = ask(form, one, draft.defaults.get(one.name, ""))
    for one in draft.fields:
        if one not in short:
            values[one.name] = ask(form, one, draft.defaults.get(one.name, ""))
    return values


def show_preview(form: Form, code: str, ids: Sequence[int], values: dict[str, str]) -> None:
    """What it will say, from what stands in the form now; mistakes are told at their fields."""
    section("预览", "内容与制发的文书相同，版式以下载的 Word 为准")
    if not st.toggle("显示预览", key=f"{form.key}-preview"):
        st.caption("打开后随填写内容更新。")
        return
    with form.told():
        preview = preview_document(actor, code, ids, values)
        st.download_button("下载预览稿", preview.content, preview.file_name, WORD, on_click="ignore")
        show_blocks(preview.blocks)


actor = guard(Action.DOCUMENT_ISSUE)
code, ids = st.query_params.get("kind", ""), ids_of(st.query_params.get("ids", ""))
with required():
    draft = draft_document(actor, code, ids)
page_head(
    f"制发{draft.name}", where=["文书", ("文书中心", page_url("documents", campaign=draft.campaign_id))]
)
facts(dict(draft.facts))
left, right = st.columns([1, 1], gap="large")
with left, Form(f"document-{code}-{','.join(map(str, ids))}"[:80], draft_of=actor) as form:
    section(draft.title)
    values = ask_all(form, draft)
    pressed = form.submit(f"制发{draft.name}")
    st.caption("制发后记入发文登记，内容不再变化；写错的可以作废后重新制发。")
with right:
    show_preview(form, code, ids, values)
if pressed:
    with form.told():
        document_id = issue_document(actor, code, ids, values)
        form.done(f"已制发{draft.name}，可以下载打印。")
        open_page("document", id=document_id)
