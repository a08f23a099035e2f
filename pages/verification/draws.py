"""抽取: which places are drawn by lot, who goes there, and what earlier draws are on record?"""

import streamlit as st

from domain.permissions import Action
from services.draw_records import DrawLine, list_draws
from services.visit_lists import campaign_word
from ui.campaigns import chosen_campaign
from ui.guard import guard
from ui.links import open_page
from ui.listing import Listing
from ui.page import page_head
from ui.table import Cell, Column
from ui.visits import quiet
from ui.wording import moment_cell

COLUMNS = (
    Column("title", "抽取", wrap=True, width="30%"),
    Column("at", "时间"),
    Column("drawn_by", "抽取人"),
    Column("places", "抽中", align="right"),
    Column("pool", "范围内单位", align="right"),
    Column("seed", "种子"),
)


def line(row: DrawLine) -> dict[str, Cell]:
    """A row of the list."""
    return {
        "id": row.id,
        "title": row.title,
        "at": moment_cell(row.at),
        "drawn_by": row.drawn_by,
        "places": row.places,
        "pool": row.pool_size,
        "seed": row.seed,
    }


actor = guard(Action.VISIT_PLAN)
top = st.container()
campaign = chosen_campaign(actor, "随机抽取")
check = campaign_word(actor, campaign.id)
with top:
    head = page_head("随机抽取", where=[check])
with head:
    if campaign.state == "running" and st.button("新的抽取", type="primary", key="new"):
        open_page("draw_new", campaign=campaign.id)
quiet(
    f"按镇街分层抽取检查对象，随机选派{check}人员。每次抽取的时间、种子、名单、在场人都留存，任何人都可以重新计算核对。"
)
found = list_draws(actor, campaign.id)
view = Listing("draws")
view.count(len(found))
first = (view.page - 1) * view.size
view.table(
    [line(row) for row in found[first : first + view.size]],
    COLUMNS,
    total=len(found),
    opens="draw",
    caption="抽取记录",
    nothing=("这里列出抽取记录", "还没有抽取过。点右上角“新的抽取”开始。"),
)
