"""A self-inspection report as its readers see it: problems, answers with evidence, texts, units below."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from domain.findings import ANSWER_NAMES, Answer
from domain.self_completeness import FIGURES, NARRATIVE, Category
from services.evidence import EvidenceItem
from services.self_inspections import ReportView
from ui.links import page_link
from ui.listing import simple_table
from ui.navigation import BY_STEM
from ui.page import facts, section
from ui.plain import plain
from ui.self_badges import report_badge
from ui.table import Cell, Column
from ui.wording import yes_no, yuan, yuan_cell

_PROBLEMS = (
    Column("item", "要点"),
    Column("description", "问题", width="44%", wrap=True),
    Column("amount", "涉及金额（元）", align="right"),
    Column("people", "人数", align="right"),
    Column("corrected", "已改正"),
    Column("recovered", "追回（元）", align="right"),
)
_BELOW = (Column("unit", "单位"), Column("state", "状态"), Column("note", "说明", wrap=True))
_TONES = {
    Answer.CONFORMS: "good",
    Answer.MOSTLY: "soon",
    Answer.FAILS: "late",
    Answer.NOT_APPLICABLE: "ended",
}


def show_problems(view: ReportView) -> None:
    """The problems the unit reported; in the ledger they are findings."""
    problems = view.written.problems
    section("自查发现的问题", f"共 {len(problems)} 个" if problems else "零报告")
    rows: list[dict[str, Cell]] = [
        {
            "id": written.finding_id or written.problem.key,
            "item": written.problem.item,
            "description": written.problem.description,
            "amount": yuan_cell(written.problem.amount_fen),
            "people": written.problem.people,
            "corrected": yes_no(written.problem.corrected),
            "recovered": yuan_cell(written.problem.recovered_fen),
        }
        for written in problems
    ]
    in_ledger = bool(problems) and all(written.finding_id for written in problems) and "finding" in BY_STEM
    simple_table(rows, _PROBLEMS, key="problems", opens="finding" if in_ledger else "", caption="自查问题")


def show_answers(view: ReportView, files: Sequence[EvidenceItem]) -> None:
    """Category by category; what does not simply conform is open to the eye."""
    section("逐项自查情况")
    for category in view.categories:
        _category(view, category, files)


def _category(view: ReportView, category: Category, files: Sequence[EvidenceItem]) -> None:
    answers = view.written.answers
    given = [answers[item.code].answer for item in category.items if item.code in answers]
    counts = "，".join(f"{ANSWER_NAMES[one]} {given.count(one)}" for one in Answer if one in given)
    unusual = any(one is not Answer.CONFORMS for one in given)
    with st.expander(f"{plain(category.name)}：{counts or '未作答'}", expanded=unusual):
        stands = view.written.checks.get(category.code)
        st.caption(plain(f"检查方式：{stands.text if stands and stands.text else '未写'}"))
        for item in category.items:
            found = answers.get(item.code)
            word = ANSWER_NAMES[found.answer] if found else "未作答"
            tone = _TONES[found.answer] if found else "plain"
            note = f"<br><small>{escape(found.explanation)}</small>" if found and found.explanation else ""
            attached = "".join(_file(file) for file in files if file.item == item.code)
            st.html(
                f'<p><span class="xh-badge xh-{tone}">{word}</span> <b>{escape(item.code)}</b> '
                f"{escape(item.question)}{note}{attached}</p>"
            )


def _file(file: EvidenceItem) -> str:
    if file.withdrawn_reason:
        return ""
    return (
        f'<br><small>佐证：<a href="/files/{file.id}" target="_blank" rel="noopener">'
        f"{escape(file.file_name)}</a></small>"
    )


def show_texts(view: ReportView) -> None:
    """Figures and narrative."""
    section("数字和文字")
    figures = view.written.figures
    shown = {
        title.partition("（")[0]: "" if name not in figures else _figure(name, figures[name])
        for name, title in FIGURES.items()
    }
    facts(dict(shown))
    for name, text in NARRATIVE.items():
        if view.written.narrative.get(name):
            st.html(f"<p><b>{escape(text.title)}</b></p>")
            st.text(view.written.narrative[name])


def _figure(name: str, value: int) -> str:
    return yuan(value) if name == "funds_fen" else str(value)


def show_below(view: ReportView) -> None:
    """The units below, when there are any."""
    if not view.below:
        return
    closed = sum(one.closed for one in view.below)
    section("下级单位", f"{len(view.below)} 个，已办结 {closed} 个")
    rows: list[dict[str, Cell]] = [
        {
            "id": one.unit_id,
            "unit": one.unit_name,
            "state": report_badge(one.state, one.excused),
            "note": one.excused,
        }
        for one in view.below
    ]
    simple_table(rows, _BELOW, key="below", caption="下级单位自查情况")
    page_link("在自查汇总中查看", "self_summary", campaign=view.campaign_id, township=view.unit_id)
