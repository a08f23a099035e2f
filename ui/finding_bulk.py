"""What can be done to the ticked rows of the ledger, and row by row what became of it."""

from collections.abc import Callable, Mapping

import streamlit as st

from domain.permissions import Action, ruling
from services.actor import Actor
from services.findings_bulk import BulkResult, assign_many, raise_many, remind_many
from services.ledger_options import LedgerOptions
from services.natures_bulk import preview_raises, raise_natures
from ui.finding_nature_forms import raises_table, term_choice
from ui.finding_orders import order_fields
from ui.forms import Form
from ui.plain import plain
from ui.seen import forget_ticked
from ui.state import kept

RESULT = "findings-bulk-result"


def show_bulk(actor: Actor, options: LedgerOptions, versions: Mapping[int, int]) -> None:
    """The bulk actions of the actor for the ticked rows (id → version)."""
    acts: dict[str, Callable[[], None]] = {}
    if ruling(actor.role, Action.FINDING_ASSIGN).allowed:
        acts["批量交办"] = lambda: _assign(actor, options, versions)
        if options.weighs:
            acts["批量提级管理"] = lambda: _weigh(actor, options, versions)
    if ruling(actor.role, Action.REMIND).allowed:
        acts["批量催办"] = lambda: _remind(actor, options, versions)
    if options.levels and ruling(actor.role, Action.FINDING_ESCALATE).allowed:
        acts["批量督办升级"] = lambda: _raise(actor, options, versions)
    if not acts or not options.open:
        return
    with st.container(border=True, key="findings-bulk"):
        chosen = st.radio(f"已勾选 {len(versions)} 条", list(acts), horizontal=True, key="findings-bulk-act")
        acts[chosen]()


def _assign(actor: Actor, options: LedgerOptions, versions: Mapping[int, int]) -> None:
    form = Form("findings-bulk-assign", draft_of=actor)
    values = order_fields(form, actor, options)
    values["reason"] = form.reason("批量交办的理由")
    if form.submit(f"交办 {len(versions)} 个问题"):
        with form.told():
            _finish(form, "交办", assign_many(actor, options.campaign_id, versions, values))


def _remind(actor: Actor, options: LedgerOptions, versions: Mapping[int, int]) -> None:
    form = Form("findings-bulk-remind", narrow=True)
    reason = form.reason("催办内容", placeholder="将随编号发给牵头单位，例如：请于本周五前更新进展")
    if form.submit(f"提醒 {len(versions)} 个问题的牵头单位"):
        with form.told():
            _finish(form, "提醒", remind_many(actor, options.campaign_id, versions, {"reason": reason}))


def _raise(actor: Actor, options: LedgerOptions, versions: Mapping[int, int]) -> None:
    form = Form("findings-bulk-raise", narrow=True)
    st.caption("每个问题升到它按方案已经达到的那一级；没有达到更高一级的不动，逐条说明。督办文书仍一事一单。")
    reason = form.reason("督办原因", placeholder="将随编号发给牵头单位，例如：超过整改期限仍未报送结果")
    if form.submit(f"升级 {len(versions)} 个问题的督办级别", danger=True):
        with form.told():
            result = raise_many(actor, options.campaign_id, versions, {"reason": reason})
            _finish(form, "升级督办", result)


def _weigh(actor: Actor, options: LedgerOptions, versions: Mapping[int, int]) -> None:
    rows = preview_raises(actor, options.campaign_id, set(versions))
    if not rows:
        st.info("勾选的问题都没有达到提级管理的条件。用“只看应提级管理”可以筛出达到条件的。")
        return
    st.caption("系统按方案累计，由您确认后才变。只提级勾选的；没有达到条件的不动，逐条说明。")
    form = Form("findings-bulk-weigh", draft_of=actor)
    how = term_choice(form)
    raises_table(rows, how, key="findings-bulk-weigh-rows")
    reason = form.reason("提级理由", placeholder="将随编号发给牵头单位，例如：同一单位较大问题已达三个")
    if form.submit(f"确认提级 {len(rows)} 个问题", danger=True):
        values = {"term": how, "reason": reason}
        with form.told():
            _finish(form, "提级", raise_natures(actor, options.campaign_id, versions, values))


def _finish(form: Form, word: str, result: BulkResult) -> None:
    form.done()
    kept()[RESULT] = (word, result)
    forget_ticked("findings")
    st.rerun()


def show_result() -> None:
    """The result of the last bulk action, until it is closed."""
    if RESULT not in kept():
        return
    word, result = kept()[RESULT]
    with st.container(border=True, key="findings-bulk-done"):
        if result.done:
            st.success(f"已{word} {len(result.done)} 个问题：{'、'.join(row.number for row in result.done)}")
        if result.refused:
            lines = "\n".join(
                f"- {row.number or f'第{row.finding_id}号'}：{plain(row.why_not)}" for row in result.refused
            )
            st.warning(f"以下 {len(result.refused)} 个没有{word}：\n{lines}")
        if st.button("知道了", key="findings-bulk-close"):
            del kept()[RESULT]
            st.rerun()
