"""考核评分: on one sheet in one period, who got how much, and who has not been marked yet?"""

import streamlit as st

from domain.library.decimals import short
from domain.permissions import Action, ruling
from services.score_export import export_scores
from services.score_rounds import RoundPlace, round_place
from services.score_sheets import list_scores, regimes_that_score, sheets_of_regime
from ui.choosing import one_of
from ui.guard import guard, required
from ui.links import id_param, open_page
from ui.listing import Listing
from ui.page import empty, page_head
from ui.registers import chosen_regime
from ui.score_turn import show_missing, show_reviews, show_telling
from ui.scores import RESULTS, STATES, result_line, state_of

actor = guard(Action.SCORE_READ)
if from_task := id_param("round"):
    with required():
        task = round_place(actor, from_task)
    st.query_params.from_dict({"regime": str(task.regime_id), "sheet": task.sheet, "period": task.period})
head = page_head("考核评分", where=["服务单位"])
regime_id = chosen_regime(actor, regimes_that_score(actor))
kinds = sheets_of_regime(actor, regime_id)
if not kinds:
    empty(
        "这个监管方案没有评分表",
        "方案写了年终考核一类的评分表的，这里按统计期列出各单位的得分、等次和名次，还有谁没有评；由人评的分也在这里登记。",
    )
    st.stop()
view = Listing("scores")
with view.filters():
    key = one_of(view, "sheet", "评分表", {key: f"{one.name}（{one.who}）" for key, one in kinds.items()})
    kind = kinds[key]
    period = one_of(view, "period", "统计期", kind.periods, kind.current, width=200)
    state = view.choice("state", "状态", STATES)
    words = view.text("q", "名称")
with required():
    rows = list_scores(actor, regime_id, key, period)
found = [row for row in rows if words in row.name and state in ("", state_of(row))]
open_rows = sum(row.pending for row in rows)
view.count(len(found), f"待评 {open_rows} 个" if open_rows else "")
counts = {grade: sum(row.score.grade == grade for row in rows) for grade in kind.grades}
grades = "、".join(f"{grade} {count} 个" for grade, count in counts.items() if count)
st.caption("；".join(filter(None, (f"{kind.clause}：{kind.name}，满分{short(kind.total)}分", grades))))
place = RoundPlace(regime_id, key, period)
if open_rows and ruling(actor.role, Action.SCORE_GIVE).allowed and any(row.waiting for row in rows):
    with head:
        if st.button("导入评分", key="import"):
            open_page("score_import", regime=regime_id, sheet=key, period=period)
start = (view.page - 1) * view.size
view.table(
    [result_line(row) for row in found[start : start + view.size]],
    RESULTS,
    total=len(found),
    opens="score_sheet",
    also={"regime": regime_id, "sheet": key, "period": period},
    caption="考核评分",
    nothing=("没有符合条件的记录", "可以放宽筛选条件后再试。")
    if rows
    else (
        "这里列出每个单位的得分",
        f"还没有{kind.who}纳入这个监管方案：服务单位在“监管方案”里指定，其他单位和人员在“各单位目标与责任”的“判定范围”里纳入。",
    ),
)
if apart := "、".join(dict.fromkeys(row.kind for row in rows if row.kind)):
    st.caption(f"{apart}分别排名。")
if open_rows and any(row.rank for row in rows):
    st.caption("还有没有评完的，名次按已经评出的暂排。")
elif open_rows or not all(row.rank for row in rows):
    st.caption("评出总分以后排名次；被考核的单位在全部评完以后看到名次。")
if rows:
    name = f"{kind.name}{kind.periods.get(period, period)}.xlsx"
    view.export("导出 Excel", lambda: export_scores(actor, regime_id, key, period), name)
show_missing(actor, kind, place, rows)
show_telling(actor, place)
show_reviews(actor, place)
