"""行动设置: names, authority, close-out steps, traffic lights and scope of a running campaign."""

import streamlit as st

from domain.permissions import Action
from domain.terms import Unit
from services.campaign_end import end_campaign, reopen_campaign, still_open
from services.campaign_settings import edit_campaign, set_lights
from services.campaigns import campaign_timeline, read_campaign
from services.settings_store import MOST_DAYS
from ui.campaign_plan import GROUP
from ui.campaign_scope import scope_form
from ui.campaigns import campaign_badge, chosen_campaign
from ui.close_out_form import close_out_form
from ui.forms import Form, confirmed
from ui.guard import guard, required
from ui.links import page_url
from ui.page import page_head, section
from ui.timeline import show_timeline

UNITS = {Unit.CALENDAR_DAY.value: "自然日", Unit.WORKING_DAY.value: "工作日"}


def done(form: Form, sentence: str) -> None:
    """Say it and draw anew."""
    form.done(sentence)
    st.rerun()


def basics() -> None:
    """Name, authority, leading group."""
    initial = {"name": view.name, "authority": view.authority}
    initial |= {f"group_{key}": str(view.leading_group.get(key, "")) for key in GROUP}
    form = Form(f"basics-{view.id}", initial=initial, version=view.version)
    name = form.text("name", "名称", required=True, max_chars=120)
    authority = form.text(
        "authority",
        "授权依据",
        max_chars=200,
        help="登记本级政府指定开展督查的文件后，页面和文书才使用“督查”；方案写明用“核查”的，仍用“核查”。",
    )
    group = {key: form.text(f"group_{key}", label, max_chars=500) for key, label in GROUP.items()}
    reason = form.reason("修改理由")
    if form.submit("保存基本信息"):
        with form.told():
            values = {
                "name": name,
                "authority": authority,
                "leading_group": {key: text for key, text in group.items() if text},
            }
            edit_campaign(actor, view.id, values, reason, form.version)
            done(form, "基本信息已保存。")


def lights() -> None:
    """When a deadline turns yellow."""
    initial = {"yellow_days": view.bounds.yellow_days, "unit": view.bounds.unit.value}
    form = Form(f"lights-{view.id}", initial=initial, version=view.version)
    left, right = st.columns(2)
    with left:
        days = form.number("yellow_days", "到期前几日开始提示“临近”", max_value=MOST_DAYS)
    with right:
        unit = form.choice("unit", "按", UNITS, required=True)
    reason = form.reason("修改理由")
    if form.submit("保存预警标准"):
        with form.told():
            set_lights(actor, view.id, days, Unit(unit), reason, form.version)
            done(form, "预警标准已保存。")


def end() -> None:
    """The end of the campaign."""
    with confirmed(f"end-{view.id}", "结束专项行动", version=view.version) as form:
        st.caption("结束后，自查、核查、问题和阶段只能查看；回头看照常办理。需要时可以恢复。")
        if left := still_open(actor, view.id):
            st.warning("还没有办结的问题：" + "，".join(f"{word} {count} 个" for word, count in left.items()))
        reason = form.reason("结束理由")
        if form.submit("结束专项行动", danger=True):
            with form.told():
                end_campaign(actor, view.id, reason, form.version)
                done(form, "专项行动已结束。")


def reopen() -> None:
    """Back to work in a campaign that was ended."""
    st.info("专项行动已经结束，设置只能查看。")
    with confirmed(f"reopen-{view.id}", "恢复专项行动", version=view.version) as form:
        st.caption("恢复后，各项工作可以继续办理；结束和恢复都留在办理记录里。")
        reason = form.reason("恢复理由")
        if form.submit("恢复专项行动", danger=True):
            with form.told():
                reopen_campaign(actor, view.id, reason, form.version)
                done(form, "专项行动已恢复。")


actor = guard(Action.CAMPAIGN_EDIT)
campaign = chosen_campaign(actor)
with required():
    view = read_campaign(actor, campaign.id)
page_head(
    "行动设置",
    where=["专项行动", (view.name, page_url("phases", campaign=view.id))],
    badges=[campaign_badge(view.state)],
)
parts = {
    "基本信息": basics,
    "销号程序": lambda: close_out_form(actor, view),
    "预警标准": lights,
    "单位范围": lambda: scope_form(actor, view),
    "结束": end,
}
if view.state == "running":
    for tab, draw in zip(st.tabs(list(parts)), parts.values(), strict=True):
        with tab:
            draw()
else:
    reopen()
section("变更记录")
show_timeline(campaign_timeline(actor, view.id))
