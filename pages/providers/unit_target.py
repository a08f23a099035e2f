"""单位目标与责任: everything asked of one unit or person, the figures behind it, and words that wait for an answer."""

import streamlit as st

from domain.permissions import Action, ruling
from services.facts import judge_subject
from services.registers import list_entries, registers_of_regime
from services.score_view import sheets_of_subject
from services.standings import subject_standings
from services.subjects import drop_subject, read_subject
from services.targets import list_figures, list_targets, questions_about
from ui.forms import Form, confirmed
from ui.guard import guard, required
from ui.links import id_param, open_page, page_url
from ui.listing import simple_table
from ui.page import facts, page_head, section
from ui.registers import ENTRIES, entry_line
from ui.scores import show_sheet_links
from ui.standings import show_standings
from ui.table import Column
from ui.targets import figure_line, target_line

LINES = (
    Column("kind", "类别"),
    Column("title", "要求", wrap=True, width="32%", link=True),
    Column("arithmetic", "现状与算式", wrap=True, width="30%"),
    Column("due", "截止"),
    Column("period", "统计期"),
    Column("outcome", "判定"),
)
FIGURES = (
    Column("period", "统计期", link=True),
    Column("metric", "数据", wrap=True),
    Column("value", "数值", wrap=True),
    Column("unit", "填报单位", wrap=True),
    Column("source", "来源", wrap=True),
    Column("state", "状态"),
)
RECORDS = tuple(column for column in ENTRIES if column.name != "subject")
ROWS = 100


def data() -> None:
    """Figures, and what the registers say."""
    section("数据")
    lines = [figure_line(row) for row in list_figures(actor, subject.id)]
    number, entries = list_entries(actor, subject.regime_id, subject_id=subject.id, size=ROWS)
    if lines or not entries:
        opens = "unit_figure_new" if ruling(actor.role, Action.MEASUREMENT_RECORD).allowed else ""
        simple_table(lines, FIGURES, key="figures", opens=opens, id_name="corrects", caption="数据")
    if entries:
        registers = registers_of_regime(actor, subject.regime_id)
        told = [entry_line(row, registers) for row in entries]
        simple_table(told, RECORDS, key="entries", caption="登记簿")
        st.caption(f"登记簿共 {number} 条" + (f"，这里列出最近 {ROWS} 条。" if number > ROWS else "。"))


def answer() -> None:
    """Human words of a rule, answered by name; for one reporting unit where each is judged by itself."""
    questions = questions_about(actor, subject.id)
    if not questions:
        return
    section("人工判定", "制度用文字而不是数字规定的条件，由具名的人回答")
    form = Form(f"judge-subject-{subject.id}")
    with form:
        question = form.choice("question", "问题", questions, required=True)
        reply = form.choice("answer", "回答", {"1": "是", "0": "否"}, radio=True, required=True)
        period = form.text("period", "统计期（按期判断的填写）", placeholder="例如 2026Q1")
        reason = form.area("reason", "理由", required=True, height=90)
        evidence = form.text("evidence", "证据", max_chars=2000)
        if form.submit("作出判定") and form.filled(question="请选择问题", answer="请选择是或否"):
            with form.told():
                values = {"question": question, "answer": reply == "1", "period": period, "reason": reason,
                          "evidence": evidence}  # fmt: skip
                receipt = judge_subject(actor, subject.id, values)
                form.done(" ".join(["已判定。", *(change.sentence for change in receipt.changes[:5])]))
                st.rerun()


def leave() -> None:
    """Out of the scope, with a reason."""
    with confirmed(f"drop-{subject.id}", "移出判定范围", version=subject.version) as form:
        reason = form.reason("移出的原因")
        if form.submit("移出判定范围", danger=True):
            with form.told():
                drop_subject(actor, subject.id, form.version, reason)
                form.done(f"“{subject.name}”已移出判定范围，已有的判定保留。")
                open_page("unit_targets")


actor = guard(Action.TARGET_READ)
with required():
    subject = read_subject(actor, id_param())
with page_head(subject.name, where=["专项行动", ("各单位目标与责任", page_url("unit_targets"))]):
    if ruling(actor.role, Action.MEASUREMENT_RECORD).allowed and st.button(
        "登记数据", type="primary", key="record"
    ):
        open_page("unit_figure_new", subject=subject.id)
facts({"类别": subject.kind_name, "所属单位": subject.unit})
found = list_targets(actor, subject_id=subject.id, size=ROWS)
more = f"共 {found.total} 项" + (f"，这里列出前 {ROWS} 项" if found.total > ROWS else "")
section("目标、责任和规则", more)
simple_table(
    [target_line(row) for row in found.rows], LINES, key="lines", opens="unit_verdict", caption="要求"
)
show_standings(subject_standings(actor, subject.id))
show_sheet_links(sheets_of_subject(actor, subject.id))
data()
if ruling(actor.role, Action.FACT_RECORD).allowed:
    answer()
if ruling(actor.role, Action.REGIME_EDIT).allowed:
    leave()
