"""单位判定详情: what is asked of a unit or person, held against which figures, and what may follow."""

from domain.permissions import Action
from services.targets import scheme_facts
from services.verdict_list import read_target
from ui.badges import Badge
from ui.guard import guard, required
from ui.links import id_param, page_link, page_url
from ui.page import Step, next_step, page_head
from ui.provider_words import verdict_badge
from ui.verdicts import show_data, show_earlier, show_offers, show_reckoning

actor = guard(Action.TARGET_READ)
with required():
    verdict = read_target(actor, id_param())
row = verdict.row
badges = [Badge("已被取代", "×", "ended")] if row.superseded else [verdict_badge(row)]
where: list[Step] = ["专项行动", ("各单位目标与责任", page_url("unit_targets"))]
where.append((row.provider, page_url("unit_target", id=row.subject_id)))
page_head(f"{row.rule} {row.title}", where=where, badges=badges)
if row.superseded:
    next_step(f"这条判定已被取代：{verdict.superseded_why}。")
    if verdict.superseded_by:
        page_link("查看现在的判定", "unit_verdict", id=verdict.superseded_by)
elif verdict.decision_id:
    page_link(f"查看处置 {verdict.decision}", "decision", id=verdict.decision_id)
show_reckoning(verdict)
show_offers(verdict)
show_data(verdict, scheme_facts(actor, verdict.regime_id), "")
show_earlier(verdict, "unit_verdict")
