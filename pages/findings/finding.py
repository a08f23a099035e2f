"""问题详情: where does this finding stand, whose turn is it, and what is known?"""

import streamlit as st

from domain.permissions import Action
from domain.traffic_lights import Light
from domain.workflow import Move
from services.findings_detail import read_finding
from ui.badges import light_badge, state_badge
from ui.documents import document_buttons
from ui.evidence import show_evidence, upload
from ui.finding_actions import show_actions
from ui.finding_facts import show_extensions, show_facts, show_steps, show_work
from ui.finding_measures import show_measures
from ui.finding_objections import show_objections
from ui.guard import guard, required
from ui.links import id_param, page_url
from ui.page import next_step, page_head, section
from ui.timeline import show_timeline

actor = guard(Action.FINDING_READ)
with required():
    detail = read_finding(actor, id_param())
# A closed or ongoing finding says so already with its state.
lit = detail.light not in (None, Light.BLUE, Light.GREY)
page_head(
    f"{detail.number} {detail.facts.title}",
    where=[
        (detail.campaign, page_url("findings", campaign=detail.campaign_id)),
        ("问题台账", page_url("findings", campaign=detail.campaign_id)),
        detail.facts.unit,
    ],
    badges=[state_badge(detail.state), *([light_badge(detail.light)] if lit and detail.light else [])],
)
NOTICE, LETTER = "rectification_notice", "supervision_letter"
TABLET = "@media (max-width: 1150px) { .st-key-finding > div > [data-testid=stHorizontalBlock] { flex-wrap: wrap; } "
TABLET += (
    ".st-key-finding > div > [data-testid=stHorizontalBlock] > [data-testid=stColumn] { min-width: 100%; } }"
)


def files() -> None:
    """Evidence, and the field that adds to it."""
    section("佐证材料")
    unit = detail.can.adds_for
    show_evidence(actor, "finding", detail.id, withdrawable=unit is not None)
    if unit is not None and upload(actor, "finding", detail.id, unit_id=unit, camera=True):
        st.rerun()


st.html(f"<style>{TABLET}</style>")
with st.container(key="finding"):
    left, right = st.columns([2, 1], gap="large")
with left:
    next_step(detail.waiting)
    show_actions(actor, detail)
    submits = detail.can.may(Move.SUBMIT)
    if submits:
        files()
    show_facts(detail)
    if not detail.transferred:
        show_work(detail)
        show_measures(actor, detail)
        show_steps(detail)
        show_objections(detail)
        show_extensions(detail)
        if not submits:
            files()
with right:
    if not detail.transferred:
        section("文书")
        kinds = [NOTICE] if detail.can.may(Action.DOCUMENT_ISSUE) else []
        kinds += [LETTER] if kinds and (detail.light is Light.RED or detail.escalation) else []
        document_buttons(actor, "finding", detail.id, kinds)
    section("办理过程")
    show_timeline(detail.timeline)
