"""Short tables of one provider's contracts, data, verdicts, decisions, bans and facts.

The state stands in front: on a tablet the last columns lie beyond the edge.
"""

from collections.abc import Mapping, Sequence

from domain.library.models.facts import Fact as FactSpec
from services import clock
from services.bans import BanRow
from services.contract_list import ContractRow
from services.decisions import DecisionRow
from services.enforcement import KIND_NAMES
from services.measurement_list import FactRow, MeasurementRow
from services.settlements import SettlementRow
from services.verdict_list import VerdictRow
from ui.badges import Badge
from ui.listing import simple_table
from ui.provider_words import (
    NATURES,
    ban_badge,
    contract_badge,
    decision_badge,
    sample_text,
    value_text,
    verdict_badge,
)
from ui.table import Cell, Column
from ui.wording import day_cell, yuan, yuan_cell

CONTRACTS = (
    Column("number", "编号", link=True),
    Column("title", "名称", wrap=True, width="30%"),
    Column("state", "状态"),
    Column("start", "起始"),
    Column("end", "终止"),
    Column("annual", "全年资金（元）", align="right"),
)
MEASUREMENTS = (
    Column("period", "统计期", link=True),
    Column("metric", "数据"),
    Column("state", "状态"),
    Column("value", "数值", wrap=True, width="30%"),
    Column("sample", "样本", wrap=True),
    Column("unit", "填报单位"),
)
VERDICTS = (
    Column("rule", "规则", link=True),
    Column("period", "统计期"),
    Column("state", "判定"),
    Column("title", "内容", wrap=True, width="24%"),
    Column("arithmetic", "算式", wrap=True, width="30%"),
    Column("unit", "统计单元"),
    Column("nature", "性质"),
)
DECISIONS = (
    Column("number", "编号", link=True),
    Column("rule", "规则"),
    Column("state", "状态"),
    Column("measure", "处理", wrap=True, width="28%"),
    Column("amount", "金额"),
    Column("nature", "性质"),
    Column("warning", "提示", wrap=True),
)
BANS = (
    Column("decision", "处置编号", link=True),
    Column("kind", "种类"),
    Column("state", "状态"),
    Column("rule", "规则"),
    Column("scope", "范围", wrap=True),
    Column("start", "自"),
    Column("end", "至"),
)
SETTLEMENTS = (
    Column("period", "季度", link=True),
    Column("contract", "合同"),
    Column("state", "状态"),
    Column("base", "项目资金（元）", align="right"),
    Column("deducted", "扣减（元）", align="right"),
    Column("payable", "应付（元）", align="right"),
)
FACTS = (
    Column("happened_on", "发生日期"),
    Column("event", "事项"),
    Column("state", "状态"),
    Column("description", "事实", wrap=True, width="34%"),
    Column("evidence", "证据", wrap=True),
    Column("proven_by", "认定人"),
)


def contract_line(row: ContractRow) -> dict[str, Cell]:
    """A contract as a row."""
    return {
        "id": row.id, "provider": row.provider, "number": row.number, "title": row.title, "buyer": row.buyer,
        "start": day_cell(row.start), "end": day_cell(row.ended_on or row.end),
        "annual": yuan_cell(row.annual_fen), "state": contract_badge(row),
    }  # fmt: skip


def measurement_line(row: MeasurementRow, specs: Mapping[str, FactSpec]) -> dict[str, Cell]:
    """A datum as a row."""
    spec = specs.get(row.metric)
    state = Badge("已更正", "×", "ended") if row.superseded else Badge("有效", "✓", "good")
    if not row.final and not row.superseded:
        state = Badge("待核", "▲", "soon")
    return {
        "id": row.id, "provider": row.provider, "period": row.period or "常设",
        "metric": spec.name if spec else row.metric, "value": value_text(row, spec),
        "sample": row.shortfall or sample_text(row.parts), "unit": row.unit, "state": state,
    }  # fmt: skip


def verdict_line(row: VerdictRow) -> dict[str, Cell]:
    """A verdict as a row."""
    return {
        "id": row.id, "provider": row.provider, "rule": row.rule, "period": row.when, "title": row.title,
        "arithmetic": row.arithmetic, "unit": row.unit, "nature": NATURES[row.nature],
        "state": verdict_badge(row),
    }  # fmt: skip


def decision_line(row: DecisionRow) -> dict[str, Cell]:
    """A decision as a row."""
    warning = "判定已重新计算并有变化" if row.stale else row.warning
    return {
        "id": row.id, "provider": row.provider, "number": row.number, "rule": row.rule,
        "measure": row.measure or row.title, "amount": yuan(row.amount_fen) if row.amount_fen else "",
        "nature": NATURES[row.nature], "state": decision_badge(row.state), "warning": warning,
    }  # fmt: skip


def ban_line(row: BanRow) -> dict[str, Cell]:
    """A ban as a row."""
    end = day_cell(row.end) if row.end else ("永久" if row.permanent else "未写期限")
    return {
        "id": row.id, "provider": row.provider, "credit_code": row.credit_code,
        "representative": row.legal_representative, "decision": row.decision, "rule": row.rule,
        "kind": KIND_NAMES[row.kind], "scope": "；".join(part for part in (row.scope, row.reach) if part),
        "start": day_cell(row.start), "end": end, "state": ban_badge(row.state_on(clock.today()), row.kind),
    }  # fmt: skip


def settlement_line(row: SettlementRow) -> dict[str, Cell]:
    """A settlement as a row."""
    states = {
        "draft": Badge("待审批", "○", "soon"), "approved": Badge("已批准", "✓", "good"),
        "cancelled": Badge("已作废", "×", "ended"),
    }  # fmt: skip
    return {
        "id": row.id, "period": row.period, "contract": row.contract, "base": yuan_cell(row.base_fen),
        "deducted": yuan_cell(row.voided_fen + row.deducted_fen), "payable": yuan_cell(row.payable_fen),
        "state": states[row.state],
    }  # fmt: skip


def fact_line(row: FactRow, specs: Mapping[str, FactSpec]) -> dict[str, Cell]:
    """A proven fact as a row."""
    spec = specs.get(row.event)
    state = Badge("已撤回", "×", "ended") if row.withdrawn_reason else Badge("已查实", "✓", "good")
    return {
        "id": row.id, "happened_on": day_cell(row.happened_on), "event": spec.name if spec else row.event,
        "description": row.description, "evidence": row.evidence, "proven_by": row.proven_by, "state": state,
    }  # fmt: skip


def short(
    lines: Sequence[Mapping[str, Cell]], columns: Sequence[Column], key: str, opens: str, caption: str
) -> None:
    """A short table on a detail page."""
    simple_table(lines, columns, key=key, opens=opens, caption=caption)
