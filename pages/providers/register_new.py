"""登记一条: one visit, callback, check or number of people, by the unit that did it."""

import streamlit as st

from domain.permissions import Action
from reports.excel import CellKind
from reports.import_template import ImportColumn
from services.register_import import add_entry, columns_to_type
from services.registers import fillable
from ui.forms import Form
from ui.guard import guard
from ui.links import open_page, page_url
from ui.page import empty, page_head
from ui.registers import backwards_words, chosen_regime, filled_words


def field(form: Form, name: str, column: ImportColumn, words: list[str]) -> str:
    """One column of the register as a field."""
    if words:
        options = {word: word for word in words}
        return form.choice(name, column.title, options, required=column.required)
    if name == "day":
        day = form.day(name, column.title, required=True)
        return day.isoformat() if day else ""
    if column.kind is CellKind.DATE:
        day = form.day(name, column.title, required=column.required)
        return day.isoformat() if day else ""
    title = f"{column.title}（元）" if column.kind is CellKind.AMOUNT else column.title
    return form.text(
        name, title, required=column.required, help=column.explanation or None,
        placeholder=f"例如 {column.example}" if column.example else "",
    )  # fmt: skip


actor = guard(Action.MEASUREMENT_RECORD)
page_head("登记一条", where=["服务单位", ("频次与比例", page_url("duties"))])
regime_id = chosen_regime(actor)
kinds = fillable(actor, regime_id)
if not kinds:
    empty("没有由您登记的事项", "这个监管方案没有规定由您所在单位登记的频次和比例。")
    st.stop()
form = Form("register-new", narrow=True)
with form:
    names = {key: one.register.title for key, one in kinds.items()}
    fact = form.choice("fact", "登记什么", names, required=True)
    if not fact:
        st.stop()
    if kinds[fact].register.served:
        st.info("按服务对象逐月登记的请用“导入登记表”。")
        st.stop()
    values = {
        name: field(form, name, column, words)
        for name, (column, words) in columns_to_type(actor, regime_id, fact).items()
    }
    reason = form.area("reason", "更正说明（统计期已经办结的必须填写）", height=80)
    if form.submit("登记"):
        with form.told():
            filled = add_entry(actor, regime_id, fact, values, reason=reason)
            form.done(filled_words(filled), backwards_words(filled.backwards))
            open_page("duties", regime=regime_id)
