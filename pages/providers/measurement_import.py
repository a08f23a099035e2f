"""导入数据: surveys, complaints and figures of many providers from a sheet, checked row by row."""

import streamlit as st

from domain.library.models.facts import Fact
from domain.permissions import Action
from services.measurement_import import (
    Line,
    Preview,
    check_measurements,
    import_measurements,
    measurement_template,
)
from services.measurement_options import recordable_of_regime
from services.provider_names import name_providers
from ui.forms import Form
from ui.guard import guard, required
from ui.links import open_page, page_url
from ui.listing import EXCEL, simple_table
from ui.page import empty, page_head, section
from ui.registers import changes_told, chosen_regime, show_row_errors
from ui.table import Cell, Column

SHOWN = 20
PREVIEW = (
    Column("row", "行号", align="right"),
    Column("provider", "服务单位", wrap=True, width="28%"),
    Column("period", "统计期"),
    Column("value", "数值", wrap=True, width="36%"),
    Column("act", "处理"),
)


def value_words(line: Line, spec: Fact) -> str:
    """What a row says."""
    values = line.values
    match spec.kind:
        case "ratio" if values.get("percent"):
            return f"{values['percent']}%"
        case "ratio":
            return f"{values['numerator']}/{values['denominator']}"
        case "rank":
            return f"第{values['numerator']}（共{values['denominator']}）"
        case "tally":
            counts = "，".join(f"{word}{count}" for word, count in values["counts"].items())
            return f"总数{values['frame']}，抽取{values['drawn']}；{counts}"
        case "flag":
            return "是" if values["yes"] else "否"
    return str(values.get("amount") or values.get("word") or values.get("figure", ""))


def show_preview(result: Preview, spec: Fact) -> None:
    """The first rows as they were understood."""
    section("读到的内容", f"前 {min(SHOWN, len(result.lines))} 行")
    lines: list[dict[str, Cell]] = [
        {
            "id": one.number, "row": str(one.number), "provider": one.provider,
            "period": one.values["period"] or "常设", "value": value_words(one, spec),
            "act": "更正" if one.corrects else "新增",
        }
        for one in result.lines[:SHOWN]
    ]  # fmt: skip
    simple_table(lines, PREVIEW, key="preview", caption="读到的内容")


actor = guard(Action.MEASUREMENT_RECORD)
page_head("导入数据", where=["服务单位", ("测评与投诉", page_url("measurements"))])
regime_id = chosen_regime(actor)
with required():
    kinds = {one.key: one for one in recordable_of_regime(actor, regime_id)}
if not kinds:
    empty("没有由您填报的数据", "这个监管方案没有规定由您所在单位填报的数据。")
    st.stop()
form = Form("measurement-import")
with form:
    metric = form.choice("metric", "数据", {key: one.spec.name for key, one in kinds.items()}, required=True)
    if not metric:
        st.stop()
    with required():
        template = measurement_template(actor, regime_id, metric)
    left, right = st.columns(2, gap="large")
    with left:
        section("一、下载模板填写", "一行一家一期")
        name = f"{kinds[metric].spec.name}导入模板.xlsx"
        st.download_button("下载模板", template, name, mime=EXCEL, on_click="ignore")
        reason = form.area(
            "reason",
            "更正说明",
            height=80,
            placeholder="表里有已经登记过的、统计期已经办结的，写明更正或补报的原因和依据",
        )
    with right:
        section("二、上传检查", "有一处不对就全部不导入")
        file = form.file("file", "选择填好的 .xlsx 文件", ["xlsx"])
    result: Preview | None = None
    with form.told():
        if file:
            with st.spinner("正在逐行检查……"):
                result = check_measurements(actor, regime_id, metric, file.getvalue(), reason=reason)
    if file and result is not None:
        wrong = len({error.row for error in result.errors})
        fresh = len(result.lines) - result.corrections
        st.info(
            f"读到 {result.rows} 行：新增 {fresh} 行，更正 {result.corrections} 行，需要修改 {wrong} 行。"
        )
        if form.submit("导入", disabled=bool(result.errors)):
            with form.told(), st.spinner("正在导入并重新计算……"):
                changes = import_measurements(actor, regime_id, metric, file.getvalue(), reason=reason)
                rows = name_providers(actor, regime_id=regime_id)
                told = changes_told(changes, {row.id: row.name for row in rows})
                form.done(f"已导入 {result.rows} 行。{told}")
                open_page("measurements")
        show_row_errors(result.errors)
        if not result.errors:
            show_preview(result, kinds[metric].spec)
