"""文书中心: what can be issued now, and what was issued last?"""

from math import ceil

import streamlit as st

from domain.permissions import Action
from services.documents_issuable import Issuable, issuable
from services.documents_register import DocumentRow, RegisterQuery, search_documents
from ui.board import follow
from ui.campaigns import chosen_campaign
from ui.documents import state_of
from ui.guard import guard
from ui.links import open_page, page_url
from ui.listing import Listing, simple_table
from ui.page import page_head, section
from ui.table import Cell, Column, Line, draw
from ui.wording import day_cell

COLUMNS = (
    Column("kind", "文书", width="11em"),
    Column("unit", "发往", width="22%", wrap=True),
    Column("about", "事项", wrap=True, link=True),
)
ISSUED = (
    Column("title", "标题", wrap=True),
    Column("number", "发文字号"),
    Column("unit", "发往", wrap=True),
    Column("dated", "成文日期"),
    Column("state", "状态"),
)
LAST = 10


def line(number: int, one: Issuable) -> Line:
    """Something that can be issued; it opens the form."""
    ids = ",".join(str(key) for key in one.owner_ids)
    address = page_url("document_new", kind=one.kind, ids=ids)
    return Line(number, [one.kind_name, one.unit, one.about], address, f"{one.kind_name} {one.unit}")


def issued(row: DocumentRow) -> dict[str, Cell]:
    """A document that was issued."""
    return {
        "id": row.id,
        "title": row.title,
        "number": row.number,
        "unit": row.unit,
        "dated": day_cell(row.dated),
        "state": state_of(row),
    }


actor = guard(Action.DOCUMENT_ISSUE)
with page_head("文书中心", where=["文书"]):
    if st.button("发文登记", key="register"):
        open_page("document_register")
campaign = chosen_campaign(actor)
found = issuable(actor, campaign.id)
kinds = {one.kind: one.kind_name for one in found}
counts = {code: sum(one.kind == code for one in found) for code in kinds}
section("现在可以制发", "点开后核对内容、填写发文字号，再制发")
view = Listing("issuable", size=20)
with view.filters():
    named = {code: f"{name}（{counts[code]}）" for code, name in kinds.items()}
    chosen = view.choice("kind", "文书种类", named, width=260)
shown = [one for one in found if not chosen or one.kind == chosen]
first = (view.page - 1) * view.size
lines = [line(number, one) for number, one in enumerate(shown[first : first + view.size])]
view.count(len(shown))
pages = ceil(len(shown) / view.size)
drawn = draw("issuable:table", lines, COLUMNS, caption="现在可以制发的文书", page=view.page, pages=pages)
if drawn.open is not None:
    follow(lines[drawn.open].href)
if drawn.page is not None:
    st.query_params["page"] = str(drawn.page)
    st.rerun()
section("最近制发")
last = search_documents(actor, RegisterQuery(campaign_id=campaign.id, withdrawn=True), size=LAST)
simple_table(
    [issued(row) for row in last.rows], ISSUED, key="issued", opens="document", caption="最近制发的文书"
)
