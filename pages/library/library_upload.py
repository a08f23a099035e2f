"""上传方案: is the folder sound, do its cases come out, and under which version is it stored?"""

import streamlit as st

from domain.permissions import Action
from services.library_archive import FIELD, MAX_BYTES
from services.library_upload import Checked, check_archive, store_archive
from ui.badges import Badge
from ui.forms import Form
from ui.guard import guard
from ui.links import open_page, page_url
from ui.listing import simple_table
from ui.page import facts, page_head, section
from ui.table import Cell, Column

PROBLEMS = (
    Column("severity", "程度"),
    Column("file", "文件"),
    Column("line", "行", align="right"),
    Column("message", "问题", wrap=True),
)
CASES = (
    Column("name", "案例", wrap=True),
    Column("passed", "结果"),
    Column("place", "位置"),
    Column("says", "算出来的", wrap=True),
)
RESULTS = {True: Badge("通过", "✓", "good"), False: Badge("没有通过", "■", "late")}
SEVERITIES = {True: Badge("错误", "■", "late"), False: Badge("提醒", "▲", "soon")}


def show(checked: Checked) -> None:
    """What was found, the bad news first."""
    errors = sum(problem.is_error for problem in checked.problems)
    facts(
        {
            "方案": checked.name,
            "版本": checked.version,
            "文件": f"{checked.files} 个",
            "校验值": checked.checksum[:16],
            "检查": f"错误 {errors} 处，提醒 {len(checked.problems) - errors} 处",
            "案例": f"{len(checked.cases)} 个，没有通过 {len(checked.failed)} 个",
        }
    )
    if checked.problems:
        section("检查结果", "错误须改正；提醒由人判断")
        rows: list[dict[str, Cell]] = [
            {
                "severity": SEVERITIES[problem.is_error],
                "file": problem.file,
                "line": problem.line or "",
                "message": problem.message,
            }
            for problem in sorted(checked.problems, key=lambda one: not one.is_error)
        ]
        simple_table(rows, PROBLEMS, key="problems", caption="检查结果")
    if checked.cases:
        section("案例", "方案自带的例子，按方案的规则算出来应与所写的一致")
        cases: list[dict[str, Cell]] = [
            {"name": case.name, "passed": RESULTS[case.passed], "place": case.place, "says": case.says}
            for case in sorted(checked.cases, key=lambda one: one.passed)
        ]
        simple_table(cases, CASES, key="cases", caption="案例")


def store(form: Form, data: bytes, checked: Checked) -> None:
    """Where it comes from, why in spite of failing cases, and the button."""
    section("存入制度库")
    note = form.text("note", "这一版的来源", required=True, max_chars=200, placeholder="印发文件的名称和文号")
    despite = ""
    if checked.failed:
        despite = form.reason(f"有 {len(checked.failed)} 个案例没有通过，仍要保存的理由", "despite")
    if form.submit("存为新版本"):
        with form.told():
            stored = store_archive(actor, data, note, despite=despite)
            form.done(f"“{checked.name}”版本 {checked.version} 已存入制度库。")
            open_page("library", id=stored)


actor = guard(Action.LIBRARY_EDIT)
page_head("上传方案", where=["专项行动", ("制度库", page_url("libraries"))])
st.caption(
    f"把方案文件夹（里面有 scheme.yaml）打包成一个 zip 文件，不超过 {MAX_BYTES // 1024 // 1024}MB。"
    "上传后先检查、再运行案例，确认无误才存为新版本；已有的版本不会被覆盖。"
)
form = Form("library-upload")
with form:
    file = form.file(FIELD, "方案压缩包（zip）", ["zip"], max_upload_size=MAX_BYTES // 1024 // 1024)
    if file:
        content = file.getvalue()
        checked = None
        with form.told():
            checked = check_archive(actor, content)
        if checked is not None:
            show(checked)
            if checked.refusal:
                st.error(f"{checked.refusal}。")
            else:
                store(form, content, checked)
