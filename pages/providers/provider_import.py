"""导入服务单位: the directory from a sheet, with contracts, checked row by row."""

import streamlit as st

from domain.permissions import Action
from services.provider_import import Preview, check_providers, import_providers, provider_template
from ui.forms import Form
from ui.guard import guard, required
from ui.links import open_page, page_url
from ui.listing import EXCEL, simple_table
from ui.page import page_head, section
from ui.registers import show_row_errors
from ui.table import Cell, Column

SHOWN = 20
PREVIEW = (
    Column("row", "行号", align="right"),
    Column("name", "单位名称", wrap=True, width="26%"),
    Column("code", "统一社会信用代码"),
    Column("person", "法定代表人"),
    Column("contract", "合同", wrap=True, width="26%"),
)


def show_preview(result: Preview) -> None:
    """The first rows as they were understood."""
    section("读到的内容", f"前 {min(SHOWN, len(result.lines))} 行")
    lines: list[dict[str, Cell]] = [
        {
            "id": one.number, "row": str(one.number), "name": one.provider["name"],
            "code": one.provider["credit_code"], "person": one.provider["legal_representative"],
            "contract": f"{one.contract['number']} {one.contract['title']}" if one.contract else "",
        }
        for one in result.lines[:SHOWN]
    ]  # fmt: skip
    simple_table(lines, PREVIEW, key="preview", caption="读到的内容")


actor = guard(Action.PROVIDER_EDIT)
page_head("导入服务单位", where=["服务单位", ("名录", page_url("providers"))])
with required():
    template = provider_template(actor)
left, right = st.columns(2, gap="large")
with left:
    section("一、下载模板填写", "有合同的同一行填合同")
    st.download_button("下载模板", template, "服务单位导入模板.xlsx", mime=EXCEL, on_click="ignore")
with right:
    section("二、上传检查", "有一处不对就全部不导入")
    form = Form("provider-import")
    file = form.file("file", "选择填好的 .xlsx 文件", ["xlsx"])
result: Preview | None = None
with form.told():
    if file:
        with st.spinner("正在逐行检查……"):
            result = check_providers(actor, file.getvalue())
if file and result is not None:
    wrong = len({error.row for error in result.errors})
    st.info(
        f"读到 {result.rows} 行，可以导入 {len(result.lines)} 家、合同 {result.contracts} 份，需要修改 {wrong} 行。"
    )
    if form.submit("导入", disabled=bool(result.errors)):
        with form.told(), st.spinner("正在导入……"):
            providers, contracts = import_providers(actor, file.getvalue())
            form.done(f"已导入服务单位 {providers} 家、合同 {contracts} 份。")
            open_page("providers")
    show_row_errors(result.errors)
    if not result.errors:
        show_preview(result)
