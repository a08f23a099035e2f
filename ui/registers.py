"""What the pages about registers share: which regime, the row of a register as a line, the result in words."""

from collections.abc import Iterable, Mapping, Sequence

import streamlit as st

from domain.registers import Register
from domain.thresholds.verdicts import Outcome
from services.actor import Actor
from services.duty_list import DutyRow
from services.import_sheet import RowError
from services.regimes import regime_choices
from services.register_import import Filled
from services.registers import EntryRow
from services.verdict_store import VerdictChange
from ui.links import id_param
from ui.listing import simple_table
from ui.page import section
from ui.provider_words import outcome_badge, told_words
from ui.starting import no_regime
from ui.state import assign, position, typed
from ui.table import Cell, Column
from ui.wording import day_cell

SHOWN_ERRORS, SHOWN_CHANGES = 200, 5
_PRESSING = frozenset({Outcome.TRIGGERED.value, Outcome.NOT_MET.value})
DUTIES = (
    Column("period", "统计期", link=True),
    Column("subject", "对象", wrap=True, width="18%"),
    Column("state", "结果"),
    Column("required", "应完成", align="right"),
    Column("done", "已完成", align="right"),
    Column("missing", "还差", align="right"),
    Column("duty", "要求", wrap=True, width="20%"),
    Column("told", "当期情况", wrap=True, width="18%"),
)
ENTRIES = (
    Column("day", "日期"),
    Column("subject", "对象", wrap=True, width="18%"),
    Column("what", "事项"),
    Column("values", "内容", wrap=True, width="30%"),
    Column("provider", "服务单位", wrap=True),
    Column("done_by", "经办人"),
    Column("source", "来源", wrap=True),
)
ERRORS = (
    Column("row", "行号", align="right", width="6em"),
    Column("column", "列", width="12em"),
    Column("message", "问题", wrap=True),
)


def chosen_regime(actor: Actor, among: Mapping[str, str] | None = None, *, fresh: bool = False) -> int:
    """The regime in the address (of all, or `among` some), or the only one; the page stops when there is none."""
    names = among or regime_choices(actor)
    if not names:
        no_regime(actor)
    given = str(id_param("regime") or "")
    current = given if given in names else next(iter(names))
    if fresh or len(names) > 1:
        assign("regime-choice", current)
        st.selectbox(
            "监管方案",
            list(names),
            position("regime-choice", list(names)),
            format_func=names.__getitem__,
            key="regime-choice",
            on_change=_turn,
            width=420,
        )
    return int(current)


def _turn() -> None:
    st.query_params.clear()
    st.query_params["regime"] = typed("regime-choice")


def duty_line(row: DutyRow) -> dict[str, Cell]:
    """A duty in one period as a row."""
    told = "，".join(f"{name}{value}" for name, value in row.told.items())
    return {
        "id": row.id, "period": row.period or "常设", "subject": row.subject, "duty": f"{row.duty} {row.title}",
        "told": told, "required": row.required, "done": row.done, "missing": row.missing,
        "state": outcome_badge(row.outcome),
    }  # fmt: skip


def entry_line(row: EntryRow, registers: Mapping[str, Register]) -> dict[str, Cell]:
    """A row of a register as a row."""
    register = registers.get(row.fact)
    return {
        "id": row.id, "day": day_cell(row.day) if row.day else row.period, "subject": row.subject,
        "what": register.spec.name if register else row.fact, "values": values_words(register, row),
        "provider": row.provider, "done_by": row.done_by or row.recorded_by, "source": row.source,
    }  # fmt: skip


def values_words(register: Register | None, row: EntryRow) -> str:
    """What a row says, by the names that the scheme gives its fields."""
    return told_words(register.spec if register else None, row.values, happened=row.day is not None)


def show_row_errors(errors: Sequence[RowError]) -> None:
    """Every mistake of a sheet with its row and column."""
    if not errors:
        return
    section("需要修改的地方", f"{len({error.row for error in errors})} 行")
    rows: list[dict[str, Cell]] = [
        {"id": number, "row": str(one.row), "column": one.column, "message": one.message}
        for number, one in enumerate(errors[:SHOWN_ERRORS], start=1)
    ]
    simple_table(rows, ERRORS, key="import-errors", caption="导入检查结果")
    if len(errors) > SHOWN_ERRORS:
        st.caption(f"只显示前 {SHOWN_ERRORS} 处，改好后重新检查。")


def filled_words(filled: Filled) -> str:
    """What a register took in and what changed because of it."""
    stored = filled.stored
    told = [f"已登记 {stored.rows} 条。"]
    if stored.replaced:
        told.append(f"替换原有 {stored.replaced} 条。")
    if stored.corrected:
        told.append(f"更正了已办结的 {'、'.join(stored.corrected)}。")
    return " ".join([*told, change_words(filled.changes)])


def backwards_words(rows: Sequence[str]) -> str:
    """Dates that stand in another order than a time limit expects, for a person to look at; "" where none do."""
    if not rows:
        return ""
    more = " 等" if len(rows) > SHOWN_CHANGES else ""
    return f"{'；'.join(rows[:SHOWN_CHANGES])}{more}：做在起算以前的算按时，日期填错了的请更正。"


def change_words(changes: Iterable[VerdictChange]) -> str:
    """How many verdicts changed, and those of them that say something to somebody."""
    changed = [change for change in changes if change.was != change.now]
    told = [f"重新计算，{len(changed)} 项判定有变化。" if changed else "判定没有变化。"]
    pressing = [change for change in changed if change.was or change.now in _PRESSING]
    told += list(dict.fromkeys(change.sentence for change in pressing))[:SHOWN_CHANGES]
    return " ".join(told)


def changes_told(changes: Iterable[VerdictChange], names: Mapping[int, str], most: int = 8) -> str:
    """How many verdicts of several providers changed, and the first of them, those with consequences before others."""
    turned = [one for one in changes if one.was != one.now]
    if not turned:
        return "判定没有变化。"
    turned.sort(key=lambda one: one.now not in _PRESSING)
    told = [f"{names.get(one.party_id, '')}{one.sentence}" for one in turned[:most]]
    return " ".join([f"{len(turned)} 项判定有变化。", *told])
