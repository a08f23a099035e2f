"""核查任务: where do I go, and how far is each visit?"""

import streamlit as st

from domain.check_words import spoken
from domain.permissions import Action, ruling
from domain.visits import STATE_NAMES
from services import clock
from services.visit_lists import VisitFilter, VisitLine, campaign_word, list_visits, my_visits
from ui.campaigns import chosen_campaign
from ui.guard import guard
from ui.links import open_page
from ui.listing import Listing
from ui.page import page_head, section
from ui.table import Cell, Column
from ui.visits import quiet, visit_badge, worded
from ui.wording import day_cell, day_text

COLUMNS = (
    Column("unit", "被核查单位", sort=True, width="22%", wrap=True),
    Column("planned_on", "计划日期", sort=True),
    Column("visited_on", "核查日期"),
    Column("team", "核查人员", wrap=True),
    Column("origin", "来源"),
    Column("state", "状态", sort=True),
)


def card(visit: VisitLine) -> None:
    """One of today's places, with one large button."""
    with st.container(border=True, key=f"place-{visit.id}"):
        left, right = st.columns([3, 1], vertical_alignment="center")
        late = "（已过计划日期）" if visit.overdue else ""
        left.markdown(f"**{visit.unit.replace('*', '')}**")
        with left:
            quiet(f"{day_text(visit.planned_on)}{late} · {'、'.join(visit.team)}")
        left.progress(
            visit.answered / visit.items if visit.items else 0.0,
            text=f"{STATE_NAMES[visit.state]}，已填 {visit.answered}/{visit.items} 项",
        )
        if right.button("打开", key=f"open-{visit.id}", type="primary", width="stretch"):
            open_page("visit_record" if visit.items else "visit", id=visit.id)


def today() -> None:
    """Today's places of an inspector, and those left over."""
    mine = my_visits(actor, clock.today())
    section("今天去哪里", f"{day_text(clock.today())}，共 {len(mine)} 处")
    if not mine:
        st.caption(f"今天没有安排给您的{check}。")
    for visit in mine:
        card(visit)


def line(visit: VisitLine) -> dict[str, Cell]:
    """A row of the list."""
    return {
        "id": visit.id,
        "unit": visit.unit,
        "planned_on": day_cell(visit.planned_on),
        "visited_on": day_cell(visit.visited_on),
        "team": "、".join(visit.team),
        "origin": "随机抽取" if visit.drawn else "直接安排",
        "state": visit_badge(visit.state, check),
    }


actor = guard(Action.VISIT_READ)
plans = ruling(actor.role, Action.VISIT_PLAN).allowed
records = ruling(actor.role, Action.VISIT_RECORD).allowed
top = st.container()
campaign = chosen_campaign(actor, "核查任务")
check = campaign_word(actor, campaign.id)
with top:
    head = page_head(f"{check}任务", where=[check])
with head:
    if plans and campaign.state == "running" and st.button(f"安排{check}", type="primary", key="plan"):
        open_page("visit_plan", campaign=campaign.id)
if records:
    today()
    section(f"全部{check}")

view = Listing("visits", default_sort="-planned_on")
with view.filters():
    words = view.text("q", f"被{check}单位")
    state = view.choice(
        "state", "状态", {one.value: spoken(name, check) for one, name in STATE_NAMES.items()}
    )
    since = view.day("from", "计划日期从")
    until = view.day("to", "到")
    mine = view.tick("mine", "只看我的") if records else False
wanted = VisitFilter(campaign.id, state, words, planned_from=since, planned_to=until, mine=mine)
found = list_visits(actor, wanted, sort=view.sort, page=view.page, size=view.size)
view.count(found.total, f"未签字 {found.open} 次")
nothing = (
    f"这里列出{check}任务",
    f"还没有{check}。点“安排{check}”或在“随机抽取”里抽取。"
    if plans
    else f"{check}记录签字确认后，会出现在这里。",
)
view.table(
    [line(visit) for visit in found.rows],
    worded(COLUMNS, check),
    total=found.total,
    opens="visit",
    caption=f"{check}任务",
    nothing=(f"没有符合条件的{check}", "可以放宽筛选条件后再试。") if view.filtered else nothing,
)
