"""单位档案: all about one provider, its figures against their lines, and what happened when."""

from collections.abc import Callable

import streamlit as st

from domain.permissions import Action, Role, ruling
from services import clock
from services.bans import BanRow, list_bans
from services.contract_list import list_contracts
from services.decision_access import sees_decisions
from services.decisions import list_decisions
from services.enforcement import KIND_NAMES
from services.measurement_list import list_facts, list_measurements
from services.measurement_options import fact_specs
from services.provider_list import list_providers
from services.provider_timeline import KINDS, provider_figures, provider_timeline
from services.providers import ProviderView, read_provider
from services.score_view import sheets_of_provider
from services.settlements import list_settlements
from services.standings import provider_standings
from services.verdict_list import list_verdicts
from ui.badges import Badge
from ui.charts_provider import show_figures
from ui.guard import guard, required
from ui.links import id_param, open_page, page_url
from ui.page import facts, next_step, page_head, section
from ui.parts import open_part
from ui.provider_tables import (
    BANS,
    CONTRACTS,
    DECISIONS,
    FACTS,
    MEASUREMENTS,
    SETTLEMENTS,
    VERDICTS,
    ban_line,
    contract_line,
    decision_line,
    fact_line,
    measurement_line,
    settlement_line,
    short,
    verdict_line,
)
from ui.provider_words import ban_badge
from ui.scores import show_sheet_links
from ui.standings import show_standings
from ui.timeline import show_timeline

ROWS, SHORT = 12, 5  # of each kind; the lists have the rest


def own_id() -> int:
    """The provider's own record when it opens the page without a number; 0 for everybody else."""
    rows = list_providers(actor, size=1).rows if actor.role is Role.PROVIDER else []
    return rows[0].id if rows else 0


def may(action: Action) -> bool:
    """Whether the reader's role holds a right."""
    return ruling(actor.role, action).allowed


def head(provider: ProviderView, current: list[BanRow]) -> None:
    """Who it is, and the one thing to do."""
    badges = [Badge("正常", "✓", "good") if provider.active else Badge("停用", "×", "ended")]
    if through_others:
        badges = [Badge("一并受限", "■", "late")]
    if current:
        badges = [ban_badge("in_force", ban.kind) for ban in current[:2]]
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


def standing(current: list[BanRow], waiting: int) -> None:
    """What is pressing, in one line."""
    said = [_in_force(ban) for ban in current]
    if through_others:
        said.append(f"{through_others}。")
    if waiting:
        said.append(f"有 {waiting} 项处置正在办理。")
    if said:
        next_step("".join(said))


def _in_force(ban: BanRow) -> str:
    until = f"至{ban.end}" if ban.end else ban.term
    reach = f"（限于{ban.reach}）" if ban.reach else ""
    return f"{KIND_NAMES[ban.kind]}期内：依照 {ban.rule}、处置 {ban.decision}，{until}{reach}。"


def figures_and_verdicts() -> None:
    """The figures with their lines, then what the rules say of them."""
    section("数据与界线", "红色方点表示触发规则；虚线是制度规定的界线")
    show_figures(provider_figures(actor, provider.id))
    triggered = list_verdicts(
        actor, provider_id=provider.id, outcomes=["triggered", "not_met", "needs_judgement"], size=SHORT
    )
    latest = f"，显示最近 {SHORT} 项" if triggered.total > SHORT else ""
    section("触发和待人判定的规则", f"共 {triggered.total} 项{latest}")
    short([verdict_line(row) for row in triggered.rows], VERDICTS, "verdicts", "verdict", "判定")
    with st.container(horizontal=True):
        if st.button("全部判定", key="all-verdicts", type="tertiary"):
            open_page("verdicts", provider=provider.id)
        if may(Action.FACT_RECORD) and st.button("登记查实事项或人工判定", key="fact", type="tertiary"):
            open_page("fact_new", provider=provider.id)
        show_sheet_links(sheets_of_provider(actor, provider.id))


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
        short([fact_line(row, specs) for row in proven], FACTS, "facts", "fact", "查实事项")


def cases_and_bans() -> None:
    """What was decided, and what it keeps the provider from."""
    if decisions:
        section("处置", f"共 {decisions.total} 项")
        short([decision_line(row) for row in decisions.rows], DECISIONS, "decisions", "decision", "处置")
    if may(Action.BAN_READ):
        section("禁入和暂停")
        short([ban_line(row) for row in bans], BANS, "bans", "ban", "禁入和暂停")


def signed() -> None:
    """Contracts and what was paid on them."""
    contracts = list_contracts(actor, provider_id=provider.id, size=ROWS)
    section("合同", f"共 {contracts.total} 份")
    short([contract_line(row) for row in contracts.rows], CONTRACTS, "contracts", "contract", "合同")
    if may(Action.CONTRACT_EDIT) and st.button("签订合同", key="contract"):
        open_page("contract_new", provider=provider.id)
    if may(Action.SETTLEMENT_READ):
        total, paid = list_settlements(actor, provider_id=provider.id, size=ROWS)
        section("结算", f"共 {total} 份")
        short([settlement_line(row) for row in paid], SETTLEMENTS, "settlements", "settlement", "结算")


def story() -> None:
    """Everything that happened, the latest last."""
    chosen = st.pills("只看", list(KINDS), format_func=KINDS.__getitem__, selection_mode="multi", key="kinds")
    found = provider_timeline(actor, provider.id, kinds=tuple(chosen or ()))
    if found.total > len(found.entries):
        st.caption(f"共 {found.total} 条，这里显示最近 {len(found.entries)} 条。")
    show_timeline(list(reversed(found.entries)))


def now() -> None:
    """The first screen: what is being decided, what crossed a line, and the figures with their lines."""
    if waiting and waiting.total:
        section("正在办理的处置", f"共 {waiting.total} 项")
        short(
            [decision_line(row) for row in waiting.rows],
            DECISIONS,
            "open-cases",
            "decision",
            "正在办理的处置",
        )
    if may(Action.VERDICT_READ):
        figures_and_verdicts()
        show_standings(provider_standings(actor, provider.id))


PARTS: tuple[tuple[str, str, Action, Callable[[], None]], ...] = (
    ("now", "现状", Action.PROVIDER_READ, now),
    ("cases", "处置与禁入", Action.DECISION_READ, cases_and_bans),
    ("contracts", "合同与结算", Action.CONTRACT_READ, signed),
    ("data", "数据与查实事项", Action.MEASUREMENT_READ, data_and_facts),
    ("story", "经过", Action.PROVIDER_READ, story),
)
actor = guard(Action.PROVIDER_READ)
with required():
    provider = read_provider(actor, id_param() or own_id())
bans = list(list_bans(actor, words=provider.credit_code).rows) if may(Action.BAN_READ) else []
current = [ban for ban in bans if ban.state_on(clock.today()) == "in_force"]
found = list_providers(actor, words=provider.credit_code, size=1).rows
through_others = found[0].barred if found and not current else ""  # the same representative or controller
head(provider, current)
shown = {name: title for name, title, action, _ in PARTS if may(action)}
if not sees_decisions(actor):
    shown.pop("cases", None)
opened = open_part("provider", shown)
decisions = waiting = None
if sees_decisions(actor):
    waiting = list_decisions(actor, provider_id=provider.id, group="waiting", size=ROWS)
    decisions = list_decisions(actor, provider_id=provider.id, size=ROWS) if opened == "cases" else None
standing(current, waiting.total if waiting else 0)
next(draw for name, _, _, draw in PARTS if name == opened)()
