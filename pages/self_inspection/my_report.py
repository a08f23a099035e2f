"""填报自查: what must I answer, what is still missing? Every change is saved at once."""

import streamlit as st

from domain.permissions import Action
from domain.phases import due_sentence
from domain.self_inspection import ReportState
from services import clock
from services.evidence import list_evidence
from services.self_inspections import ReportView, open_report, report_view
from ui.guard import guard, required
from ui.links import id_param, open_page, page_url
from ui.page import page_head
from ui.plain import plain
from ui.self_badges import late_badge, report_badge
from ui.self_further import show_further
from ui.self_items import show_category
from ui.self_problems import problem_list
from ui.self_state import show_troubles
from ui.self_submit import PROBLEMS, SUBMIT, TEXTS, show_progress, show_standing, show_submit, titles
from ui.self_texts import show_texts
from ui.state import assign, held, typed


def report_id() -> int:
    """From the address; a link to a campaign opens the unit's own report, made on the first visit."""
    known = id_param()
    if known == 0:
        with required():
            known = open_report(actor, id_param("campaign"), unit_id=id_param("unit") or None)
        st.query_params.from_dict({"id": str(known)})
    return known


def go(part: str) -> None:
    """Turn to a section of the form."""
    assign("part", part)
    st.query_params["part"] = part


def turned() -> None:
    """The line of sections was used."""
    go(typed("part"))


@st.fragment
def form(key: int) -> None:
    """The form alone is drawn anew when something was answered, not the whole page."""
    with required():
        view = report_view(actor, key)
    parts = titles(view)
    first = view.categories[0].code if view.categories else TEXTS
    current = st.query_params.get("part", first)
    assign("part", current if current in parts else first)
    st.segmented_control(
        "填报内容",
        list(parts),
        default=held("part"),
        required=True,  # a second click on the open section stays there
        format_func=parts.__getitem__,
        key="part",
        on_change=turned,
        label_visibility="collapsed",
        width="stretch",
    )
    show_standing(view)
    show_troubles()
    with st.container(key="self-form"):
        left, right = st.columns([4, 1], gap="medium")
        with left:
            show_part(view, st.session_state["part"])
        with right, st.container(key="gaps"):
            show_progress(view, go)


def show_part(view: ReportView, part: str) -> None:
    """One section, and the way to the next."""
    order = list(titles(view))
    if part == PROBLEMS:
        problem_list(actor, view)
    elif part == TEXTS:
        show_texts(actor, view)
    elif part == SUBMIT:
        show_submit(actor, view, go)
    else:
        category = next(one for one in view.categories if one.code == part)
        show_category(actor, view, category, list_evidence(actor, "self_inspection", view.id))
    if part != order[-1]:
        st.button("下一部分", key="next", on_click=go, args=(order[order.index(part) + 1],))


actor = guard(Action.SELF_WRITE)
key = report_id()
with required():
    view = report_view(actor, key)
if not view.may_write:
    open_page("self_report", id=key)
badges = [report_badge(view.state), *late_badge(view.state, view.due, late=view.late)]
page_head(
    f"{view.unit}自查报告", where=["自查", ("我的自查", page_url("my_reports")), view.campaign], badges=badges
)
if view.unit_id != actor.unit_id:
    st.info(
        f"代{plain(view.unit)}填报：报送后注明由您所在单位报送，作出承诺的仍是{plain(view.unit)}的主要负责人。"
    )
st.caption(
    f"{due_sentence(view.due, clock.today())}。共 {sum(len(one.items) for one in view.categories)} 项，"
    "填写后自动保存，可以随时离开，回来接着填。"
)
show_further(actor, view.campaign_id)
if view.state is ReportState.RETURNED:
    st.warning(f"第 {view.returned_count} 次退回，理由：{plain(view.return_reason)}")
form(key)
