"""判定详情: which rule, which clause, which figures, which arithmetic, and what may follow."""

import streamlit as st

from domain.permissions import Action, ruling
from services.measurement_options import fact_specs
from services.verdict_list import VerdictView, read_verdict
from ui.badges import Badge
from ui.guard import guard, required
from ui.links import id_param, page_link, page_url
from ui.listing import simple_table
from ui.page import Step, facts, next_step, page_head, section
from ui.provider_words import NATURES, missing_text, range_text, sample_text, verdict_badge
from ui.table import Cell, Column
from ui.wording import moment_text, percent

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
    Column("sample", "样本"),
    Column("unit", "填报单位"),
)
EARLIER = (
    Column("at", "计算时间", link=True),
    Column("arithmetic", "算式", wrap=True, width="50%"),
    Column("state", "判定"),
)


def show_reckoning(verdict: VerdictView) -> None:
    """Clause, figures and arithmetic."""
    section("算式")
    st.code(verdict.row.arithmetic, language=None, wrap_lines=True)
    facts(dict(verdict.figures))
    if verdict.missing:
        facts({"还缺": missing_text(verdict.missing)})
    facts(
        {
            "依据": f"{verdict.document} {verdict.row.clause}",
            "统计期": "、".join(verdict.periods) or verdict.row.period or "—",
            "统计单元": verdict.row.unit or "合并计算",
            "档次": verdict.row.tier,
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
            "term": "；".join(
                filter(None, [str(offer.words.get("within", "")), str(offer.words.get("lasts", ""))])
            ),
            "note": str(offer.words.get("decided_by", "") or offer.words.get("scope", "")),
        }
        for offer in verdict.offers
    ]
    simple_table(rows, OFFERS, key="offers", caption="规则规定的处理")


def show_data(verdict: VerdictView) -> None:
    """The data of the period, row by row."""
    if not verdict.data:
        return
    section("所依据的数据")
    specs = fact_specs(actor).get(verdict.regime_id, {})
    rows: list[dict[str, Cell]] = [
        {
            "id": one.id,
            "period": one.period,
            "metric": specs[one.metric].name if one.metric in specs else one.metric,
            "value": percent(one.numerator, one.denominator) + f"（{one.numerator}/{one.denominator}）"
            if one.kind == "ratio"
            else "，".join(f"{word}{count}" for word, count in one.parts.items() if not word.isascii())
            or str(one.numerator),
            "sample": sample_text(one.parts),
            "unit": one.unit,
        }
        for one in verdict.data
    ]
    simple_table(rows, DATA, key="data", opens="measurement", caption="所依据的数据")


def show_earlier(verdict: VerdictView) -> None:
    """What was said before figures were corrected."""
    if not verdict.earlier:
        return
    section("此前的判定", "数据更正后重新计算，原判定保留")
    rows: list[dict[str, Cell]] = [
        {
            "id": row.id,
            "at": moment_text(row.computed_at),
            "arithmetic": row.arithmetic,
            "state": verdict_badge(row),
        }
        for row in verdict.earlier
    ]
    simple_table(rows, EARLIER, key="earlier", opens="verdict", caption="此前的判定")


actor = guard(Action.VERDICT_READ)
with required():
    verdict = read_verdict(actor, id_param())
row = verdict.row
badges = [Badge("已被取代", "×", "ended")] if row.superseded else [verdict_badge(row)]
where: list[Step] = ["服务单位", ("判定", page_url("verdicts"))]
where.append((row.provider, page_url("provider", id=row.provider_id)))
page_head(f"{row.rule} {row.title}", where=where, badges=badges)
if row.superseded:
    next_step(f"这条判定已被取代：{verdict.superseded_why}。")
    if verdict.superseded_by:
        page_link("查看现在的判定", "verdict", id=verdict.superseded_by)
elif verdict.gives_way_to:
    next_step(f"同时触发更重的 {verdict.gives_way_to}，按该条先行处理；领导可以决定改按本条处理。")
elif verdict.decision_id and ruling(actor.role, Action.DECISION_READ).allowed:
    page_link(f"查看处置 {verdict.decision}", "decision", id=verdict.decision_id)
show_reckoning(verdict)
show_offers(verdict)
show_data(verdict)
show_earlier(verdict)
