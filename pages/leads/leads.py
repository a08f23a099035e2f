"""线索登记: which leads are there, and which wait to be handed over? Discipline only."""

import streamlit as st

from domain.leads import DESTINATION_NAMES, STATE_NAMES
from domain.permissions import Action
from services.lead_reading import LeadFilter, LeadLine, list_leads
from services.leads import lead_choices
from ui.campaigns import chosen_campaign
from ui.guard import guard
from ui.leads import DESTINATIONS, lead_badge
from ui.links import open_page
from ui.listing import Listing
from ui.page import page_head
from ui.table import Cell, Column
from ui.wording import day_cell, yuan_cell

COLUMNS = (
    Column("number", "线索编号", sort=True),
    Column("nature", "问题性质"),
    Column("stage", "发生环节"),
    Column("subject", "被反映人或单位", wrap=True, width="22%"),
    Column("found_on", "发现日期", sort=True),
    Column("amount", "涉及金额（元）", align="right"),
    Column("destination", "移送去向", wrap=True),
    Column("state", "状态", sort=True),
)


def line(row: LeadLine) -> dict[str, Cell]:
    """A row of the list."""
    return {
        "id": row.id,
        "number": row.number,
        "nature": row.nature,
        "stage": row.stage,
        "subject": row.subject,
        "found_on": day_cell(row.found_on),
        "amount": yuan_cell(row.amount_fen),
        "destination": DESTINATION_NAMES[row.destination],
        "state": lead_badge(row.state),
    }


actor = guard(Action.LEAD_READ)
with page_head("线索登记", where=["线索"]):
    register = st.button("登记线索", type="primary", key="new")
campaign = chosen_campaign(actor)
if register:
    open_page("lead_new", campaign=campaign.id)
choices = lead_choices(actor, campaign.id)
view = Listing("leads", default_sort="-number")
with view.filters():
    words = view.text("q", "编号、对象、事实")
    state = view.choice("state", "状态", {one.value: name for one, name in STATE_NAMES.items()})
    nature = view.choice("nature", "问题性质", choices.natures)
    destination = view.choice("to", "移送去向", DESTINATIONS, width=220)
wanted = LeadFilter(campaign.id, state, nature, destination, words)
found = list_leads(actor, wanted, sort=view.sort, page=view.page, size=view.size)
view.count(found.total, f"待移送 {found.waiting} 件")
view.table(
    [line(row) for row in found.rows],
    COLUMNS,
    total=found.total,
    opens="lead",
    caption="线索",
    nothing=("这里登记问题线索", "专项办和核查人员移送的线索、来信来访反映的线索都列在这里，仅本组可见。"),
)
