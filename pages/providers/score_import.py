"""导入评分: marks of many from a sheet whose rows name whom and what is still to be marked."""

import streamlit as st

from domain.permissions import Action
from services.score_import import Preview, check_marks, import_marks, mark_template
from services.score_rounds import RoundPlace
from services.score_sheets import sheets_of_regime
from ui.forms import Form
from ui.guard import guard, required
from ui.links import id_param, open_page, page_url
from ui.listing import EXCEL, simple_table
from ui.page import empty, page_head, section
from ui.registers import change_words, show_row_errors
from ui.table import Cell, Column

SHOWN = 20
PREVIEW = (
    Column("row", "行号", align="right"),
    Column("party", "名称", wrap=True, width="24%"),
    Column("item", "项目", wrap=True, width="20%"),
    Column("points", "分数", align="right"),
    Column("reason", "理由", wrap=True, width="30%"),
    Column("by", "评分人", wrap=True),
)


def show_preview(result: Preview) -> None:
    """The first rows as they were understood."""
    if not result.lines:
        empty("表里还没有填分数", "填了“分数”和“理由”的行才导入，空着的行以后再导入。")
        return
    section("读到的内容", f"前 {min(SHOWN, len(result.lines))} 行")
    lines: list[dict[str, Cell]] = [
        {
            "id": one.number, "row": str(one.number), "party": one.party, "item": one.item, "points": one.points,
            "reason": one.reason, "by": one.given_by,
        }
        for one in result.lines[:SHOWN]
    ]  # fmt: skip
    simple_table(lines, PREVIEW, key="preview", caption="读到的内容")


actor = guard(Action.SCORE_GIVE)
params = st.query_params
place = RoundPlace(id_param("regime"), params.get("sheet", ""), params.get("period", ""))
back = page_url("scores", regime=place.regime_id, sheet=place.sheet, period=place.period)
page_head("导入评分", where=["服务单位", ("考核评分", back)])
with required():
    template = mark_template(actor, place)
    kind = sheets_of_regime(actor, place.regime_id)[place.sheet]
title = f"{kind.name}{kind.periods.get(place.period, place.period)}"
form = Form(f"score-import-{place.sheet}-{place.period}")
with form:
    left, right = st.columns(2, gap="large")
    with left:
        section("一、下载模板填写", title)
        st.caption("模板里已经列好还没有评的单位和项目，一行一项；没有评的整行留空。")
        st.download_button("下载模板", template, f"{title}评分导入模板.xlsx", mime=EXCEL, on_click="ignore")
        by = form.text(
            "given_by",
            "评分人（表里没有写的）",
            f"{actor.unit_name} {actor.name}",
            required=True,
            max_chars=100,
        )
    with right:
        section("二、上传检查", "有一处不对就全部不导入")
        file = form.file("file", "选择填好的 .xlsx 文件", ["xlsx"])
    result: Preview | None = None
    with form.told():
        if file:
            with st.spinner("正在逐行检查……"):
                result = check_marks(actor, place, file.getvalue(), by)
    if file and result is not None:
        wrong = len({error.row for error in result.errors})
        st.info(
            f"读到 {result.rows} 行：可以导入 {len(result.lines)} 行，留空 {result.blank} 行，需要修改 {wrong} 行。"
        )
        if form.submit("导入", disabled=bool(result.errors) or not result.lines):
            with form.told(), st.spinner("正在导入并重新计算……"):
                done = import_marks(actor, place, file.getvalue(), by)
                form.done(f"已导入{len(done.ids)}项评分。" + change_words(done.changes))
                open_page("scores", regime=place.regime_id, sheet=place.sheet, period=place.period)
        show_row_errors(result.errors)
        if not result.errors:
            show_preview(result)
