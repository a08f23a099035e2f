"""Which units a campaign covers, chosen by kind."""

import streamlit as st

from services.actor import Actor
from services.campaign_creation import scope_candidates, units_in_scope
from services.campaign_settings import set_scope
from services.campaigns import CampaignView
from ui.forms import Form


def scope_form(actor: Actor, view: CampaignView) -> None:
    """Units in scope, by kind."""
    inside = units_in_scope(actor, view.id)
    known = scope_candidates(actor)
    kinds = {one.kind: {str(row.id): row.name for row in known if row.kind is one.kind} for one in known}
    initial = {kind.value: [key for key in options if int(key) in inside] for kind, options in kinds.items()}
    form = Form(f"scope-{view.id}", initial=initial, version=view.version)
    chosen: list[int] = []
    for kind, options in kinds.items():
        chosen += [int(key) for key in form.choices(kind.value, view.unit_names[kind], options)]
    chosen += sorted(inside - {one.id for one in known})
    reason = form.reason("调整理由")
    if form.submit("保存单位范围"):
        with form.told():
            set_scope(actor, view.id, chosen, reason, form.version)
            form.done("单位范围已保存。")
            st.rerun()
