"""移送线索: hand a finding over to the discipline group; afterwards nobody else reads its content."""

import streamlit as st

from domain.permissions import Action
from services.lead_source import read_source
from services.leads import lead_choices, transfer_to_lead
from ui.forms import Form
from ui.guard import guard, required
from ui.leads import lead_fields
from ui.links import id_param, open_page, page_url
from ui.page import Step, facts, page_head
from ui.visits import long_text
from ui.wording import day_text

actor = guard(Action.LEAD_TRANSFER)
with required():
    source = read_source(actor, id_param("finding"))
where: list[Step] = ["问题整改", (source.number, page_url("finding", id=source.id))]
page_head("移送线索", where=where)
st.warning(
    "移送后，台账只显示编号、单位、类别和“已移送”；问题描述、金额、材料和本表内容仅派驻纪检监察组可见，"
    "您也不能再查看。"
)
facts(
    {
        "问题编号": source.number,
        "被检查单位": source.unit,
        "发现日期": day_text(source.found_on),
        "佐证材料": f"{source.files} 份（随线索一并移送）",
    }
)
long_text("问题描述", source.description)
initial = {"facts": source.description, "amount_fen": source.amount}
with Form(f"lead-transfer-{source.id}", initial=initial, version=source.version, narrow=True) as form:
    values = lead_fields(form, lead_choices(actor, source.campaign_id))
    if form.submit("移送线索", danger=True):
        with form.told():
            number = transfer_to_lead(actor, source.id, form.version, values)
            form.done(f"已移送，线索编号 {number}。")
            open_page("finding", id=source.id)
