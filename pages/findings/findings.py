"""问题台账: what was found, who is to rectify it until when, and what is late?"""

import streamlit as st

from domain.permissions import Action, ruling
from domain.traffic_lights import Light
from services import clock
from services.finding_export import MOST_ROWS, MOST_WORD_ROWS, export_ledger, export_ledger_word
from services.ledger import LedgerLine, read_ledger
from services.ledger_options import ledger_options
from ui.badges import light_badge, state_badge
from ui.campaigns import chosen_campaign
from ui.finding_bulk import show_bulk, show_result
from ui.finding_filters import ledger_filters, require_ranges
from ui.guard import guard, required, told
from ui.links import open_page
from ui.listing import Listing
from ui.page import page_head
from ui.seen import when_ticked
from ui.table import Cell, Column
from ui.wording import day_cell, yuan_cell

COLUMNS = (
    Column("number", "编号", sort=True),
    Column("state", "状态", sort=True),
    Column("light", "预警"),
    Column("due", "整改期限", sort=True),
    Column("title", "问题", wrap=True, width="28%"),
    Column("category", "类别", sort=True),
    Column("unit", "单位", sort=True),
    Column("person", "责任人"),
    Column("amount", "金额（元）", align="right", sort=True),
)


NATURE_AFTER = 6  # columns, the category being the last of them


def places(row: LedgerLine) -> str:
    """The inspected unit, and who leads when that is another one."""
    return row.unit if row.lead_unit in ("", row.unit) else f"{row.unit}（{row.lead_unit}牵头）"


def columns(nature: str) -> tuple[Column, ...]:
    """The columns, with the nature of problems where the scheme tells them apart."""
    own = (Column("nature", nature),) if nature else ()
    return (*COLUMNS[:NATURE_AFTER], *own, *COLUMNS[NATURE_AFTER:])


def line(row: LedgerLine) -> dict[str, Cell]:
    """A row of the table."""
    return {
        "id": row.id,
        "number": row.number,
        "state": state_badge(row.state),
        "light": None if row.light in (None, Light.UNSET, Light.BLUE, Light.GREY) else light_badge(row.light),
        "due": day_cell(row.due),
        "title": row.title,
        "category": row.category,
        "nature": row.nature,
        "unit": places(row),
        "person": row.person,
        "amount": yuan_cell(row.amount_fen or None),
    }


actor = guard(Action.FINDING_READ)
head = page_head("问题台账", where=["问题整改"])
campaign = chosen_campaign(actor)
with required():
    options = ledger_options(actor, campaign.id)
with head:
    may = {action for action in (Action.FINDING_IMPORT, Action.FINDING_REGISTER) if options.open}
    may = {action for action in may if ruling(actor.role, action).allowed}
    if Action.FINDING_IMPORT in may and st.button("导入", key="import"):
        open_page("finding_import", campaign=campaign.id)
    if Action.FINDING_REGISTER in may and st.button("登记问题", type="primary", key="new"):
        open_page("finding_new", campaign=campaign.id)
show_result()
view = Listing("findings", default_sort="-number")
query = ledger_filters(view, options)
with told():
    require_ranges(query)
found = read_ledger(actor, query)
selectable = options.open and any(
    ruling(actor.role, action).allowed for action in (Action.FINDING_ASSIGN, Action.REMIND)
)
with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
    with st.container(width="stretch"):
        view.count(found.total, f"逾期 {found.overdue:,} 条")
    if found.total > MOST_ROWS:
        st.caption(f"超过 {MOST_ROWS:,} 条，筛选后可以导出")
    elif found.total:
        name = f"问题台账{clock.today():%Y%m%d}"
        view.export("导出 Excel", lambda: export_ledger(actor, query), f"{name}.xlsx")
        if found.total <= MOST_WORD_ROWS:
            words = view.in_words
            view.export("导出 Word", lambda: export_ledger_word(actor, query, words), f"{name}.docx")
bulk = st.container()
ticked = view.table(
    [line(row) for row in found.rows],
    columns(options.nature),
    total=found.total,
    opens="finding",
    selectable=selectable,
    caption="问题台账",
    nothing=("没有符合条件的问题", "可以放宽筛选条件后再试。")
    if view.filtered
    else ("这里列出发现的问题", "本专项行动还没有登记问题，自查报送和现场核查发现的问题会自动进入台账。"),
)
versions = when_ticked("findings", {row.id: row.version for row in found.rows if row.id in ticked})
if versions:
    with bulk:
        show_bulk(actor, options, versions)
