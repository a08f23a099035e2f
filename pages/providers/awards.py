"""评优推荐: who may be recommended for awards, who may not take part, by which clause?"""

import streamlit as st

from domain.permissions import Action
from services.awards import Standing, award_standing
from services.regimes import regime_choices
from ui.badges import Badge
from ui.guard import guard
from ui.links import page_url
from ui.listing import Listing, simple_table
from ui.page import empty, page_head, section
from ui.table import Cell, Column

COLUMNS = (
    Column("party", "单位（对象）", wrap=True, link=True),
    Column("state", "结论"),
    Column("period", "年度"),
    Column("rule", "规则、条款", wrap=True),
    Column("why", "依据", wrap=True, width="34%"),
    Column("falls_on", "涉及人员", wrap=True),
    Column("decision", "处置", wrap=True),
)


def line(row: Standing) -> dict[str, Cell]:
    """One party as a row."""
    return {
        "id": row.verdict_id,
        "party": row.party,
        "state": Badge("不得参评", "■", "late") if row.barred else Badge("可以推荐", "✓", "good"),
        "period": row.period,
        "rule": f"{row.rule} {row.clause}",
        "why": row.why,
        "falls_on": row.falls_on,
        "decision": row.decision,
    }


actor = guard(Action.VERDICT_READ)
page_head("评优推荐", where=["服务单位", ("判定", page_url("verdicts"))])
regimes = regime_choices(actor)
view = Listing("awards")
with view.filters():
    regime = view.choice("regime", "监管方案", regimes)
    year = view.text("year", "年度", width=110)
rows = [
    row
    for key in ([regime] if regime else regimes)
    for row in award_standing(actor, int(key))
    if not year or row.period.startswith(year)
]
barred = [row for row in rows if row.barred]
eligible = [row for row in rows if not row.barred]
view.count(len(rows), f"可以推荐 {len(eligible)} 家", f"不得参评 {len(barred)} 项")
if not rows:
    empty("这里列出达到推荐条件的单位和不得参加评优评先的单位、人员", "按方案目前没有符合条件的判定。")
    st.stop()
section("不得参加评优评先", "由规则触发或者在禁入、暂停期内；是否作出决定见“处置”一栏")
simple_table([line(row) for row in barred], COLUMNS, key="barred", opens="verdict", caption="不得参评")
section("可以推荐")
simple_table([line(row) for row in eligible], COLUMNS, key="eligible", opens="verdict", caption="可以推荐")
