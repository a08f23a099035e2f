"""The form of a visit on a tablet: one category at a time, large answers, everything stored as it is touched."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from domain.findings import ANSWER_NAMES, Answer
from services.actor import Actor
from services.evidence import EvidenceItem
from services.visit_record import conform_rest, save_answer, save_text
from services.visit_sheet import Group, Line, Sheet
from ui.evidence import show_evidence, upload
from ui.links import open_page
from ui.state import assign, held, latest, stored, typed
from ui.visit_saving import attempt, show_trouble, trouble_of
from ui.visits import own_words, quiet

LARGE = """
<style>
.st-key-visit-form button[data-variant] { min-height: 48px; padding: 0 18px; }
.st-key-visit-form button[data-variant] p { font-size: 16px; }
.st-key-visit-form button[data-variant="segmented_control"] { flex: 1 1 0; min-width: 96px; }
.st-key-visit-form [data-testid="stButton"] button { min-height: 48px; }
.st-key-visit-form [data-testid="stButton"] button p { font-size: 16px; }
.st-key-visit-form [data-testid="stExpander"] summary { min-height: 48px; }
.st-key-visit-form textarea, .st-key-visit-form input { font-size: 16px; }
</style>
"""  # 48 pixels: a thumb; 16 pixels: a tablet does not zoom into the field
_NEEDS_WORDS = frozenset({Answer.FAILS, Answer.MOSTLY})
_WORDS = {answer.value: name for answer, name in ANSWER_NAMES.items()}


def group_fields(actor: Actor, sheet: Sheet, group: Group, files: Sequence[EvidenceItem]) -> None:
    """All items of a category, and one button for those that are all right."""
    open_lines = [line for line in group.lines if line.answer is None]
    if open_lines and st.button(f"其余 {len(open_lines)} 项全部符合", key=f"rest-{group.code}"):
        attempt(sheet.id, f"rest-{group.code}", None, lambda: conform_rest(actor, sheet.id, group.code))
        st.rerun()
    show_trouble(sheet.id, f"rest-{group.code}", "", lambda: None)
    for line in group.lines:
        with st.container(border=True, key=f"item-{line.item.code}"):
            item_fields(actor, sheet, group, line, files)


def item_fields(actor: Actor, sheet: Sheet, group: Group, line: Line, files: Sequence[EvidenceItem]) -> None:
    """One item: the question, what the place said, the answer, words, photos, the finding."""
    code = line.item.code
    st.html(f"<p style='margin:0;font-size:16px'><b>{escape(code)}</b> {escape(line.item.question)}</p>")
    quiet(f"方法：{line.item.method}　不符合：{line.item.fails_when}")
    quiet(own_words(line.own, reported=sheet.self_reported))
    if line.hidden:
        st.info("该要点发现的情况已经移送，内容不予显示，也不能再修改。")
        return
    _answer(actor, sheet.id, line)
    if line.answer in _NEEDS_WORDS or line.note:
        _note(actor, sheet.id, line)
    _photos(actor, sheet, code, files)
    for found in line.findings:
        quiet(f"已登记问题 {found.number} {found.title}")
    if line.answer in _NEEDS_WORDS and st.button("登记问题", key=f"register-{code}"):
        open_page("visit_problem", visit=sheet.id, item=code, part=group.code)


def _answer(actor: Actor, visit_id: int, line: Line) -> None:
    code = line.item.code
    key = f"answer-{code}"
    assign(key, line.answer.value if line.answer else None)

    def keep() -> None:
        chosen = typed(key)
        if chosen is not None:
            _store(actor, visit_id, line, key, {"answer": chosen})

    st.segmented_control(
        f"{code} 结论",
        list(_WORDS),
        default=held(key),
        format_func=_WORDS.__getitem__,
        key=key,
        on_change=keep,
        label_visibility="collapsed",
        width="stretch",
    )
    _retry(actor, visit_id, line, key)


def _note(actor: Actor, visit_id: int, line: Line) -> None:
    code = line.item.code
    key = f"note-{code}"
    assign(key, line.note)

    def keep() -> None:
        if line.answer is not None:
            _store(actor, visit_id, line, key, {"note": typed(key)})

    st.text_area(
        "发现的情况（时间、对象、数量、依据，只写事实）",
        held(key),
        key=key,
        on_change=keep,
        height=90,
        max_chars=4000,
    )
    _retry(actor, visit_id, line, key)


def _store(actor: Actor, visit_id: int, line: Line, field: str, changed: dict[str, object]) -> None:
    """One of answer and note, beside the other as it stands: they are stored together."""
    what, code = f"visit-{visit_id}-{line.item.code}", line.item.code
    drawn: dict[str, object] = {"answer": line.answer.value if line.answer else None, "note": line.note}
    version, stands = latest(what, line.version, drawn)
    values = stands | changed

    def save() -> None:
        stored(what, save_answer(actor, visit_id, code, values, version).version, values)

    attempt(visit_id, field, values, save)


def _retry(actor: Actor, visit_id: int, line: Line, field: str) -> None:
    """After a conflict: one's own answer again, over what stands there now."""
    trouble = trouble_of(visit_id, field)
    mine = trouble.mine if trouble else None
    values = dict(mine) if isinstance(mine, dict) else {}
    words = [_WORDS.get(str(values.get("answer")), ""), str(values.get("note", ""))]
    show_trouble(
        visit_id,
        field,
        "，".join(word for word in words if word),
        lambda: save_answer(actor, visit_id, line.item.code, values, line.version),
    )


def _photos(actor: Actor, sheet: Sheet, code: str, files: Sequence[EvidenceItem]) -> None:
    mine = [file for file in files if file.item == code]
    title = f"照片和材料（{len(mine)}）" if mine else "照片和材料"
    with st.expander(title, expanded=bool(mine)):
        if mine:
            show_evidence(actor, "visit", sheet.id, item=code, listed=files, withdrawable=True)
        label = "拍照或选择文件"
        if upload(actor, "visit", sheet.id, unit_id=sheet.unit_id, item=code, label=label, camera=True):
            st.rerun()


def text_field(
    actor: Actor, visit_id: int, field: str, label: str, value: str, *, height: int, most: int
) -> None:
    """One of the free texts of a record."""
    key = f"text-{field}"
    assign(key, value)

    def keep() -> None:
        text = typed(key)
        attempt(visit_id, key, text, lambda: save_text(actor, visit_id, field, text, value))

    st.text_area(label, held(key), key=key, on_change=keep, height=height, max_chars=most)
    trouble = trouble_of(visit_id, key)
    mine = str(trouble.mine) if trouble else ""
    show_trouble(visit_id, key, mine, lambda: save_text(actor, visit_id, field, mine, value))
