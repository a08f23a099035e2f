"""A verdict drawn: which rule, which clause, which figures, which arithmetic, and what may follow."""

from collections.abc import Mapping

import streamlit as st

from domain.library.models.facts import Fact
from services import clock
from services.verdict_data import Datum
from services.verdict_list import VerdictView
from services.verdict_sources import DECIDED, FACT, FIGURE, PROBLEM
from ui.listing import simple_table
from ui.page import facts, section
from ui.provider_words import (
    NATURES,
    missing_text,
    range_text,
    sample_text,
    told_words,
    value_text,
    verdict_badge,
)
from ui.table import Cell, Column
from ui.wording import day_text, moment_text

OFFERS = (
    Column("title", "处理", wrap=True, width="30%"),
    Column("nature", "性质"),
    Column("amount", "金额幅度", wrap=True, width="30%"),
    Column("term", "期限", wrap=True),
    Column("note", "说明", wrap=True),
)
DATA = (
    Column("period", "统计期", link=True),
    Column("metric", "数据"),
    Column("value", "数值", wrap=True),
    Column("sample", "样本", wrap=True),
    Column("unit", "填报单位", wrap=True),
    Column("source", "来源", wrap=True),
)
RECORDS = (
    Column("period", "日期或统计期"),
    Column("metric", "事项"),
    Column("value", "内容", wrap=True, width="36%"),
    Column("unit", "填报或认定", wrap=True),
    Column("source", "来源和证据", wrap=True, width="24%"),
)
PROBLEMS = (
    Column("metric", "问题编号", link=True),
    Column("period", "发现日期"),
    Column("value", "问题摘要", wrap=True, width="36%"),
    Column("unit", "被检查单位", wrap=True),
    Column("source", "状态"),
)
DECISIONS = (
    Column("metric", "决定编号", link=True),
    Column("period", "生效日期"),
    Column("value", "处置事项", wrap=True, width="36%"),
    Column("unit", "当事人", wrap=True),
    Column("source", "状态"),
)
MOST = 100  # rows of records shown; the registers have all of them
EARLIER = (
    Column("at", "计算时间", link=True),
    Column("arithmetic", "算式", wrap=True, width="50%"),
    Column("state", "判定"),
)


def show_reckoning(verdict: VerdictView) -> None:
    """Clause, figures and arithmetic."""
    over = verdict.ends
    section(
        "算式",
        f"统计期到{day_text(over)}才结束，以后的数据还会改变结果" if over and over >= clock.today() else "",
    )
    st.code(verdict.row.arithmetic, language=None, wrap_lines=True)
    facts(dict(verdict.figures))
    if verdict.missing:
        facts({"还缺": missing_text(verdict.missing)})
    facts(
        {
            "依据": f"{verdict.document} {verdict.row.clause}",
            "统计期": "、".join(verdict.periods) or verdict.row.when or "—",
            "统计单元": verdict.row.unit or "合并计算",
            **({"档次": verdict.row.tier} if verdict.row.tier else {}),
            "计算时间": moment_text(verdict.row.computed_at),
            "指纹": verdict.fingerprint[:16],
        }
    )


def show_offers(verdict: VerdictView) -> None:
    """What the rule says follows; nothing of it happens by itself."""
    if not verdict.offers:
        return
    section("规则规定的处理", "系统只列出，不作决定")
    rows: list[dict[str, Cell]] = [
        {
            "title": ("择一：" if offer.choice else "") + offer.title,
            "nature": NATURES[offer.nature],
            "amount": range_text(offer.range, offer.amount_words),
            "term": offer.term,
            "note": offer.open_condition
            or str(offer.words.get("decided_by") or offer.words.get("scope", "")),
        }
        for offer in verdict.offers
    ]
    simple_table(rows, OFFERS, key="offers", caption="规则规定的处理")


def show_data(verdict: VerdictView, specs: Mapping[str, Fact], opens: str = "measurement") -> None:
    """The rows behind it: figures, registers and proven facts, problems; `opens` is the page of a figure."""
    figures = [one for one in verdict.data if one.of == FIGURE]
    problems = [one for one in verdict.data if one.of == PROBLEM]
    decided = [one for one in verdict.data if one.of == DECIDED]
    records = [one for one in verdict.data if one.of not in {FIGURE, PROBLEM, DECIDED}]
    if not verdict.data:
        section("所依据的数据")
        st.caption("还没有登记过这条规则所要的数据。" if verdict.missing else "这条规则不依据登记的数据。")
        return
    section("所依据的数据", f"共 {len(verdict.data)} 条")
    if figures:
        lines = [_figure(one, specs.get(one.metric)) for one in figures]
        simple_table(lines, DATA, key="data", opens=opens, caption="所依据的数据")
    if records:
        told = [_record(one, specs.get(one.metric), verdict.row.provider) for one in records[:MOST]]
        simple_table(told, RECORDS, key="records", caption="所依据的登记和查实事项")
    if problems:
        listed = [_problem(one) for one in problems[:MOST]]
        simple_table(listed, PROBLEMS, key="problems", opens="finding", caption="所依据的台账问题")
    if decided:
        listed = [_problem(one) for one in decided[:MOST]]
        simple_table(listed, DECISIONS, key="decided", opens="decision", caption="所依据的处置决定")
    for what, rows in (("登记", records), ("问题", problems), ("决定", decided)):
        if len(rows) > MOST:
            st.caption(f"{what}共 {len(rows)} 条，这里列出前 {MOST} 条。")


def _figure(one: Datum, spec: Fact | None) -> dict[str, Cell]:
    return {
        "id": one.id, "period": one.period or "常设", "metric": _metric(one, spec),
        "value": value_text(one, spec), "sample": sample_text(one.parts), "unit": one.unit,
        "source": one.source,
    }  # fmt: skip


def _record(one: Datum, spec: Fact | None, party: str) -> dict[str, Cell]:
    """A record, and whose it is where that is not the party (which it names then)."""
    happened = one.of == FACT or bool(one.fields)
    told = told_words(spec, one.fields, happened=happened)
    value = "；".join(part for part in (one.text, told) if part)
    whose = f"（{one.holder}）" if one.holder not in {"", party} else ""
    return {
        "id": one.id, "period": one.period, "metric": _metric(one, spec) + whose, "value": value,
        "unit": one.unit, "source": one.source,
    }  # fmt: skip


def _problem(one: Datum) -> dict[str, Cell]:
    """As the ledger has it today; `metric` is its number."""
    state = "已撤销" if one.superseded else one.source
    return {
        "id": one.id, "metric": one.metric, "period": one.period, "value": one.text, "unit": one.unit, "source": state,
    }  # fmt: skip


def _metric(one: Datum, spec: Fact | None) -> str:
    name = spec.name if spec is not None else one.metric
    return f"{name}（已更正）" if one.superseded else name


def show_earlier(verdict: VerdictView, opens: str = "verdict") -> None:
    """What was said before figures were corrected."""
    if not verdict.earlier:
        return
    section("此前的判定", "数据更正或方案换版后重新计算，原判定保留")
    rows: list[dict[str, Cell]] = [
        {
            "id": row.id,
            "at": moment_text(row.computed_at),
            "arithmetic": row.arithmetic,
            "state": verdict_badge(row),
        }
        for row in verdict.earlier
    ]
    simple_table(rows, EARLIER, key="earlier", opens=opens, caption="此前的判定")
