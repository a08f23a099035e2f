"""签订合同: with whom, for how long, for how much; a barred provider is refused."""

import streamlit as st

from domain.permissions import Action
from services.contracts import create_contract
from services.enforcement import Purpose
from services.entry_rules import entry_doubts
from services.provider_names import name_providers
from ui.contract_form import contract_fields
from ui.forms import Form
from ui.guard import guard
from ui.links import id_param, open_page, page_url
from ui.overrides import barred_words
from ui.page import empty, page_head

actor = guard(Action.CONTRACT_EDIT)
page_head("签订合同", where=["服务单位", ("合同", page_url("contracts"))])
providers = name_providers(actor)
barred = {str(row.id): row.barred for row in providers if row.barred}
if not providers:
    first = "先登记服务单位，再签订合同。"
    empty("这里签订服务合同", "名录里还没有服务单位。", first, stem="provider_edit", label="登记服务单位")
    st.stop()
names = {str(row.id): f"{row.name}（受限）" if row.barred else row.name for row in providers}
chosen = str(id_param("provider") or "")
form = Form("contract-new", draft_of=actor, initial={"provider_id": chosen} if chosen in names else None)
with form:
    provider = form.choice("provider_id", "服务单位", names, required=True)
    if provider in barred:
        st.warning(barred_words(actor, int(provider), barred[provider], Purpose.CONTRACT))
    for doubt in entry_doubts(actor, int(provider)) if provider else ():
        st.warning(f"准入条件{doubt.outcome.label}：{doubt.sentence}")
    values = contract_fields(form, actor)
    if form.submit("签订") and form.filled(
        provider_id="请选择服务单位", start="请填写起始日", end="请填写终止日"
    ):
        with form.told():
            contract_id = create_contract(actor, int(provider), values)
            form.done(f"合同 {values['number']} 已登记。")
            open_page("contract", id=contract_id)
