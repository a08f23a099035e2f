"""Problems in the self-inspection form: typed once at their item, found again in the list and the ledger."""

from html import escape

import streamlit as st

from domain.self_completeness import Item, Problem, Section
from services.actor import Actor
from services.self_content import WrittenProblem
from services.self_inspections import ReportView
from services.self_problems import add_problem, change_problem, remove_problem
from ui.forms import Form
from ui.links import page_link
from ui.navigation import BY_STEM
from ui.page import section
from ui.wording import yuan


def item_problems(actor: Actor, view: ReportView, item: Item, *, needed: bool) -> None:
    """The problems of one item, and a form for one more; `needed` when the answer asks for one."""
    mine = [written for written in view.written.problems if written.problem.item == item.code]
    for written in mine:
        one_problem(actor, view, written)
    label = "再登记一个问题" if mine else "登记这个问题"
    with st.expander(label, expanded=needed and not mine):
        _new(actor, view.id, item.code)


def _new(actor: Actor, report_id: int, item: str) -> None:
    form = Form(f"problem-{report_id}-{item}", draft_of=actor)
    with form:
        values = _fields(form)
        if form.submit("登记问题"):
            with form.told():
                add_problem(actor, report_id, {"item": item, **values})
                form.done()
                st.rerun()


def _fields(form: Form) -> dict[str, object]:
    """What a problem is made of; amounts as people write them."""
    description = form.area(
        "description",
        "问题描述",
        required=True,
        height=90,
        max_chars=4000,
        placeholder="什么时间、什么人（单位）、什么事、依据哪一条",
    )
    amount_at, people_at, recovered_at = st.columns(3)
    with amount_at:
        amount = form.text("amount_fen", "涉及金额（元）", placeholder="没有填0")
    with people_at:
        people = form.number("people", "涉及人数")
    with recovered_at:
        recovered = form.text("recovered_fen", "已追回（元）", placeholder="没有填0")
    corrected = form.tick("corrected", "已经改正")
    correction = (
        form.area("correction", "怎样改正的", required=True, height=70, max_chars=4000) if corrected else ""
    )
    return {
        "description": description,
        "amount_fen": amount,
        "people": people,
        "recovered_fen": recovered,
        "corrected": corrected,
        "correction": correction,
    }


def one_problem(actor: Actor, view: ReportView, written: WrittenProblem) -> None:
    """A problem in one line, with its form behind; what became a lead has neither."""
    problem = written.problem
    if written.finding_id in view.closed_problems:
        st.html(f"<p><b>问题</b> {escape(problem.description)}</p>")
        return
    st.html(f"<p><b>问题</b> {escape(_words(problem))}</p>")
    # A saved change is another box: it opens closed, and covers nothing.
    with st.popover("修改或撤回", width="content", key=f"change-{problem.key}-{written.version}"):
        _change(actor, written)
        _remove(actor, written)


def _words(problem: Problem) -> str:
    parts = [problem.description.replace("\n", " ").rstrip("。；，. ")]
    if problem.amount_fen:
        parts.append(f"涉及 {yuan(problem.amount_fen)}")
    if problem.people:
        parts.append(f"{problem.people} 人")
    parts.append("已改正" if problem.corrected else "未改正")
    return "，".join(parts)


def _change(actor: Actor, written: WrittenProblem) -> None:
    problem = written.problem
    initial: dict[str, object] = {
        "description": problem.description,
        "amount_fen": _yuan(problem.amount_fen),
        "people": problem.people,
        "recovered_fen": _yuan(problem.recovered_fen),
        "corrected": problem.corrected,
        "correction": problem.correction,
    }
    key = f"problem-change-{problem.key}"
    form = Form(key, initial=initial, version=written.version, row=str(problem.key))
    with form:
        values = _fields(form)
        if form.submit("保存修改"):
            with form.told():
                change_problem(actor, problem.key, {"item": problem.item, **values}, form.version)
                form.done()
                st.rerun()


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02}" if fen % 100 else str(fen // 100)


def _remove(actor: Actor, written: WrittenProblem) -> None:
    which = str(written.problem.key)
    form = Form(f"problem-remove-{which}", version=written.version, row=which)
    with form:
        known = written.finding_id is not None
        reason = form.reason("撤回理由") if known else form.text("reason", "撤回理由（可不填）")
        if form.submit("撤回这个问题", danger=True):
            with form.told():
                remove_problem(actor, written.problem.key, form.version, reason)
                form.done()
                st.rerun()


def problem_list(actor: Actor, view: ReportView) -> None:
    """All problems of the report, by category."""
    section(
        "自查问题清单",
        f"共 {len(view.written.problems)} 个；报送后自动进入问题台账，来源为“自查”，记为主动上报",
    )
    if not view.written.problems:
        st.caption(
            "还没有登记问题。在某一项答“不符合”或“基本符合”后，可以在那一项下面登记。没有问题的按零报告报送。"
        )
    for gap in view.gaps:
        if gap.section == Section.PROBLEMS:
            st.html(f'<p class="xh-problem">⚠ {escape(gap.sentence)}</p>')
    names = {category.code: category.name for category in view.categories}
    for written in view.written.problems:
        with st.container(border=True, key=f"listed-{written.problem.key}"):
            st.caption(f"{names.get(written.problem.category, '')} · {written.problem.item}")
            one_problem(actor, view, written)
            if written.finding_id is not None and "finding" in BY_STEM:
                page_link("在问题台账中查看", "finding", id=written.finding_id)
