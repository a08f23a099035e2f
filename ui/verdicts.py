"""A verdict drawn: which rule, which clause, which figures, which arithmetic, and what may follow."""

from collections.abc import Mapping

import streamlit as st

from domain.library.models.facts import Fact
from services.verdict_list import VerdictView
from ui.listing import simple_table
from ui.page import facts, section
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


def show_data(verdict: VerdictView, specs: Mapping[str, Fact], opens: str = "measurement") -> None:
    """The data of the period, row by row; `opens` is the page of one of them."""
    if not verdict.data:
        return
    section("所依据的数据")
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
    simple_table(rows, DATA, key="data", opens=opens, caption="所依据的数据")


def show_earlier(verdict: VerdictView, opens: str = "verdict") -> None:
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
    simple_table(rows, EARLIER, key="earlier", opens=opens, caption="此前的判定")
