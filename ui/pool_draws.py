"""Draws of providers for work out of a pool: the record, and the form."""

import streamlit as st

from services.actor import Actor
from services.pool_draws import draw_from_pool, list_pool_draws
from services.vendor_pools import PoolView
from ui.badges import Badge
from ui.forms import Form
from ui.listing import simple_table
from ui.page import section
from ui.table import Cell, Column
from ui.wording import moment_cell

DRAWS = (
    Column("title", "承接的服务项目", wrap=True),
    Column("drawn", "抽中", wrap=True),
    Column("excluded", "未参加", wrap=True, width="30%"),
    Column("record", "记录", wrap=True),
    Column("state", "复算"),
)


def show_draws(actor: Actor, pool: PoolView) -> None:
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


def draw_form(actor: Actor, pool: PoolView) -> None:
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
                drawn_id = draw_from_pool(actor, pool.id, values)
                (drawn,) = [one.drawn for one in list_pool_draws(actor, pool.id) if one.id == drawn_id]
                form.done(f"抽中：{'、'.join(drawn)}。名单和种子见抽取记录。")
                st.rerun()
