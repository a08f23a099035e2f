"""处置决定: what must be decided, what may be, what waits for a signature?"""

from domain.permissions import Action, Scope, ruling
from services.decisions import list_decisions
from ui.guard import guard
from ui.listing import Listing
from ui.page import page_head
from ui.provider_tables import decision_line
from ui.provider_words import NATURES
from ui.table import Column

COLUMNS = (
    Column("number", "编号", sort=True, link=True),
    Column("provider", "当事人", sort=True, wrap=True),
    Column("state", "状态", sort=True),
    Column("rule", "规则", sort=True),
    Column("measure", "事由和处理", wrap=True, width="26%"),
    Column("amount", "金额", align="right"),
    Column("nature", "性质"),
    Column("warning", "提示", wrap=True, width="20%"),
)
GROUPS = {
    "waiting": "办理中",
    "undecided": "尚未决定",
    "to_sign": "待审批",
    "in_force": "生效中",
    "closed": "已办结",
}

actor = guard(Action.DECISION_READ)
page_head("处置决定", where=["服务单位"])
view = Listing("decisions", default_sort="")
with view.filters():
    words = view.text("q", "编号、单位、规则、条款")
    group = view.choice("group", "进度", GROUPS)
    nature = view.choice("nature", "性质", {"must": NATURES["must"], "may": NATURES["may"]})
found = list_decisions(
    actor, words=words, group=group, nature=nature, sort=view.sort, page=view.page, size=view.size
)
view.count(found.total, f"应当处置而未提出意见 {found.must_waiting} 项" if found.must_waiting else "")
quiet = (
    "收到事先告知书后，处置会出现在这里。"
    if ruling(actor.role, Action.DECISION_READ).scope is not Scope.ALL
    else "测评或投诉数据触发规则时，系统自动立项；人来决定怎么办。"
)
view.table(
    [decision_line(row) for row in found.rows],
    COLUMNS,
    total=found.total,
    opens="decision",
    caption="处置决定",
    nothing=("没有符合条件的处置", "可以放宽筛选条件后再试。")
    if view.filtered
    else ("这里列出处置决定", quiet),
)
