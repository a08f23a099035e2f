"""供应商库详情: who is in the pool, how they were evaluated, who enters and who leaves."""

import streamlit as st

from domain.permissions import Action, ruling
from services.pool_draws import draw_from_pool, list_pool_draws
from services.provider_list import list_providers
from services.vendor_pools import MemberRow, PoolView, enter_pool, evaluate_member, read_pool, remove_member
from ui.badges import Badge
from ui.forms import Form
from ui.guard import guard, required
from ui.links import id_param, page_url
from ui.listing import simple_table
from ui.page import facts, page_head, section
from ui.table import Cell, Column
from ui.wording import day_cell, moment_cell

COLUMNS = (
    Column("provider", "服务单位", wrap=True, link=True),
    Column("entered", "入库"),
    Column("evaluation", "最近评价", wrap=True, width="30%"),
    Column("removed", "出库", wrap=True),
    Column("state", "状态"),
)
DRAWS = (
    Column("title", "承接的服务项目", wrap=True),
    Column("drawn", "抽中", wrap=True),
    Column("excluded", "未参加", wrap=True, width="30%"),
    Column("record", "记录", wrap=True),
    Column("state", "复算"),
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
        "removed": f"{member.removed_on} {member.removal_reason}" if member.removed_on else "",
        "state": state,
    }


def enter(pool: PoolView) -> None:
    """A provider enters, condition by condition."""
    with st.expander("入库"):
        inside = {member.provider_id for member in pool.members if member.removed_on is None}
        names = {
            str(row.id): row.name for row in list_providers(actor, size=500).rows if row.id not in inside
        }
        form = Form(f"enter-{pool.id}")
        provider = form.choice("provider_id", "服务单位", names, required=True)
        met = {one: form.tick(f"condition_{place}", one) for place, one in enumerate(pool.conditions)}
        if form.submit("入库") and form.filled(provider_id="请选择服务单位"):
            with form.told():
                enter_pool(actor, pool.id, int(provider), met)
                form.done("已入库。")
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
                form.done("已保存。")
                st.rerun()


def draws(pool: PoolView) -> None:
    """Who was drawn for which work, on the record."""
    rows: list[dict[str, Cell]] = [
        {
            "id": row.id,
            "title": row.title,
            "drawn": "、".join(row.drawn),
            "excluded": "\n".join(f"{name}：{reason}" for name, reason in row.excluded),
            "record": f"{moment_cell(row.at)} {row.drawn_by}；在场人：{row.witnesses}；种子 {row.seed}",
            "state": Badge("复算一致", "✓", "good") if row.holds else Badge("复算不一致", "■", "late"),
        }
        for row in list_pool_draws(actor, pool.id)
    ]
    if rows:
        section("抽取记录", "从在库单位中随机抽取承接单位；禁入、暂停期内和不符合准入条件的不参加")
        simple_table(rows, DRAWS, key="draws", caption="抽取记录")


def draw(pool: PoolView) -> None:
    """Draw for a piece of work."""
    with st.expander("抽取承接单位"):
        form = Form(f"draw-{pool.id}")
        title = form.text("title", "承接的服务项目", required=True, max_chars=200)
        count = form.number("count", "抽取家数", 1, min_value=1)
        witnesses = form.text("witnesses", "在场人", required=True, max_chars=300)
        seed = form.text("seed", "抽取种子（在场人报出；不填由系统产生）", max_chars=64)
        if form.submit("抽取"):
            with form.told():
                values = {"title": title, "count": count, "witnesses": witnesses, "seed": seed}
                draw_from_pool(actor, pool.id, values)
                form.done("已抽取，结果见抽取记录。")
                st.rerun()


actor = guard(Action.POOL_READ)
with required():
    pool = read_pool(actor, id_param())
page_head(pool.name, where=["服务单位", ("供应商库", page_url("vendor_pools"))])
facts({"依据": pool.basis, "入库条件": "\n".join(pool.conditions)})
section("单位", f"在库 {sum(1 for one in pool.members if one.removed_on is None)} 家")
simple_table([line(one) for one in pool.members], COLUMNS, key="members", opens="provider", caption="单位")
if ruling(actor.role, Action.POOL_EDIT).allowed:
    enter(pool)
    handle(pool)
    draw(pool)
draws(pool)
