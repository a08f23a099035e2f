"""单位档案: all about one provider, its figures against their lines, and what happened when."""

import streamlit as st

from domain.permissions import Action, Role, ruling
from services import clock
from services.bans import BanRow, list_bans
from services.contract_list import list_contracts
from services.decisions import list_decisions
from services.measurement_list import list_facts, list_measurements
from services.measurement_options import fact_specs
from services.provider_list import list_providers
from services.provider_timeline import KINDS, provider_figures, provider_timeline
from services.providers import ProviderView, read_provider
from services.verdict_list import list_verdicts
from ui.badges import Badge
from ui.charts_provider import show_figures
from ui.guard import guard, required
from ui.links import id_param, open_page, page_url
from ui.page import facts, next_step, page_head, section
from ui.provider_tables import (
    BANS,
    CONTRACTS,
    DECISIONS,
    FACTS,
    MEASUREMENTS,
    VERDICTS,
    ban_line,
    contract_line,
    decision_line,
    fact_line,
    measurement_line,
    short,
    verdict_line,
)
from ui.timeline import show_timeline

ROWS = 12  # of each kind; the lists have the rest


def own_id() -> int:
    """The provider's own record when it opens the page without a number; 0 for everybody else."""
    rows = list_providers(actor, size=1).rows if actor.role is Role.PROVIDER else []
    return rows[0].id if rows else 0


def may(action: Action) -> bool:
    """Whether the reader's role holds a right."""
    return ruling(actor.role, action).allowed


def head(provider: ProviderView, barred: bool) -> None:
    """Who it is, and the one thing to do."""
    badges = [Badge("正常", "✓", "good") if provider.active else Badge("停用", "×", "ended")]
    if barred:
        badges = [Badge("禁入中", "■", "late")]
    with page_head(provider.name, where=["服务单位", ("名录", page_url("providers"))], badges=badges):
        if may(Action.PROVIDER_EDIT) and st.button("修改", key="edit"):
            open_page("provider_edit", id=provider.id)
        if may(Action.MEASUREMENT_RECORD) and st.button("登记数据", type="primary", key="record"):
            open_page("measurement_new", provider=provider.id)
    facts(
        {
            "统一社会信用代码": provider.credit_code,
            "法定代表人": provider.legal_representative
            + ("" if provider.identity_known else "（身份未登记，无法比对同一人）"),
            "实际控制人": provider.controller,
            "监管方案": provider.regime or "尚未指定",
            "联系人": " ".join(part for part in (provider.contact, provider.phone) if part),
        }
    )


def standing(bans: list[BanRow], waiting: int) -> None:
    """What is pressing, in one line."""
    current = [ban for ban in bans if ban.state_on(clock.today()) == "in_force"]
    if current:
        until = f"至{current[0].end}" if current[0].end else current[0].term
        next_step(
            f"禁入期内：依照 {current[0].rule}、处置 {current[0].decision}，{until}，不能签订、延长、续签合同。"
        )
    elif waiting:
        next_step(f"有 {waiting} 项处置正在办理。")


def figures_and_verdicts() -> None:
    """The figures with their lines, then what the rules say of the latest ones."""
    section("数据与界线", "红色方点表示触发规则；虚线是制度规定的界线")
    show_figures(provider_figures(actor, provider.id))
    triggered = list_verdicts(
        actor, provider_id=provider.id, outcomes=["triggered", "not_met", "needs_judgement"], size=ROWS
    )
    section("触发和待人判定的规则", f"共 {triggered.total} 项")
    short([verdict_line(row) for row in triggered.rows], VERDICTS, "verdicts", "verdict", "判定")
    with st.container(horizontal=True):
        if st.button("全部判定", key="all-verdicts", type="tertiary"):
            open_page("verdicts", provider=provider.id)
        if may(Action.FACT_RECORD) and st.button("登记查实事项或人工判定", key="fact", type="tertiary"):
            open_page("fact_new", provider=provider.id)


def data_and_facts() -> None:
    """What was measured and what was proven."""
    specs = fact_specs(actor).get(provider.regime_id or 0, {})
    measured = list_measurements(actor, provider_id=provider.id, size=ROWS)
    section("测评与投诉", f"共 {measured.total} 条")
    lines = [measurement_line(row, specs) for row in measured.rows]
    short(lines, MEASUREMENTS, "measurements", "measurement", "测评与投诉")
    if not may(Action.VERDICT_READ):
        return
    total, proven = list_facts(actor, provider_id=provider.id, size=ROWS)
    if total:
        section("查实事项", f"共 {total} 条")
        short([fact_line(row, specs) for row in proven], FACTS, "facts", "", "查实事项")


actor = guard(Action.PROVIDER_READ)
with required():
    provider = read_provider(actor, id_param() or own_id())
bans = list(list_bans(actor, words=provider.credit_code).rows) if may(Action.BAN_READ) else []
decisions = list_decisions(actor, provider_id=provider.id, size=ROWS) if may(Action.DECISION_READ) else None
waiting = list_decisions(actor, provider_id=provider.id, group="waiting", size=1).total if decisions else 0
head(provider, any(ban.state_on(clock.today()) == "in_force" for ban in bans))
standing(bans, waiting)
if may(Action.VERDICT_READ):
    figures_and_verdicts()
if decisions:
    section("处置", f"共 {decisions.total} 项")
    short([decision_line(row) for row in decisions.rows], DECISIONS, "decisions", "decision", "处置")
if bans:
    section("禁入")
    short([ban_line(row) for row in bans], BANS, "bans", "ban", "禁入")
if may(Action.CONTRACT_READ):
    contracts = list_contracts(actor, provider_id=provider.id, size=ROWS)
    section("合同", f"共 {contracts.total} 份")
    short([contract_line(row) for row in contracts.rows], CONTRACTS, "contracts", "contract", "合同")
    if may(Action.CONTRACT_EDIT) and st.button("签订合同", key="contract"):
        open_page("contract_new", provider=provider.id)
if may(Action.MEASUREMENT_READ):
    data_and_facts()
section("经过")
chosen = st.pills("只看", list(KINDS), format_func=KINDS.__getitem__, selection_mode="multi", key="kinds")
story = provider_timeline(actor, provider.id, kinds=tuple(chosen or ()))
if story.total > len(story.entries):
    st.caption(f"共 {story.total} 条，这里显示最近 {len(story.entries)} 条。")
show_timeline(list(reversed(story.entries)))
