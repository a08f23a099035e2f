"""测评名单详情: who was drawn, out of how many, by which seed, before whom, and does it hold?"""

import streamlit as st

from domain.permissions import Action
from services.survey_draw_records import export_survey_draw, read_survey_draw
from ui.badges import Badge
from ui.guard import guard, required
from ui.links import id_param, page_link, page_url
from ui.listing import EXCEL, simple_table
from ui.page import Step, facts, page_head, section
from ui.survey_draws import times_words
from ui.table import Cell, Column
from ui.wording import moment_text

COLUMNS = (
    Column("place", "签序", align="right", width="5em"),
    Column("code", "编号", wrap=True),
    Column("name", "姓名", wrap=True),
    Column("contact", "联系方式", wrap=True, width="30%"),
)

actor = guard(Action.MEASUREMENT_READ)
with required():
    record = read_survey_draw(actor, id_param())
line = record.line
holds = Badge("再算一次结果相同", "✓", "good") if record.holds else Badge("再算一次结果不同", "!", "late")
title = f"{line.survey}名单 {line.period}".strip()
where: list[Step] = [
    "服务单位",
    ("测评与投诉", page_url("measurements")),
    ("测评名单", page_url("survey_draws")),
]
with page_head(title, where=where, badges=[holds]):
    st.download_button(
        "导出 Excel", lambda: export_survey_draw(actor, line.id), f"{title}.xlsx", EXCEL, key="export",
        on_click="ignore",
    )  # fmt: skip
facts(
    {
        "服务单位": line.provider,
        "测评单位": line.unit,
        "服务对象总数": f"{line.frame} 人",
        "应抽": f"{line.required} 人",
        "抽取": f"{line.drawn} 人"
        + (f"（前次抽中的 {record.left_out} 人不参加）" if record.left_out else ""),
        "第几次": times_words(line),
        **({"再次抽取的情况": record.reason} if record.reason else {}),
        "种子": record.seed,
        "在场人": record.witnesses,
        "抽取人": record.drawn_by,
        "抽取时间": moment_text(line.at),
    }
)
for number, other in record.others:
    page_link(f"查看第{number}次抽取", "survey_draw", id=other)
if not record.holds:
    st.error("用留存的种子和名单重新计算，得到的结果与记录不一致，请核查记录是否被改动。")
section("抽中的人", "" if record.named else "姓名只显示第一个字，不显示联系方式")
rows: list[dict[str, Cell]] = [
    {"id": one.place, "place": one.place, "code": one.code, "name": one.name, "contact": one.contact}
    for one in record.people
]
simple_table(rows, COLUMNS, key="drawn", caption="抽中的人")
with st.expander("怎样核对"):
    st.text(
        "每个人的签号是“种子:编号”的 SHA-256 值，与名单里的先后无关；从小到大取前若干个，前次抽中的不参加。"
        "名单只留存全部编号，姓名和联系方式只留存抽中的人的。"
    )
