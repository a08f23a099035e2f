"""供应商库详情: who is in the pool, how they were evaluated, who enters and who leaves."""

import streamlit as st

from domain.permissions import Action, ruling
from services.provider_names import name_providers
from services.vendor_pools import MemberRow, PoolView, enter_pool, evaluate_member, read_pool, remove_member
from ui.badges import Badge
from ui.forms import Form
from ui.guard import guard, required
from ui.links import id_param, page_url
from ui.listing import simple_table
from ui.page import facts, page_head, section
from ui.pool_draws import draw_form, show_draws
from ui.table import Cell, Column
from ui.wording import day_cell

COLUMNS = (
    Column("provider", "服务单位", wrap=True, link=True),
    Column("state", "状态"),
    Column("entered", "入库"),
    Column("evaluation", "最近评价", wrap=True, width="30%"),
    Column("removed", "出库或受限", wrap=True),
)


def line(member: MemberRow) -> dict[str, Cell]:
    """A member as a row."""
    last = member.evaluations[-1] if member.evaluations else None
    if member.removed_on:
        state = Badge("已出库", "×", "ended")
    else:
        state = Badge("受限", "■", "late") if member.barred else Badge("在库", "✓", "good")
    return {
        "id": member.provider_id,
        "provider": member.provider,
        "entered": day_cell(member.entered_on),
        "evaluation": f"{last['on']} {last['result']}：{last['opinion']}" if last else "",
        "removed": f"{member.removed_on} {member.removal_reason}" if member.removed_on else member.barred,
        "state": state,
    }


def enter(pool: PoolView) -> None:
    """A provider enters, condition by condition."""
    with st.expander("入库"):
        inside = {member.provider_id for member in pool.members if member.removed_on is None}
        names = {str(row.id): row.name for row in name_providers(actor) if row.id not in inside}
        form = Form(f"enter-{pool.id}")
        provider = form.choice("provider_id", "服务单位", names, required=True)
        met = {one: form.tick(f"condition_{place}", one) for place, one in enumerate(pool.conditions)}
        if form.submit("入库") and form.filled(provider_id="请选择服务单位"):
            with form.told():
                enter_pool(actor, pool.id, int(provider), met)
                form.done(f"“{names[provider]}”已入库。")
                st.rerun()


def handle(pool: PoolView) -> None:
    """Evaluate a member, or take it out."""
    inside = {str(member.id): member for member in pool.members if member.removed_on is None}
    if not inside:
        return
    with st.expander("评价或出库"):
        names = {key: member.provider for key, member in inside.items()}
        chosen = Form(f"choose-{pool.id}").choice("member", "服务单位", names, required=True)
        if not chosen:
            return
        member = inside[chosen]
        form = Form(f"handle-{member.id}", version=member.version)
        result = form.text("result", "评价结果", max_chars=40, placeholder="例如：优良")
        opinion = form.area("opinion", "评价依据或出库原因", required=True, height=80)
        removes = form.tick("removes", "移出供应商库")
        if form.submit("保存"):
            with form.told():
                if removes:
                    remove_member(actor, member.id, form.version, opinion)
                else:
                    evaluate_member(actor, member.id, form.version, result, opinion)
                form.done(f"“{member.provider}”已移出供应商库。" if removes else "评价已保存。")
                st.rerun()


actor = guard(Action.POOL_READ)
with required():
    pool = read_pool(actor, id_param())
page_head(pool.name, where=["服务单位", ("供应商库", page_url("vendor_pools"))])
facts({"依据": pool.basis, "服务区域和项目": pool.reach or "不限", "入库条件": "\n".join(pool.conditions)})
section("单位", f"在库 {sum(1 for one in pool.members if one.removed_on is None)} 家")
simple_table([line(one) for one in pool.members], COLUMNS, key="members", opens="provider", caption="单位")
if ruling(actor.role, Action.POOL_EDIT).allowed:
    enter(pool)
    handle(pool)
    draw_form(actor, pool)
show_draws(actor, pool)
