"""What the office does about the nature of a problem: settle it, or treat it as a heavier one."""

from collections.abc import Sequence

import streamlit as st

from services.actor import Actor
from services.findings_detail import FindingDetail
from services.natures import RECOUNT_NAMES, RaisePreview, Recount, preview_raise, raise_nature, settle_nature
from ui.forms import Form
from ui.listing import simple_table
from ui.table import Cell, Column
from ui.wording import day_cell

_HOW = {one.value: words for one, words in RECOUNT_NAMES.items()}


def settle_form(actor: Actor, detail: FindingDetail) -> None:
    """Say of which nature the problem is."""
    one = detail.nature
    initial = {"nature": one.word} if one.word else {}
    form = Form(
        f"finding-{detail.id}-nature", version=detail.version, draft_of=actor, narrow=True, initial=initial
    )
    word = form.choice("nature", one.name, {word: word for word in one.words}, required=True)
    how = _term(form, detail)
    reason = form.reason("理由")
    if form.submit(f"确定{one.name}"):
        values = {"nature": word, "term": how, "reason": reason}
        with form.told():
            settle_nature(actor, detail.id, form.version, values)
            form.done(f"{one.name}已定为“{word}”。")
            st.rerun()


def _term(form: Form, detail: FindingDetail) -> str:
    """What becomes of the term; nothing is asked where there is none yet."""
    if detail.work.due is None:
        return Recount.FROM_START.value
    return term_choice(form)


def term_choice(form: Form) -> str:
    """What becomes of terms that are running."""
    return form.choice("term", "整改期限", _HOW, Recount.FROM_START.value, required=True, radio=True)


def raise_form(actor: Actor, detail: FindingDetail) -> None:
    """Treat it, and the others of its party, as a heavier one."""
    due, rows = detail.nature.due, preview_raise(actor, detail.id)
    initial = {"reason": f"按方案提级管理：{detail.nature.why}"}
    form = Form(f"finding-{detail.id}-raise", version=detail.version, draft_of=actor, initial=initial)
    st.info(f"已达到按“{due}”管理的条件：{detail.nature.why}")
    how = _term(form, detail)
    together = True
    if len(rows) > 1:
        together = form.tick("together", f"同一单位的 {len(rows)} 个一并提级", default=True)
    shown = rows if together else rows[:1]
    raises_table(shown, how, key=f"raise-{detail.id}")
    reason = form.reason("提级理由")
    if form.submit(f"确认按“{due}”管理", danger=True):
        values = {"term": how, "together": together, "reason": reason}
        with form.told():
            numbers = raise_nature(actor, detail.id, form.version, values)
            form.done(f"{'、'.join(numbers)} 已按“{due}”管理，并通知整改单位。")
            st.rerun()


_COLUMNS = (
    Column("number", "编号"),
    Column("title", "问题", wrap=True),
    Column("nature", "提级"),
    Column("due", "现在的期限"),
    Column("new", "提级后的期限"),
    Column("note", "说明", wrap=True),
)


def raises_table(rows: Sequence[RaisePreview], how: str, *, key: str) -> None:
    """Which problems are treated as what from now on, and what becomes of their terms."""
    lines = [_line(row, Recount(how or Recount.FROM_START)) for row in rows]
    simple_table(lines, _COLUMNS, key=key, caption="一并提级的问题")


def _line(row: RaisePreview, how: Recount) -> dict[str, Cell]:
    return {
        "id": row.id,
        "number": row.number,
        "title": row.title,
        "nature": f"{row.was}→{row.becomes}",
        "due": day_cell(row.due),
        "new": day_cell(row.dues[how]),
        "note": "" if row.dues[how] != row.due else row.notes[how].removeprefix("，"),
    }
