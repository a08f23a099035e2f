"""判定详情: which rule, which clause, which figures, which arithmetic, and what may follow."""

from domain.permissions import Action
from services.measurement_options import fact_specs
from services.verdict_list import read_verdict
from ui.badges import Badge
from ui.guard import guard, required
from ui.links import id_param, open_page, page_link, page_url
from ui.page import Step, next_step, page_head
from ui.provider_words import verdict_badge
from ui.verdicts import show_data, show_earlier, show_offers, show_reckoning

actor = guard(Action.VERDICT_READ)
with required():
    verdict = read_verdict(actor, id_param())
row = verdict.row
if row.subject_id:
    open_page("unit_verdict", id=row.id)
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
elif verdict.decision_id:
    page_link(f"查看处置 {verdict.decision}", "decision", id=verdict.decision_id)
show_reckoning(verdict)
show_offers(verdict)
show_data(verdict, fact_specs(actor).get(verdict.regime_id, {}))
show_earlier(verdict)
