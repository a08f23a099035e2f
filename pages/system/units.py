"""单位: which units are there, who stands below whom?"""

import streamlit as st

from domain.permissions import Action
from domain.units import UNIT_KIND_NAMES, UnitKind
from services.units import UnitForm, UnitView, create_unit, list_units, possible_parents
from ui.badges import Badge
from ui.forms import Form
from ui.guard import guard
from ui.links import open_page
from ui.listing import Listing
from ui.page import page_head
from ui.table import Cell, Column

COLUMNS = (
    Column("name", "单位", width="34%"),
    Column("kind", "类别"),
    Column("parent", "上级"),
    Column("code", "代码"),
    Column("contact", "联系人"),
    Column("phone", "联系电话"),
    Column("state", "状态"),
)
KINDS = {kind.value: name for kind, name in UNIT_KIND_NAMES.items()}
NEW_KINDS = {value: name for value, name in KINDS.items() if value != UnitKind.DISTRICT.value}


@st.dialog("新建单位")
def new_unit(units: list[UnitView]) -> None:
    """A small form; the parent offered depends on the kind."""
    form = Form("unit-new")
    kind = form.choice("kind", "类别", NEW_KINDS, required=True)
    parents = possible_parents(UnitKind(kind)) if kind else frozenset()
    offered = {str(unit.id): unit.name for unit in units if unit.kind in parents and unit.active}
    parent = form.choice(
        "parent_id",
        "上级单位",
        offered,
        required=True,
    )
    name = form.text("name", "单位名称", required=True, max_chars=100)
    code = form.text("code", "统一社会信用代码或区划代码", max_chars=32)
    contact, phone = (
        form.text("contact", "联系人", max_chars=50),
        form.text("phone", "联系电话", max_chars=30),
    )
    if form.submit("保存") and form.filled(kind="请选择类别。"):
        with form.told():
            unit_id = create_unit(
                actor, UnitForm(name, UnitKind(kind), int(parent) if parent else None, code, contact, phone)
            )
            form.done(f"已新建“{name}”。")
            open_page("unit", id=unit_id)


def line(unit: UnitView, *, indented: bool) -> dict[str, Cell]:
    """A row of the tree; depth is shown by indentation while the whole tree is shown."""
    indent = "　" * unit.depth if indented else ""
    return {
        "id": unit.id,
        "name": indent + unit.name,
        "kind": UNIT_KIND_NAMES[unit.kind],
        "parent": unit.parent_name,
        "code": unit.code,
        "contact": unit.contact,
        "phone": unit.phone,
        "state": Badge("在用", "●", "good") if unit.active else Badge("停用", "×", "ended"),
    }


actor = guard(Action.UNIT_EDIT)
units = list_units(actor)
with page_head("单位", where=["系统"]):
    if st.button("导入单位", key="import"):
        open_page("unit_import")
    if st.button("新建单位", type="primary", key="new"):
        new_unit(units)

view = Listing("units")
with view.filters():
    words = view.text("q", "名称或代码")
    kind = view.choice("kind", "类别", KINDS)
    state = view.choice("state", "状态", {"1": "在用", "0": "停用"})
found = [
    unit
    for unit in units
    if (not words or words in unit.name or words in unit.code)
    and (not kind or unit.kind.value == kind)
    and (not state or unit.active == (state == "1"))
]
start = (view.page - 1) * view.size
view.count(len(found), f"其中停用 {sum(not unit.active for unit in found)} 个")
view.table(
    [line(unit, indented=not view.filtered) for unit in found[start : start + view.size]],
    COLUMNS,
    total=len(found),
    opens="unit",
    caption="单位",
)
