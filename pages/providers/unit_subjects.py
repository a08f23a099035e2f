"""判定范围: which units and persons a regime judges besides its providers."""

import streamlit as st

from domain.permissions import Action
from services.regimes import regime_choices
from services.subjects import Kind, add_subject, enrol_units, kinds_of
from services.units import unit_choices
from services.verdicts import compute_verdicts
from ui.forms import Form
from ui.guard import guard, told
from ui.links import page_url
from ui.page import flash, page_head, section
from ui.starting import no_regime


def units(kind: Kind) -> None:
    """Units of a kind: how many are judged, and one press for those that are not."""
    left, right = st.columns([3, 1], vertical_alignment="center")
    missing = f"，还有 {len(kind.missing)} 个未纳入" if kind.missing else ""
    left.write(f"**{kind.name}**　已纳入 {kind.judged} 个{missing}")
    if kind.missing and right.button(f"纳入全部{kind.name}", key=f"enrol-{kind.key}"):
        with told():
            count = enrol_units(actor, regime_id, kind.key)
            compute_verdicts(actor, regime_id)
            flash(f"已纳入 {count} 个{kind.name}。")
            st.rerun()


def by_name(kinds: dict[str, str]) -> None:
    """Persons and bodies that are no units of the system."""
    section("按名称登记", "方案还对下列对象规定了目标、责任或规则")
    form = Form(f"subject-{regime_id}", narrow=True)
    with form:
        kind = form.choice("kind", "对象", kinds, required=True)
        name = form.text("name", "名称（姓名）", required=True, max_chars=100)
        unit = form.choice("unit_id", "所属单位", unit_choices(actor), required=True)
        if form.submit("登记") and form.filled(kind="请选择对象", unit_id="请选择所属单位"):
            with form.told():
                add_subject(actor, regime_id, {"kind": kind, "name": name, "unit_id": int(unit)})
                form.done(f"“{name}”已纳入判定范围。")
                st.rerun()


actor = guard(Action.REGIME_EDIT)
page_head("判定范围", where=["专项行动", ("各单位目标与责任", page_url("unit_targets"))])
regimes = regime_choices(actor)
if not regimes:
    no_regime(actor, "这里确定方案判定哪些单位和人员")
chosen = st.selectbox("监管方案", list(regimes), format_func=regimes.__getitem__, key="regime")
regime_id = int(chosen)
found = kinds_of(actor, regime_id)
section("单位", "纳入后按方案判定目标、责任和规则；登记第一条数据时也会自动纳入")
for one in found:
    if one.of_units:
        units(one)
named = {one.key: f"{one.name}（已登记 {one.judged} 个）" for one in found if not one.of_units}
if named:
    by_name(named)
