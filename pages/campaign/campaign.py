"""行动概览: are we on time, who has not reported, what is wrong, how far has rectification come?"""

import streamlit as st

from domain.permissions import Action, ruling
from domain.phases import due_sentence, left_open
from services.campaign_overview import Overview, overview
from services.self_reminders import remind_missing
from ui.campaign_charts import phase_chart
from ui.campaign_figures import head_figures, reports_head, show_coverage, show_filings, show_findings
from ui.campaigns import campaign_badge, chosen_campaign
from ui.guard import guard, told
from ui.links import open_page, page_url
from ui.page import flash, next_step, page_head, section


def remind(seen: Overview) -> None:
    """One click for everybody who is missing."""
    may = ruling(actor.role, Action.REMIND).allowed and seen.state == "running"
    label = f"一键催报 {seen.coverage.missing} 个未报单位"
    if seen.coverage.missing and may and st.button(label, key="remind", type="primary"):
        with told():
            flash(remind_missing(actor, seen.campaign_id).sentence)
            st.rerun()


actor = guard(Action.DASHBOARD_READ)
campaign = chosen_campaign(actor)
seen = overview(actor, campaign.id)
with page_head(
    seen.name, where=["专项行动", ("行动列表", page_url("campaigns"))], badges=[campaign_badge(seen.state)]
):
    if st.button("阶段与报送", key="phases"):
        open_page("phases", campaign=campaign.id)
if seen.running:
    older = left_open(seen.running, seen.today)
    now = f"当前阶段：{seen.running[0].name}，{due_sentence(seen.running[0].end, seen.today)}"
    next_step(f"{now}；{older}" if older else now)
head_figures(seen)
section("阶段进度")
phase_chart(seen.phases, seen.today)
reports_head(seen)
if seen.reports:
    remind(seen)
    show_coverage(seen)
else:
    st.caption("该方案没有规定自查报告。")
show_filings(seen)
show_findings(seen)
