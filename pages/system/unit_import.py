"""导入单位: many units at once, from Excel or from pasted lines."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from domain.errors import Invalid
from domain.permissions import Action
from domain.unit_rows import read_rows, rows_of_text
from domain.units import BODIES, UNIT_KIND_NAMES, UnitKind
from services.unit_import import import_bodies, import_units, table_of_workbook
from ui.forms import Form
from ui.guard import guard
from ui.links import open_page, page_url
from ui.page import page_head, section

PLACES = "places"
KINDS = {PLACES: "镇街和村居"} | {kind.value: UNIT_KIND_NAMES[kind] for kind in BODIES}
EXAMPLE = "东街镇,,640104001,王某,0951-1234567\n东街镇,一村\n东街镇,二村"
EXAMPLE_BODIES = "区教育局,第一小学,,王某,0951-1234567\n东街镇,东街中心校\n,实验中学"


@contextmanager
def said_at(field: str) -> Iterator[None]:
    """What is wrong with the rows is said beside the field that they came from."""
    try:
        yield
    except Invalid as wrong:
        raise Invalid(
            {field if name == "table" else name: told for name, told in wrong.fields.items()}
        ) from wrong


actor = guard(Action.UNIT_EDIT)
page_head("导入单位", where=["系统", ("单位", page_url("units"))])
form = Form("unit-import", draft_of=actor)
kind = form.choice("kind", "导入哪一类", KINDS, PLACES, required=True, radio=True) or PLACES
if kind == PLACES:
    st.markdown(
        "每行一个单位，依次是 **镇街、村居、代码、联系人、电话**，后三项可以不写。"
        "只写镇街、村居留空的一行，建立的是镇街本身。"
        "有一行不对就全部不导入，改好再来，不会重复。"
    )
else:
    st.markdown(
        "每行一个单位，依次是 **上级单位、名称、代码、联系人、电话**，名称以外都可以不写。"
        "上级单位是系统里的部门或者镇街；不写的直属区。"
        "有一行不对就全部不导入，改好再来，不会重复。"
    )
left, right = st.columns(2, gap="large")
with left:
    section("从 Excel 导入", "第一张表，第一行可以是表头")
    file = form.file("file", "选择 .xlsx 文件", ["xlsx"])
with right:
    section("或者粘贴", "可以直接从 Excel 里复制")
    example = EXAMPLE if kind == PLACES else EXAMPLE_BODIES
    text = form.area("table", "每行一个单位", height=180, placeholder=example)

table: list[list[str]] = []
with form.told():
    table = table_of_workbook(file.getvalue()) if file else rows_of_text(text)
rows = read_rows(table)
if rows and kind == PLACES:
    villages = sum(bool(row.village) for row in rows)
    st.info(f"读到 {len(rows)} 行：镇街 {len(rows) - villages} 个，村居 {villages} 个。")
elif rows:
    st.info(f"读到 {len(rows)} 行：{KINDS[kind]} {len(rows)} 个。")
if form.submit("检查并导入", disabled=not rows):
    with form.told(), said_at("file" if file else "table"):
        if kind == PLACES:
            done = import_units(actor, table)
            form.done(f"已导入镇街 {done.townships} 个、村居 {done.villages} 个。")
        else:
            form.done(f"已导入{KINDS[kind]} {import_bodies(actor, UnitKind(kind), table)} 个。")
        open_page("units")
