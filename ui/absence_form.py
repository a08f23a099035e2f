"""查询确认: the form for "looked, and found none", and the checks that were stated."""

import streamlit as st

from services import clock
from services.absence_checks import checkable, list_checks, record_check, withdraw_check
from services.actor import Actor
from ui.badges import Badge
from ui.forms import Form, confirmed
from ui.links import open_page
from ui.listing import simple_table
from ui.page import section
from ui.table import Cell, Column
from ui.wording import day_cell

_COLUMNS = (
    Column("name", "事项", wrap=True, width="20%"),
    Column("span", "查询的时段"),
    Column("looked_by", "查询人"),
    Column("evidence", "依据", wrap=True, width="34%"),
    Column("state", "状态"),
)


def absence(actor: Actor, provider_id: int) -> None:
    """The form, where the scheme has records that somebody must have looked for, and what was stated so far."""
    kinds = checkable(actor, provider_id)
    if not kinds:
        return
    section("查询确认", "方案规定须有查询记录才能认定“没有”的事项：查过了，除已登记的以外没有")
    form = Form(f"absence-{provider_id}")
    with form:
        names = {key: one.name for key, one in kinds.items()}
        event = form.choice("event", "查询什么", names, required=True)
        left, right = st.columns(2)
        with left:
            since = form.day("since", "查询时段起（不填为自始）")
        with right:
            through = form.day("through", "查询时段止", clock.today(), required=True)
        looked_by = form.text("looked_by", "查询人（单位）", required=True, max_chars=100)
        evidence = form.area("evidence", "依据（在哪里查的、结果的编号或截图）", required=True, height=80)
        if form.submit("确认没有") and form.filled(event="请选择查询什么"):
            with form.told():
                changes = record_check(
                    actor, provider_id,
                    {"event": event, "since": since, "through": through, "looked_by": looked_by, "evidence": evidence},
                )  # fmt: skip
                form.done(" ".join(["已登记查询确认。", *(change.sentence for change in changes)]))
                open_page("provider", id=provider_id)
    _stated(actor, provider_id)


def _stated(actor: Actor, provider_id: int) -> None:
    found = list_checks(actor, provider_id)
    if not found:
        return
    rows: list[dict[str, Cell]] = [
        {
            "id": one.id, "name": one.name, "looked_by": one.looked_by,
            "span": f"{day_cell(one.since) if one.since else '自始'} 至 {day_cell(one.through)}",
            "evidence": one.withdrawn_reason or one.evidence,
            "state": Badge("已撤回", "×", "ended") if one.withdrawn_reason else Badge("有效", "✓", "good"),
        }
        for one in found
    ]  # fmt: skip
    simple_table(rows, _COLUMNS, key="checks", caption="查询确认")
    standing = {str(one.id): f"{one.name}，至{one.through}" for one in found if not one.withdrawn_reason}
    if not standing:
        return
    with confirmed(f"absence-withdraw-{provider_id}", "撤回查询确认") as form:
        chosen = form.choice("check", "撤回哪一条", standing, required=True)
        reason = form.reason("撤回的原因")
        if form.submit("撤回", danger=True) and form.filled(check="请选择"):
            with form.told():
                version = next(one.version for one in found if str(one.id) == chosen)
                changes = withdraw_check(actor, int(chosen), version, reason)
                form.done(" ".join(["已撤回。", *(change.sentence for change in changes)]))
                st.rerun()
