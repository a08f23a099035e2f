"""现场记录: what do I check here, what did I find, does the place sign the facts?"""

import streamlit as st

from domain.permissions import Action
from domain.visits import VisitStep, may_start
from services import clock
from services.evidence import list_evidence
from services.visit_record import save_day
from services.visit_sheet import Sheet, read_visit
from ui.guard import guard, required
from ui.links import id_param, open_page, page_url
from ui.page import Step, page_head
from ui.state import assign, held, typed
from ui.visit_form import LARGE, group_fields, text_field
from ui.visit_saving import attempt, show_trouble
from ui.visit_sign import sign_part
from ui.visits import quiet, record_fields, visit_badge

FACTS, SIGN = "facts", "sign"


def parts(sheet: Sheet) -> dict[str, str]:
    """The parts of the form; how far each has come stands beside (words that change would undo a click on them)."""
    groups = {group.code: group.name for group in sheet.groups}
    return {**groups, FACTS: "现场情况", SIGN: "签字确认"}


def standing(sheet: Sheet) -> str:
    """How far each category has come: 政策宣传不到位 1/2　对象认定不精准 0/2."""
    counts = (sum(line.answer is not None for line in group.lines) for group in sheet.groups)
    return "　".join(f"{one.name} {n}/{len(one.lines)}" for one, n in zip(sheet.groups, counts, strict=True))


def choose(names: dict[str, str]) -> str:
    """The part that is open; it stays in the address."""
    given = st.query_params.get("part", "")
    current = given if given in names else next(iter(names))
    assign("part", current)
    st.pills(
        "部分",
        list(names),
        default=held("part"),
        format_func=names.__getitem__,
        key="part",
        on_change=turn,
        label_visibility="collapsed",
    )
    return current


def turn() -> None:
    """Another part was chosen."""
    if chosen := typed("part"):
        st.query_params["part"] = chosen


def go_on(names: dict[str, str], current: str) -> None:
    """The large button at the end of a part."""
    order = list(names)
    if current == order[-1]:
        return
    following = order[order.index(current) + 1]
    if st.button(f"下一部分：{names[following]}", key="next", type="primary", width="stretch"):
        st.query_params["part"] = following
        st.rerun()


def facts_part(sheet: Sheet) -> None:
    """Day, people, facts, the unit's opinion."""
    assign("visited_on", sheet.visited_on or clock.today())

    def keep() -> None:
        day = typed("visited_on")
        attempt(sheet.id, "visited_on", day, lambda: save_day(actor, sheet.id, day))

    st.date_input(
        f"实际{sheet.check_word}日期",
        held("visited_on"),
        key="visited_on",
        on_change=keep,
        format="YYYY-MM-DD",
        width=240,
    )
    show_trouble(sheet.id, "visited_on", "", lambda: None)
    for field, label, value, height, most in record_fields(sheet):
        text_field(actor, sheet.id, field, label, value, height=height, most=most)


actor = guard(Action.VISIT_RECORD)
with required():
    sheet = read_visit(actor, id_param())
if not (sheet.mine and may_start(sheet.state, VisitStep.RECORD)):
    open_page("visit", id=sheet.id)
word = sheet.check_word
where: list[Step] = [
    word,
    (f"{word}任务", page_url("visits")),
    (f"{word}详情", page_url("visit", id=sheet.id)),
]
page_head(f"现场记录：{sheet.unit}", where=where, badges=[visit_badge(sheet.state, word)])
st.html(LARGE)
with st.container(key="visit-form"):
    names = parts(sheet)
    st.progress(
        sheet.answered / max(1, len(sheet.lines)),
        text=f"已填 {sheet.answered}/{len(sheet.lines)} 项，每一步都自动保存",
    )
    part = choose(names)
    quiet(standing(sheet))
    if part == FACTS:
        facts_part(sheet)
    elif part == SIGN:
        sign_part(actor, sheet)
    else:
        files = list_evidence(actor, "visit", sheet.id)
        chosen = next(group for group in sheet.groups if group.code == part)
        group_fields(actor, sheet, chosen, files)
    go_on(names, part)
