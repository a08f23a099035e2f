"""导入问题: many findings from Excel, checked row by row before anything is stored."""

import streamlit as st

from domain.errors import Invalid
from domain.permissions import Action
from services.finding_import import ImportResult, check_import, import_findings, import_template
from ui.campaigns import chosen_campaign
from ui.forms import Form
from ui.guard import guard, required
from ui.links import open_page, page_url
from ui.listing import EXCEL, simple_table
from ui.page import page_head, section
from ui.table import Cell, Column

SHOWN = 200
COLUMNS = (
    Column("row", "行号", align="right", width="6em"),
    Column("column", "列", width="12em"),
    Column("message", "问题", wrap=True),
)


def show_errors(result: ImportResult) -> None:
    """Every mistake with its row and column."""
    section("需要修改的地方", f"{result.bad_rows} 行")
    rows: list[dict[str, Cell]] = [
        {"id": number, "row": str(one.row), "column": one.column, "message": one.message}
        for number, one in enumerate(result.errors[:SHOWN], start=1)
    ]
    simple_table(rows, COLUMNS, key="import-errors", caption="导入检查结果")
    if len(result.errors) > SHOWN:
        st.caption(f"只显示前 {SHOWN} 处，改好后重新检查。")


actor = guard(Action.FINDING_IMPORT)
page_head("导入问题", where=["问题整改", ("问题台账", page_url("findings"))])
campaign = chosen_campaign(actor)
with required():
    template = import_template(actor, campaign.id)
left, right = st.columns(2, gap="large")
with left:
    section("一、下载模板填写", "单位、类别等从下拉列表选择")
    st.download_button("下载导入模板", template, "问题导入模板.xlsx", mime=EXCEL, on_click="ignore")
with right:
    section("二、上传检查", "有一处不对就不导入，改好再来不会重复")
    form = Form("finding-import")
    file = form.file("file", "选择填好的 .xlsx 文件", ["xlsx"])

result: ImportResult | None = None
with form.told():
    if file:
        with st.spinner("正在逐行检查……"):
            result = check_import(actor, campaign.id, file.getvalue())
if file and result is not None:
    st.info(f"读到 {result.rows} 行，其中可以导入 {result.good} 行，需要修改 {result.bad_rows} 行。")
    some = False
    if result.errors and result.good:
        some = form.tick("good_only", f"先导入没有问题的 {result.good} 行，其余改好后再导入")
    if form.submit("导入", disabled=not result.good or (bool(result.errors) and not some)):
        with form.told(), st.spinner("正在导入……"):
            done = import_findings(actor, campaign.id, file.getvalue(), good_only=some)
            if not done.imported:
                raise Invalid({"file": "检查之后台账有了变化，没有导入，请重新检查。"})
            form.done(f"已导入 {done.imported} 个问题：{done.numbers[0]} 至 {done.numbers[1]}。")
            open_page("findings", campaign=campaign.id)
    if result.errors:
        show_errors(result)
