"""阶段与报送: which phase runs, what keeps the next step, what is to be reported until when?"""

import streamlit as st

from domain.permissions import Action, ruling
from services.campaigns import read_campaign
from services.phases import phase_readiness
from ui.campaigns import campaign_badge, chosen_campaign
from ui.close_out_form import told_step
from ui.guard import guard, required
from ui.links import open_page, page_link, page_url
from ui.page import Step, facts, page_head, section
from ui.phase_box import PhaseBoxes

actor = guard(Action.CAMPAIGN_READ)
campaign = chosen_campaign(actor)
with required():
    view = read_campaign(actor, campaign.id)
trail: list[Step] = ["专项行动", ("行动列表", page_url("campaigns")), view.name]
with page_head("阶段与报送", where=trail, badges=[campaign_badge(view.state)]):
    if ruling(actor.role, Action.CAMPAIGN_EDIT).allowed and st.button("行动设置", key="settings"):
        open_page("campaign_settings", campaign=campaign.id)
facts(
    {
        "方案": f"{view.scheme}（版本 {view.scheme_version}）",
        "授权依据": f"{view.authority or '未登记'}，页面和文书使用“{view.check_word}”",
        "单位范围": f"{view.units} 个单位",
        "销号程序": " → ".join(told_step(step, view.conditions) for step in view.steps),
    }
)
with st.container(horizontal=True, key="library-links"):
    if ruling(actor.role, Action.LIBRARY_READ).allowed:
        page_link("查看方案全文", "library", id=view.library_id)
    if ruling(actor.role, Action.CAMPAIGN_EDIT).allowed and view.state == "running":
        page_link("换用方案的其他版本", "rebase", campaign=view.id)
boxes = PhaseBoxes(actor, view)
section("阶段", "日期遇休息日只提示，不自动顺延")
for number, ready in enumerate(phase_readiness(actor, campaign.id), start=1):
    boxes.phase(number, ready)
section("报送事项")
for duty in view.duties:
    boxes.duty(duty)
