"""行动设置: names, authority, close-out steps, traffic lights and scope of a running campaign."""

import streamlit as st

from domain.permissions import ROLE_NAMES, Action, Role
from domain.terms import Unit
from domain.units import UNIT_KIND_NAMES
from domain.workflow import Step, StepKind
from services.campaign_creation import scope_candidates, units_in_scope
from services.campaign_settings import edit_campaign, end_campaign, set_close_out, set_lights, set_scope
from services.campaigns import campaign_timeline, read_campaign
from ui.campaigns import campaign_badge, chosen_campaign
from ui.forms import Form, confirmed
from ui.guard import guard, required
from ui.links import page_url
from ui.page import flash, page_head, section
from ui.timeline import show_timeline

KINDS = {"review": "审核", "verify": "现场验收", "publicity": "公示", "strike": "销号"}
CHECKERS = {
    role.value: ROLE_NAMES[role] for role in (Role.OFFICE, Role.INSPECTOR, Role.LEADER, Role.DISCIPLINE)
}
UNITS = {Unit.CALENDAR_DAY.value: "自然日", Unit.WORKING_DAY.value: "工作日"}
GROUP = {"head": "组长", "deputy": "副组长", "members": "成员单位", "office": "办公室设在"}


def done(form: Form, sentence: str) -> None:
    """Say it and draw anew."""
    form.done()
    flash(sentence)
    st.rerun()


def basics() -> None:
    """Name, authority, leading group."""
    initial = {"name": view.name, "authority": view.authority}
    initial |= {f"group_{key}": str(view.leading_group.get(key, "")) for key in GROUP}
    form = Form(f"basics-{view.id}-{view.version}", initial=initial)
    name = form.text("name", "名称", required=True, max_chars=120)
    authority = form.text(
        "authority",
        "授权依据",
        max_chars=200,
        help="登记本级政府指定开展督查的文件后，页面和文书才使用“督查”。",
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
            edit_campaign(actor, view.id, values, reason, view.version)
            done(form, "基本信息已保存。")


def close_out() -> None:
    """The steps between a submitted rectification and 销号, as a list that can grow and shrink."""
    key = f"steps-{view.id}-{view.version}"
    st.session_state.setdefault(key, len(view.steps))
    form = Form(key)
    steps = [
        step_row(form, number, view.steps[number] if number < len(view.steps) else None)
        for number in range(st.session_state[key])
    ]
    with st.container(horizontal=True):
        if st.button("增加一步", key=f"{key}-more"):
            st.session_state[key] += 1
            st.rerun()
        if st.button("去掉最后一步", key=f"{key}-less", disabled=len(steps) < 2):
            st.session_state[key] -= 1
            st.rerun()
    reason = form.reason("修改理由")
    if form.submit("保存销号程序"):
        with form.told():
            set_close_out(actor, view.id, steps, reason, view.version)
            done(form, "销号程序已保存。")


def step_row(form: Form, number: int, step: Step | None) -> dict[str, object]:
    """One step in one line."""
    name_at, kind_at, roles_at, days_at, two_at = st.columns([3, 2, 4, 2, 2], vertical_alignment="bottom")
    with name_at:
        name = form.text(f"name_{number}", f"第{number + 1}步", step.name if step else "", max_chars=30)
    with kind_at:
        kind = form.choice(
            f"kind_{number}", "性质", KINDS, step.kind.value if step else "review", required=True
        )
    with roles_at:
        stands = [role.value for role in step.roles if role.value in CHECKERS] if step else []
        roles = form.choices(f"roles_{number}", "谁办理", CHECKERS, stands)
    with days_at:
        days = form.number(f"days_{number}", "公示工作日", step.publicity_days if step else 0, max_value=60)
    with two_at:
        two = form.tick(f"two_{number}", "两人以上", step.two_people if step else False)
    return {
        "name": name,
        "kind": StepKind(kind or "review"),
        "roles": tuple(Role(role) for role in roles),
        "publicity_days": days,
        "two_people": two,
    }


def lights() -> None:
    """When a deadline turns yellow."""
    form = Form(f"lights-{view.id}-{view.version}")
    left, right = st.columns(2)
    with left:
        days = form.number("yellow_days", "到期前几日开始提示“临近”", view.bounds.yellow_days, max_value=365)
    with right:
        unit = form.choice("unit", "按", UNITS, view.bounds.unit.value, required=True)
    reason = form.reason("修改理由")
    if form.submit("保存预警标准"):
        with form.told():
            set_lights(actor, view.id, days, Unit(unit), reason, view.version)
            done(form, "预警标准已保存。")


def scope() -> None:
    """Units in scope, by kind."""
    inside = units_in_scope(actor, view.id)
    form = Form(f"scope-{view.id}-{view.version}")
    chosen: list[int] = []
    known = scope_candidates(actor)
    for kind in dict.fromkeys(one.kind for one in known):
        options = {str(one.id): one.name for one in known if one.kind is kind}
        stands = [key for key in options if int(key) in inside]
        chosen += [int(key) for key in form.choices(kind.value, UNIT_KIND_NAMES[kind], options, stands)]
    chosen += sorted(inside - {one.id for one in known})
    reason = form.reason("调整理由")
    if form.submit("保存单位范围"):
        with form.told():
            set_scope(actor, view.id, chosen, reason, view.version)
            done(form, "单位范围已保存。")


def end() -> None:
    """The end of the campaign."""
    with confirmed(f"end-{view.id}", "结束专项行动") as form:
        st.caption("结束后，自查、核查、问题和阶段只能查看，不能再修改。")
        reason = form.reason("结束理由")
        if form.submit("结束专项行动", danger=True):
            with form.told():
                end_campaign(actor, view.id, reason, view.version)
                done(form, "专项行动已结束。")


actor = guard(Action.CAMPAIGN_EDIT)
campaign = chosen_campaign(actor)
with required():
    view = read_campaign(actor, campaign.id)
page_head(
    "行动设置",
    where=["专项行动", (view.name, page_url("phases", campaign=view.id))],
    badges=[campaign_badge(view.state)],
)
parts = {"基本信息": basics, "销号程序": close_out, "预警标准": lights, "单位范围": scope, "结束": end}
if view.state == "running":
    for tab, draw in zip(st.tabs(list(parts)), parts.values(), strict=True):
        with tab:
            draw()
else:
    st.info("专项行动已经结束，设置只能查看。")
section("变更记录")
show_timeline(campaign_timeline(actor, view.id))
