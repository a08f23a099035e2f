"""导入查实事项: many facts of providers from a sheet (抽检、巡查、工单), checked row by row."""

import streamlit as st

from domain.library.models.facts import Fact
from domain.permissions import Action
from services.fact_import import FactPreview, check_facts, fact_template, import_facts, importable_events
from services.provider_names import name_providers
from ui.forms import Form
from ui.guard import guard, required
from ui.links import open_page, page_url
from ui.listing import EXCEL, simple_table
from ui.page import empty, page_head, section
from ui.provider_words import told_words
from ui.registers import backwards_words, changes_told, chosen_regime, show_row_errors
from ui.table import Cell, Column

SHOWN = 20
PREVIEW = (
    Column("row", "行号", align="right"),
    Column("provider", "服务单位", wrap=True, width="24%"),
    Column("day", "发生日期"),
    Column("fields", "登记项", wrap=True, width="28%"),
    Column("text", "事实", wrap=True, width="28%"),
)


def show_preview(result: FactPreview, spec: Fact) -> None:
    """The first rows as they were understood."""
    section("读到的内容", f"前 {min(SHOWN, len(result.lines))} 行")
    lines: list[dict[str, Cell]] = [
        {
            "id": one.number, "row": str(one.number), "provider": one.provider,
            "day": one.form.happened_on.isoformat(), "fields": told_words(spec, one.form.fields),
            "text": one.form.description,
        }
        for one in result.lines[:SHOWN]
    ]  # fmt: skip
    simple_table(lines, PREVIEW, key="preview", caption="读到的内容")


actor = guard(Action.FACT_RECORD)
page_head("导入查实事项", where=["服务单位", ("名录", page_url("providers"))])
regime_id = chosen_regime(actor)
with required():
    events = importable_events(actor, regime_id)
if not events:
    empty("没有逐条登记的事项", "这个监管方案没有需要对服务单位逐条登记的事项。")
    st.stop()
form = Form("fact-import")
with form:
    event = form.choice("event", "事项", {key: one.name for key, one in events.items()}, required=True)
    if not event:
        st.stop()
    with required():
        template = fact_template(actor, regime_id, event)
    left, right = st.columns(2, gap="large")
    with left:
        section("一、下载模板填写", "一行一条")
        st.download_button(
            "下载模板", template, f"{events[event].name}导入模板.xlsx", mime=EXCEL, on_click="ignore"
        )
    with right:
        section("二、上传检查", "有一处不对就全部不导入")
        file = form.file("file", "选择填好的 .xlsx 文件", ["xlsx"])
    result: FactPreview | None = None
    with form.told():
        if file:
            with st.spinner("正在逐行检查……"):
                result = check_facts(actor, regime_id, event, file.getvalue())
    if file and result is not None:
        wrong = len({error.row for error in result.errors})
        st.info(f"读到 {result.rows} 行：可以导入 {len(result.lines)} 行，需要修改 {wrong} 行。")
        if result.backwards:
            st.warning(backwards_words(result.backwards))
        if form.submit("导入", disabled=bool(result.errors)):
            with form.told(), st.spinner("正在导入并重新计算……"):
                changes = import_facts(actor, regime_id, event, file.getvalue())
                rows = name_providers(actor, regime_id=regime_id)
                told = changes_told(changes, {row.id: row.name for row in rows})
                form.done(f"已导入 {result.rows} 条。{told}")
                open_page("verdicts")
        show_row_errors(result.errors)
        if not result.errors:
            show_preview(result, events[event])
