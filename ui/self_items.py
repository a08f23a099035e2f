"""One category of the self-inspection form: answers with a thumb, exceptions with a sentence."""

from collections.abc import Sequence

import streamlit as st

from domain.findings import ANSWER_NAMES, Answer
from domain.self_completeness import Category, Item
from services.actor import Actor
from services.evidence import EvidenceItem
from services.self_content import WrittenAnswer
from services.self_drafts import conform_rest, save_answer, save_check
from services.self_inspections import ReportView
from ui.evidence import show_evidence, upload
from ui.page import section
from ui.plain import plain
from ui.self_problems import item_problems
from ui.self_state import attempt, follow, forget_seen, seen, show_slip
from ui.state import held, latest, stored, typed

ANSWERS = {answer.value: name for answer, name in ANSWER_NAMES.items()}
_ASKS = {Answer.MOSTLY: "差在哪里", Answer.NOT_APPLICABLE: "为什么不适用"}


def show_category(actor: Actor, view: ReportView, category: Category, files: Sequence[EvidenceItem]) -> None:
    """All items of a category, one click for the rest, and how it was checked."""
    open_items = [item for item in category.items if item.code not in view.written.answers]
    section(category.name, f"{len(category.items) - len(open_items)}/{len(category.items)} 项已答")
    if open_items:
        st.button(
            f"其余 {len(open_items)} 项全部符合",
            key=f"rest-{category.code}",
            on_click=_conform,
            args=(actor, view.id, category.code),
            help="先逐项核对，再把没有作答的一次填为“符合”；已经作答的不变",
        )
    for item in category.items:
        _item(actor, view, item, files)
    _how_checked(actor, view, category)


def _conform(actor: Actor, report_id: int, category: str) -> None:
    attempt(lambda: conform_rest(actor, report_id, category), "rest")


def _item(actor: Actor, view: ReportView, item: Item, files: Sequence[EvidenceItem]) -> None:
    stands = view.written.answers.get(item.code)
    version = stands.version if stands else 0
    with st.container(border=True, key=f"item-{item.code}"):
        question, answers = st.columns([5, 4], vertical_alignment="center")
        with question:
            st.markdown(f"**{item.code}** {plain(item.question)}")
            st.caption(f"怎样查：{plain(item.method)}　不符合：{plain(item.fails_when)}")
        with answers:
            key = follow(f"answer-{view.id}-{item.code}", stands.answer.value if stands else None, version)
            st.segmented_control(
                plain(f"{item.code} {item.question}"),
                list(ANSWERS),
                default=held(key),
                format_func=ANSWERS.__getitem__,
                key=key,
                label_visibility="collapsed",
                on_change=_answer,
                args=(actor, view.id, item.code, key, stands.explanation if stands else ""),
                width="stretch",
                disabled=item.code in view.closed_items,
            )
        if item.code in view.closed_items:
            st.caption("这一项涉及的问题已移送，内容不再显示，也不能再修改。")
        elif stands is not None:
            _details(actor, view, item, stands, files)


def _answer(actor: Actor, report_id: int, item: str, key: str, explanation: str) -> None:
    chosen = typed(key)
    if chosen is None:  # a second click on the same answer takes nothing back
        forget_seen(key)
        return
    _store(actor, report_id, item, key, {"answer": chosen}, {"explanation": explanation})


def _number(version: object) -> int:
    return version if isinstance(version, int) else 0


def _store(
    actor: Actor,
    report_id: int,
    item: str,
    key: str,
    changed: dict[str, object],
    beside: dict[str, object],
    text: str = "",
) -> None:
    """One of answer and explanation, `beside` the other as it was drawn: they are stored together."""
    what = f"self-{report_id}-{item}"
    version, stands = latest(what, _number(seen(key)), beside)
    values = stands | changed

    def save() -> None:
        stored(what, save_answer(actor, report_id, item, values, version).version, values)

    attempt(save, key, text=text)


def _details(
    actor: Actor, view: ReportView, item: Item, stands: WrittenAnswer, files: Sequence[EvidenceItem]
) -> None:
    """What an answer asks for besides itself: a sentence, a problem, files."""
    if stands.answer in _ASKS or stands.explanation:
        _explanation(actor, view.id, item.code, stands)
    if stands.answer in (Answer.FAILS, Answer.MOSTLY):
        item_problems(actor, view, item, needed=stands.answer is Answer.FAILS)
    attached = [file for file in files if file.item == item.code]
    with st.popover(f"佐证材料（{len(attached)}）" if attached else "添加佐证材料", width="content"):
        show_evidence(actor, "self_inspection", view.id, item=item.code, listed=files, withdrawable=True)
        if upload(actor, "self_inspection", view.id, unit_id=view.unit_id, item=item.code, camera=True):
            st.rerun()


def _explanation(actor: Actor, report_id: int, item: str, stands: WrittenAnswer) -> None:
    key = follow(f"explain-{report_id}-{item}", stands.explanation, stands.version)
    st.text_area(
        _ASKS.get(stands.answer, "说明"),
        held(key),
        key=key,
        height=70,
        max_chars=4000,
        on_change=_explain,
        args=(actor, report_id, item, stands.answer, key),
    )
    show_slip(key)


def _explain(actor: Actor, report_id: int, item: str, answer: Answer, key: str) -> None:
    text = typed(key)
    _store(actor, report_id, item, key, {"explanation": text}, {"answer": answer}, text)


def _how_checked(actor: Actor, view: ReportView, category: Category) -> None:
    stands = view.written.checks.get(category.code)
    key = follow(
        f"check-{view.id}-{category.code}", stands.text if stands else "", stands.version if stands else 0
    )
    st.text_area(
        "这一类是怎样检查的（没有发现问题时必填）",
        held(key),
        key=key,
        height=70,
        max_chars=2000,
        placeholder="例如：查阅1—4月台账12本，现场查看3处，走访、电话核对20人",
        on_change=_check,
        args=(actor, view.id, category.code, key),
    )
    show_slip(key)


def _check(actor: Actor, report_id: int, category: str, key: str) -> None:
    text = typed(key)
    version = _number(seen(key))
    attempt(lambda: save_check(actor, report_id, category, text, version), key, text=text)
