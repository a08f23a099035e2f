"""Narrative and figures of the self-inspection form."""

import streamlit as st

from domain.errors import Invalid
from domain.forms import fen
from domain.self_completeness import FIGURES, NARRATIVE
from services.actor import Actor
from services.self_drafts import save_figure, save_text
from services.self_inspections import ReportView
from ui.page import section
from ui.self_state import attempt, follow, show_slip
from ui.state import held, typed

_MONEY = "funds_fen"


def show_texts(actor: Actor, view: ReportView) -> None:
    """Figures first, they are short; then the text of the report."""
    section("自查情况数字", "没有的填0")
    for column, (name, title) in zip(st.columns(len(FIGURES)), FIGURES.items(), strict=True):
        with column:
            _figure(actor, view, name, title)
    section("报告文字", "写完一栏自动保存，打印的报告按这些内容生成")
    for name, text in NARRATIVE.items():
        stands = view.written.narrative.get(name, "")
        key = follow(f"text-{view.id}-{name}", stands, stands)
        needed = "" if text.in_zero_report else "（有问题时必填）"
        st.text_area(
            text.title + needed,
            held(key),
            key=key,
            height=130,
            max_chars=20_000,
            placeholder=text.hint,
            on_change=_text,
            args=(actor, view.id, name, key, stands),
        )
        show_slip(key)


def _text(actor: Actor, report_id: int, name: str, key: str, stands: str) -> None:
    text = typed(key)
    attempt(lambda: save_text(actor, report_id, name, text, stands), key, text=text)


def _figure(actor: Actor, view: ReportView, name: str, title: str) -> None:
    stands = view.written.figures.get(name)
    shown = "" if stands is None else _shown(name, stands)
    key = follow(f"figure-{view.id}-{name}", shown, stands)
    st.text_input(title, held(key), key=key, on_change=_number, args=(actor, view.id, name, key, stands))
    show_slip(key)


def _shown(name: str, value: int) -> str:
    if name != _MONEY:
        return str(value)
    return f"{value // 100}.{value % 100:02}" if value % 100 else str(value // 100)


def _number(actor: Actor, report_id: int, name: str, key: str, stands: int | None) -> None:
    text = str(typed(key))

    def save() -> None:
        save_figure(actor, report_id, name, _read(name, text), stands)

    attempt(save, key, text=text)


def _read(name: str, text: str) -> int:
    """The figure as it is stored; amounts in fen."""
    plain = text.strip().replace(",", "").replace("，", "")
    try:
        if name == _MONEY:
            return int(str(fen(plain)))
        return int(plain)
    except ValueError as mistake:
        sentence = str(mistake) if name == _MONEY else "请填写整数"
        raise Invalid({name: f"{FIGURES[name].partition('（')[0]}：{sentence}"}) from None
