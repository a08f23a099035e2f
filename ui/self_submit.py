"""The last section of the self-inspection form: what is missing, and the declaration."""

from collections.abc import Callable

import streamlit as st

from domain.findings import ANSWER_NAMES
from domain.self_completeness import Gap, Section
from domain.self_inspection import not_closed
from services.actor import Actor
from services.self_inspections import ReportView
from services.self_submission import submit_report
from ui.forms import Form
from ui.links import open_page
from ui.page import facts, section

TEXTS, PROBLEMS, SUBMIT = "texts", "problems", "submit"


def part_of(gap: Gap) -> str:
    """The section of the form in which a gap is closed."""
    if gap.section in (Section.NARRATIVE, Section.FIGURES):
        return TEXTS
    return gap.section


def show_gaps(view: ReportView, go: Callable[[str], None], *, most: int = 12, key: str) -> None:
    """还缺什么: each line leads to its place."""
    if not view.gaps:
        st.success("内容已经填完，可以报送。")
        return
    st.markdown(f"**还缺 {len(view.gaps)} 处**")
    for number, gap in enumerate(view.gaps[:most]):
        st.button(gap.sentence, key=f"{key}-{number}", type="tertiary", on_click=go, args=(part_of(gap),))
    if len(view.gaps) > most:
        st.caption(f"还有 {len(view.gaps) - most} 处，补完前面的会继续显示。")


def show_submit(actor: Actor, view: ReportView, go: Callable[[str], None], version: int) -> None:
    """Check once more, declare, hand in."""
    section("核对报送")
    content = view.written.content
    counts = {
        name: str(sum(given[0] is answer for given in content.answers.values()))
        for answer, name in ANSWER_NAMES.items()
    }
    facts({**counts, "自查问题": "无，按零报告报送" if content.zero else f"{len(content.problems)} 个"})
    show_gaps(view, go, key="gap-all", most=60)
    waiting = not_closed(view.below)
    if waiting:
        st.info(
            f"下辖还有 {len(waiting)} 个村居的自查没有办结。本级可以先报送，村居全部办结后专项办才能审核通过。"
        )
    with Form(f"submit-{view.id}", border=True, narrow=True) as form:
        st.markdown(
            f"**主要负责人承诺** {view.unit}对本报告内容逐项核对，内容真实、完整，没有隐瞒，并对此负责。"
        )
        name = form.text("declared_by", "主要负责人姓名", required=True, max_chars=40)
        declared = form.tick("declared", "主要负责人已经审阅并作出上述承诺")
        if form.submit("报送自查报告", disabled=bool(view.gaps)):
            with form.told():
                values: dict[str, object] = {"declared_by": name, "declared": declared}
                receipt = submit_report(actor, view.id, values, version)
                late = "，已标记为逾期报送" if receipt.late else ""
                found = f"，{len(receipt.finding_ids)} 个问题已进入台账" if receipt.finding_ids else ""
                form.done(f"已报送，等待审核{late}{found}。")
                open_page("self_report", id=view.id)
