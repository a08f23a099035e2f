"""名录: who are the providers, which of them are over a line, which are barred?"""

from collections.abc import Iterator
from typing import Any

import streamlit as st

from domain.permissions import Action, ruling
from services.provider_list import ProviderRow, list_providers
from services.providers import own_provider
from services.regimes import regime_choices
from ui.badges import Badge
from ui.guard import guard
from ui.links import open_page
from ui.listing import Listing
from ui.page import page_head
from ui.provider_words import figure_text
from ui.table import Cell, Column

COLUMNS = (
    Column("name", "服务单位", sort=True, width="19%", wrap=True, link=True),
    Column("regime", "监管方案", sort=True, wrap=True),
    Column("figures", "最近数据（分子/分母）", wrap=True, width="34%"),
    Column("state", "判定"),
    Column("cases", "待办处置", align="right"),
    Column("contracts", "有效合同", align="right"),
    Column("barred", "准入"),
)
ONLY = {"crossed": "越过界线", "cases": "有待办处置", "barred": "禁入中"}


def line(row: ProviderRow) -> dict[str, Cell]:
    """A row of the directory."""
    state = Badge(f"触发{row.triggered}项", "■", "late") if row.triggered else Badge("未触发", "✓", "good")
    return {
        "id": row.id,
        "name": row.name if row.active else f"{row.name}（停用）",
        "regime": row.regime,
        "figures": "；".join(worst(row)),
        "state": state if judged else None,
        "cases": row.cases if judged else None,
        "contracts": row.contracts,
        "barred": Badge("禁入中", "■", "late") if row.barred else Badge("正常", "✓", "good"),
    }


def worst(row: ProviderRow) -> Iterator[str]:
    """Of each figure one reporting unit: one that is over a line, else the first, and how many more."""
    for name in dict.fromkeys(figure.name for figure in row.figures):
        many = [figure for figure in row.figures if figure.name == name]
        shown = next((figure for figure in many if figure.crossed), many[0])
        yield figure_text(shown) + (f"（共{len(many)}个统计单元）" if len(many) > 1 else "")


def columns() -> tuple[Column, ...]:
    """Those that the reader may know of."""
    hidden: set[str] = set() if judged else {"figures", "state", "cases"}
    return tuple(column for column in COLUMNS if column.name not in hidden)


actor = guard(Action.PROVIDER_READ)
mine = own_provider(actor)
if mine is not None:
    open_page("provider", id=mine)
judged = ruling(actor.role, Action.VERDICT_READ).allowed
edits = ruling(actor.role, Action.PROVIDER_EDIT).allowed
with page_head("名录", where=["服务单位"]):
    if edits and st.button("导入", key="import"):
        open_page("provider_import")
    if edits and st.button("登记服务单位", type="primary", key="new"):
        open_page("provider_edit")
view = Listing("providers", default_sort="name")
with view.filters():
    words = view.text("q", "名称、代码、法定代表人、控制人")
    regime = view.choice("regime", "监管方案", regime_choices(actor))
    only = view.choice("only", "范围", ONLY if judged else {"barred": "禁入中"})
wanted: dict[str, Any] = {"regime_id": int(regime)} if regime else {}
found = list_providers(
    actor, words=words, only=only, sort=view.sort, page=view.page, size=view.size, **wanted
)
crossed = sum(1 for row in found.rows if row.triggered)
view.count(found.total, f"本页越过界线 {crossed} 家" if judged and crossed else "")
view.table(
    [line(row) for row in found.rows],
    columns(),
    total=found.total,
    opens="provider",
    caption="服务单位名录",
    nothing=("没有符合条件的服务单位", "可以放宽筛选条件后再试。")
    if view.filtered
    else ("这里列出服务单位", "还没有登记。点“登记服务单位”开始，或由专项办登记。"),
)
