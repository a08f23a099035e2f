"""自查核查对照: what did the places miss, what did both find, what did only they report?"""

import streamlit as st

from domain.check_words import spoken
from domain.permissions import Action
from domain.visits import MATCH_NAMES, Match
from services.comparison import CompareFilter, Pair, categories, compare
from services.comparison_export import export_comparison
from services.visit_lists import campaign_word
from ui.campaigns import chosen_campaign
from ui.guard import guard
from ui.listing import Listing
from ui.page import figures, page_head
from ui.table import Cell, Column
from ui.visits import answer_badge, match_badge, worded
from ui.wording import day_cell

COLUMNS = (
    Column("unit", "单位", wrap=True),
    Column("item", "要点"),
    Column("match", "对照"),
    Column("own", "自查"),
    Column("found", "核查"),
    Column("question", "检查内容", wrap=True, width="20%"),
    Column("own_text", "自查说明", wrap=True),
    Column("found_text", "核查情况", wrap=True),
    Column("visited_on", "核查日期"),
)


def line(pair: Pair) -> dict[str, Cell]:
    """A row of the list; it opens the visit."""
    return {
        "id": pair.visit_id,
        "unit": pair.unit,
        "visited_on": day_cell(pair.visited_on),
        "item": pair.item,
        "question": pair.question,
        "own": answer_badge(pair.own) if pair.own else "—",
        "own_text": pair.own_text,
        "found": answer_badge(pair.found),
        "found_text": pair.found_text,
        "match": match_badge(pair.match, check),
    }


def only(label: str) -> None:
    """Show the rows behind a figure."""
    chosen = next(match for match, name in names.items() if name == label)
    st.query_params["match"] = chosen.value
    st.query_params.pop("page", None)
    st.rerun()


actor = guard(Action.VISIT_READ)
top = st.container()
campaign = chosen_campaign(actor, "自查核查对照")
check = campaign_word(actor, campaign.id)
names = {match: spoken(name, check) for match, name in MATCH_NAMES.items()}
title = f"自查{check}对照"
with top:
    page_head(title, where=[check])
view = Listing("comparison")
visit = st.query_params.get("visit", "")
visit_id = int(visit) if visit.isascii() and visit.isdigit() and len(visit) < 12 else 0
with view.filters():
    words = view.text("q", "单位")
    match = view.choice("match", "对照结果", {one.value: name for one, name in names.items()})
    category = view.choice("category", "问题类别", categories(actor, campaign.id), width=200)
    item = view.text("item", "要点", width=110)
wanted = CompareFilter(match, 0, category, item, visit_id, words)
found = compare(actor, campaign.id, wanted, page=view.page, size=view.size)
figures({name: (str(found.by_match.get(one, 0)), "项") for one, name in names.items()}, only)
missed, total = found.by_match.get(Match.MISSED, 0), sum(found.by_match.values())
view.count(found.total, f"其中自查漏报 {missed} 项" if total else "")
view.table(
    [line(pair) for pair in found.rows],
    worded(COLUMNS, check),
    total=found.total,
    opens="visit",
    caption=title,
    nothing=(f"这里对照自查和{check}", f"{check}记录签字确认后，逐项与自查结果对照。"),
)
view.export(
    "导出 Excel", lambda: export_comparison(actor, campaign.id, wanted), f"{campaign.name}{title}.xlsx"
)
