"""单位详情: what is this unit, who works there, what was changed?"""

import streamlit as st

from domain.permissions import ROLE_NAMES, Action
from domain.units import UNIT_KIND_NAMES, UnitKind
from services.account_lists import search_accounts
from services.audit_search import unit_timeline
from services.unit_changes import edit_unit, set_unit_active
from services.units import UnitForm, UnitView, possible_parents, read_unit, unit_choices
from ui.badges import Badge
from ui.forms import Form, confirmed
from ui.guard import guard, required
from ui.links import id_param, page_url
from ui.listing import simple_table
from ui.page import facts, page_head, section
from ui.table import Cell, Column
from ui.timeline import show_timeline


def edit(unit: UnitView) -> None:
    """Words and parent; the kind stays what it is."""
    parents = unit_choices(actor, kinds=possible_parents(unit.kind))
    form = Form(
        f"unit-{unit.id}",
        version=unit.version,
        initial={
            "name": unit.name,
            "code": unit.code,
            "contact": unit.contact,
            "phone": unit.phone,
            "parent_id": str(unit.parent_id or ""),
        },
    )
    name = form.text("name", "单位名称", required=True, max_chars=100)
    parent = form.choice("parent_id", "上级单位", parents, required=True) if parents else ""
    code = form.text("code", "统一社会信用代码或区划代码", max_chars=32)
    contact, phone = (
        form.text("contact", "联系人", max_chars=50),
        form.text("phone", "联系电话", max_chars=30),
    )
    if form.submit("保存修改"):
        with form.told():
            new = UnitForm(name, unit.kind, int(parent) if parent else None, code, contact, phone)
            edit_unit(actor, unit.id, new, form.version)
            form.done("已保存。")
            st.rerun()


def switch(unit: UnitView) -> None:
    """Take out of use, or back."""
    word = "停用" if unit.active else "启用"
    with confirmed(f"unit-switch-{unit.id}", f"{word}这个单位", version=unit.version) as form:
        reason = form.reason(f"{word}理由")
        if form.submit(word, danger=True):
            with form.told():
                set_unit_active(actor, unit.id, form.version, active=not unit.active, reason=reason)
                form.done(f"已{word}。")
                st.rerun()


actor = guard(Action.UNIT_EDIT)
with required():
    unit = read_unit(actor, id_param())
state = Badge("在用", "●", "good") if unit.active else Badge("停用", "×", "ended")
page_head(unit.name, where=["系统", ("单位", page_url("units"))], badges=[state])
facts(
    {
        "类别": UNIT_KIND_NAMES[unit.kind],
        "上级": unit.parent_name,
        "代码": unit.code,
        "联系人": unit.contact,
        "联系电话": unit.phone,
    }
)
with st.container(key="stacks-unit"):
    left, right = st.columns([3, 2], gap="large")
with left:
    section("修改")
    edit(unit)
    if unit.kind is not UnitKind.DISTRICT:
        switch(unit)
with right:
    section("账号")
    people: list[dict[str, Cell]] = [
        {"id": one.id, "name": one.name, "username": one.username, "role": ROLE_NAMES[one.role]}
        for one in search_accounts(actor, unit_id=unit.id).rows
    ]
    simple_table(
        people,
        (Column("name", "姓名"), Column("username", "账号"), Column("role", "身份")),
        key="unit-people",
        opens="account",
        caption="这个单位的账号",
    )
    section("变更记录")
    show_timeline(unit_timeline(actor, unit.id))
