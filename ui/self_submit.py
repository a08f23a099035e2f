"""Sections of the self-inspection form, what is missing in them, and the last one: the declaration."""

from collections import Counter
from collections.abc import Callable
from html import escape

import streamlit as st

from domain.findings import ANSWER_NAMES
from domain.self_completeness import Gap, Section, answered
from domain.self_inspection import not_closed
from services.actor import Actor
from services.self_inspections import ReportView
from services.self_submission import submit_report
from ui.forms import Form
from ui.links import open_page
from ui.page import facts, section
from ui.plain import plain

TEXTS, PROBLEMS, SUBMIT = "texts", "problems", "submit"


def titles(view: ReportView) -> dict[str, str]:
    """Sections of the form. Words that change with the answers would be sent back to the line of sections, and
    undo a click on it that comes meanwhile: how far each has come stands below."""
    named = {category.code: category.name for category in view.categories}
    return {**named, PROBLEMS: "问题清单", TEXTS: "报告文字", SUBMIT: "核对报送"}


def show_standing(view: ReportView) -> None:
    """How far each section has come: ✓ 政策宣传不到位 2/2　○ 报告文字; a line ends between two of them."""
    content = view.written.content
    gaps = {gap.section for gap in view.gaps}
    named = [
        f"{'○' if category.code in gaps else '✓'} {category.name} "
        f"{answered(content, category)}/{len(category.items)}"
        for category in view.categories
    ]
    written = "○" if gaps & {Section.NARRATIVE, Section.FIGURES} else "✓"
    parts = [*named, f"问题清单 {len(view.written.problems)}", f"{written} 报告文字"]
    spans = "".join(f"<span>{escape(part)}</span>" for part in parts)
    st.html(f'<p class="xh-standing">{spans}</p>')


def part_of(gap: Gap) -> str:
    """The section of the form in which a gap is closed."""
    if gap.section in (Section.NARRATIVE, Section.FIGURES):
        return TEXTS
    return gap.section


def show_progress(view: ReportView, go: Callable[[str], None]) -> None:
    """还缺什么, by section: each line leads to its place."""
    if not view.gaps:
        st.success("已经填完，可以报送。")
        return
    st.markdown(f"**还缺 {len(view.gaps)} 处**")
    names = {category.code: category.name for category in view.categories}
    names |= {PROBLEMS: "问题清单", TEXTS: "报告文字"}
    open_parts = Counter(part_of(gap) for gap in view.gaps)
    for part in (part for part in names if open_parts[part]):
        label = plain(f"{names[part]}：{open_parts[part]}")
        st.button(label, key=f"gap-{part}", type="tertiary", on_click=go, args=(part,))


def told_gaps(view: ReportView) -> list[tuple[str, str]]:
    """Sentences and the sections they lead to: 政策宣传不到位：1.1、1.2 等 5 项尚未作答."""
    names = {category.code: category.name for category in view.categories}
    silent: dict[str, list[str]] = {}
    for gap in view.gaps:
        if gap.section in names and gap.key and gap.key not in view.written.content.answers:
            silent.setdefault(gap.section, []).append(gap.key)
    told: dict[tuple[str, str], None] = {}
    for gap in view.gaps:
        items = silent.get(gap.section, [])
        sentence = f"{names[gap.section]}：{_several(items)}尚未作答" if gap.key in items else gap.sentence
        told[sentence, part_of(gap)] = None
    return list(told)


def _several(items: list[str]) -> str:
    shown = "、".join(items[:3])
    return f"{shown} 等 {len(items)} 项" if len(items) > 3 else shown


def show_gaps(view: ReportView, go: Callable[[str], None]) -> None:
    """Every gap with its sentence, items without an answer by category; each leads to its place."""
    with st.container(key="gaps-all"):
        for number, (sentence, part) in enumerate(told_gaps(view)):
            st.button(plain(sentence), key=f"gap-{number}", type="tertiary", on_click=go, args=(part,))


def show_submit(actor: Actor, view: ReportView, go: Callable[[str], None]) -> None:
    """Check once more, declare, hand in."""
    section("核对报送")
    content = view.written.content
    counts = {
        name: str(sum(given[0] is answer for given in content.answers.values()))
        for answer, name in ANSWER_NAMES.items()
    }
    facts({**counts, "自查问题": "无，按零报告报送" if content.zero else f"{len(content.problems)} 个"})
    show_gaps(view, go)
    waiting = not_closed(view.below)
    if waiting:
        st.info(
            f"下辖还有 {len(waiting)} 个单位的自查没有办结。本级可以先报送，下级全部办结后专项办才能审核通过。"
        )
    with Form(f"submit-{view.id}", version=view.version, border=True, narrow=True) as form:
        st.markdown(
            f"**主要负责人承诺** {plain(view.unit)}对本报告内容逐项核对，内容真实、完整，没有隐瞒，并对此负责。"
        )
        name = form.text("declared_by", "主要负责人姓名", required=True, max_chars=40)
        declared = form.tick("declared", "主要负责人已经审阅并作出上述承诺")
        if form.submit("报送自查报告", disabled=bool(view.gaps)):
            with form.told():
                values: dict[str, object] = {"declared_by": name, "declared": declared}
                receipt = submit_report(actor, view.id, values, form.version)
                late = "，已标记为逾期报送" if receipt.late else ""
                found = f"，{receipt.added} 个问题已进入台账" if receipt.added else ""
                form.done(f"已报送，等待审核{late}{found}。")
                open_page("self_report", id=view.id)
