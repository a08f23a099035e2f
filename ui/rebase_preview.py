"""What a change of version would do, as tables that people read before they decide."""

from collections.abc import Sequence
from contextlib import AbstractContextManager

import streamlit as st

from services.rebase_lines import FindingLine, Line, Preview, RegimeLine, VerdictLine
from services.sides import Side
from ui.badges import state_badge
from ui.listing import simple_table
from ui.page import figures, section
from ui.plain import plain
from ui.table import Cell, Column
from ui.wording import day_cell

MOST = 200  # rows of one table; the rest is counted
FEW, HEIGHT = 12, 560  # rows that are shown without a box; pixels of the box
LINES = (
    Column("what", "事项", wrap=True, width="20%"),
    Column("before", "现在", wrap=True),
    Column("after", "换版后", wrap=True),
    Column("note", "说明", wrap=True),
)
FINDINGS = (
    Column("number", "问题"),
    Column("title", "摘要", wrap=True),
    Column("unit", "牵头单位", wrap=True),
    Column("state", "状态"),
    Column("old", "现期限"),
    Column("new", "换版后"),
    Column("remarks", "变化", wrap=True, width="34%"),
)
VERDICTS = (
    Column("party", "单位（对象）", wrap=True),
    Column("rule", "规则", wrap=True),
    Column("period", "统计期"),
    Column("was", "现判定"),
    Column("now", "换版后"),
    Column("arithmetic", "换版后的计算", wrap=True),
    Column("cases", "处置", wrap=True),
)


def show_preview(seen: Preview) -> None:
    """Everything that would change; parts without a change say so in one line."""
    turned = sum(one.turned for one in seen.regimes if one.moves)
    figures(
        {
            "期限变动": (f"{seen.moved} 项", f"未销号问题中另有 {seen.untouched} 个不受影响"),
            "涉及的问题": (f"{len(seen.findings)} 个", "含要点、类别有变化的"),
            "阶段和报送": (f"{seen.rescheduled} 项", "已办结和调整过日期的不变"),
            "判定变动": (f"{turned} 项", "随行动一起换版的监管方案，结论不同的"),
        }
    )
    _findings(seen.findings)
    _lines("阶段和报送", seen.schedule, "阶段和报送事项没有变化。", "schedule")
    _lines("期限、销号和督办的规定", seen.handling, "没有变化。", "handling")
    _lines("检查要点", seen.checklist, "检查要点没有变化。", "checklist", seen.remarks)
    _lines("口径和填写的内容", seen.settings, "没有变化。", "settings")
    for regime in seen.regimes:
        kept = f"本次不换版，仍用版本{regime.version}；下列为换版会有的变化"
        show_regime(regime, "随行动换版" if regime.moves else kept)


def _findings(rows: Sequence[FindingLine]) -> None:
    section("未销号的问题", "只有期限还在走、且按方案统一期限交办的才重算；单独指定的期限不变")
    if not rows:
        st.caption("没有问题受影响。")
        return
    lines: list[dict[str, Cell]] = [
        {
            "id": one.id,
            "number": one.number,
            "title": one.title,
            "unit": one.unit,
            "state": state_badge(one.state),
            "old": day_cell(one.old_due),
            "new": day_cell(one.new_due) if one.new_due != one.old_due else "不变",
            "remarks": _own_remarks(one),
        }
        for one in rows[:MOST]
    ]
    with _within_sight(lines):
        simple_table(lines, FINDINGS, key="rebase-findings", opens="finding", caption="受影响的问题")
    _rest(len(rows))


def _own_remarks(one: FindingLine) -> str:
    """What is different about this finding; the rule that changed for all of them is told once, further down."""
    parts = [part for remark in one.remarks for part in remark.split("；")]
    return "；".join(part for part in parts if not part.startswith(("规则由", "依据方案版本")))


def _lines(title: str, rows: Sequence[Line], nothing: str, key: str, remarks: Sequence[str] = ()) -> None:
    section(title)
    for remark in remarks:
        st.caption(plain(f"{remark}。"))
    if not rows:
        st.caption(nothing)
        return
    lines: list[dict[str, Cell]] = [
        {"what": one.what, "before": one.before, "after": one.after, "note": one.note} for one in rows[:MOST]
    ]
    simple_table(lines, LINES, key=f"rebase-{key}", caption=title)
    _rest(len(rows))


def show_regime(one: RegimeLine, note: str) -> None:
    """One regime with the verdicts that come out differently."""
    section(f"监管方案“{one.name}”的判定", f"{one.providers}家单位，{note}")
    for remark in one.remarks:
        st.caption(plain(f"{remark}。"))
    if not one.verdicts:
        st.caption(f"{one.judged} 项判定的结论和计算都不变。")
        return
    st.caption(
        f"结论不同的 {one.turned} 项，排在前面；其余 {len(one.verdicts) - one.turned} 项结论不变，计算或文字不同。"
        "列出的处置，已经提出意见、还没有决定的，换版后须终止，再按新的判定提出；已经作出的决定不变。"
    )
    for side, page in ((Side.PROVIDER, "provider"), (Side.SUBJECT, "unit_target")):
        _show_verdicts(one.id, side, [each for each in one.verdicts if each.side is side], page)


def _show_verdicts(regime_id: int, side: Side, verdicts: Sequence[VerdictLine], page: str) -> None:
    """The verdicts on providers, or on units and persons; a row opens the page of its party."""
    if not verdicts:
        return
    lines: list[dict[str, Cell]] = [
        {
            "id": each.party_id,
            "party": each.party,
            "rule": f"{each.rule} {each.title}",
            "period": each.period,
            "was": each.was,
            "now": each.now,
            "arithmetic": each.arithmetic,
            "cases": each.cases,
        }
        for each in verdicts[:MOST]
    ]
    key = f"rebase-verdicts-{side}-{regime_id}"
    with _within_sight(lines):
        simple_table(lines, VERDICTS, key=key, opens=page, caption="判定变化")
    _rest(len(verdicts))


def _within_sight(lines: Sequence[object]) -> AbstractContextManager[object]:
    """A box that scrolls for a long table: what follows it, and the button at the end, are not far away."""
    return st.container(height=HEIGHT if len(lines) > FEW else "content", border=False)


def _rest(number: int) -> None:
    if number > MOST:
        st.caption(f"共 {number} 项，这里列出前 {MOST} 项。")
